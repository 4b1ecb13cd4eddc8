"""All that is left in doubt about a rewrite, as one row of numbers for the judge of whole letters.

In a free rewrite many units are a little in doubt, in a spoiled one mostly a single unit stands out: the same
doubt about one unit means different things in the two.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_FIRST = 4
"""So many of the greatest doubts are looked at one by one."""
_LEAST = 1e-3
"""Below this chance, and this close to certainty, doubts are alike."""
_NEVER = -8.0
"""In the place of a doubt that there is not: less than any chance above."""
MISSED = ("fact_dropped", "reason_dropped", "thanks_dropped", "decision_dropped", "reason_changed")
"""What rules may miss in a rewrite, in the order of its columns."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A message beside the other one: its units and words, and how much of them the other does not say."""

    units: int
    words: int
    uncovered: float
    covered_each: float


def row(
    added: Sequence[float],
    gone: Sequence[float],
    suspected: Sequence[Sequence[float]],
    missed: Sequence[str],
    shapes: tuple[Shape, Shape],
) -> list[float]:
    """The numbers that the judge of letters goes by.

    Args:
        added: doubt about each unit of the rewrite, 0 to 1. gone: the same for the draft's units.
        suspected: for each kind of suspicion, 1 for each unit of the rewrite on which it falls.
        missed: codes of what rules think the rewrite has lost. shapes: of the rewrite, and of the draft.
    """
    rewrite, draft = shapes
    numbers = [*_summary(added), *_summary(gone)]
    for kind in suspected:
        doubts = [doubt for doubt, falls in zip(added, kind, strict=True) if falls]
        numbers += [float(len(doubts)), odds(max(doubts)) if doubts else _NEVER]
    return [
        *numbers,
        *(float(missed.count(code)) for code in MISSED),
        rewrite.uncovered,
        draft.uncovered,
        rewrite.units - draft.units,
        rewrite.words / max(draft.words, 1),
        rewrite.units,
        draft.units,
        rewrite.covered_each,
    ]


def column_names(kinds: Sequence[str]) -> tuple[str, ...]:
    """What the numbers of a row are, in order, for these kinds of suspicion."""
    sides = ("added", "gone")
    return (
        *(f"{side}: {name}" for side in sides for name in (*_GREATEST, "mean", "all together")),
        *(f"suspected, {kind}: {name}" for kind in kinds for name in ("units", "greatest doubt")),
        *(f"missed: {code}" for code in MISSED),
        "uncovered share of the rewrite",
        "uncovered share of the draft",
        "units more",
        "words, of the draft's",
        "units of the rewrite",
        "units of the draft",
        "covered share of a unit",
    )


_GREATEST = tuple(f"greatest {at}" for at in range(1, _FIRST + 1))


def _summary(doubts: Sequence[float]) -> list[float]:
    greatest = sorted(doubts, reverse=True)[:_FIRST]
    padded = [*greatest, *([0.0] * (_FIRST - len(greatest)))]
    mean = sum(doubts) / len(doubts) if doubts else 0.0
    together = sum(math.log(1 - min(doubt, 1 - _LEAST)) for doubt in doubts)
    return [*map(odds, padded), odds(mean), together]


def odds(chance: float) -> float:
    """Log odds of a chance, not beyond those of one in a thousand."""
    return math.log((chance + _LEAST) / (1 - chance + _LEAST))
