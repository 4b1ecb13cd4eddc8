"""What a rewrite turns into its contrary: the test moved instead of cancelled, a father for a mother."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from core.resources import load_toml
from core.validate.lexicon import lexicon
from core.validate.reading import Reading, Said
from core.validate.rules import RULES, saying
from core.validate.verdict import Finding
from core.validate.word_lists import NUMBERS

_SHORTEST = 3


@dataclass(frozen=True)
class Contrary:
    """Words, and those that say the contrary of the same thing, unless something else stands there."""

    said: re.Pattern[str]
    turned: re.Pattern[str]
    unless: re.Pattern[str] | None


def findings(d: Reading, r: Reading) -> Iterator[Finding]:
    """Where the rewrite says the contrary, and nowhere what the draft says."""
    for each in contraries():
        if each.said.search(r.joined) or each.turned.search(d.joined):
            continue
        drafted = list(_places(d, each.said, each.unless))
        for said, span in _places(r, each.turned, each.unless) if drafted else ():
            about = _telling(said)
            old = next((place for before, place in drafted if about & _telling(before)), None)
            if old:
                message = saying("other_one").format(d.text[slice(*old)])
                yield Finding("fact_changed", message, span, r.text[slice(*span)])


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


def _telling(said: Said) -> frozenset[str]:
    """The roots of its words that say what it is about."""
    function = lexicon().function
    return frozenset(
        t.stem
        for t in said.run
        if t.is_word and len(t.stem) >= _SHORTEST and t.stem not in function and t.canon not in NUMBERS
    )
