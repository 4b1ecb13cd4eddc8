"""Every rule carries sentences that it must hit and sentences that it must leave alone."""

from __future__ import annotations

from typing import Any

import pytest

from core.resources import load_toml
from core.validate import check, harms, slips
from core.validate.harms import HARMS
from core.validate.judge import COURTEOUS, SUSPECTED, SUSPICIONS, is_harmless
from core.validate.leaks import TELLING_PHRASES
from core.validate.learned import load
from core.validate.lexicon import lexicon
from core.validate.moves import model
from core.validate.numbers import WORDS_TOO
from core.validate.reading import read
from core.validate.rules import RULES, Rule, pattern, rules, saying
from core.validate.stems import stem
from core.validate.units import units
from core.validate.verdict import CODES
from core.validate.word_lists import COUNTS, NUMBERS, SHORT_DATES
from core.validate.words import Canonical, level, tokens

FITS = {("decision", "decision"), ("roles", "role")}
"""Sections whose rules say what a sentence is: `accept` holds sentences that fit."""

SECTIONS = [
    ("form", "rule"),
    ("criticism", "rule"),
    ("promises", "rule"),
    ("reasons", "topic"),
    ("roles", "role"),
    *(
        ("decision", s)
        for s in ("decision", "hedge", "condition", "negated", "reversal", "change", "afterwards")
    ),
]


def cases() -> list[Any]:
    found = []
    for file, section in SECTIONS:
        entries = load_toml(RULES / f"{file}.toml")[section]
        for rule, entry in zip(rules(file, section), entries, strict=True):
            for kind in ("accept", "reject"):
                for text in entry.get(kind, [""]):
                    hits = (kind == "accept") == ((file, section) in FITS)
                    found.append(pytest.param(rule, text, hits, id=f"{file}-{rule.id}-{kind}-{text[:30]}"))
    return found


@pytest.mark.parametrize(("rule", "text", "hits"), cases())
def test_rule_hits_what_it_should(rule: Rule, text: str, hits: bool) -> None:
    assert text, "a rule needs both accepting and rejecting examples"
    seen = level(text) if rule.case else Canonical.of(tokens(level(text))).text
    assert (rule.find(seen) is not None) is hits


def test_every_section_of_every_rule_file_is_run() -> None:
    plain = {"lexicon", "stems", "languages", "frame", "patterns", "judge", "sayings"}
    plain |= {
        "contraries",
        "money",
        "names_alike",
        "haste",
        "tellings",
        "terms",
    }  # couples of sentences, run in tests of their own
    on_disk = {
        (path.stem, section)
        for path in RULES.glob("*.toml")
        if path.stem not in plain
        for section in load_toml(path)
    }
    assert on_disk == set(SECTIONS)


@pytest.mark.parametrize("entry", load_toml(RULES / "patterns.toml")["pattern"], ids=lambda e: str(e["id"]))
def test_shared_pattern_hits_what_it_should(entry: dict[str, Any]) -> None:
    for text in entry["accept"]:
        assert pattern(entry["id"]).search(Canonical.of(tokens(level(text))).text), text
    for text in entry["reject"]:
        assert not pattern(entry["id"]).search(Canonical.of(tokens(level(text))).text), text


@pytest.mark.parametrize("name", load_toml(RULES / "languages.toml")["language"])
def test_language_words_tell_their_language_from_english(name: str) -> None:
    entry = load_toml(RULES / "languages.toml")["language"][name]
    words = set(entry["words"].split())
    for text in entry["accept"]:
        assert sum(t.canon in words for t in tokens(level(text)) if t.is_word) >= 1, text
    for text in entry["reject"]:
        assert sum(t.canon in words for t in tokens(level(text)) if t.is_word) == 0, text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("withdraw", "withdrawal"), ("accepted", "acceptance"), ("relocate", "relocation"), ("tell", "told"),
        ("interviews", "interview"), ("appreciate", "appreciation"),
        ("children", "child"), ("clear", "clarity"),
    ],
)  # fmt: skip
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("general", "generous"),
        ("universe", "university"),
        ("process", "proceed"),
        ("offer", "office"),
        ("both", "bother"),
    ],
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_no_word_of_criticism_is_free() -> None:
    words = lexicon()
    for word in ("disorganised", "rude", "chaotic", "unclear", "slow", "dismissive", "unfair"):
        assert stem(word) in words.critical
        assert words.is_content(stem(word))


def test_what_code_names_stands_in_the_data() -> None:
    known = lexicon()
    assert {name for names in known.classes.values() for name in names} >= TELLING_PHRASES
    assert {name for entries in known.phrases.values() for _, name in entries} >= TELLING_PHRASES
    assert NUMBERS.keys() >= COUNTS
    assert SHORT_DATES.keys() >= WORDS_TOO
    assert set(model().names) >= COURTEOUS
    assert set(harms.model().names) == {"", *HARMS}
    assert load("slips").keys() == set(slips.KINDS)
    assert SUSPECTED.keys() <= set(SUSPICIONS)


def test_every_harm_and_every_loss_has_a_code_and_a_saying() -> None:
    codes = load_toml(RULES / "judge.toml")
    assert codes["added"].keys() == set(HARMS)
    assert codes["dropped"].keys() == set(model().names)
    assert {*codes["added"].values(), *codes["dropped"].values()} <= set(CODES)
    assert all(saying(code) for code in codes["added"].values())


HARMLESS = load_toml(RULES / "judge.toml")["harmless"]
LETTER = """Dear Ms. Okafor,

Thank you for the two interviews.

I have decided to withdraw my application, as I have accepted another offer.{}

I wish you and the team well.

Kind regards,
May Lindqvist"""


@pytest.mark.parametrize("text", HARMLESS["accept"])
def test_harmless_words_are_seen_in_a_sentence(text: str) -> None:
    assert any(is_harmless(unit) for unit in units(read(text, ())))


@pytest.mark.parametrize("text", HARMLESS["reject"])
def test_harmless_words_take_no_others_with_them(text: str) -> None:
    assert not check(LETTER.format(""), LETTER.format(f" {text}")).accepted


@pytest.mark.parametrize("kind", ["accept", "reject"])
def test_all_harmless_words_have_sentences(kind: str) -> None:
    said = [Canonical.of(tokens(level(text))).text for text in HARMLESS[kind]]
    assert [run for run in HARMLESS["runs"] if not any(run in text for text in said)] == []


ECHO = load_toml(RULES / "judge.toml")["echo"]
STAYING = """Dear Ms. Okafor,

{} {} I have already said yes, and I am sorry to raise this only now. There is one point: the commute.

Thank you for the offer and for your time.

Kind regards,
May Lindqvist"""


@pytest.mark.parametrize(("old", "new"), ECHO["accept"])
def test_who_stays_may_look_forward_to_it_in_other_words(old: str, new: str) -> None:
    assert check(STAYING.format(old, "I am aware that"), STAYING.format(new, "I know that")).accepted


@pytest.mark.parametrize(("old", "new"), ECHO["reject"])
def test_who_stays_looks_forward_to_nothing_else(old: str, new: str) -> None:
    assert not check(STAYING.format(old, "I am aware that"), STAYING.format(new, "I know that")).accepted
