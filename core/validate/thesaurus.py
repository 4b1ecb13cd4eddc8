"""Expressions that may stand in each other's place, such as "call off" for "cancel"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from core.validate.learned import load
from core.validate.lexicon import lexicon
from core.validate.rules import RULES
from core.validate.stems import stem

FOLDED = ("@", "#")
"""What stands for a name and for a number."""
_NEARLY = 0.95
COMMON = 0.2
"""The rarity up to which a word says nothing by itself."""


class Term(NamedTuple):
    """A word in its place: its root, the groups of expressions that it is part of, and its rarity."""

    root: str
    groups: frozenset[int]
    rarity: float


Expressions = dict[str, tuple[list[int], dict[str, list[tuple[tuple[str, ...], int]]]]]


@cache
def _groups() -> Expressions:
    """By the root of the first word: its groups when alone, and longer expressions by their second root."""
    found: Expressions = {}
    lines = _lines()
    for number, line in enumerate(lines):
        for expression in line.split("|"):
            _put(found, tuple(stem(word) for word in re.findall(r"[^\W_]+", expression)), number)
    named: dict[str, int] = {}
    known = lexicon()
    for root, names in known.classes.items():
        for name in names:
            _put(found, (root,), named.setdefault(name, len(lines) + len(named)))
    for phrases in known.phrases.values():
        for roots, name in phrases:
            _put(found, roots, named.setdefault(name, len(lines) + len(named)))
    return found


def _put(found: Expressions, roots: tuple[str, ...], group: int) -> None:
    if roots:
        alone, longer = found.setdefault(roots[0], ([], {}))
        if len(roots) == 1:
            alone.append(group)
        else:
            longer.setdefault(roots[1], []).append((roots, group))


def _lines() -> list[str]:
    text = (RULES / "thesaurus.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _rarities() -> dict[str, float]:
    return {root: float(value) for root, value in load("rarity").items()}


_NONE: tuple[list[int], dict[str, list[tuple[tuple[str, ...], int]]]] = ([], {})


def is_ordinary(word: str) -> bool:
    """Whether a word is common in letters in lower case, so that a capital alone makes it no name."""
    known = _rarities()
    return known.get(stem(word), known[""]) <= known[""] - _ORDINARY


def is_everyday(word: str) -> bool:
    """Whether many letters have the word, so that it gives nothing away by itself."""
    return _rarities().get(stem(word), _EVERYDAY + 1) <= _EVERYDAY


_EVERYDAY = 5.0  # one clause in three hundred
_ORDINARY = 0.65  # seen in lower case at all


@lru_cache(maxsize=4096)
def terms(words: tuple[str, ...]) -> tuple[Term, ...]:
    """The words of a clause as terms."""
    roots = tuple(word if word in FOLDED else stem(word) for word in words)
    inside: list[set[int]] = [set() for _ in roots]
    known = _groups()
    for at, root in enumerate(roots):
        alone, longer = known.get(root, _NONE)
        inside[at].update(alone)
        for expression, group in longer.get(roots[at + 1], ()) if at + 1 < len(roots) else ():
            if roots[at : at + len(expression)] == expression:
                for place in range(at, at + len(expression)):
                    inside[place].add(group)
    rarity = _rarities()
    unseen = rarity[""]
    return tuple(
        Term(root, frozenset(groups), rarity.get(root, unseen))
        for root, groups in zip(roots, inside, strict=True)
    )


class Bag:
    """All terms of some text, to ask what it covers."""

    def __init__(self, *clauses: Sequence[Term]) -> None:
        self.roots = {term.root for clause in clauses for term in clause}
        self.groups = frozenset(group for clause in clauses for term in clause for group in term.groups)

    def covers(self, clause: Sequence[Term]) -> Cover:
        """How much of a clause is said here, by the same words or by expressions of the same group."""
        total = open_ = most = 0.0
        roots, groups = self.roots, self.groups
        for root, theirs, weight in clause:
            if weight <= COMMON:
                continue
            total += weight
            if root in roots:
                continue
            left = weight if theirs.isdisjoint(groups) else weight * (1 - _NEARLY)
            open_ += left
            if left > most:
                most = left
        return Cover(1 - open_ / total if total else 1.0, open_, most, total)

    def share(self, clause: Sequence[Term]) -> float:
        """The share of a clause that is said here."""
        return self.covers(clause).share


class Cover(NamedTuple):
    """The share covered, the weight that is not, the weightiest word that is not, and the weight of all."""

    share: float
    open: float
    most: float
    total: float


def rarity(seen: int, texts: int) -> float:
    """The weight of a word that a number of texts has, out of all texts."""
    return max(0.0, math.log((texts + 1) / (seen + 1)) - 0.7)
