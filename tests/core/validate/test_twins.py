"""Couples made for the second reader to learn from: only the draft may tell good from bad."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest

numpy = pytest.importorskip("numpy")

from models.training.reader.twins import Twins  # noqa: E402 - needs numpy

DRAFT = """Dear Ms Pellerin,

I am withdrawing my application for the post of baker. My sister needs me in Leeds until the summer.
Please post the grey apron to my cousin at 14 Tanner Row, and tell Kofi he was right about the butter.

Regards,
Imogen Slater"""
REWRITE = """Dear Ms Pellerin,

Please take my name off the list for baker: I withdraw. Until the summer
I stay in Leeds, where my sister needs me.
Would you kindly send the grey apron to my cousin (14 Tanner Row)
and let Kofi know that he was right about the butter?

Regards,
Imogen Slater"""
CLAIMS = [
    {
        "draft": "I return the laptop on Friday.",
        "rewrite": "On Friday the laptop comes back.",
        "label": "same",
    },
    {
        "draft": "I return the laptop on Friday.",
        "rewrite": "On Friday you may fetch the laptop yourselves.",
        "label": "fact_changed",
        "at": ["you may fetch"],
    },
]
MANY = 400


@pytest.fixture(scope="module")
def made() -> list[tuple[str, str, bool, str, tuple[tuple[int, int], ...]]]:
    chance = numpy.random.default_rng(1)
    words = sorted(set(re.findall(r"\w+", f"{DRAFT} {REWRITE} brother nephew winter autumn oil jam".lower())))
    messages = [DRAFT, REWRITE, *(f"{word} and Rosa or Emil" for word in words), *words] * 2
    vocabulary = {word: at for at, word in enumerate([*words, "rosa", "emil"])}
    vectors = chance.normal(size=(len(vocabulary), 8))
    twins = Twins(messages, CLAIMS, vocabulary, vectors, Random(2))
    return [twin for _ in range(MANY) if (twin := twins.of(DRAFT, REWRITE))]


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def test_many_kinds_are_made_and_about_half_of_them_are_good(made):
    assert len(made) > MANY / 2
    assert 0.35 < sum(twin.bad for twin in made) / len(made) < 0.65
    assert len({(twin.draft, twin.rewrite) for twin in made}) > 40


def test_a_good_one_has_the_same_change_in_both_messages(made):
    for twin in (twin for twin in made if not twin.bad and CLAIMS[0]["rewrite"] not in twin.rewrite):
        assert twin.draft != DRAFT
        assert twin.rewrite != REWRITE
        assert _words(twin.draft) - _words(DRAFT) == _words(twin.rewrite) - _words(REWRITE)
        assert _words(DRAFT) - _words(twin.draft) == _words(REWRITE) - _words(twin.rewrite)


def test_a_bad_one_is_changed_in_one_message_or_says_a_claim_badly(made):
    for twin in (twin for twin in made if twin.bad):
        badly = CLAIMS[1]["rewrite"] in twin.rewrite and CLAIMS[1]["draft"] in twin.draft
        assert badly or (twin.draft == DRAFT) != (twin.rewrite == REWRITE)


def test_the_marks_stand_on_what_the_rewrite_has_new(made):
    marked = [twin for twin in made if twin.marks]
    assert marked
    for twin in marked:
        assert twin.bad
        assert twin.harm
        for start, end in twin.marks:
            assert twin.rewrite[start:end] not in {"", REWRITE[start:end]}


def test_two_that_stand_side_by_side_do_not_change_places():
    messages = ["Mia was kind", "Leo was kind", *["nothing"] * 60]
    twins = Twins(messages, [], {"mia": 0, "leo": 1, "was": 2}, numpy.eye(3), Random(3))
    assert not any(twins._exchanged("Tell Mia and Leo.", "Mia, Leo: tell them.") for _ in range(20))
    assert any(twins._exchanged("Mia lent it to Leo.", "It was lent by Mia to Leo.") for _ in range(20))
