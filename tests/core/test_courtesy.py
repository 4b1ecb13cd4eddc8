"""Courtesy lines: right script, right punctuation, explained, and only in letters that somebody reads."""

from __future__ import annotations

import unicodedata

import pytest

from core.case import Case, parse_case
from core.compose import compose
from core.courtesy import USES, languages, line, lines
from core.errors import BadInput
from core.letter import Channel, MoveKind
from core.tone import Formality, Tone

CASE: Case = parse_case(
    {
        "you": {"name": "Maya Lindqvist"},
        "company": {"name": "Northwind Analytics", "country": "JP"},
        "role": "Senior Data Analyst",
        "stage": "mid",
        "people": [{"name": "Hana Okafor", "title": "Ms.", "kind": "hiring_manager"}],
    }
)[0]
SCRIPTS = {
    "ar": {"ARABIC"},
    "el": {"GREEK"},
    "he": {"HEBREW"},
    "hi": {"DEVANAGARI"},
    "ja": {"CJK", "HIRAGANA", "KATAKANA"},
    "ko": {"HANGUL"},
    "uk": {"CYRILLIC"},
    "zh-Hans": {"CJK"},
    "zh-Hant": {"CJK"},
}
ENDS = {"ja": "。", "zh-Hans": "。！", "zh-Hant": "。！", "hi": "।!", "ar": ".،", "he": ".,"}


def test_there_are_at_least_twelve_languages() -> None:
    assert len(languages()) >= 12


@pytest.mark.parametrize("language", languages())
def test_a_language_greets_and_thanks_neutrally_and_formally(language: str) -> None:
    found = [(item.use, item.register) for item in lines(language)]
    assert found == [(use, register) for use in USES for register in ("neutral", "formal")]
    assert all(item.gloss and item.when for item in lines(language))


@pytest.mark.parametrize("language", languages())
def test_letters_are_of_the_script_and_ends_of_the_language(language: str) -> None:
    scripts = SCRIPTS.get(language, {"LATIN"})
    for item in lines(language):
        used = {unicodedata.name(c).split()[0] for c in item.text if c.isalpha()}
        assert used <= scripts
        assert item.text.endswith(tuple(ENDS.get(language, ".!,")))
        assert item.text == unicodedata.normalize("NFC", item.text).strip()
        assert bool(item.reading) == (scripts != {"LATIN"})


@pytest.mark.parametrize(
    ("given", "code"),
    [("ja", "ja"), ("Japanese", "ja"), ("pt-BR", "pt"), ("de_AT", "de"), ("zh-TW", "zh-Hant")],
)
def test_a_language_is_known_by_code_name_and_region(given: str, code: str) -> None:
    assert lines(given)[0].language == code


def test_an_unknown_language_names_close_ones() -> None:
    with pytest.raises(BadInput) as caught:
        lines("Germn")
    assert "German" in caught.value.mend


@pytest.mark.parametrize("formality", Formality)
def test_a_letter_closes_with_thanks_in_their_language(formality: Formality) -> None:
    tone = Tone(formality)
    plain, courteous = (
        compose(CASE, "withdraw", tone=tone),
        compose(CASE, "withdraw", tone=tone, courtesy="ja"),
    )
    added = line("ja", "thanks", tone)
    assert courteous.paragraphs[:-1] == plain.paragraphs
    assert [(move.kind, move.text) for move in courteous.paragraphs[-1]] == [(MoveKind.THANKS, added.text)]
    assert added.register == ("formal" if formality is Formality.FORMAL else "neutral")


def test_a_letter_opens_with_a_greeting_in_their_language() -> None:
    letter = compose(CASE, "withdraw", courtesy="ko:greeting")
    assert letter.paragraphs[0][0].text == "안녕하세요."
    assert letter.paragraphs[1:] == compose(CASE, "withdraw").paragraphs


@pytest.mark.parametrize(
    ("message", "channel"), [("withdraw", Channel.PHONE), ("reflection_note", Channel.NOTE)]
)
def test_what_nobody_reads_carries_none(message: str, channel: Channel) -> None:
    with pytest.raises(BadInput):
        compose(CASE, message, channel=channel, courtesy="ja")


def test_a_courtesy_of_another_kind_is_refused() -> None:
    with pytest.raises(BadInput):
        compose(CASE, "withdraw", courtesy="ja:curse")
