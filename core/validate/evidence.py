"""What the learned judges see of a unit: what it does, and how well the other message covers it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from operator import mul

from core.validate import harms, moves
from core.validate.reading import Reading
from core.validate.rules import frame
from core.validate.units import Unit, everything, units
from core.validate.weighing import Shape

_OPENERS = {word: at for at, word in enumerate(frame("units", "openers").split())}
_FULL = 1.0


class Look:
    """The units of one message, looked at beside another message."""

    def __init__(self, these: Reading, others: Reading, subject: bool = True) -> None:
        """Without ``subject``, the other message's subject says nothing: a request there is none."""
        self.units = units(these)
        self._other = units(others)
        self._whole = everything(others, subject)
        self._sentences = list({id(unit.whole): unit.whole for unit in self._other}.values())
        self._top = _top(self._other)
        self._top_anywhere = _top([*self._other, *self._sentences])
        self._runs = [unit.run for unit in self._sentences]
        self._said = [self._whole.covers(unit.telling) for unit in self.units]

    def said_word_for_word(self, at: int) -> bool:
        """Whether a sentence of the other message holds the same words in the same order.

        A request is the same as a question: "Please stop it." in "Could you please stop it?".
        """
        run = self.units[at].run
        if self.units[at].whole.run.startswith(" please "):
            run = f"{run.rstrip(' .?!')} "
        return any(run in other for other in self._runs)

    def row_of_harms(self, at: int) -> list[float]:
        """The numbers that a judge goes by as to what a unit may do wrong."""
        return harms.row(self.units[at], self._whole)

    def harm(self, unit: Unit) -> str:
        """The harm that a unit most likely does, if any."""
        return harms.likeliest(unit, self._whole)

    def open(self, at: int) -> float:
        """The weight of what a unit says and the other message does not."""
        return self._said[at].open

    @property
    def shape(self) -> Shape:
        """How much there is of it, and how much of that the other message does not say."""
        weight = sum(said.total for said in self._said)
        return Shape(
            len(self.units),
            sum(len(unit.words) for unit in self.units),
            sum(said.open for said in self._said) / weight if weight else 0.0,
            sum(said.share for said in self._said) / len(self._said) if self._said else _FULL,
        )

    def row(self, at: int) -> list[float]:
        """The numbers that a judge goes by."""
        unit = self.units[at]
        nearest = max(self._other, key=lambda other: other.bag.share(unit.telling), default=None)
        nearby = nearest.bag.covers(unit.telling) if nearest else None
        said, sentence = self._said[at], self._whole.covers(unit.whole.telling)
        near = nearest.moves if nearest else (0.0,) * len(self._top)
        return [
            *unit.moves,
            *unit.whole.moves,
            *near,
            *self._top,
            said.share,
            said.open,
            said.most,
            said.total,
            nearby.share if nearby else 0.0,
            nearby.open if nearby else 0.0,
            max((other.bag.share(unit.telling) for other in self._sentences), default=0.0),
            unit.bag.share(nearest.telling) if nearest else 0.0,
            sentence.share,
            sentence.open,
            len(unit.words),
            unit.place,
            unit.among,
            _product(unit.moves, near),
            _product(unit.moves, self._top),
            _product(unit.moves, self._top_anywhere),
            at,
            len(self.units) - at,
            self._share(at - 1),
            self._share(at + 1),
            unit.denials,
            nearest.denials if nearest else 0,
            _OPENERS.get(unit.words[0], -1) if unit.words else -1,
            unit.last == "?",
            unit.last == "!",
        ]

    def _share(self, at: int) -> float:
        if not 0 <= at < len(self.units):
            return _FULL
        return self._said[at].share


def _top(these: Sequence[Unit]) -> list[float]:
    """How likely the likeliest unit is each move."""
    return list(map(max, zip(*(unit.moves for unit in these), strict=True))) or [0.0] * len(
        moves.model().names
    )


_PARTS = ("unit", "its sentence", "nearest unit", "best of the other message")
_NUMBERS = (
    "covered share",
    "uncovered weight",
    "weightiest uncovered",
    "weight",
    "share in the nearest",
    "uncovered weight in the nearest",
    "best share in a sentence",
    "share of the nearest covered",
    "sentence's covered share",
    "sentence's uncovered weight",
    "words",
    "place in the sentence",
    "units of the sentence",
    "same move as the nearest",
    "same move as any unit",
    "same move as anything",
    "units before",
    "units after",
    "share before",
    "share after",
    "denials",
    "nearest's denials",
    "opener",
    "asks",
    "exclaims",
)


@cache
def column_names() -> tuple[str, ...]:
    """What the numbers of a row are, in order: what weights were trained on must be what they are given."""
    return (
        *(f"{part}: {move}" for part in _PARTS for move in moves.model().names),
        *_NUMBERS,
    )


def _product(one: Sequence[float], other: Sequence[float]) -> float:
    return float(sum(map(mul, one, other)))


def touches(unit: Unit, span: tuple[int, int]) -> bool:
    """Whether a place in the message lies in a unit."""
    return unit.start < span[1] and span[0] < unit.end
