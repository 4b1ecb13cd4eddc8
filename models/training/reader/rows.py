"""What the second reader learns from: labelled pairs, also beside other wordings, and claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from core.validate.harms import HARMS
from core.validate.second_reader import side_by_side
from core.validate.sentences import Role, sentences
from core.validate.wordpiece import Piece, pieces
from models.training.reader.bundles import Bundles
from models.training.reader.neighbours import Neighbours
from tests.corpus import labelled
from tests.corpus.pairs import HARM_OF, places

MOST = 384
"""Pieces of a row; what is beyond is cut off."""
_HARDEST_OF = 4
"""Of so many the one that was judged worst is drawn, half of the time."""
_UNSEEN = 0.7
"""What a pair counts as having cost that was not drawn yet: about what a guess costs."""
_NO_GROUPS = ("own", "m1", "forgotten")
_EVERY = 4
"""Of so many good rewrites that ask for something, one stands there once more without it."""
IGNORED = -100
_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Labelled:
    """A pair, whether it is bad, the harm that its marked words do, and where they stand."""

    hand: str
    draft: str
    rewrite: str
    bad: bool
    harm: str
    marks: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, hand: str, row: dict[str, Any]) -> Labelled:
        """From a row of the corpus."""
        bad = row["label"] == "reject"
        code = row["codes"][0] if bad and row["codes"] else ""
        marks = tuple(places(row)) if bad else ()
        return cls(hand, row["draft"], row["rewrite"], bad, HARM_OF.get(code, ""), marks)


@dataclass(frozen=True)
class Row:
    """What the network sees of a pair, and what it should say of each piece."""

    numbers: list[int]
    message: list[int]
    alone: list[int]
    harms: list[int]
    bad: bool
    pair: Labelled


@dataclass(frozen=True)
class Lesson:
    """What is drawn: shares of pairs as written, of pairs beside another good rewrite, and of what is made.

    That are bundles of claims, and neighbours. The rest are single claims.
    """

    as_written: float = 0.0
    beside_another: float = 0.0
    bundles: float = 0.0
    neighbours: float = 0.0

    @property
    def claims(self) -> float:
        """The share of single claims."""
        return 1 - self.as_written - self.beside_another - self.bundles - self.neighbours


LESSONS = {
    "claims": Lesson(),
    "bundles": Lesson(bundles=0.95),
    "letters": Lesson(as_written=0.45, beside_another=0.35),
    "whole": Lesson(as_written=0.53, beside_another=0.28, neighbours=0.12),
}
"""The large network learns from claims, then from bundles, before it can learn from whole letters."""


class Rows:
    """All there is to learn from, drawn at random."""

    def __init__(self, vocabulary: dict[str, int], random: Random, lesson: Lesson) -> None:
        self._vocabulary, self._random, self._lesson = vocabulary, random, lesson
        self._costs: dict[Labelled, float] = {}
        self._cut: dict[str, list[Piece]] = {}
        files = labelled.pair_files() | labelled.own_letters()
        files["own"] = files["own"][::6]
        files["forgotten"] = list(requests_forgotten(files))
        self._pairs = [Labelled.of(hand, row) for hand, rows in files.items() for row in rows]
        self._claims = [Labelled.of(hand, labelled.as_pair(row)) for hand, row in labelled.claims()]
        self._neighbours = Neighbours(labelled.sets(), random)
        self._bundles = Bundles((row for _, row in labelled.claims()), random)
        self._good: dict[tuple[str, str], list[str]] = {}
        for each in self._pairs:
            if each.hand not in _NO_GROUPS and not each.bad:
                self._good.setdefault((each.hand, each.draft), []).append(each.rewrite)
        self._grouped = [each for each in self._pairs if (each.hand, each.draft) in self._good]

    def draw(self) -> Row:
        """One pair."""
        lesson, kind = self._lesson, self._random.random()
        if kind < lesson.as_written:
            each = self._pick(self._pairs)
        elif kind < lesson.as_written + lesson.beside_another:
            each = self._pick(self._grouped)
            draft = self._random.choice(self._good[each.hand, each.draft])
            return self.row(each, draft if draft != each.rewrite else each.draft)
        elif kind < lesson.as_written + lesson.beside_another + lesson.bundles:
            each = Labelled("bundle", *self._bundles.draw())
        elif kind < 1 - lesson.claims:
            each = Labelled("neighbours", *self._neighbours.draw())
        else:
            each = self._pick(self._claims)
        return self.row(each, each.draft)

    def learned(self, row: Row, cost: float) -> None:
        """Remember how wrong the verdict on a row was: what is hard is drawn more often."""
        self._costs[row.pair] = cost

    def _pick(self, many: list[Labelled]) -> Labelled:
        if self._random.random() < 0.5:
            return self._random.choice(many)
        few = [self._random.choice(many) for _ in range(_HARDEST_OF)]
        return max(few, key=lambda each: self._costs.get(each, _UNSEEN))

    def row(self, pair: Labelled, draft: str) -> Row:
        """A pair as numbers, beside this draft."""
        old, new = self._pieces(draft), self._pieces(pair.rewrite)
        room = MOST - 3
        if len(old) + len(new) > room:
            old = old[: max(room - len(new), room // 2)]
            new = new[: room - len(old)]
        harms = [*[IGNORED] * (len(old) + 2), *_harms(pair, new), IGNORED]
        return Row(*side_by_side(old, new, self._vocabulary), harms, pair.bad, pair)

    def _pieces(self, text: str) -> list[Piece]:
        if text not in self._cut:
            self._cut[text] = pieces(text, self._vocabulary, self._vocabulary["[UNK]"])
        return self._cut[text]


def requests_forgotten(files: dict[str, list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """Good rewrites without the one sentence that asks for something: hands seldom leave out just that."""
    good = (row for rows in files.values() for row in rows if row["label"] == "accept")
    for row in [row for row in good if _requests(row["draft"])][::_EVERY]:
        text, asked = row["rewrite"], _requests(row["rewrite"])
        if len(asked) == 1:
            (start, end), *_ = asked
            left = _EMPTY_LINES.sub("\n\n", f"{text[:start].rstrip(' ')}{text[end:]}")
            yield row | {"rewrite": left, "label": "reject", "codes": ["fact_dropped"]}


def _requests(text: str) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in sentences(text) if each.role is Role.REQUEST]


def _harms(pair: Labelled, run: list[Piece]) -> Iterator[int]:
    """What each piece does; nothing is said of a bad rewrite without marks."""
    harm = 1 + HARMS.index(pair.harm) if pair.harm else 0
    for piece in run:
        if pair.bad and not pair.marks:
            yield IGNORED
        else:
            yield harm if any(piece.start < end and piece.end > start for start, end in pair.marks) else 0
