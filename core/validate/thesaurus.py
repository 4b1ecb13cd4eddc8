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


class _Node:
    """How far an expression has come: the groups of what ends here, and what may follow, by its root."""

    __slots__ = ("further", "groups")

    def __init__(self) -> None:
        self.groups: frozenset[int] = frozenset()
        self.further: dict[str, _Node] = {}


@cache
def _expressions() -> dict[str, _Node]:
    """All expressions, root by root."""
    first = _Node()
    lines = _lines()
    for number, line in enumerate(lines):
        for expression in line.split("|"):
            _put(first, [stem(word) for word in _WORD.findall(expression)], number)
    known = lexicon()
    named = {name: len(lines) + at for at, name in enumerate(_classes())}
    for root, names in known.classes.items():
        for name in names:
            _put(first, (root,), named[name])
    for phrases in known.phrases.values():
        for roots, name in phrases:
            _put(first, roots, named[name])
    return first.further


def _classes() -> list[str]:
    """The names of the lexicon's classes, each of which is a group as well."""
    known = lexicon()
    by_words = (name for names in known.classes.values() for name in names)
    by_phrases = (name for phrases in known.phrases.values() for _, name in phrases)
    return list(dict.fromkeys((*by_words, *by_phrases)))


@cache
def group_names() -> tuple[str, ...]:
    """What each group is called, by its number: its first expression, or its class in the lexicon."""
    return (*(line.partition("|")[0].strip() for line in _lines()), *_classes())


def _put(first: _Node, roots: Sequence[str], group: int) -> None:
    node = first
    for root in roots:
        node = node.further.get(root) or node.further.setdefault(root, _Node())
    node.groups |= {group}


_WORD = re.compile(r"[^\W_]+")


def _lines() -> list[str]:
    text = (RULES / "thesaurus.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _rarities() -> dict[str, float]:
    return {root: float(value) for root, value in load("rarity").items()}


def is_ordinary(word: str) -> bool:
    """Whether a word is common in letters in lower case, so that a capital alone makes it no name."""
    return stem(word) in _rarities()


def is_everyday(word: str) -> bool:
    """Whether many letters have the word, so that it gives nothing away by itself."""
    return _rarities().get(stem(word), _EVERYDAY + 1) <= _EVERYDAY


_EVERYDAY = 5.0  # one clause in three hundred


@lru_cache(maxsize=4096)
def terms(words: tuple[str, ...]) -> tuple[Term, ...]:
    """The words of a clause as terms."""
    found = [_alone(word) for word in words]
    size, known = len(found), _expressions()
    for at, term in enumerate(found):
        node, end = known.get(term.root), at + 1
        while node and end < size and (node := node.further.get(found[end].root)):
            end += 1
            if node.groups:
                found[at:end] = [Term(t.root, t.groups | node.groups, t.rarity) for t in found[at:end]]
    return tuple(found)


@lru_cache(maxsize=8192)
def _alone(word: str) -> Term:
    """A word without regard to those around it."""
    root = word if word in FOLDED else stem(word)
    rarity = _rarities()
    node = _expressions().get(root)
    return Term(root, node.groups if node else frozenset(), rarity.get(root, rarity[""]))


def forget() -> None:
    """Forget what was worked out with other weights."""
    for known in (_rarities, _alone, terms):
        known.cache_clear()


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
