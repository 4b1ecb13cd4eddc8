"""A small transformer, read from a file of weights and computed with numpy alone.

It sees the pieces of two messages and says of the whole one number, and of each piece the chance of each
harm. Where its file has ``relative``, attention also goes by how far apart pieces stand, as MPNet's does.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import ndarray

    Array = ndarray[Any, Any]

_HEADS = 12
_FARTHEST = 128
"""Pieces this far apart, or farther, are all alike to attention that goes by distance."""
_TINY = 1e-12
RUN = 32
"""So many numbers of a matrix in half bytes have a scale of their own."""


class Network:
    """The network, in memory from its first reading on."""

    def __init__(self, path: Path) -> None:
        """``path`` is the file of weights: matrices as bytes with a scale for each row, or as half bytes."""
        self._path = path

    @cached_property
    def known(self) -> dict[str, int]:
        """The number of each piece of a word that it knows."""
        words = bytes(self._weights["vocabulary"]).decode().split("\n")
        return {word: number for number, word in enumerate(words)}

    def read(
        self, numbers: Sequence[int], message: Sequence[int], alone: Sequence[int]
    ) -> tuple[float, Array]:
        """What it makes of two messages.

        Args:
            numbers: of the pieces of both, with marks. message: of which message each is, 0 or 1.
            alone: 1 for each that the other message lacks.

        Returns:
            The log odds of the whole, and for each piece the chance of each harm, none first.
        """
        import numpy as np

        w = self._weights
        x = w["words"][np.array(numbers)].astype(np.float32)
        x += w["places"][: len(numbers)] + w["messages"][np.array(message)] + w["alone"][np.array(alone)]
        x = _levelled(x, w, "start")
        near = w["relative"][distances(len(x))].transpose(2, 0, 1) if "relative" in w else None
        for at in range(self._layers):
            x = _levelled(x + self._attended(x, at, near), w, f"{at}.after_attention")
            wide = _gelu(x @ w[f"{at}.wide"].T + w[f"{at}.wide.bias"])
            x = _levelled(x + wide @ w[f"{at}.narrow"].T + w[f"{at}.narrow.bias"], w, f"{at}.after_thought")
        whole = np.tanh(x[0] @ w["whole"].T + w["whole.bias"]) @ w["verdict"].T + w["verdict.bias"]
        raised = np.exp(x @ w["harms"].T + w["harms.bias"])
        return float(whole[0]), raised / raised.sum(-1, keepdims=True)

    @cached_property
    def _weights(self) -> dict[str, Array]:
        import numpy as np

        with np.load(self._path, allow_pickle=False) as file:
            stored = {name: file[name] for name in file.files}
        return unpacked(stored)

    @cached_property
    def _layers(self) -> int:
        return sum(name.endswith(".ask") for name in self._weights)

    def _attended(self, x: Array, at: int, near: Array | None) -> Array:
        """What each piece takes from all others; ``near`` is added to what their distance makes of it."""
        import numpy as np

        w, size = self._weights, x.shape[1]
        both = x @ w[f"{at}.ask"].T + w[f"{at}.ask.bias"]
        asked, answers, said = (
            part.reshape(len(x), _HEADS, size // _HEADS).transpose(1, 0, 2)
            for part in np.split(both, 3, axis=1)
        )
        # In place: making new matrices of this size takes as long as filling them.
        fit = (asked * np.float32((size // _HEADS) ** -0.5)) @ answers.transpose(0, 2, 1)
        if near is not None:
            fit += near
        fit -= fit.max(-1, keepdims=True)
        np.exp(fit, out=fit)
        taken = (fit @ said) / fit.sum(-1, keepdims=True)
        out: Array = taken.transpose(1, 0, 2).reshape(len(x), size) @ w[f"{at}.out"].T
        return out + w[f"{at}.out.bias"]


def unpacked(stored: dict[str, Array]) -> dict[str, Array]:
    """The weights of a file by name, all matrices as numbers again."""
    import numpy as np

    found = {}
    for name, values in stored.items():
        matrix, _, how = name.rpartition(".")
        if how == "bytes":
            found[matrix] = values.astype(np.float32) * stored[f"{matrix}.scale"][:, None]
        elif how == "halves":
            scale = stored[f"{matrix}.scale"].astype(np.float32)[..., None]
            runs = np.stack([values & 15, values >> 4], axis=-1).reshape(*scale.shape[:-1], RUN)
            found[matrix] = ((runs.astype(np.float32) - 8) * scale).reshape(len(values), -1)
        elif how != "scale":
            found[name] = values
    return found


def packed(matrix: Array, *, halves: bool = False) -> dict[str, Array]:
    """A matrix as it is stored, each part by what its name ends with; ``unpacked`` is the way back.

    Args:
        halves: two numbers in a byte, with a scale for each ``RUN`` of a row, instead of a byte for each.
    """
    import numpy as np

    if not halves:
        scale = np.maximum(np.abs(matrix).max(1), _TINY) / 127
        return {
            "bytes": np.round(matrix / scale[:, None]).astype(np.int8),
            "scale": scale.astype(np.float32),
        }
    runs = matrix.reshape(len(matrix), -1, RUN)
    scale = np.maximum(np.abs(runs).max(-1) / 7, 1e-6).astype(np.float16)
    whole = np.round(runs / scale.astype(np.float32)[..., None]).clip(-8, 7) + 8
    of_rows = whole.astype(np.uint8).reshape(len(matrix), -1)
    return {"halves": of_rows[:, ::2] | of_rows[:, 1::2] << 4, "scale": scale}


def distances(length: int) -> Array:
    """For each piece and each other the kind of their distance, of 32, as MPNet counts them: 16 each way.

    The first eight are exact, the others grow with the distance (https://arxiv.org/abs/2004.09297).
    """
    import numpy as np

    apart = np.arange(length)[None, :] - np.arange(length)[:, None]
    kinds, exact = 16, 8
    far = np.maximum(np.abs(apart), 1)
    grown = exact + (np.log(far / exact) / math.log(_FARTHEST / exact) * (kinds - exact)).astype(int)
    kind = np.where(np.abs(apart) < exact, np.abs(apart), np.minimum(grown, kinds - 1))
    found: Array = kind + kinds * (apart > 0)
    return found


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
