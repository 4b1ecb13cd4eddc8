"""A second reader: a small network that has read much English, and reads draft and rewrite side by side.

The judges see words, their neighbours and which of them are new; this one has an idea of what they mean, so
that "cancel" for "move" is not the same to it. It is MiniLM (uncased, six layers), trained on the labelled
pairs of ``tests/corpus``; how, and what it adds: ``models/README.md``. It needs numpy, which comes with the
model engine; without it the judges decide alone. Deterministic on one machine.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.resources import data_folder
from core.validate.harms import HARMS
from core.validate.sentences import Sentence, sentences
from core.validate.wordpiece import Piece, pieces

if TYPE_CHECKING:
    from numpy import ndarray

    Array = ndarray[Any, Any]

FILE = "second-reader.npz"
MOST = 448
"""Pieces of words of both messages that it can read at once; of longer ones less of what is in both."""
_ROOM = MOST - 3  # for the marks around both
_HEADS = 12
_MARKED = 0.3
"""Chance of a harm from which words are shown as harmful."""
_TINY = 1e-12


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


class SecondReader:
    """The network, in memory from its first opinion on."""

    def __init__(self, path: Path) -> None:
        """``path`` is the file of weights: matrices as bytes with a scale for each row."""
        self._path = path

    def opinion(self, draft: str, rewrite: str) -> Opinion | None:
        """What it thinks of a rewrite; None where even what differs is too long for it."""
        import numpy as np

        known = self._numbers
        old, new = (pieces(text, known, known["[UNK]"]) for text in (draft, rewrite))
        if len(old) + len(new) > _ROOM:
            old, new = _shortened(draft, rewrite, old, new)
        if len(old) + len(new) > _ROOM or not new:
            return None
        doubt, harms = self._read(*map(np.array, side_by_side(old, new, known)))
        return Opinion(doubt, tuple(_places(new, harms[len(old) + 2 : -1])))

    @cached_property
    def _weights(self) -> dict[str, Array]:
        import numpy as np

        with np.load(self._path, allow_pickle=False) as file:
            packed = {name: file[name] for name in file.files}
        for name in [name for name in packed if name.endswith(".scale") and name != "words.scale"]:
            matrix = name.removesuffix(".scale")
            packed[matrix] = packed.pop(matrix + ".bytes").astype(np.float32) * packed.pop(name)[:, None]
        return packed

    @cached_property
    def _numbers(self) -> dict[str, int]:
        words = bytes(self._weights["vocabulary"]).decode().split("\n")
        return {word: number for number, word in enumerate(words)}

    def _read(self, numbers: Array, message: Array, alone: Array) -> tuple[float, Array]:
        """The log odds of the whole, and for each piece the chance of each harm, none first."""
        import numpy as np

        w = self._weights
        x = w["words.bytes"][numbers].astype(np.float32) * w["words.scale"][numbers][:, None]
        x += w["places"][: len(numbers)] + w["messages"][message] + w["alone"][alone]
        x = _levelled(x, w, "start")
        for at in range(_layers(w)):
            x = _levelled(x + self._attended(x, at), w, f"{at}.after_attention")
            wide = _gelu(x @ w[f"{at}.wide"].T + w[f"{at}.wide.bias"])
            x = _levelled(x + wide @ w[f"{at}.narrow"].T + w[f"{at}.narrow.bias"], w, f"{at}.after_thought")
        whole = np.tanh(x[0] @ w["whole"].T + w["whole.bias"]) @ w["verdict"].T + w["verdict.bias"]
        raised = np.exp(x @ w["harms"].T + w["harms.bias"])
        return float(whole[0]), raised / raised.sum(-1, keepdims=True)

    def _attended(self, x: Array, at: int) -> Array:
        """What each piece takes from all others."""
        import numpy as np

        w, size = self._weights, x.shape[1]
        both = x @ w[f"{at}.ask"].T + w[f"{at}.ask.bias"]
        asked, answers, said = (
            part.reshape(len(x), _HEADS, size // _HEADS).transpose(1, 0, 2)
            for part in np.split(both, 3, axis=1)
        )
        # In place: making new matrices of this size takes as long as filling them.
        fit = (asked * np.float32((size // _HEADS) ** -0.5)) @ answers.transpose(0, 2, 1)
        fit -= fit.max(-1, keepdims=True)
        np.exp(fit, out=fit)
        taken = (fit @ said) / fit.sum(-1, keepdims=True)
        out: Array = taken.transpose(1, 0, 2).reshape(len(x), size) @ w[f"{at}.out"].T
        return out + w[f"{at}.out.bias"]


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
    path = data_folder("models") / FILE
    return SecondReader(path) if path.is_file() and importlib.util.find_spec("numpy") else None


def _layers(weights: dict[str, Array]) -> int:
    return sum(name.endswith(".ask") for name in weights)


def _levelled(x: Array, weights: dict[str, Array], name: str) -> Array:
    import numpy as np

    x = x - x.mean(-1, keepdims=True)
    x /= np.sqrt((x * x).mean(-1, keepdims=True) + _TINY)
    return x * weights[name] + weights[name + ".bias"]


def _gelu(x: Array) -> Array:
    import numpy as np

    inner = x * x
    inner *= 0.044715
    inner += 1.0
    inner *= x
    inner *= 0.7978845608
    np.tanh(inner, out=inner)
    inner += 1.0
    inner *= x
    inner *= 0.5
    return inner


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
