"""The phrase banks: whole for every tone, in their tone, and never soft about the decision."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

import pytest

from core.catalogue import catalogue
from core.errors import TemplateError
from core.letter import Channel, MoveKind
from core.phrases import bank, phrase, spelled
from core.resources import data_folder, load_toml
from core.tone import Tone, all_tones

MOVES = sorted(path.stem for path in (data_folder("templates") / "phrases").glob("*.toml"))
CHANNELS = tuple(f"_{channel}" for channel in Channel)
CALL = re.compile(
    r"\b(" + "|".join(kind.value for kind in MoveKind) + r'|subject|words)\((?:"(\w+)", )?"(\w+)"(?! ~)'
)
HEDGE = re.compile(
    r"\b(?:maybe|perhaps|might|probably|possibly|I think|for now|at (?:this|the) (?:time|moment|point)|"
    r"currently|"
    r"unless|would like to withdraw|leaning|considering|reconsider|temporarily|on hold|postpone)\b",
    re.IGNORECASE,
)
CONTRACTED = re.compile(
    r"\b\w+(?:n['’]t|['’](?:m|ve|ll|re|d))\b|\b(?:it|that|there|what)['’]s\b", re.IGNORECASE
)
FULL_FORM = re.compile(
    r"\b(?:I (?:am|have (?!an? |to )|will|would) |(?:do|does|did|is|was|will|would|could|can|have) ?not\b"
    r"|(?:it|that|there) is (?!any))",
    re.IGNORECASE,
)
IDIOMS = re.compile(
    r"\b(?:straight to the point|paths|on board|touch base|reach out|keep me posted)\b", re.IGNORECASE
)


def sentences_of(move: str) -> Iterator[tuple[str, str, str]]:
    """Table, place on the tone pad, and each sentence there, without what is filled in."""
    for table, places in bank(move).items():
        for place, value in places.items():
            for source in [value] if isinstance(value, str) else value:
                yield table, place, re.sub(r"\{%.*?%\}", "", source)


def called() -> Iterator[tuple[str, str]]:
    for path in sorted((data_folder("templates") / "messages").glob("*.j2")):
        for function, move, key in CALL.findall(path.read_text(encoding="utf-8")):
            if function != "words" or move:
                yield move or function, key


@pytest.mark.parametrize(("move", "key"), sorted(set(called()) - {("personal", "")}))
def test_every_phrase_that_is_called_exists_in_every_tone(move: str, key: str) -> None:
    for tone in all_tones():
        assert phrase(move, key, tone)


@pytest.mark.parametrize("move", MOVES)
def test_keys_are_places_on_the_pad(move: str) -> None:
    places = {place for tone in all_tones() for place in (tone.cell, str(tone.formality), str(tone.context))}
    known = places | {f"plain_{place}" for place in places} | {"plain", "any"}
    assert {place for _, place, _ in sentences_of(move)} <= known


@pytest.mark.parametrize("move", MOVES)
def test_every_table_says_something_in_every_tone(move: str) -> None:
    for table in bank(move):
        base = table
        for suffix in CHANNELS:
            base = base.removesuffix(suffix) if base.removesuffix(suffix) in bank(move) else base
        for tone in all_tones():
            assert phrase(move, base, tone, channel=table.removeprefix(base).removeprefix("_")) is not None


def test_no_phrase_is_soft_about_the_decision() -> None:
    soft = [(table, text) for table, _, text in sentences_of("decision") if HEDGE.search(text)]
    assert soft == []


@pytest.mark.parametrize("move", MOVES)
def test_formal_words_are_written_in_full(move: str) -> None:
    formal = [
        (t, text) for t, place, text in sentences_of(move) if "formal" in place and CONTRACTED.search(text)
    ]
    assert formal == []


@pytest.mark.parametrize("move", MOVES)
def test_casual_words_are_contracted(move: str) -> None:
    stiff = [
        (t, text) for t, place, text in sentences_of(move) if "casual" in place and FULL_FORM.search(text)
    ]
    assert stiff == []


@pytest.mark.parametrize("move", MOVES)
def test_plain_english_is_short_and_without_idioms(move: str) -> None:
    for table, place, text in sentences_of(move):
        if not place.startswith("plain"):
            continue
        bare = re.sub(r"\{\{.*?\}\}", "word", text)
        assert not IDIOMS.search(bare), (table, bare)
        assert ";" not in bare, (table, bare)
        assert all(len(part.split()) <= 25 for part in re.split(r"[.!?]", bare)), (table, bare)


@pytest.mark.parametrize("move", MOVES)
def test_nothing_is_typed_twice(move: str) -> None:
    slips = re.compile(r"  |\s[,.;?!]|\.\.|\b(\w+) \1\b|\ba (?=[aeio])|\ban (?=[bcdfgjklmnpqrstvwxyz])")
    for table, _, text in sentences_of(move):
        numbers = count()
        bare = re.sub(r"\{\{.*?\}\}", lambda _: f"Word{next(numbers)}", text)  # noqa: B023
        assert not slips.search(bare), (table, bare)


def test_the_most_exact_place_wins() -> None:
    tone = Tone()
    assert phrase("decision", "withdraw", tone) == bank("decision")["withdraw"]["neutral_balanced"]
    assert (
        phrase("decision", "withdraw", tone, channel="phone")
        == bank("decision")["withdraw_phone"]["neutral_balanced"]
    )
    assert phrase("decision", "withdraw", tone, channel="email") == phrase("decision", "withdraw", tone)


def test_variants_differ_and_come_round() -> None:
    choices = [phrase("goodwill", "recruiter", Tone(), variant=number) for number in range(3)]
    assert choices[0] == choices[2] != choices[1]


def test_an_unknown_phrase_is_named() -> None:
    with pytest.raises(TemplateError, match="nonsense"):
        phrase("decision", "nonsense", Tone())


def test_american_spelling_changes_whole_words_and_keeps_capitals() -> None:
    assert spelled("I apologise. Apologise!", "american") == "I apologize. Apologize!"
    assert spelled("favourites, misapologised", "american") == "favourites, misapologised"
    assert spelled("I apologise", "british") == "I apologise"
    assert all(
        word != instead
        for word, instead in load_toml(data_folder("templates") / "spelling.toml")["american"].items()
    )


def test_every_message_has_its_subject() -> None:
    for message_id, entry in catalogue().items():
        if Channel.EMAIL in entry.channels:
            assert message_id in bank("subject")
