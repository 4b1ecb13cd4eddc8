"""A half that comes or goes makes another length of time; the same length in other words is the same."""

from __future__ import annotations

import pytest
from framed import FRAME, codes

from core.validate import lengths

SAME = [
    ("A call of half an hour would do.", "Half an hour on the phone would do."),
    ("A call of half an hour would do.", "Thirty minutes on the phone would do."),
    ("It lasted a year and a half.", "Eighteen months it lasted."),
    (
        "I have an hour, and the drive is an hour and a half.",
        "The drive is an hour and a half; I have an hour.",
    ),
    ("It took three quarters of an hour.", "It took forty-five minutes."),
    ("My notice is two and a half months.", "My notice: 2.5 months."),
]
OTHER = [
    ("A call of half an hour would do.", "An hour and a half on the phone would do."),
    ("A call of half an hour would do.", "An hour on the phone would do."),
    ("It lasted a year and a half.", "It lasted a year."),
    ("It took a quarter of an hour.", "It took three quarters of an hour."),
    ("My notice is two and a half months.", "My notice is two months."),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_the_same_length_passes(old: str, new: str) -> None:
    assert not list(lengths.findings(FRAME.format(old), FRAME.format(new)))


@pytest.mark.parametrize(("old", "new"), OTHER)
def test_another_length_is_refused(old: str, new: str) -> None:
    assert "fact_changed" in codes(FRAME.format(old), FRAME.format(new))
    assert "fact_changed" in codes(FRAME.format(new), FRAME.format(old))
