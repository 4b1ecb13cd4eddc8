"""The letters are the ones that somebody has read: see ``regenerate.py``."""

from __future__ import annotations

import pytest
from regenerate import HERE, page

from core.catalogue import catalogue


@pytest.mark.parametrize("message_id", list(catalogue()))
def test_the_letters_of_a_message_are_as_they_were_read(message_id: str) -> None:
    written = (HERE / f"{message_id}.txt").read_text(encoding="utf-8")
    assert page(message_id) == written, "read the difference, then: python -m tests.golden.regenerate"


def test_no_file_is_left_of_a_message_that_is_gone() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(catalogue())
