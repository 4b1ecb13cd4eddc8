"""What is told in numbers is read as the draft writes it where it is the same; findings find their place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.validate import check, numbers
from core.validate.verdict import Finding
from core.validate.writings import as_written_in

WORDS = (
    "at 4 pm 16:00 half past four o'clock in the afternoon 22 May 22nd twenty-second of 22.05. 2026-05-22 "
    "twenty sixty pounds euros £60.20 EUR 150.00 a hundred and fifty million lakh Rs 7,20,000 six weeks "
    "42 days 1½ hours year half 15h30 0745 hrs 28/29 0.8 80% other two the thousand first Friday 13 end . ,"
)
TEXTS = (
    st.text(alphabet="0123456789.,:/-hk£€$ apmMayRsnd½th\n", max_size=60)
    | st.text(max_size=60)
    | st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)
)


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("at 4 pm on 22 May", "on the 22nd of May at 16:00", "on 22 May at 4 pm"),
        ("on 22 May", "on May the twenty-second", "on 22 May"),
        ("on 22 May", "on 22.05., or 22/5, or 2026-05-22", "on 22 May, or 22 May, or 2026-05-22"),
        ("on 2026-05-22", "on 22 May 2026, in May", "on 2026-05-22, in May"),
        (
            "on May 22, 2026",
            "on 22.5.26, or the twenty-second of May 2026",
            "on May 22, 2026, or May 22, 2026",
        ),
        ("by the end of May", "by 31 May", "by the end of May"),
        ("at half past four", "at 4.30 in the afternoon", "at half past four"),
        ("at 8:30 pm", "at 20:30", "at 8:30 pm"),
        ("I am in until 17:00", "I am in until 5 p.m. Do call me.", "I am in until 17:00. Do call me."),
        ("I owe €150", "I owe EUR 150.00", "I owe €150"),
        ("I owe €150", "I owe a hundred and fifty euros", "I owe €150"),
        ("I owe S$6,800", "I owe 6,800 Singapore dollars", "I owe S$6,800"),
        ("I owe £118.40", "I owe a hundred and eighteen pounds forty", "I owe £118.40"),
        ("for Rs 7,20,000", "for ₹7.2 lakh", "for Rs 7,20,000"),
        ("I owe £60.20", "I owe sixty pounds twenty, may I say", "I owe £60.20, may I say"),
        ("six weeks off", "42 days off", "six weeks off"),
        ("ninety minutes by car", "1½ hours by car", "ninety minutes by car"),
    ],
)
def test_the_same_is_read_as_the_draft_writes_it(old: str, new: str, read: str) -> None:
    assert as_written_in(old, new).text == read


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at 4 pm on 22 May", "at 5 pm on 23 May"),
        ("at 8:30", "at 20:30"),
        ("on 22 May", "on 22.5.2027"),
        ("by the end of June", "by 31 May"),
        ("a three-year grant, ten minutes", "Ten minutes, three years of a grant"),
        ("on 2026-05-22", "on 22 May 2027"),
        ("at 4 am", "at 16:00"),
        ("I owe €150", "I owe $150"),
        ("I owe €150", "I owe €1,500"),
        ("I owe £5", "I owe 5 grand"),
        ("I owe €5", "I owe 5 hundred euros"),
        ("I owe ₹5", "I owe five lakh rupees"),
        ("six weeks off", "six days off"),
        ("You may ask 3 things.", "I come on 3 May."),
        ("at 4 pm", "at 4 pm"),
    ],
)
def test_what_is_not_the_same_is_left(old: str, new: str) -> None:
    assert as_written_in(old, new).text == new


def test_a_finding_points_at_the_words_that_were_written() -> None:
    draft = "Dear Ana,\n\nI am withdrawing. Please cancel the call at 4 pm on 22 May.\n\nBest,\nTom"
    rewrite = (
        "Dear Ana,\n\nI am withdrawing. On the 22nd of May at 16:00, cancel the damned call.\n\nBest,\nTom"
    )
    findings = check(draft, rewrite).findings
    assert findings
    assert all(each.evidence in rewrite for each in findings)
    assert any("damned" in rewrite[slice(*each.span)] for each in findings)


@given(TEXTS, TEXTS, st.integers(0, 80), st.integers(0, 80))
def test_any_text_can_be_written_otherwise_and_found_again(old: str, new: str, one: int, two: int) -> None:
    written = as_written_in(old, new)
    start, end = sorted((min(one, len(written.text)), min(two, len(written.text))))
    found = written.back(Finding("garbled", "", (start, end), written.text[start:end]))
    assert 0 <= found.span[0] <= found.span[1] <= len(new)
    assert as_written_in(old, old).text == old
    assert not numbers.findings(old, old)
    numbers.findings(old, new)
