"""The table of situations: every row has its tests, and every test that it names exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OTHER_NAMES = {
    "replies": "core/test_replies_and_notes.py",
    "letters": "core/test_letter_properties.py",
    "workbench": "tui/test_workbench.py",
    "courtesies": "tui/test_courtesies.py",
}
ROWS = [
    tuple(cell.strip() for cell in line.strip("| ").split(" | "))
    for line in (ROOT / "docs" / "situations.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| situation", "| mistake |"))
]


def named(cell: str) -> list[tuple[str, str]]:
    """``plan `test_a`, `test_b`; golden `withdraw` `` as pairs of file and test."""
    return [(part.split()[0], test) for part in cell.split(";") for test in re.findall(r"`(\w+)`", part)]


def functions_in(name: str) -> set[str]:
    path = ROOT / "tests" / OTHER_NAMES.get(name, f"core/test_{name}.py")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_the_table_is_whole() -> None:
    assert len(ROWS) > 100
    assert {len(row) for row in ROWS} == {3}
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:50] for row in ROWS])
def test_a_row_names_tests_that_exist(row: tuple[str, str, str]) -> None:
    tests = named(row[2])
    assert tests
    for name, test in tests:
        if name == "golden":
            assert (ROOT / "tests" / "golden" / f"{test}.txt").exists()
        else:
            assert test in functions_in(name), f"{name} has no {test}"
