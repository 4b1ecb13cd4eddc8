"""Names in their other forms: Swiss for Switzerland, CDMX for Mexico City, EUR for €, MSc, Kuehn for Kühn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache

from core.resources import load_toml
from core.validate.rules import RULES
from core.validate.word_lists import CONTRACTED, SHORTENED

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "ı": "i", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
Form = tuple[str, ...]
"""The words of one form, or a sign."""


def with_other_forms(words: AbstractSet[str], text: str) -> set[str]:
    """The words of a text, in lower case, with those of the other forms of what it names or pays in."""
    low = text.lower()
    found = with_plain_letters(words)
    first, signed = _groups()
    near = [forms for word in words for forms in first.get(word, ())]
    for forms in (*near, *signed):
        if any(_stands_there(form, words, low) for form in forms):
            found.update(word for form in forms for word in form)
    return found


def with_plain_letters(words: Iterable[str]) -> set[str]:
    """The words, with those that have accents also as they are typed without: kuhn and kuehn for kühn."""
    return {form for word in words for form in (word, *in_plain_letters(word))}


def in_plain_letters(word: str) -> set[str]:
    """How a word with accents is typed without them; nothing for other words."""
    if word.isascii():
        return set()
    composed = unicodedata.normalize("NFC", word)
    return {_stripped(composed), _stripped(composed.translate(_TWO_LETTERS))} - {word}


def _stripped(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _stands_there(form: Form, words: AbstractSet[str], low: str) -> bool:
    return words >= set(form) or (not form[0].isalpha() and bool(_sign(form[0]).search(low)))


@cache
def _sign(sign: str) -> re.Pattern[str]:
    """A sign by itself: the $ of US$60 is not that of S$60."""
    return re.compile(rf"(?<!\w){re.escape(sign)}")


Group = tuple[Form, ...]
"""Forms that mean the same."""


@cache
def _groups() -> tuple[dict[str, list[Group]], list[Group]]:
    """The groups by the first word of each of their forms, and those in which a sign stands."""
    data = load_toml(RULES / "names_alike.toml")
    lines = [line for section in data.values() for line in section["alike"]]
    first: dict[str, list[Group]] = {}
    signed: list[Group] = []
    for group in (tuple(tuple(form.split("_")) for form in line.split()) for line in lines):
        for form in group:
            first.setdefault(form[0], []).append(group)
        if not all(form[0].isalpha() for form in group):
            signed.append(group)
    return first, signed


def in_other_form(word: str, new: AbstractSet[str]) -> bool:
    """Whether a word stands there as one or as many, short or in full: "Fridays", "Ops", "lectureship"."""
    return as_one_or_many(word, new) or shortens(word, new) or not new.isdisjoint(offices(word))


def shortens(word: str, named: AbstractSet[str]) -> bool:
    """Whether it is a name of the draft, short or in full: "Lab" and "Laboratory", but not "Maria"."""
    return any(_is_short_for(word, other) or _is_short_for(other, word) for other in named)


def _is_short_for(short: str, word: str) -> bool:
    if CONTRACTED.get(short) == word:
        return True
    return short in SHORTENED and word.startswith(short.removesuffix("s"))


def offices(word: str) -> set[str]:
    """The office or the trade of whoever has it: lectureship for lecturer, engineering for engineer."""
    trade = {f"{word}ing", f"{word.removesuffix('er')}ing"} if word.endswith("er") else set()
    return {f"{word}ship", f"{word.removesuffix('r')}ship", f"{word}cy", *trade}


def as_one_or_many(word: str, others: AbstractSet[str]) -> bool:
    """Whether a word stands there with or without the "s" of many."""
    return bool({f"{word}s", f"{word}es", word.removesuffix("s"), word.removesuffix("es")} & others)
