"""The learned judges: is a unit of the rewrite more than the draft says, is a unit of the draft lost?

Two of them look at single units: what a unit does, how well the other message covers it, and which rules
suspect it. Where most is in other words a third weighs what is left in doubt about the whole letter, and may
acquit or refuse it as a whole. What is refused is said in the words of the rules that suspect it, or by the
harm that it most likely does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property, partial

from core.resources import load_toml
from core.validate import moves, weighing
from core.validate.evidence import Look, touches
from core.validate.reading import Reading
from core.validate.rules import RULES, saying
from core.validate.second_reader import Asked, Opinion, Place
from core.validate.trees import doubt
from core.validate.units import Unit
from core.validate.verdict import Finding

REFUSED = 0.4
"""Doubt about a whole free rewrite from which it is refused, whatever is thought of its units."""
TOO_MUCH = 0.35
"""Doubt from which a unit of the rewrite is refused, unless the whole letter is judged as one."""
SUSPECTED = {"decision": 0.15, "criticism": 0.04}
"""The same where a rule suspects that the decision is turned round, or sees a word of criticism."""
TOGETHER = 0.2
"""Log odds of the second reader, with a share of those before it, from which a free rewrite is refused."""
SHARE = 0.5
"""What the log odds of rules and judges count beside those of the second reader, which sees what they see."""
CLOSELY = 0.75
"""What the log odds of its close reading count beside those at a glance."""
UNSETTLED = 3.0
"""It reads closely where both sides of the scale are no farther apart than this, in log odds."""
CERTAIN = 4.0
"""Log odds that what a rule is sure of adds to these: the two may outvote a rule, where both see no harm."""
OF_TWO_MINDS = (-2.7, 4.5)
"""Log odds of rules and judges between which the second reader is asked; beyond, it hardly turns them."""
CLEAR = 4.0
"""Log odds of the second reader from which it refuses a letter of which most was left alone."""
SURE = 0.5
"""Chance of a harm from which the second reader names the words, beside what others name."""
LOST = 0.4
"""Doubt from which a unit of the draft counts as lost, unless the whole letter is judged as one."""
LOST_AS_SUSPECTED = {"reason_dropped": 0.09, "fact_dropped": 0.15}
"""The same where a rule misses a reason or a fact as well."""
REPLACED = 0.03
"""Doubt that a reason of the draft is still told from which another one stands in its place."""
NOTHING_NEW = 1.0
"""Uncovered weight below which a decision that the rules know says no more than the draft."""
NO_MORE = 3.0
"""Uncovered weight below which a unit that opens as one of the draft says no more than that."""
MOSTLY_NEW = 4.0
"""Uncovered weight from which a unit with a wrong fact adds one, and does not change one."""
COURTEOUS = frozenset({"thanks", "courtesy"})
"""Moves of which a letter may lose one; that no thanks is left is asked elsewhere."""
SUSPICIONS = ("words", "criticism", "frames", "topics", "decision")
"""The kinds of rules whose suspicion of a unit is evidence, in the order of the last columns."""

Suspicion = tuple[str, Finding]


class Judges:
    """Both messages as the judges look at them."""

    def __init__(
        self,
        draft: Reading,
        rewrite: Reading,
        suspicions: Sequence[Suspicion],
        missed: Callable[[], Iterable[Finding]],
        firm: Sequence[tuple[int, int]],
    ) -> None:
        """Look at both.

        Args:
            suspicions: of rules, about places in the rewrite. missed: what rules think the rewrite has lost,
                asked only when it may matter.
            firm: places of decisions that the rules know and find nothing wrong with.
        """
        self._texts = draft.text, rewrite.text
        self._kept, self._new = Look(draft, rewrite, subject=False), Look(rewrite, draft)
        self._suspicions, self._ask, self._firm = suspicions, missed, firm

    def row_of_new(self, at: int) -> list[float]:
        """What the judge of additions sees of a unit of the rewrite."""
        return self._new.row(at) + self._new.row_of_harms(at) + self._flags[at]

    def row_of_kept(self, at: int) -> list[float]:
        """What the judge of losses sees of a unit of the draft."""
        return self._kept.row(at)

    @cached_property
    def open_new(self) -> list[bool]:
        """Which units of the rewrite are judged at all."""
        return [self._is_open_new(at, unit) for at, unit in enumerate(self._new.units)]

    @cached_property
    def open_kept(self) -> list[bool]:
        """Which units of the draft are judged at all."""
        return [
            not (self._kept.said_word_for_word(at) or _move(unit) in COURTEOUS or is_harmless(unit))
            for at, unit in enumerate(self._kept.units)
        ]

    def row_of_letter(self, added: Sequence[float], gone: Sequence[float]) -> list[float]:
        """What the judge of letters sees, given the doubts about all units."""
        missed = [finding.code for finding in self._missed] if self._may_miss(gone) else []
        suspected = [[flags[kind] for flags in self._flags] for kind in range(len(SUSPICIONS))]
        return weighing.row(added, gone, suspected, missed, (self._new.shape, self._kept.shape))

    def findings(self, certain: Sequence[Finding], second: Asked | None = None) -> list[Finding]:
        """What rules are certain of, what is too much in the rewrite, and what of the draft it has lost.

        A second reader is asked for its opinion of a free rewrite, and what all together doubt is refused;
        where most was left alone and nobody sees a fault, for what is clearly one.
        """
        added = [
            doubt("added", self.row_of_new(at)) if is_open else 0.0
            for at, is_open in enumerate(self.open_new)
        ]
        gone = [
            doubt("dropped", self.row_of_kept(at)) if is_open else 0.0
            for at, is_open in enumerate(self.open_kept)
        ]
        doubted = [*self._replacing(self._too_much(added), gone), *self._lost(gone)]
        named = [*certain, *doubted]
        worst = partial(self._worst, added, gone)
        if not self._is_free:
            opinion = second() if second and not named else None
            if opinion is None or opinion.doubt < CLEAR:
                return named
            return self._seen(opinion) or [worst()]
        whole = doubt("letter", self.row_of_letter(added, gone))
        so_far = weighing.odds(whole) + (CERTAIN if certain else 0.0)
        opinion = second() if second and OF_TWO_MINDS[0] < so_far < OF_TWO_MINDS[1] else None
        if second is None or opinion is None:
            return list(certain) if whole < REFUSED else named or [worst()]
        opinion = self._settled(opinion, SHARE * so_far, second)
        if SHARE * so_far + opinion.doubt < TOGETHER:
            return []
        seen = self._replacing(self._seen(opinion, SURE), gone)
        found = [*certain, *seen, *doubted]  # it finds the right words more often
        return found or self._seen(opinion) or [worst()]

    @staticmethod
    def _settled(glance: Opinion, so_far: float, second: Asked) -> Opinion:
        """An opinion, read closely as well where with what is thought so far it leaves the letter open."""
        if abs(so_far + glance.doubt - TOGETHER) > UNSETTLED:
            return glance
        close = second(closely=True)
        if close is None:
            return glance
        return Opinion(glance.doubt + CLOSELY * close.doubt, glance.places + close.places)

    def _seen(self, opinion: Opinion, least: float = 0.0) -> list[Finding]:
        """The place that the second reader finds most harmful."""
        worst = max(opinion.places, key=_chance, default=None)
        if worst is None or worst.chance < least:
            return []
        code, span = _codes("added")[worst.harm], (worst.start, worst.end)
        if code == "fact_added" and self._is_mostly_said(span):
            code = "fact_changed"
        return [Finding(code, saying(code), span, self._texts[1][slice(*span)])]

    def _is_mostly_said(self, span: tuple[int, int]) -> bool:
        """Whether what stands there is in words that the draft has too: it says something else of them."""
        here = [self._new.open(at) for at, unit in enumerate(self._new.units) if touches(unit, span)]
        return bool(here) and max(here) < MOSTLY_NEW

    @property
    def _is_free(self) -> bool:
        """Whether most is in other words: beside sentences that were left alone, a changed one stands out."""
        kept = sum(self._new.said_word_for_word(at) for at in range(len(self._new.units)))
        return kept < len(self._new.units) / 2

    @cached_property
    def _flags(self) -> list[list[float]]:
        """For each unit of the rewrite, one number for each kind of suspicion: whether it falls on it."""
        found = []
        for unit in self._new.units:
            kinds = {kind for kind, finding in self._suspicions if touches(unit, finding.span)}
            found.append([float(name in kinds) for name in SUSPICIONS])
        return found

    @cached_property
    def _missed(self) -> list[Finding]:
        return list(self._ask())

    def _may_miss(self, gone: Sequence[float]) -> bool:
        return max(gone, default=0.0) >= min(LOST, *LOST_AS_SUSPECTED.values())

    def _is_open_new(self, at: int, unit: Unit) -> bool:
        decided = self._new.open(at) < NOTHING_NEW and any(touches(unit, span) for span in self._firm)
        said = decided or self._new.said_word_for_word(at) or self._is_echo(at, unit)
        return not (said or is_harmless(unit))

    def _is_echo(self, at: int, unit: Unit) -> bool:
        """Whether a unit opens as one of the draft does, and adds nothing to it."""
        return self._new.open(at) < NO_MORE and any(
            opening.match(unit.run) and any(opening.match(old.run) for old in self._kept.units)
            for opening in _echoes()
        )

    def _too_much(self, doubts: Sequence[float]) -> Iterator[Finding]:
        for unit, doubtful in zip(self._new.units, doubts, strict=True):
            here = [(kind, finding) for kind, finding in self._suspicions if touches(unit, finding.span)]
            if doubtful < TOO_MUCH:
                yield from (f for kind, f in here if doubtful >= SUSPECTED.get(kind, TOO_MUCH))
            else:
                yield from self._named(unit, [finding for _, finding in here])

    def _replacing(self, found: Iterable[Finding], gone: Sequence[float]) -> Iterator[Finding]:
        """What is too much, where a reason that takes the place of the draft's counts as a changed one."""
        units = zip(self._kept.units, gone, strict=True)
        lost = any(d >= REPLACED and _codes("dropped")[_move(unit)] == "reason_dropped" for unit, d in units)
        for finding in found:
            if lost and finding.code == "reason_added":
                yield replace(finding, code="reason_changed", message=saying("other_reason"))
            else:
                yield finding

    def _worst(self, added: Sequence[float], gone: Sequence[float]) -> Finding:
        """What is most in doubt, where the letter is refused and nothing in it stands out."""
        at = max(range(len(added)), key=added.__getitem__, default=-1)
        lost = max(range(len(gone)), key=gone.__getitem__, default=-1)
        if at < 0 or (lost >= 0 and gone[lost] > added[at]):
            return self._missing(self._kept.units[lost])
        unit = self._new.units[at]
        suspicions = [finding for _, finding in self._suspicions if touches(unit, finding.span)]
        return next(self._named(unit, suspicions))

    def _named(self, unit: Unit, suspicions: Sequence[Finding]) -> Iterator[Finding]:
        """What is wrong with a unit of the rewrite."""
        yield from suspicions
        code = _codes("added")[self._new.harm(unit)]
        if code not in {finding.code for finding in suspicions}:
            span = (unit.start, unit.end)
            yield Finding(code, saying(code), span, self._texts[1][span[0] : span[1]])

    def _lost(self, doubts: Sequence[float]) -> Iterator[Finding]:
        for unit, doubtful in zip(self._kept.units, doubts, strict=True):
            if doubtful >= LOST and not (self._firm and _codes("dropped")[_move(unit)] == "decision_dropped"):
                yield self._missing(unit)
        if self._may_miss(doubts):
            worst = max(doubts)
            yield from (f for f in self._missed if worst >= LOST_AS_SUSPECTED.get(f.code, LOST))

    def _missing(self, unit: Unit) -> Finding:
        evidence = self._texts[0][unit.start : unit.end].strip(" ,.;:")
        code = _codes("dropped")[_move(unit)]
        return Finding.missing(code, saying("unsaid").format(evidence), evidence)


def _chance(place: Place) -> float:
    return place.chance


def is_harmless(unit: Unit) -> bool:
    """Whether a unit is little more than words that a warmer tone may add."""
    return any(run in unit.run and len(unit.words) <= longest for run, longest in _harmless_runs())


@cache
def _harmless_runs() -> list[tuple[str, int]]:
    """Runs of words that say nothing more, each with the length of the longest unit that it may make up."""
    runs: list[str] = load_toml(RULES / "judge.toml")["harmless"]["runs"]
    return [(f" {run} ", len(run.split()) + _AROUND) for run in runs]


@cache
def _echoes() -> list[re.Pattern[str]]:
    """Openings that may be said again where the draft has them, whatever they sound like."""
    return [re.compile(rf" {opening}\b") for opening in load_toml(RULES / "judge.toml")["echo"]["openings"]]


_AROUND = 5  # words: "and I realise that ..."


def _move(unit: Unit) -> str:
    return moves.likeliest(unit.words)


@cache
def outvoted() -> frozenset[str]:
    """Codes of what rules may be certain of and be outvoted; a number, a name or a blank is what it is."""
    return frozenset(load_toml(RULES / "judge.toml")["outvoted"]["codes"].split())


@cache
def _codes(side: str) -> dict[str, str]:
    """What a refusal is called, by what may be wrong with the refused words, or by what lost ones did."""
    codes: dict[str, str] = load_toml(RULES / "judge.toml")[side]
    return codes
