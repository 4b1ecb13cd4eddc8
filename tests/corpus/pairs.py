"""Labelled pairs as the judges see them: rows of numbers, with what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.validate import moves, units
from core.validate.comparison import Comparison
from core.validate.evidence import column_names
from core.validate.judge import SUSPICIONS, Judges
from core.validate.proper_names import proper_names
from core.validate.reading import read
from core.validate.thesaurus import Bag
from core.validate.units import Unit
from tests.corpus.labelled import READ_BY_RULES

ADDED = frozenset(
    "grievance_added reason_added fact_added commitment_added unprofessional decision_hedged "
    "decision_reversed decision_changed meta_text garbled reason_changed fact_changed".split()
)
DROPPED = frozenset("fact_dropped reason_dropped thanks_dropped decision_dropped reason_changed".split())
INSERTED = "inserted_"
_OF_INSERTED = 0.5  # the weight of a pair made by inserting, beside one that was written


@dataclass
class Pair:
    """One labelled pair as numbers: rows of its rewrite's units and of its draft's, with what is wrong."""

    hand: str
    row: dict[str, Any]
    added: np.ndarray
    dropped: np.ndarray
    wrong: np.ndarray
    gone: np.ndarray
    weight: float
    sure: bool
    judges: Judges
    hard: bool
    """Whether the rules alone refuse it."""

    @property
    def author(self) -> str:
        """The hand that wrote its draft."""
        return self.hand.removeprefix("claims_").removeprefix(INSERTED)


def look(hand: str, row: dict[str, Any]) -> Pair:
    """A pair as the judges see it."""
    names = proper_names(row["draft"])
    rewrite = read(row["rewrite"], names)
    compared = Comparison(row["draft"], row["rewrite"])
    added = np.array(_rows_of_rewrite(compared), dtype=float)
    dropped = np.array(_rows_of_draft(compared), dtype=float)
    if hand in READ_BY_RULES and len(added):
        added[:, -len(SUSPICIONS) :] = np.nan
    wrong, gone = np.zeros(len(added)), np.zeros(len(dropped))
    sure = True
    if row["label"] == "reject":
        marked = places(row)
        wrong[:] = [is_marked(unit, marked) for unit in units.units(rewrite)]
        sure = bool(wrong.any()) or not set(row["codes"]) & ADDED
        if set(row["codes"][:1]) & DROPPED and len(dropped):
            gone[_most_likely_gone(dropped, row["codes"][0])] = 1
    weight = (1.0 if row["label"] == "accept" else 0.6) * (_OF_INSERTED if hand.startswith(INSERTED) else 1.0)
    hard = bool(compared.certain(row.get("private") or ()))
    return Pair(hand, row, added, dropped, wrong, gone, weight, sure, compared.judges, hard)


HARM_OF = {
    "grievance_added": "grievance",
    "decision_hedged": "weakened",
    "decision_reversed": "weakened",
    "decision_changed": "weakened",
    "commitment_added": "promise",
    "reason_added": "reason",
    "reason_changed": "reason",
    "private_leak": "reason",
    "fact_added": "fact",
    "fact_changed": "fact",
    "unprofessional": "unprofessional",
    "meta_text": "unprofessional",
    "garbled": "garbled",
}


def harmful_units(row: dict[str, Any]) -> Iterator[tuple[Unit, Bag, str]]:
    """The units of a rewrite that the draft does not have word for word, with all that the draft says.

    And the harm of each, "" for none. A bad rewrite whose fault is nowhere in it has nothing to show.
    """
    names = proper_names(row["draft"])
    draft, rewrite = read(row["draft"], names), read(row["rewrite"], names)
    sentences = {unit.whole.run for unit in units.units(draft)}
    code = row["codes"][0] if row["label"] == "reject" and row["codes"] else ""
    marked = places(row)
    if code and not marked:
        return
    for unit in units.units(rewrite):
        if any(unit.run in sentence for sentence in sentences):
            continue
        yield unit, units.everything(draft), HARM_OF.get(code, "") if is_marked(unit, marked) else ""


def places(row: dict[str, Any]) -> list[tuple[int, int]]:
    """Where the offending words of a bad rewrite stand, as its writer marked them."""
    at = row.get("at") or []
    marks = [at] if isinstance(at, str) else at
    return [(i, i + len(a)) for a in marks if (i := row["rewrite"].find(a)) >= 0]


def is_marked(unit: Unit, marked: list[tuple[int, int]]) -> bool:
    """Whether enough of a unit is offending."""
    inside = max((min(unit.end, b) - max(unit.start, a) for a, b in marked), default=0)
    return inside >= min(4, unit.end - unit.start)


def _most_likely_gone(dropped: np.ndarray, code: str) -> int:
    names = list(moves.model().names)
    kinds = dropped[:, : len(names)]
    if code == "thanks_dropped":
        return int(np.argmax(kinds[:, names.index("thanks")]))
    if code == "decision_dropped":
        return int(np.argmax(kinds[:, names.index("decision")]))
    uncovered = dropped[:, column_names().index("uncovered weight")]
    return int(np.argmax(uncovered * (1 - kinds[:, names.index("courtesy")])))


def look_at_claim(hand: str, row: dict[str, Any]) -> Pair:
    """A claim as a pair whose every unit is right or wrong."""
    compared = Comparison(row["draft"], row["rewrite"])
    added = np.array(_rows_of_rewrite(compared), dtype=float)
    dropped = np.array(_rows_of_draft(compared), dtype=float)
    if len(added):
        added[:, -len(SUSPICIONS) :] = np.nan
    same = row["label"] == "same"
    wrong = np.full(len(added), float(row["label"] in ADDED))
    if row.get("at"):
        names = proper_names(row["draft"])
        marked = places(row)
        wrong[:] = [is_marked(unit, marked) for unit in units.units(read(row["rewrite"], names))]
    gone = np.full(len(dropped), float(row["label"] in DROPPED))
    useful = (
        same
        or (row["label"] in ADDED and (len(added) == 1 or wrong.any()))
        or (row["label"] in DROPPED and len(dropped) == 1)
    )
    return Pair(
        "claims_" + hand,
        row,
        added,
        dropped,
        wrong,
        gone,
        0.6 if useful else 0.0,
        True,
        compared.judges,
        False,
    )


def _rows_of_rewrite(compared: Comparison) -> list[list[float]]:
    return [compared.judges.row_of_new(at) for at in range(len(compared.judges.open_new))]


def _rows_of_draft(compared: Comparison) -> list[list[float]]:
    return [compared.judges.row_of_kept(at) for at in range(len(compared.judges.open_kept))]
