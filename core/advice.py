"""The decision check: go ahead, sleep on it, or ask first. It advises; the plan is there in any case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from core.case import Case
from core.names import joined
from core.resources import data_folder, load_toml

Verdict = Literal["go", "pause", "ask_first"]

_TERMS = ("contract", "compensation", "timing")
_PAPERWORK = ("visa", "relocation", "payroll")


@dataclass(frozen=True)
class Caution:
    """Something to look at before sending."""

    id: str
    text: str


@dataclass(frozen=True)
class Advice:
    """What the decision check says, and why, in one or two sentences."""

    verdict: Verdict
    because: tuple[str, ...]
    cautions: tuple[Caution, ...]


def advise(case: Case) -> Advice:
    """Look at the answers and at what is in motion."""
    verdict, reasons = _judge(case)
    texts = _data()["because"]
    terms = _data()["terms"].get(case.reason.kind, "")
    because = tuple(texts[reason].format(terms=terms) for reason in reasons)
    return Advice(verdict, because, tuple(_cautions(case)))


def _judge(case: Case) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict and the names of the sentences that give its reason."""
    answers = case.answers
    if case.intent == "ask_terms":
        return "ask_first", ("wants_terms", "ask_once")
    if answers.talk_would_help and case.reason.kind in _TERMS:
        return "ask_first", ("terms_may_change", "ask_once")
    if case.intent == "undecided":
        return "pause", ("undecided", _after_pause(case))
    if answers.final is False:
        return "pause", ("not_final", _after_pause(case))
    if answers.driver == "impression" and answers.final is not True:
        return "pause", ("impression", _after_pause(case))
    second = "talk_still_open" if answers.talk_would_help else "sooner"
    if answers.driver == "concrete":
        return "go", ("concrete" if answers.final else "concrete_open", second)
    return "go", ("final" if answers.final else "leaving", second)


def _after_pause(case: Case) -> str:
    if case.answers.talk_would_help:
        return "talk_first"
    return "not_long" if case.logistics.paperwork or case.stage == "accepted" else "still_true"


def _cautions(case: Case) -> list[Caution]:
    texts, logistics = _data()["cautions"], case.logistics
    found = []
    if case.reason.kind == "counteroffer":
        found.append(Caution("counteroffer", texts["counteroffer"]))
    if logistics.agreement_signed:
        found.append(Caution("agreement_signed", texts["agreement_signed"]))
    if logistics.paperwork:
        steps = joined([_data()["paperwork"][name] for name in _PAPERWORK if getattr(logistics, name)])
        found.append(Caution("paperwork", texts["paperwork"].format(Steps=steps[0].upper() + steps[1:])))
    if level := _standing(case.role):
        found.append(Caution("senior", texts[level]))
    return found


def _standing(role: str) -> str | None:
    """``senior`` or ``small_field`` where the name of the role says so."""
    roles = _roles()
    if roles["unless"].search(role):
        return None
    return next((level for level in ("senior", "small_field") if roles[level].search(role)), None)


@cache
def _roles() -> dict[str, re.Pattern[str]]:
    return {
        level: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
        for level, words in _data()["roles"].items()
    }


def _data() -> dict[str, Any]:
    return load_toml(data_folder("templates") / "advice.toml")
