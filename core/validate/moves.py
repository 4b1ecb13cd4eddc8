"""What a clause does, judged by weights learned from labelled clauses of many hands.

A linear model over words, their neighbours and their beginnings and endings. Deterministic; it knows no
letter and no template. How it was trained: ``tests/corpus/README.md``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from core.validate.learned import load

Words = tuple[str, ...]
_LONG = 4  # letters; longer words also count by their beginning and their ending
_MOST = 80  # words of a clause that are looked at


@dataclass(frozen=True)
class MoveModel:
    """Names of the moves, the bias of each, and for each feature its rarity and its weights by move."""

    names: tuple[str, ...]
    bias: tuple[float, ...]
    weights: dict[str, tuple[float, tuple[tuple[int, float], ...]]]


@cache
def model() -> MoveModel:
    """The learned weights, read once."""
    data = load("moves")
    scale = data["scale"]
    weights = {
        feature: (rarity, tuple((at, value * scale) for at, value in zip(row[::2], row[1::2], strict=True)))
        for feature, (rarity, *row) in data["weights"].items()
    }
    return MoveModel(tuple(data["names"]), tuple(data["bias"]), weights)


def features(words: Sequence[str]) -> Iterator[str]:
    """The features of a clause: runs of one to three words, and what long words begin and end with."""
    run = ("<", *words[:_MOST], ">")
    yield from run
    for a, b in pairwise(run):
        yield f"{a} {b}"
    for a, b, c in zip(run, run[1:], run[2:], strict=False):
        yield f"{a} {b} {c}"
    for word in words[:_MOST]:
        if len(word) > _LONG:
            yield "^" + word[:4]
            yield "^" + word[:5]
            yield word[-3:] + "$"


@lru_cache(maxsize=4096)
def probabilities(words: Words) -> tuple[float, ...]:
    """How likely the clause is each of ``model().names``; they add up to one."""
    known = model()
    scores = [0.0] * len(known.names)
    norm = 0.0
    for feature, count in Counter(features(words)).items():
        if entry := known.weights.get(feature):
            rarity, row = entry
            value = rarity * (1.0 + math.log(count)) if count > 1 else rarity
            norm += value * value
            for at, weight in row:
                scores[at] += value * weight
    length = math.sqrt(norm) or 1.0
    raised = [math.exp(s / length + b) for s, b in zip(scores, known.bias, strict=True)]
    total = sum(raised)
    return tuple(r / total for r in raised)
