"""What a rewrite turns into its contrary: the test moved instead of cancelled, a father for a mother."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from core.resources import load_toml
from core.validate.actors import telling
from core.validate.reading import Reading, Said
from core.validate.rules import RULES, saying
from core.validate.verdict import Finding
from core.validate.word_lists import NUMBERS


@dataclass(frozen=True)
class Contrary:
    """Words, and those that say the contrary of the same thing, unless something else stands there."""

    said: re.Pattern[str]
    turned: re.Pattern[str]
    unless: re.Pattern[str] | None


def findings(d: Reading, r: Reading) -> Iterator[Finding]:
    """Where the rewrite says the contrary, and nowhere what the draft says."""
    drafted_lines, lines = _lines(d), _lines(r)
    for each in contraries():
        if not each.turned.search(lines) or not each.said.search(drafted_lines):
            continue  # as nearly always
        if each.said.search(r.joined) or each.turned.search(d.joined):
            continue
        drafted = list(_places(d, each.said, each.unless))
        for said, span in _places(r, each.turned, each.unless) if drafted else ():
            about = _about(said)
            old = next((place for before, place in drafted if about & _about(before)), None)
            if old:
                message = saying("other_one").format(d.text[slice(*old)])
                yield Finding("fact_changed", message, span, r.text[slice(*span)])


def _lines(reading: Reading) -> str:
    return "\n".join(said.canonical.text for said in reading.body)


@cache
def contraries() -> tuple[Contrary, ...]:
    """Those of contraries.toml, compiled once."""
    return tuple(
        Contrary(
            re.compile(entry["said"]),
            re.compile(entry["turned"]),
            re.compile(entry["unless"]) if "unless" in entry else None,
        )
        for entry in load_toml(RULES / "contraries.toml")["contrary"]
    )


def _places(
    reading: Reading, words: re.Pattern[str], unless: re.Pattern[str] | None
) -> Iterator[tuple[Said, tuple[int, int]]]:
    """The sentences with some words, and where these stand."""
    for said in reading.body:
        text = said.canonical.text
        match = words.search(text)
        if match and not (unless and unless.search(text)):
            yield said, said.canonical.span(*match.span())


def _about(said: Said) -> frozenset[str]:
    """What a sentence is about; that two things are two each does not make them the same."""
    return telling(token for token in said.run if token.canon not in NUMBERS)
