"""Sentences that say the same, beside near neighbours that do not: "I told them", "they told me".

Each is as often the good one as the bad one, so that nothing helps but comparing. Alone they teach the
large network to compare sentences; in a small letter, and slipped into a real one, to find which to compare.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from random import Random
from typing import Any, NamedTuple

from core.validate.sentences import FRAME, sentences
from models.training.reader.bundles import Bundle
from tests.corpus.pairs import HARM_OF

_BAD = 0.5
_ALONE, _SMALL_LETTER = 0.25, 0.25  # shares; the rest are slipped into letters
_MOST, _MOST_IN_A_LETTER = 6, 3  # sentences
_SHUFFLED = 0.6
_UNCHANGED = 0.15  # so often nothing else in the letter is said anew


class Said(NamedTuple):
    """What the draft says, what the rewrite says instead, and the code of what is wrong with that."""

    draft: str
    rewrite: str
    code: str = ""


class Neighbours:
    """All pairs that can be made of some sets, drawn at random."""

    def __init__(
        self, sets: Iterable[dict[str, Any]], letters: Sequence[tuple[str, str]], random: Random
    ) -> None:
        """``sets`` are rows of the corpus; ``letters`` are drafts, each with a good rewrite."""
        self._sets, self._letters, self._random = list(sets), letters, random

    def draw(self) -> Bundle:
        """One pair."""
        chance, kind = self._random, self._random.random()
        if kind < _ALONE:
            said = self._said(1)
            return _bundle([each.draft for each in said], said)
        if kind < _ALONE + _SMALL_LETTER:
            said = self._said(chance.randint(2, _MOST))
            new = chance.sample(said, len(said)) if chance.random() < _SHUFFLED else said
            return _bundle([each.draft for each in said], new)
        draft, rewrite = chance.choice(self._letters)
        rewrite = draft if chance.random() < _UNCHANGED else rewrite
        said = self._said(chance.randint(1, _MOST_IN_A_LETTER))
        old = self._slipped_in(draft, said)
        return _bundle([each.draft for each in old], self._slipped_in(rewrite, said))

    def _said(self, many: int) -> list[Said]:
        """Sentences said anew; in half of the draws one of them says what a neighbour says."""
        chance = self._random
        bad = chance.randrange(many) if chance.random() < _BAD else None
        found = []
        for at, each in enumerate(chance.sample(self._sets, many)):
            ways = chance.sample(each["ways"], len(each["ways"]))
            draft, rewrite = chance.sample(ways[0], 2)
            if at == bad:
                found.append(Said(draft, chance.choice(ways[1]), each["code"]))
            else:
                found.append(Said(draft, rewrite))
        return found

    def _slipped_in(self, text: str, said: list[Said]) -> list[Said]:
        """A letter in parts, with these sentences anywhere between those of its body."""
        places = _places(text) or (len(text),)
        at = sorted(self._random.choice(places) for _ in said)
        parts = []
        for start, end, each in zip([0, *at], at, self._random.sample(said, len(said)), strict=False):
            parts += [Said(text[start:end], text[start:end]), each]
        return [*parts, Said(text[at[-1] :], text[at[-1] :])]


@cache
def _places(text: str) -> tuple[int, ...]:
    """Where a sentence may be slipped in."""
    return tuple(each.end for each in sentences(text) if each.role not in FRAME)


def _bundle(draft: list[str], rewrite: list[Said]) -> Bundle:
    """Both messages as texts, with what is wrong and where."""
    text, harm = "", ""
    marks: list[tuple[int, int]] = []
    for each in rewrite:
        text = _beside(text, each.rewrite)
        if each.code:
            harm = HARM_OF.get(each.code, "")
            marks = [(len(text) - len(each.rewrite), len(text))]
    old = ""
    for said in draft:
        old = _beside(old, said)
    return Bundle(old, text, bool(marks), harm if marks else "", tuple(marks) if harm else ())


def _beside(text: str, more: str) -> str:
    """A space goes between, but where the letter has one."""
    return (
        f"{text}{more}"
        if not text or not more or more[0].isspace() or text[-1].isspace()
        else f"{text} {more}"
    )
