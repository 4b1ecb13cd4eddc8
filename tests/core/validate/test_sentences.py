"""Cutting messages into sentences, and what each sentence does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.validate.sentences import Role, sentences

LETTER = """Subject: Withdrawal, Welder

Dear Ms. Okafor,

Thank you for meeting me at 10.30 a.m. on Monday. I met Dr. J. Smith of Acme Ltd. as well.

I have decided to withdraw my application. I have accepted another offer.
Please cancel the trial day, e.g. by phone. I am sorry for the trouble.

I wish you well.

Kind regards,
May Lindqvist
+44 20 7946 0123"""


def roles(text: str) -> list[Role]:
    return [sentence.role for sentence in sentences(text)]


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


def test_a_letter_is_cut_into_its_parts() -> None:
    assert roles(LETTER) == [
        Role.SUBJECT, Role.GREETING, Role.THANKS, Role.OTHER, Role.DECISION, Role.REASON, Role.REQUEST,
        Role.APOLOGY, Role.GOODWILL, Role.SIGNOFF, Role.SIGNATURE, Role.SIGNATURE,
    ]  # fmt: skip


def test_abbreviations_times_and_initials_end_no_sentence() -> None:
    body = texts(LETTER)
    assert "Thank you for meeting me at 10.30 a.m. on Monday." in body
    assert "I met Dr. J. Smith of Acme Ltd. as well." in body
    assert "Please cancel the trial day, e.g. by phone." in body


def test_no_ends_a_sentence_and_a_number_does_not() -> None:
    assert [s.text for s in sentences("I have to say no. We've decided to stay.")] == [
        "I have to say no.",
        "We've decided to stay.",
    ]
    for one in ("I am candidate no. 80613 there.", "See Room No. B12 there.", "Forms nos. 3 and 4 are mine."):
        assert [s.text for s in sentences(one)] == [one]


def test_one_line_messages_have_greeting_and_sign_off_too() -> None:
    found = sentences("Hi Ana, thanks for the chat. I'm withdrawing from the rota role. Best, Jonas")
    assert [s.role for s in found] == [Role.GREETING, Role.THANKS, Role.DECISION, Role.SIGNOFF]
    assert found[0].text == "Hi Ana,"


def test_a_wrapped_paragraph_stays_one_sentence() -> None:
    body = "I have thought about this for a long time and have now\nDecided to withdraw my application."
    text = f"Dear Ana,\n\n{body}\n\nBest,\nMay"
    assert len([r for r in roles(text) if r not in (Role.GREETING, Role.SIGNOFF, Role.SIGNATURE)]) == 1


def test_links_quotes_and_other_scripts() -> None:
    assert texts("See https://example.org/a.b?c=d. It was \"great.\" Really!") == [
        "See https://example.org/a.b?c=d.", 'It was "great."', "Really!",
    ]  # fmt: skip
    assert texts("面接を辞退します。ありがとうございました。") == [
        "面接を辞退します。",
        "ありがとうございました。",
    ]


def test_a_closing_formula_in_the_last_paragraph_is_a_sign_off() -> None:
    text = (
        "Dear Ana,\n\nI decline your offer.\n\nWishing you and the rest of the team the very best,\nMay Lind"
    )
    assert roles(text)[-2:] == [Role.SIGNOFF, Role.SIGNATURE]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "a", "...", "Dear", "Hi,", ",", "\u200b", "Re:"])
def test_scraps_do_not_break_it(text: str) -> None:
    assert all(sentence.text for sentence in sentences(text))


@given(st.text(max_size=300))
def test_places_are_true_and_in_order(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.start >= at
        at = sentence.end


@given(st.text(alphabet="abcDE .,!?\n-:()'", max_size=200))
def test_no_word_is_lost(text: str) -> None:
    kept = "".join(sentence.text for sentence in sentences(text))
    assert [c for c in kept if c.isalpha()] == [c for c in text if c.isalpha()]


def test_a_senior_job_is_one_thing() -> None:
    text = "I withdraw my application for the position of Sr. Analyst at Kestrel. Thanks for the chat."
    assert [each.text for each in sentences(text)] == [
        "I withdraw my application for the position of Sr. Analyst at Kestrel.",
        "Thanks for the chat.",
    ]
