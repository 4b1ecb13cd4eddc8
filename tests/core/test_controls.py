"""What a terminal acts on is taken out alike, whether it was typed, pasted or read from a file."""

from __future__ import annotations

import pytest

from core.case import parse_case
from core.controls import controls_in, without_controls


@pytest.mark.parametrize("control", ["\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\ud800"])
def test_controls_go_and_are_counted(control: str) -> None:
    assert without_controls(f"a{control}b") == "ab"
    assert controls_in(f"{control}a{control}b") == 2


def test_joiners_tabs_and_line_ends_stay() -> None:
    text = "Zoë\u200d\tone\ntwo"
    assert without_controls(text) == text
    assert without_controls("one\r\ntwo\rthree") == "one\ntwo\nthree"
    assert controls_in("one\r\ntwo\r") == 0


def test_a_case_and_the_keyboard_agree() -> None:
    typed = "Dana\x1b[31m \u202eOkafor"
    case, _ = parse_case(
        {"you": {"name": typed}, "company": {"name": "Acme"}, "role": "Analyst", "stage": "mid"}
    )
    assert case.you.name == without_controls(typed)
