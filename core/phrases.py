"""The phrase banks: what a letter says, by move, by what it is about, and by tone.

A bank is a file of ``templates/phrases``, named for its move. Each table in it is a phrase; its keys
are places on the tone pad and its values a sentence, or several that may stand for one another:

    [withdraw]
    neutral_low = "I am withdrawing my application for {{ the_role }}."
    casual      = "I'm withdrawing my application for {{ the_role }}."
    plain       = ["...", "..."]

The most exact key wins: the cell (``casual_low``), the row (``casual``), the column (``low``), ``any``.
In plain English ``plain_casual_low``, ``plain_casual``, ``plain_low`` and ``plain`` come before these.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from core.errors import TemplateError
from core.resources import data_folder, load_toml
from core.tone import Tone


def _keys(tone: Tone) -> Iterator[str]:
    places = (tone.cell, str(tone.formality), str(tone.context))
    if tone.plain:
        yield from (f"plain_{place}" for place in places)
        yield "plain"
    yield from places
    yield "any"


@cache
def bank(move: str) -> dict[str, Any]:
    """All phrases of a move, as the file has them."""
    return load_toml(data_folder("templates") / "phrases" / f"{move}.toml")


def phrase(move: str, key: str, tone: Tone, variant: str = "") -> str:
    """The source of the phrase for this tone, not yet filled in.

    ``variant`` picks among sentences that may stand for one another: the same variant always gets the
    same one, two variants mostly different ones.

    Raises:
        TemplateError: the bank has no such phrase, or none for this tone.
    """
    table = bank(move).get(key)
    if table is None:
        raise TemplateError(f"phrases/{move}.toml has no phrase {key!r}.")
    for place in _keys(tone):
        if place in table:
            choices: str | list[str] = table[place]
            if isinstance(choices, str):
                return choices
            return choices[zlib.crc32(f"{key}|{variant}".encode()) % len(choices)]
    raise TemplateError(f"phrases/{move}.toml: {key!r} says nothing for {tone}.")
