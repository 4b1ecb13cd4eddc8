"""Names of places and money in their other forms: Swiss for Switzerland, CDMX for Mexico City, EUR for €."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import cache

from core.resources import load_toml
from core.validate.rules import RULES

Form = tuple[str, ...]
"""The words of one form, or a sign."""


def with_other_forms(words: AbstractSet[str], text: str) -> set[str]:
    """The words of a text, in lower case, with those of the other forms of what it names or pays in."""
    low = text.lower()
    found = set(words)
    for forms in _groups():
        if any(_stands_there(form, words, low) for form in forms):
            found.update(word for form in forms for word in form)
    return found


def _stands_there(form: Form, words: AbstractSet[str], low: str) -> bool:
    return words >= set(form) or (not form[0].isalpha() and bool(_sign(form[0]).search(low)))


@cache
def _sign(sign: str) -> re.Pattern[str]:
    """A sign by itself: the $ of US$60 is not that of S$60."""
    return re.compile(rf"(?<!\w){re.escape(sign)}")


@cache
def _groups() -> tuple[tuple[Form, ...], ...]:
    data = load_toml(RULES / "names_alike.toml")
    lines = [*data["places"]["alike"], *data["money"]["alike"]]
    return tuple(tuple(tuple(form.split("_")) for form in line.split()) for line in lines)
