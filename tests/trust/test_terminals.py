"""Terminals that go away, shrink, stop and know little. All of them are `make trust`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trust.terminals import ALL


@pytest.mark.parametrize("trouble", ["resized", "no terminal"])
def test_a_terminal_is_never_left_broken(trouble: str, tmp_path: Path) -> None:
    ALL[trouble](tmp_path / "home")
