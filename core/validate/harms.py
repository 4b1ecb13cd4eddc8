"""What a unit of a rewrite may do wrong, seen from its words and from which of them the draft lacks.

A linear model like that of the moves, but learned from whole labelled pairs: "at last" is harmless where the
draft says so too. How it was trained: ``tests/corpus/README.md``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from itertools import compress, pairwise

from core.validate import moves
from core.validate.learned import load
from core.validate.linear import Linear
from core.validate.slips import KINDS, slipped_in
from core.validate.thesaurus import Bag, Term, group_names
from core.validate.units import Unit

HARMS = ("grievance", "weakened", "promise", "reason", "fact", "unprofessional", "garbled")
"""What may be wrong. The model's own names are these, and "" for nothing."""
_LEAST = 1e-4
"""Chances below this are alike."""
_MANY = 6  # new words, or threes of words, from which more are alike


@cache
def model() -> Linear:
    """The learned weights, read once."""
    return Linear(load("harms"))


def new_words(unit: Unit, other: Bag) -> tuple[bool, ...]:
    """For each word of a unit, whether the other message has neither it nor an expression of its groups."""
    roots, groups = other.roots, other.groups
    return tuple([term.root not in roots and term.groups.isdisjoint(groups) for term in unit.terms])


def features(words: Sequence[str], terms: Sequence[Term], new: Sequence[bool]) -> list[str]:
    """The features of a unit: those of a clause, its groups of expressions, and again what of it is new."""
    kept = words[: moves.MOST]
    named = group_names()
    fresh = list(compress(terms, new))
    run, are_new = ["<", *kept, ">"], [False, *new, False]
    return [
        *moves.features(kept),
        *(f"={named[group]}" for term in terms for group in term.groups),
        *(f"+{word}" for word in compress(kept, new)),
        *(f"+={named[group]}" for term in fresh for group in term.groups),
        *(f"+{a} {b}" for (a, b), new_ in zip(pairwise(run), pairwise(are_new), strict=False) if any(new_)),
        f"#{min(len(fresh), _MANY)}",
        f"##{min(len(kept) // 3, _MANY)}",
    ]


def _chances(unit: Unit, new: Sequence[bool]) -> dict[str, float]:
    known = model()
    return dict(zip(known.names, known.chances(features(unit.words, unit.terms, new)), strict=True))


def likeliest(unit: Unit, other: Bag) -> str:
    """The harm that a unit most likely does beside the other message, if it does any."""
    chances = _chances(unit, new_words(unit, other))
    return max(HARMS, key=chances.__getitem__)


def row(unit: Unit, other: Bag) -> list[float]:
    """What the judge of additions sees of a unit beside the other message; see ``column_names``."""
    new = new_words(unit, other)
    chances = _chances(unit, new)
    slips = slipped_in(unit.words, new)
    return [
        sum(new),
        sum(new) / max(1, len(new)),
        *(math.log(chances[name] + _LEAST) for name in ("", *HARMS)),
        *(slips.count(kind) for kind in KINDS),
    ]


def column_names() -> tuple[str, ...]:
    """What the numbers of a row are, in order."""
    return (
        "new words",
        "share of new words",
        "harmless",
        *(f"harm: {name}" for name in HARMS),
        *(f"slipped in: {kind}" for kind in KINDS),
    )
