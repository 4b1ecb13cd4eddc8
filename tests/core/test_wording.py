"""People write details as a thing, a clause or a sentence; each has to be told apart or left alone."""

from __future__ import annotations

import pytest

from core.wording import by_when, count, is_clause, is_sentence, is_statement, is_thing, ordinals


@pytest.mark.parametrize(
    "text",
    [
        "I missed the train.",
        "I’ve moved to Lisbon",
        "My train was cancelled.",
        "Could we have a short talk?",
        "It was my own mistake",
        "“The scope was narrower.”",
    ],
)
def test_a_sentence_stands_by_itself(text: str) -> None:
    assert is_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        "the commute",
        "illness",
        "my train was cancelled",
        "Your plans for the Lisbon office.",
        "whether we could talk",
    ],
)
def test_what_is_no_sentence_follows_a_colon(text: str) -> None:
    assert not is_sentence(text)


@pytest.mark.parametrize(
    "text",
    ["our call on Tuesday", "the interview", "Tuesday's interview", "yesterday’s call", "a call with Ken"],
)
def test_a_thing_can_be_missed(text: str) -> None:
    assert is_thing(text)


@pytest.mark.parametrize(
    "text",
    [
        "we were to speak at ten",
        "The interview.",
        "the interview was on Tuesday",
        "a call that I forgot",
        "Tuesday",
    ],
)
def test_anything_else_is_not_pressed_into_a_sentence(text: str) -> None:
    assert not is_thing(text)


@pytest.mark.parametrize(
    ("text", "promise"),
    [
        ("Friday", "by Friday"),
        ("by Friday", "by Friday"),
        ("the end of the week", "by the end of the week"),
        ("before noon", "before noon"),
        ("tomorrow", "tomorrow"),
        ("5 December", "by 5 December"),
        ("Byron Bay time, noon", "by Byron Bay time, noon"),
    ],
)
def test_a_day_is_promised_with_one_by(text: str, promise: str) -> None:
    assert by_when(text) == promise


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("whether the role is still open", True),
        ("for a short talk", True),
        ("Could we talk?", False),
        ("a short talk", False),
        ("forty minutes of your time", False),
    ],
)
def test_what_follows_i_would_like_to_ask(text: str, asked: bool) -> None:
    assert is_clause(text) is asked


def test_counting_in_words_ends_at_ten() -> None:
    assert [count(2), count(10), count(11)] == ["two", "ten", "11"]
    assert [place for place, _ in ordinals(["x"] * 11)][-2:] == ["tenth", "next"]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("my train was cancelled", True),
        ("you would employ me directly", True),
        ("the contract runs through an agency", True),
        ("a cancelled train", False),
        ("a manager who has time for me", False),
        ("illness", False),
        ("my train was cancelled.", False),
    ],
)
def test_a_statement_can_follow_that(text: str, states: bool) -> None:
    assert is_statement(text) == states
