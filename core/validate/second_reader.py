"""A second reader: small networks that have read much English, and read draft and rewrite side by side.

The judges see words, their neighbours and which of them are new; this one has an idea of what they mean. It
knows a dig or a hedge in words that no list has; one thing done for another it often does not see, which is
why ``contraries`` are rules. At a glance it is MiniLM (uncased, six layers), closely the
larger and slower MPNet (eight layers), both trained on the labelled pairs of ``tests/corpus``; how, and what
they add: ``models/README.md``. It needs numpy, which comes with the model engine; without it the judges
decide alone. Deterministic on one machine.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from core.resources import data_folder
from core.validate.harms import HARMS
from core.validate.network import Network
from core.validate.sentences import Sentence, sentences
from core.validate.wordpiece import Piece, pieces

if TYPE_CHECKING:
    from numpy import ndarray

    Array = ndarray[Any, Any]

FILE, LARGE_FILE = "second-reader.npz", "second-reader-large.npz"
MOST = 448
"""Pieces of words of both messages that it can read at once; of longer ones less of what is in both."""
_ROOM = MOST - 3  # for the marks around both
_MARKED = 0.3
"""Chance of a harm from which words are shown as harmful."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words of the rewrite that may do harm: where they stand, which harm, how likely."""

    start: int
    end: int
    harm: str
    chance: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second reader thinks.

    Attributes:
        doubt: log odds that the rewrite is not fit to be sent in the place of the draft.
        places: its words that may do harm, in order.
    """

    doubt: float
    places: tuple[Place, ...]


class Asked(Protocol):
    """A second reader before two messages."""

    def __call__(self, *, closely: bool = False) -> Opinion | None:
        """Its opinion, or None; ``SecondReader.opinion`` says when."""


class SecondReader:
    """Both networks, each in memory from its first opinion on."""

    def __init__(self, path: Path, large: Path | None = None) -> None:
        """``path`` has the weights of what reads at a glance, ``large`` those of what reads closely."""
        self._at_a_glance, self._closely = Network(path), Network(large) if large else None

    def opinion(self, draft: str, rewrite: str, *, closely: bool = False) -> Opinion | None:
        """What it thinks of a rewrite; None where even what differs is too long for it.

        Args:
            closely: as the large network reads it, which takes some five times as long; None without one.
        """
        network = self._closely if closely else self._at_a_glance
        if network is None:
            return None
        old, new = (pieces(text, network.known, network.known["[UNK]"]) for text in (draft, rewrite))
        if len(old) + len(new) > _ROOM:
            old, new = _shortened(draft, rewrite, old, new)
        if len(old) + len(new) > _ROOM or not new:
            return None
        doubt, harms = network.read(*side_by_side(old, new, network.known))
        return Opinion(doubt, tuple(_places(new, harms[len(old) + 2 : -1])))


def side_by_side(
    old: Sequence[Piece], new: Sequence[Piece], known: Mapping[str, int]
) -> tuple[list[int], list[int], list[int]]:
    """Both messages as the network reads them.

    Returns:
        For each piece its number, the message that it is of, and whether the other message lacks it; with
        marks before the first message and after either.
    """
    opens, ends = known["[CLS]"], known["[SEP]"]
    numbers = [opens, *(piece.number for piece in old), ends, *(piece.number for piece in new), ends]
    message = [0] * (len(old) + 2) + [1] * (len(new) + 1)
    return numbers, message, [0, *_lacking(old, new), 0, *_lacking(new, old), 0]


def _shortened(
    draft: str, rewrite: str, old: list[Piece], new: list[Piece]
) -> tuple[list[Piece], list[Piece]]:
    """The pieces of two messages without sentences that are in both, the longest first, until they fit."""
    of_draft, of_rewrite = sentences(draft), sentences(rewrite)
    both = {each.text for each in of_draft} & {each.text for each in of_rewrite}
    for text in sorted(both, key=len, reverse=True):
        if len(old) + len(new) <= _ROOM:
            break
        old, new = _without(text, of_draft, old), _without(text, of_rewrite, new)
    return old, new


def _without(text: str, said: Sequence[Sentence], run: list[Piece]) -> list[Piece]:
    places = [(each.start, each.end) for each in said if each.text == text]
    return [piece for piece in run if not any(start <= piece.start < end for start, end in places)]


@cache
def second_reader() -> SecondReader | None:
    """The second reader that comes with Bowout; None where numpy or its file is not installed."""
    path, large = (data_folder("models") / name for name in (FILE, LARGE_FILE))
    if not path.is_file() or not importlib.util.find_spec("numpy"):
        return None
    return SecondReader(path, large if large.is_file() else None)


def _lacking(run: Sequence[Piece], other: Sequence[Piece]) -> list[int]:
    """For each piece, whether the other message lacks it."""
    has = {piece.number for piece in other}
    return [int(piece.number not in has) for piece in run]


def _places(run: list[Piece], chances: Array) -> Iterator[Place]:
    """Neighbouring pieces that may do the same harm, as one place."""
    found: Place | None = None
    for piece, of_harms in zip(run, chances, strict=True):
        harm = int(of_harms[1:].argmax())
        chance = float(1 - of_harms[0])
        name = HARMS[harm]
        if chance < _MARKED:
            continue
        if found and piece.start - found.end <= _NEAR and name == found.harm:
            found = Place(found.start, piece.end, name, max(chance, found.chance))
            continue
        if found:
            yield found
        found = Place(piece.start, piece.end, name, chance)
    if found:
        yield found


_NEAR = 12  # characters between pieces of one place: a word or two that look harmless
