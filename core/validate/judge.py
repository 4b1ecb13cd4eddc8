"""The learned judges: is a unit of the rewrite more than the draft says, is a unit of the draft lost?

They see what a unit does, how well the other message covers it, and which rules suspect it. What they refuse
is said in the words of those rules, or of the move that the unit most likely is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from core.resources import load_toml
from core.validate import moves
from core.validate.evidence import Look, touches
from core.validate.reading import Reading
from core.validate.rules import RULES, saying
from core.validate.trees import doubt
from core.validate.units import Unit
from core.validate.verdict import Finding

TOO_MUCH = 0.35
"""Doubt from which a unit of the rewrite is refused."""
SUSPECTED = {"decision": 0.15, "criticism": 0.04}
"""The same where a rule suspects that the decision is turned round, or sees a word of criticism."""
LOST = 0.4
"""Doubt from which a unit of the draft counts as lost."""
LOST_AS_SUSPECTED = {"reason_dropped": 0.09, "fact_dropped": 0.15}
"""The same where a rule misses a reason or a fact as well."""
NOTHING_NEW = 1.0
"""Uncovered weight below which a decision that the rules know says no more than the draft."""
COURTEOUS = frozenset({"thanks", "courtesy"})
"""Moves of which a letter may lose one; that no thanks is left is asked elsewhere."""
SUSPICIONS = ("words", "criticism", "frames", "topics", "decision")
"""The kinds of rules whose suspicion of a unit is evidence, in the order of the last columns."""

Suspicion = tuple[str, Finding]


def columns(unit: Unit, suspicions: Sequence[Suspicion]) -> list[float]:
    """One number for each kind of suspicion: whether it falls on a unit."""
    kinds = {kind for kind, finding in suspicions if touches(unit, finding.span)}
    return [float(name in kinds) for name in SUSPICIONS]


def findings(
    d: Reading,
    r: Reading,
    suspicions: Sequence[Suspicion],
    lost: Iterable[Finding],
    firm: Sequence[tuple[int, int]],
) -> list[Finding]:
    """What is too much in the rewrite, and what of the draft it has lost.

    Args:
        suspicions: of rules, about places in the rewrite. lost: what rules think the rewrite has lost.
        firm: places of decisions that the rules know and find nothing wrong with.
    """
    return [*_too_much(d, r, suspicions, firm), *_lost(d, r, lost, bool(firm))]


def _too_much(
    d: Reading, r: Reading, suspicions: Sequence[Suspicion], firm: Sequence[tuple[int, int]]
) -> Iterator[Finding]:
    look = Look(r, d)
    for at, unit in enumerate(look.units):
        decided = look.open(at) < NOTHING_NEW and any(touches(unit, span) for span in firm)
        if decided or look.said_word_for_word(at) or is_harmless(unit):
            continue
        doubtful = doubt("added", look.row(at) + columns(unit, suspicions))
        here = [(kind, finding) for kind, finding in suspicions if touches(unit, finding.span)]
        if doubtful < TOO_MUCH:
            yield from (finding for kind, finding in here if doubtful >= SUSPECTED.get(kind, TOO_MUCH))
            continue
        yield from (finding for _, finding in here)
        code = _codes("added")[_move(unit)]
        if code not in {finding.code for _, finding in here}:
            span = (unit.start, unit.end)
            yield Finding(code, saying(code), span, r.text[span[0] : span[1]])


def _lost(d: Reading, r: Reading, suspected: Iterable[Finding], decided: bool) -> Iterator[Finding]:
    look = Look(d, r, subject=False)
    worst = 0.0
    for at, unit in enumerate(look.units):
        if look.said_word_for_word(at) or _move(unit) in COURTEOUS or is_harmless(unit):
            continue
        gone = doubt("dropped", look.row(at))
        worst = max(worst, gone)
        code = _codes("dropped")[_move(unit)]
        if gone >= LOST and not (decided and code == "decision_dropped"):
            evidence = d.text[unit.start : unit.end].strip(" ,.;:")
            yield Finding.missing(code, saying("unsaid").format(evidence), evidence)
    if worst >= min(LOST, *LOST_AS_SUSPECTED.values()):
        yield from (finding for finding in suspected if worst >= LOST_AS_SUSPECTED.get(finding.code, LOST))


def is_harmless(unit: Unit) -> bool:
    """Whether a unit is little more than words that a warmer tone may add."""
    return any(run in unit.run and len(unit.words) <= longest for run, longest in _harmless_runs())


@cache
def _harmless_runs() -> list[tuple[str, int]]:
    """Runs of words that say nothing more, each with the length of the longest unit that it may make up."""
    return [
        (f" {run} ", len(run.split()) + _AROUND)
        for run in load_toml(RULES / "judge.toml")["harmless"]["runs"]
    ]


_AROUND = 5  # words: "and I realise that ..."


def _move(unit: Unit) -> str:
    chances = unit.moves
    return moves.model().names[max(range(len(chances)), key=chances.__getitem__)]


@cache
def _codes(side: str) -> dict[str, str]:
    """What a refusal is called, by what the refused words most likely do."""
    codes: dict[str, str] = load_toml(RULES / "judge.toml")[side]
    return codes
