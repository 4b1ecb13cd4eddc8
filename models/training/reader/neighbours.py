"""Sentences that say the same, beside near neighbours that do not: "I told them", "they told me".

Each is as often the good one as the bad one, so that nothing helps but comparing.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Any, NamedTuple

from models.training.reader.bundles import Bundle
from tests.corpus.pairs import HARM_OF

_BAD = 0.5
_ALONE = 0.5  # the rest are small letters
_MOST = 6  # sentences of a small letter
_SHUFFLED = 0.6


class _Said(NamedTuple):
    """What the draft says, what the rewrite says instead, and the code of what is wrong with that."""

    draft: str
    rewrite: str
    code: str = ""


class Neighbours:
    """All pairs that can be made of some sets, drawn at random."""

    def __init__(self, sets: Iterable[dict[str, Any]], random: Random) -> None:
        """``sets`` are rows of the corpus: ways to say neighbouring things, a list for each thing."""
        self._sets, self._random = list(sets), random

    def draw(self) -> Bundle:
        """One sentence beside another, or a small letter of such sentences in any order."""
        chance = self._random
        said = self._said(1 if chance.random() < _ALONE else chance.randint(2, _MOST))
        new = chance.sample(said, len(said)) if chance.random() < _SHUFFLED else said
        text, harm = "", ""
        marks: list[tuple[int, int]] = []
        for each in new:
            if each.code:
                harm = HARM_OF.get(each.code, "")
                marks = [(len(text), len(text) + len(each.rewrite))]
            text += each.rewrite + " "
        bad = bool(marks)
        old = " ".join(each.draft for each in said)
        return Bundle(old, text.strip(), bad, harm, tuple(marks) if harm else ())

    def _said(self, many: int) -> list[_Said]:
        """Sentences said anew; in half of the draws one of them says what a neighbour says."""
        chance = self._random
        bad = chance.randrange(many) if chance.random() < _BAD else None
        found = []
        for at, each in enumerate(chance.sample(self._sets, many)):
            ways = chance.sample(each["ways"], len(each["ways"]))
            draft, rewrite = chance.sample(ways[0], 2)
            if at == bad:
                found.append(_Said(draft, chance.choice(ways[1]), each["code"]))
            else:
                found.append(_Said(draft, rewrite))
        return found
