"""Boosted decision trees as data: many small questions, each adding to or taking from a doubt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

from core.validate.learned import load

Node = tuple[int, float, int, int]
"""Feature, threshold, next node when at most that, next node otherwise; feature -1: a leaf with its value."""


@cache
def forest(name: str) -> tuple[float, tuple[tuple[Node, ...], ...]]:
    """Where a judge begins, and its trees."""
    data = load(name)
    return data["start"], tuple(tuple((n[0], n[1], n[2], n[3]) for n in tree) for tree in data["trees"])


def doubt(name: str, row: Sequence[float]) -> float:
    """How sure a judge is that something is wrong, from 0 to 1."""
    score, trees = forest(name)
    for tree in trees:
        at = 0
        while True:
            feature, value, low, high = tree[at]
            if feature < 0:
                score += value
                break
            at = low if row[feature] <= value else high
    return 1.0 / (1.0 + math.exp(-score))
