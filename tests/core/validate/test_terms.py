"""A term in another form is read as the draft writes it; another term never is."""

from __future__ import annotations

import pytest
from framed import FRAME, codes

from core.validate.terms import terms
from core.validate.writings import as_written_in


@pytest.mark.parametrize(
    ("old", "new", "read"),
    [
        ("I return the NDA", "I return the non-disclosure agreement", "I return the NDA"),
        (
            "I return the non-disclosure agreement",
            "I return the NDA",
            "I return the non-disclosure agreement",
        ),
        ("delete my CV", "delete my résumé", "delete my CV"),
        ("tell Human Resources", "tell HR", "tell Human Resources"),
        ("the Group CFO", "the Group Chief Financial Officer", "the Group CFO"),
        ("under the GDPR", "under the General Data Protection Regulation", "under the GDPR"),
        (
            "under the General Data Protection Regulation",
            "under GDPR",
            "under General Data Protection Regulation",
        ),
        ("tell Herr Frei and Frau Lind", "tell Mr. Frei and Ms Lind", "tell Herr Frei and Frau Lind"),
        ("before noon", "before 12 noon", "before noon"),
        ("before 4 today", "before 4pm today", "before 4 today"),
        ("after 6.", "after six o'clock.", "after 6."),
    ],
)
def test_the_same_term_is_read_as_the_draft_writes_it(old: str, new: str, read: str) -> None:
    assert as_written_in(old, new).text == read


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the Group CFO", "the Group Chief Operating Officer"),
        ("I return the NDA", "I return the loan agreement"),
        ("tell Herr Frei", "tell Frau Frei"),
        ("before noon", "before midnight"),
        ("before 4 today", "before 5pm today"),
        ("I will resume", "my CV"),
        ("The NDA is here", "new ideas, and then"),
        ("by 4 people", "by 4pm"),
        ("Please use my new delivery address", "Please use the NDA"),
        ("tell Human Resources", "it takes 2 hr"),
    ],
)
def test_another_term_stays(old: str, new: str) -> None:
    assert as_written_in(old, new).text == new


def test_the_places_of_terms_are_their_words() -> None:
    text = "Please tell the Head of Quality Assurance, not QXR."
    assert [text[each.start : each.end] for each in terms(text, "HQA knows")] == [
        "QXR",
        "Head of Quality Assurance",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Please tell the CFO that I return the NDA.",
            "Please tell the Chief Financial Officer: the NDA comes back.",
        ),
        ("Please thank Herr Frei.", "My thanks to Mr Frei, please."),
        ("Please call Ana before noon.", "Could you ring Ana before 12 noon?"),
    ],
)
def test_it_may_be_sent(old: str, new: str) -> None:
    assert not codes(FRAME.format(old), FRAME.format(new))
