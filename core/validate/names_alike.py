"""Names in their other forms: Swiss for Switzerland, CDMX for Mexico City, EUR for €, MSc, Kuehn for Kühn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache

from core.resources import load_toml
from core.validate.rules import RULES

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
    for forms in _groups():
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


@cache
def _groups() -> tuple[tuple[Form, ...], ...]:
    data = load_toml(RULES / "names_alike.toml")
    lines = [line for section in data.values() for line in section["alike"]]
    return tuple(tuple(tuple(form.split("_")) for form in line.split()) for line in lines)
