"""What somebody hears about their own words, each harmless sentence beside an unkind one like it."""

from __future__ import annotations

import pytest

from core.validate import check
from core.validate.own_words import worth_a_hint

DRAFT = (
    "Dear Ms Costa,\n\nI am writing to withdraw my application for the nurse post. This is final.\n\n"
    "Thank you for your time.\n\nKind regards,\nMaya Lind"
)
HARMLESS = (
    "Thank you for the two rounds of interview and for arranging everything so fast.",
    "Please take me off the list for that morning, and please let Mrs. Adeyemi know.",
    "I would like to thank you most sincerely for giving me a tour of the lab.",
    "My card copy is still with your office; could you shred it rather than post it?",
)
UNKIND = (
    "Your interviewers had clearly not read my application.",
    "The whole process was a waste of everybody's time.",
    "A company that cannot keep an appointment should not wonder why people leave.",
)


def hints(sentence: str) -> list[str]:
    """The words that are hinted at, where the sentence was typed into the draft."""
    text = DRAFT.replace("Thank you for your time.", f"Thank you for your time.\n\n{sentence}")
    return [finding.evidence for finding in worth_a_hint(check(DRAFT, text).findings, text)]


@pytest.mark.parametrize("sentence", HARMLESS)
def test_thanks_and_requests_of_ones_own_are_no_criticism(sentence: str) -> None:
    assert hints(sentence) == []


@pytest.mark.parametrize("sentence", UNKIND)
def test_an_unkind_sentence_is_worth_another_look(sentence: str) -> None:
    assert hints(sentence)


def test_what_is_private_is_said_whatever_the_sentence_does() -> None:
    text = DRAFT.replace("your time.", "your time, and for the 48,500 that you offered.")
    verdict = check(DRAFT, text, private=("They offered 48,500.",))
    assert "private_leak" in {finding.code for finding in worth_a_hint(verdict.findings, text)}
