"""The small transformer: how its weights are stored, and what it makes of two messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

np = pytest.importorskip("numpy")

from core.validate.network import RUN, Network, distances, packed, unpacked  # noqa: E402 - needs numpy

SIZE, WIDE, HARMS = 24, 64, 8


@given(st.integers(0, 2**32 - 1), st.integers(1, 9), st.integers(1, 4), st.floats(1e-3, 50))
def test_a_matrix_is_read_as_it_was_stored_but_for_rounding(
    seed: int, rows: int, runs: int, spread: float
) -> None:
    matrix = np.random.default_rng(seed).normal(0, spread, (rows, runs * RUN)).astype(np.float32)
    for halves, steps in ((False, 127), (True, 7)):
        parts = {f"m.{how}": values for how, values in packed(matrix, halves=halves).items()}
        read = unpacked(parts)["m"]
        assert read.shape == matrix.shape
        greatest = np.abs(matrix).max(1, keepdims=True)
        assert (np.abs(read - matrix) <= 0.51 * greatest / steps + 0.001 * greatest).all()


def test_half_bytes_take_half_the_room() -> None:
    matrix = np.ones((4, 2 * RUN), np.float32)
    assert packed(matrix, halves=True)["halves"].nbytes == packed(matrix)["bytes"].nbytes / 2


def test_a_matrix_of_nothing_is_stored_too() -> None:
    nothing = np.zeros((2, RUN), np.float32)
    for halves in (False, True):
        parts = {f"m.{how}": values for how, values in packed(nothing, halves=halves).items()}
        assert not unpacked(parts)["m"].any()


def test_near_pieces_are_told_apart_and_far_ones_only_roughly() -> None:
    apart = distances(300)
    assert apart.shape == (300, 300)
    assert [int(apart[10, 10 + step]) for step in (-7, -1, 0, 1, 7)] == [7, 1, 0, 17, 23]
    assert apart[0, 130] == apart[0, 299] == 31
    assert apart[130, 0] == apart[299, 0] == 15
    assert (np.diff(apart[0, 1:]) >= 0).all()


@pytest.fixture
def weights() -> dict[str, Any]:
    """Those of a network of one layer that nobody has taught."""
    draw = np.random.default_rng(7)

    def some(*shape: int) -> Any:
        return draw.normal(0, 0.3, shape).astype(np.float32)

    found = {
        "vocabulary": np.frombuffer(b"[CLS]\n[SEP]\n[UNK]\nyes\nno", np.uint8),
        "words": some(5, SIZE),
        "places": some(9, SIZE),
        "messages": some(2, SIZE),
        "alone": some(2, SIZE),
    }
    shapes = {"ask": (3 * SIZE, SIZE), "out": (SIZE, SIZE), "wide": (WIDE, SIZE), "narrow": (SIZE, WIDE)}
    heads = {"whole": (SIZE, SIZE), "verdict": (1, SIZE), "harms": (HARMS, SIZE)}
    for name, shape in ({f"0.{name}": shape for name, shape in shapes.items()} | heads).items():
        found |= {name: some(*shape), f"{name}.bias": some(shape[0])}
    for name in ("start", "0.after_attention", "0.after_thought"):
        found |= {name: some(SIZE), f"{name}.bias": some(SIZE)}
    return found


def test_it_tells_the_pieces_and_says_one_thing_of_all_and_one_of_each(
    weights: dict[str, Any], tmp_path: Path
) -> None:
    network = _written(weights, tmp_path)
    assert network.known == {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "yes": 3, "no": 4}
    seen = ([0, 3, 1, 4, 1], [0, 0, 0, 1, 1], [0, 1, 0, 1, 0])
    doubt, chances = network.read(*seen)
    assert chances.shape == (5, HARMS)
    assert np.allclose(chances.sum(-1), 1)
    assert network.read(*seen)[0] == doubt
    for at in range(3):
        other = [list(each) for each in seen]
        other[at][3] = 0
        assert network.read(*other)[0] != doubt


def test_distance_counts_where_the_file_knows_of_it(weights: dict[str, Any], tmp_path: Path) -> None:
    seen = ([0, 3, 1, 4, 1], [0, 0, 0, 1, 1], [0, 1, 0, 1, 0])
    without = _written(weights, tmp_path).read(*seen)[0]
    none = np.zeros((32, 12), np.float32)
    assert _written(weights | {"relative": none}, tmp_path).read(*seen)[0] == pytest.approx(without)
    some = none.copy()
    some[17, :] = 3  # each looks at the one after it
    assert _written(weights | {"relative": some}, tmp_path).read(*seen)[0] != pytest.approx(without)


def _written(weights: dict[str, Any], folder: Path) -> Network:
    path = folder / f"{len(weights)}.npz"
    np.savez(path, **weights)
    return Network(path)
