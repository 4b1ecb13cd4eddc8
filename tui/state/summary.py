"""Where a case stands, in one line."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import BowoutError
from core.names import joined
from tui.state.clocks import moment_in_words
from tui.state.session import Session

if TYPE_CHECKING:
    from core.plan import Step
    from core.record import CaseRecord
    from core.store import Cases

_WORDS_A_SECOND = 4.0
_NAMED = 2
"""Only so many people are named in one line."""


def sum_up(record: CaseRecord, cases: Cases, clock: Callable[[], datetime]) -> str:
    """What is missing, or what is done, whose answer is awaited, and whom to tell next and when."""
    session = Session(record, cases, clock)
    try:
        if needed := session.needed:
            return f"still needed: {', '.join(needed)}"
        count = len(session.plan.steps)
        parts = [f"{session.done} of {count} done"] if 0 < session.done < count else []
        if waiting := [step for step in session.plan.steps if _is_awaited(session, step)]:
            parts.append(f"waiting for {_whom(waiting[-1])}")
        step = session.next_step
        if step is None:
            parts.append(_ending(session))
        else:
            when = f" · {moment_in_words(session.case, step.window, clock())}" if step.window else ""
            parts.append(f"next: {_next(session, step)}{when}")
        return " · ".join(parts)
    except BowoutError as error:
        return str(error)


def step_title(message_id: str) -> str:
    """What a message is called."""
    from core.catalogue import message

    try:
        return message(message_id).title
    except BowoutError:
        return message_id.replace("_", " ")


def step_head(step: Step) -> str:
    """What a letter is, to whom it goes and how; a note goes to nobody."""
    to = "for yourself" if step.channel == "note" else f"to {', '.join(step.to)} · {step.channel}"
    return f"{step_title(step.message)} · {to}"


def length_of(step: Step, text: str) -> str:
    """How long a letter is, as its channel counts, and how long it takes to read."""
    from core.catalogue import message

    if (most := message(step.message).most) is not None:
        return f"{len(text)} of {most} characters"
    if step.channel in ("sms", "linkedin"):
        return f"{len(text)} characters"
    words = len(text.split())
    seconds = max(5, round(words / _WORDS_A_SECOND / 5) * 5)
    return f"{words} words · {seconds} s to read"


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("next.toml").read_text(encoding="utf-8"))


def _next(session: Session, step: Step) -> str:
    """What to do, e.g. ``tell Ana Silva first``; said with care while the decision is still open."""
    plan = session.plan
    others = any(later.people and later.people != step.people for later in plan.steps)
    first = " first" if others and step is plan.steps[0] else ""
    known = _sentences()["steps"].get(step.message, f"{step_title(step.message)}: {{whom}}")
    said = _filled(known, whom=_whom(step), first=first)
    before = _sentences()["before"].get(plan.advice.verdict)
    if before and not session.done and plan.decision != "terms_inquiry":
        return _filled(before, next=said)
    return said


def _is_awaited(session: Session, step: Step) -> bool:
    return step.window is not None and session.tick_of(step.id) == "waiting"


def _whom(step: Step) -> str:
    names: Sequence[str] = step.to if step.people else ("the hiring team",)
    more = len(names) - _NAMED
    return joined([*names[:_NAMED], f"{more} more"]) if more > 0 else joined(names)


def _ending(session: Session) -> str:
    from core.journal import OUTCOMES
    from tui.state.exits import outcome

    name, _ = outcome(session)
    done = _sentences()["done"]["asked" if session.plan.decision == "terms_inquiry" else "told"]
    return f"{done} · {OUTCOMES[name]}" if name else done


def _filled(sentence: str, **words: str) -> str:
    """A sentence with its words in place; whatever a name holds is only a name."""
    return sentence.format_map(words)
