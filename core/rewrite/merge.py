"""Put the tone adapter into the weights of its model. Child process only: needs numpy.

llama.cpp can apply an adapter while it computes, which costs about a seventh more at every token; a
merged file costs nothing. The merged weights are written in half precision, to be quantised after.
"""

from __future__ import annotations

import math
import struct
from pathlib import Path
from typing import IO, Any

from core.rewrite.gguf import Head, NotGguf, TensorInfo, read_head

_F32, _F16, _Q4_1 = 0, 1, 3
_ALIGN = 32
_SIZES = {_F32: (1, 4), _F16: (1, 2), 2: (32, 18), _Q4_1: (32, 20), 8: (32, 34)}
"""For each number format: so many weights take so many bytes."""


def merge(source: Path, adapter: Path, target: Path) -> None:
    """Write ``source`` with the adapter's changes to ``target``.

    Raises:
        NotGguf: one of the files is damaged, or the adapter is for another model.
        OSError: reading or writing failed.
    """
    head, changes = read_head(source), read_head(adapter)
    if changes.text("general.type") != "adapter" or changes.text("adapter.type") != "lora":
        raise NotGguf("it is no adapter")
    alpha = changes.values["adapter.lora.alpha"]
    halves = {each.name: each for each in changes.tensors}
    changed = {each.name for each in head.tensors if f"{each.name}.lora_a" in halves}
    if len(changed) * 2 != len(halves):
        raise NotGguf("the adapter is for another model")
    kinds = {each.name: _F16 if each.name in changed else each.kind for each in head.tensors}
    with source.open("rb") as old, adapter.open("rb") as learned, target.open("wb") as new:
        new.write(old.read(head.listed))
        _list(new, head, kinds)
        for each in head.tensors:
            new.write(b"\0" * (-new.tell() % _ALIGN))
            if each.name not in changed:
                new.write(_raw(old, each))
                continue
            low, high = (_weights(learned, halves[f"{each.name}.lora_{half}"]) for half in "ab")
            whole = _weights(old, each) + (alpha / low.shape[0]) * (high @ low)
            new.write(whole.astype("<f2").tobytes())
        new.write(b"\0" * (-new.tell() % _ALIGN))


def _list(new: IO[bytes], head: Head, kinds: dict[str, int]) -> None:
    """The tensors' descriptions, with their new number formats and places."""
    place = 0
    for each in head.tensors:
        name = each.name.encode()
        new.write(struct.pack("<Q", len(name)) + name + struct.pack("<I", len(each.shape)))
        new.write(struct.pack(f"<{len(each.shape)}Q", *each.shape))
        new.write(struct.pack("<IQ", kinds[each.name], place))
        size = _bytes(each.shape, kinds[each.name])
        place += size + -size % _ALIGN


def _bytes(shape: tuple[int, ...], kind: int) -> int:
    if kind not in _SIZES:
        raise NotGguf("its weights are in a number format that is not known here")
    weights, size = _SIZES[kind]
    return math.prod(shape) // weights * size


def _raw(file: IO[bytes], about: TensorInfo) -> bytes:
    file.seek(about.begin)
    size = _bytes(about.shape, about.kind)
    data = file.read(size)
    if len(data) < size:
        raise NotGguf("it is cut off: a part of the weights is missing")
    return data


def _weights(file: IO[bytes], about: TensorInfo) -> Any:
    """A matrix as numbers, one row for each of its outputs."""
    import numpy

    raw = _raw(file, about)
    if about.kind == _Q4_1:  # each block: a step, a least value, and 32 numbers of four bits
        blocks = numpy.frombuffer(raw, dtype=[("step", "<f2"), ("least", "<f2"), ("fours", "u1", 16)])
        fours = numpy.concatenate([blocks["fours"] & 15, blocks["fours"] >> 4], axis=1)
        flat = fours * blocks["step"].astype("f4")[:, None] + blocks["least"].astype("f4")[:, None]
    elif about.kind in (_F32, _F16):
        flat = numpy.frombuffer(raw, dtype="<f4" if about.kind == _F32 else "<f2").astype("f4")
    else:
        raise NotGguf("its weights are in a number format that is not known here")
    return flat.reshape(tuple(reversed(about.shape)))
