"""A linear model over features of words: how likely each of some classes is. Deterministic."""

from __future__ import annotations

import math
from base64 import b64decode
from collections import Counter
from collections.abc import Iterable
from typing import Any

ZERO = 128
"""Weights are bytes, one a class for each feature, with this for nothing."""

Row = tuple[float, ...]
"""What a feature adds to the score of each class, and last what it adds to the length of the whole."""


class Linear:
    """Names of the classes, the bias of each, and what each known feature says, worked out when it is met."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.names: tuple[str, ...] = tuple(data["names"])
        self.bias: tuple[float, ...] = tuple(data["bias"])
        self.nothing: Row = (0.0,) * (len(self.names) + 1)
        self.places = {feature: at for at, feature in enumerate(data["features"])}
        self._weights, self._scale, self._rarity = b64decode(data["weights"]), data["scale"], data["rarity"]
        self._rows: list[Row | None] = [None] * len(self.places)

    def chances(self, features: Iterable[str]) -> tuple[float, ...]:
        """How likely each of ``names`` is; they add up to one."""
        places = Counter([self.places[feature] for feature in features if feature in self.places])
        rows = [self.nothing]
        for place, count in places.items():
            rows.append(self._row(place) if count == 1 else _again(self._row(place), 1.0 + math.log(count)))
        *scores, norm = map(sum, zip(*rows, strict=True))
        length = math.sqrt(norm) or 1.0
        raised = [math.exp(s / length + b) for s, b in zip(scores, self.bias, strict=True)]
        total = sum(raised)
        return tuple(r / total for r in raised)

    def _row(self, place: int) -> Row:
        """What the feature at a place says."""
        row = self._rows[place]
        if row is None:
            size, rarity = len(self.names), self._rarity[place]
            weights = self._weights[place * size : (place + 1) * size]
            row = (*(rarity * ((weight - ZERO) * self._scale) for weight in weights), rarity * rarity)
            self._rows[place] = row
        return row


def _again(row: Row, factor: float) -> Row:
    """What a feature says that is there several times."""
    return (*(value * factor for value in row[:-1]), row[-1] * factor * factor)
