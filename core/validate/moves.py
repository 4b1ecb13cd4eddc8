"""What a clause does, judged by weights learned from labelled clauses of many hands.

A linear model over words, their neighbours and their beginnings and endings. It knows no letter and no
template. How it was trained: ``tests/corpus/README.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from core.validate.learned import load
from core.validate.linear import Linear

Words = tuple[str, ...]
_LONG = 4  # letters; longer words also count by their beginning and their ending
MOST = 80
"""Words of a clause that are looked at."""


@cache
def model() -> Linear:
    """The learned weights, read once."""
    return Linear(load("moves"))


def features(words: Sequence[str]) -> list[str]:
    """The features of a clause: runs of one to three words, and what long words begin and end with."""
    kept = words[:MOST]
    run = ["<", *kept, ">"]
    pairs = [f"{a} {b}" for a, b in pairwise(run)]
    triples = [f"{pair} {word}" for pair, word in zip(pairs, run[2:], strict=False)]
    return [*run, *pairs, *triples, *(part for word in kept if len(word) > _LONG for part in _ends(word))]


@lru_cache(maxsize=8192)
def _ends(word: str) -> tuple[str, str, str]:
    return "^" + word[:4], "^" + word[:5], word[-3:] + "$"


@lru_cache(maxsize=4096)
def probabilities(words: Words) -> tuple[float, ...]:
    """How likely the clause is each of ``model().names``; they add up to one."""
    return model().chances(features(words))


def likeliest(words: Words) -> str:
    """The move that a clause most likely makes."""
    chances = probabilities(words)
    return model().names[max(range(len(chances)), key=chances.__getitem__)]
