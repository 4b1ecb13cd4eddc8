"""The adapter's changes end up in the weights, in a file that can be read again."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from core.rewrite.gguf import NotGguf, read_head
from core.rewrite.merge import merge
from core.rewrite.quantise import _forget_older

numpy = pytest.importorskip("numpy")

F32, F16, Q4_1 = 0, 1, 3


def gguf(
    path: Path, values: dict[str, str | float], tensors: dict[str, tuple[tuple[int, ...], int, bytes]]
) -> Path:
    """A GGUF file as small as can be."""

    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value)) + value.encode()

    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(values))
    for key, value in values.items():
        kind = struct.pack("<I", 8) + text(value) if isinstance(value, str) else struct.pack("<If", 6, value)
        head += text(key) + kind
    data = b""
    for name, (shape, kind_of, raw) in tensors.items():
        head += text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind_of, len(data))
        data += raw + b"\0" * (-len(raw) % 32)
    path.write_bytes(head + b"\0" * (-len(head) % 32) + data)
    return path


def adapter(path: Path, name: str = "blk.0.attn_q.weight", kind: str = "adapter") -> Path:
    low = numpy.full((2, 32), 0.5, "<f2")
    high = numpy.full((3, 2), 0.25, "<f2")
    return gguf(
        path,
        {"general.type": kind, "adapter.type": "lora", "adapter.lora.alpha": 4.0},
        {f"{name}.lora_a": ((32, 2), F16, low.tobytes()), f"{name}.lora_b": ((2, 3), F16, high.tobytes())},
    )


@pytest.fixture
def model(tmp_path: Path) -> Path:
    # One block of Q4_1 a row: a step of 0.5, a least value of -1, and the numbers 0 to 15 twice.
    block = struct.pack("<ee", 0.5, -1.0) + bytes(low | low << 4 for low in range(16))
    norm = numpy.arange(5, dtype="<f4").tobytes()
    return gguf(
        tmp_path / "model.gguf",
        {"general.name": "tiny"},
        {"norm.weight": ((5,), F32, norm), "blk.0.attn_q.weight": ((32, 3), Q4_1, block * 3)},
    )


def test_the_changes_are_in_the_weights(model: Path, tmp_path: Path) -> None:
    merge(model, adapter(tmp_path / "adapter.gguf"), tmp_path / "merged.gguf")
    head = read_head(tmp_path / "merged.gguf")
    assert head.text("general.name") == "tiny"
    norm, changed = head.tensors
    assert (norm.kind, changed.kind, changed.shape) == (F32, F16, (32, 3))
    data = (tmp_path / "merged.gguf").read_bytes()
    assert numpy.frombuffer(data[norm.begin :][:20], "<f4").tolist() == [0, 1, 2, 3, 4]
    row = numpy.frombuffer(data[changed.begin :], "<f2")[:32]
    # alpha / rank = 2, and two times 0.5 * 0.25: half is added everywhere.
    assert row.tolist() == [0.5 * number - 1 + 0.5 for number in (*range(16), *range(16))]


def test_an_adapter_for_another_model_is_refused(model: Path, tmp_path: Path) -> None:
    other = adapter(tmp_path / "other.gguf", "blk.9.attn_q.weight")
    with pytest.raises(NotGguf, match="another model"):
        merge(model, other, tmp_path / "merged.gguf")


def test_what_is_no_adapter_is_refused(model: Path, tmp_path: Path) -> None:
    with pytest.raises(NotGguf, match="no adapter"):
        merge(model, adapter(tmp_path / "model2.gguf", kind="model"), tmp_path / "merged.gguf")


def test_a_model_that_is_cut_off_is_refused(model: Path, tmp_path: Path) -> None:
    model.write_bytes(model.read_bytes()[:-40])
    with pytest.raises(NotGguf, match="cut off"):
        merge(model, adapter(tmp_path / "adapter.gguf"), tmp_path / "merged.gguf")


def test_what_was_made_of_the_same_model_before_leaves_the_cache(tmp_path: Path) -> None:
    target = tmp_path / "b179-cdef-iq4_nl.gguf"
    older = [tmp_path / "b179-q4_0.gguf", tmp_path / "b179-aaaa-iq4_nl.gguf"]
    others = [tmp_path / "ffff-q4_0.gguf", tmp_path / "checksums.json"]
    for path in (target, *older, *others):
        path.touch()
    _forget_older(target)
    assert sorted(tmp_path.iterdir()) == sorted([target, *others])
