"""The phrase banks: what a letter says, by move, by what it is about, and by tone.

A bank is a file of ``templates/phrases``, named for its move. Each table in it is a phrase; its keys
are places on the tone pad and its values a sentence, or several that may stand for one another:

    [withdraw]
    neutral_low = "I am withdrawing my application for {{ the_role }}."
    casual      = "I'm withdrawing my application for {{ the_role }}."
    plain       = ["...", "..."]

The most exact key wins: the cell (``casual_low``), the row (``casual``), the column (``low``), ``any``.
In plain English ``plain_casual_low``, ``plain_casual``, ``plain_low`` and ``plain`` come before these.
A table named for a channel too, ``withdraw_sms``, comes first when the message goes that way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal

from core.errors import TemplateError
from core.resources import data_folder, load_toml
from core.tone import Tone

Spelling = Literal["british", "american"]


@cache
def _keys(tone: Tone) -> tuple[str, ...]:
    places = (tone.cell, str(tone.formality), str(tone.context))
    plain = (*(f"plain_{place}" for place in places), "plain") if tone.plain else ()
    return (*plain, *places, "any")


@cache
def bank(move: str) -> dict[str, Any]:
    """All phrases of a move, as the file has them."""
    return load_toml(data_folder("templates") / "phrases" / f"{move}.toml")


def phrase(move: str, key: str, tone: Tone, *, variant: int = 0, channel: str = "") -> str:
    """The source of the phrase for this tone, not yet filled in.

    ``variant`` picks among sentences that may stand for one another, so that two people who get the same
    message do not get copies.

    Raises:
        TemplateError: the bank has no such phrase, or none for this tone.
    """
    tables = list(_tables(move, key, channel))
    if not tables:
        raise TemplateError(f"phrases/{move}.toml has no phrase {key!r}.")
    for table in tables:
        for place in _keys(tone):
            if place in table:
                choices: str | list[str] = table[place]
                return choices if isinstance(choices, str) else choices[variant % len(choices)]
    raise TemplateError(f"phrases/{move}.toml: {key!r} says nothing for {tone}.")


def spelled(text: str, spelling: Spelling) -> str:
    """A text of the banks as this spelling has it."""
    if spelling == "british":
        return text
    words, pattern = _respelled(spelling)
    return pattern.sub(lambda match: _like(match[0], words[match[0].lower()]), text)


def _tables(move: str, key: str, channel: str) -> Iterator[dict[str, Any]]:
    for name in (f"{key}_{channel}", key):
        if name in bank(move):
            yield bank(move)[name]


@cache
def _respelled(spelling: str) -> tuple[dict[str, str], re.Pattern[str]]:
    given = load_toml(data_folder("templates") / "spelling.toml")[spelling]
    words = {word.lower(): instead for word, instead in given.items()}
    longest_first = sorted(words, key=len, reverse=True)
    return words, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


def _like(model: str, word: str) -> str:
    return word[0].upper() + word[1:] if model[0].isupper() else word
