"""The linter finds common mistakes and leaves good letters alone."""

from __future__ import annotations

from pathlib import Path

import pytest

import core.lint
from core.lint import lint
from core.resources import load_toml

DATA = load_toml(Path(core.lint.__file__).with_suffix(".toml"))
HARSH, CRITICISM, PUBLIC = DATA["harsh"], DATA["criticism"], DATA["public"]

GOOD = """Dear Ms. Okafor,

Thank you for the time you gave me. I have decided to withdraw my application for the Analyst role. \
I have accepted another offer.

I wish you all the best with the search.

Kind regards,
Maya Lindqvist
"""


def codes(message: str) -> set[str]:
    return {finding.code for finding in lint(message)}


def test_a_good_letter_has_nothing_to_say() -> None:
    assert codes(GOOD) == set()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("I have decided to withdraw my application for the Analyst role. ", "", "decision_missing"),
        ("I have decided to withdraw", "I may need to withdraw", "decision_hedged"),
        ("I have decided to withdraw", "I have decided not to withdraw", "decision_negated"),
        ("I wish you all the best", "I look forward to the next round. I wish you luck", "mixed_signal"),
        ("I wish you all the best", "Your team never answered my questions. Good luck", "criticism"),
        ("Thank you for the time you gave me. ", "", "thanks_missing"),
        ("Dear Ms. Okafor,\n\n", "", "greeting_missing"),
        ("Kind regards,\nMaya Lindqvist\n", "", "signature_missing"),
        ("Ms. Okafor", "[Name]", "placeholder_left"),
        ("I wish you", "I'm gonna miss you lot. I wish you", "unprofessional"),
        (
            "I have accepted another offer.",
            "I am withdrawing because " + "of the pay and " * 16 + ".",
            "long_sentence",
        ),
        (
            "I have accepted another offer.",
            "I accepted another offer because it fits. " * 3,
            "over_explained",
        ),
        ("I wish you", "I am sorry. I do apologise. Sorry again. I wish you", "over_apologised"),
        ("I wish you", "The garden was green in spring. " * 32 + "I wish you", "too_long"),
        ("Thank you for", "The garden was green in spring. " * 20 + "Thank you for", "decision_late"),
    ],
)
def test_each_mistake_is_found(old: str, new: str, code: str) -> None:
    assert old in GOOD
    assert code in codes(GOOD.replace(old, new))


@pytest.mark.parametrize("sentence", [*HARSH["reject"], *CRITICISM["reject"]])
def test_harsh_words_about_the_employer_are_criticism(sentence: str) -> None:
    assert "criticism" in codes(GOOD.replace("I wish you", f"{sentence} I wish you"))


@pytest.mark.parametrize("sentence", [*HARSH["accept"], *CRITICISM["accept"]])
def test_the_same_words_about_anything_else_are_not(sentence: str) -> None:
    assert "criticism" not in codes(GOOD.replace("I wish you", f"{sentence} I wish you"))


@pytest.mark.parametrize(
    ("sentence", "found"), [(s, label == "reject") for label in ("reject", "accept") for s in PUBLIC[label]]
)
def test_telling_everybody_is_found(sentence: str, found: bool) -> None:
    assert ("public" in codes(GOOD.replace("I wish you", f"{sentence} I wish you"))) == found


def test_harsh_words_are_shown_where_they_stand() -> None:
    text = GOOD.replace("I have accepted", "The process was chaotic and I have accepted")
    (finding,) = lint(text)
    assert (finding.code, finding.evidence) == ("criticism", "chaotic")
    assert text[slice(*finding.span)] == "chaotic"


@pytest.mark.parametrize(
    "sentence",
    [
        "The salary does not work for my situation",
        "The role does not fit the direction I want to take",
        "You will therefore not require any references from me",
    ],
)
def test_what_does_not_suit_the_writer_is_no_criticism(sentence: str) -> None:
    assert not codes(GOOD.replace("I have accepted another offer", sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "My decision to decline your offer for the Analyst role at Acme is final.",
        "So my decision to withdraw my application for the Analyst role therefore stands.",
        "I'm sticking to my decision to withdraw my acceptance of the Analyst role.",
    ],
)
def test_a_decision_that_stands_is_a_decision(sentence: str) -> None:
    old = "I have decided to withdraw my application for the Analyst role."
    assert "decision_missing" not in codes(GOOD.replace(old, sentence))


@pytest.mark.parametrize(("last", "signed"), [("Zoë d'Arc", True), ("Noor", True), ("Let me know.", False)])
def test_a_name_alone_is_a_signature(last: str, signed: bool) -> None:
    text = GOOD.replace("Kind regards,\nMaya Lindqvist", last)
    assert ("signature_missing" not in codes(text)) == signed


def test_nothing_to_read() -> None:
    assert codes(" \n") == {"empty"}


@pytest.mark.parametrize(
    "text", ["\0", "a" * 50_000, "?!" * 5_000, "\u202e", "Dear", "山田様\n\n辞退します。"]
)
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= f.span[0] <= f.span[1] <= len(text) for f in lint(text))


def test_spans_show_the_words() -> None:
    text = GOOD.replace("I wish you all the best", "Your team never answered my questions. Good luck")
    (found,) = [finding for finding in lint(text) if finding.code == "criticism"]
    assert "never answered" in text[slice(*found.span)]
