"""Boosted decision trees as data: many small questions, each adding to or taking from a doubt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from core.validate.learned import load

Tree = float | tuple[int, float, "Tree", "Tree"]
"""A leaf with its value, or a feature, a threshold, the tree when at most that and the tree otherwise."""


@cache
def forest(name: str) -> tuple[float, tuple[Tree, ...]]:
    """Where a judge begins, and its trees."""
    data = load(name)
    return data["start"], tuple(_grown(nodes, 0) for nodes in data["trees"])


def _grown(nodes: Sequence[Any], at: int) -> Tree:
    """A tree from its list of nodes: feature, threshold and the two next ones; feature -1 is a leaf."""
    feature, value, low, high = nodes[at]
    return value if feature < 0 else (feature, value, _grown(nodes, low), _grown(nodes, high))


def doubt(name: str, row: Sequence[float]) -> float:
    """How sure a judge is that something is wrong, from 0 to 1."""
    score, trees = forest(name)
    for tree in trees:
        while isinstance(tree, tuple):
            feature, value, low, high = tree
            tree = low if row[feature] <= value else high  # noqa: PLW2901 - the way down to the leaf
        score += tree
    return 1.0 / (1.0 + math.exp(-score))
