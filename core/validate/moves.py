"""What a clause does, judged by weights learned from labelled clauses of many hands.

A linear model over words, their neighbours and their beginnings and endings. Deterministic; it knows no
letter and no template. How it was trained: ``tests/corpus/README.md``.
"""

from __future__ import annotations

import math
from base64 import b64decode
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from core.validate.learned import load

Words = tuple[str, ...]
_LONG = 4  # letters; longer words also count by their beginning and their ending
_MOST = 80  # words of a clause that are looked at


Row = tuple[float, ...]
"""What a feature adds to the score of each move, and last what it adds to the length of the clause."""


class MoveModel:
    """Names of the moves, the bias of each, and what each known feature says, worked out when it is met."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.names: tuple[str, ...] = tuple(data["names"])
        self.bias: tuple[float, ...] = tuple(data["bias"])
        self.nothing: Row = (0.0,) * (len(self.names) + 1)
        self.places = {feature: at for at, feature in enumerate(data["features"])}
        self._weights, self._scale, self._rarity = b64decode(data["weights"]), data["scale"], data["rarity"]
        self._rows: list[Row | None] = [None] * len(self.places)

    def row(self, place: int) -> Row:
        """What the feature at a place says."""
        row = self._rows[place]
        if row is None:
            size, rarity = len(self.names), self._rarity[place]
            weights = self._weights[place * size : (place + 1) * size]
            row = (*(rarity * ((weight - ZERO) * self._scale) for weight in weights), rarity * rarity)
            self._rows[place] = row
        return row


ZERO = 128
"""Weights are bytes, one a move for each feature, with this for nothing."""


@cache
def model() -> MoveModel:
    """The learned weights, read once."""
    return MoveModel(load("moves"))


def features(words: Sequence[str]) -> list[str]:
    """The features of a clause: runs of one to three words, and what long words begin and end with."""
    kept = words[:_MOST]
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
    known = model()
    places = Counter([known.places[feature] for feature in features(words) if feature in known.places])
    rows = [known.nothing]
    for place, count in places.items():
        rows.append(known.row(place) if count == 1 else _again(known.row(place), 1.0 + math.log(count)))
    *scores, norm = map(sum, zip(*rows, strict=True))
    length = math.sqrt(norm) or 1.0
    raised = [math.exp(s / length + b) for s, b in zip(scores, known.bias, strict=True)]
    total = sum(raised)
    return tuple(r / total for r in raised)


def _again(row: Row, factor: float) -> Row:
    """What a feature says that a clause has several times."""
    return (*(value * factor for value in row[:-1]), row[-1] * factor * factor)
