"""Sums of money: the currency is the same in both texts, however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from core.resources import load_toml
from core.validate.rules import RULES, saying
from core.validate.verdict import Finding
from core.validate.word_lists import NUMBERS
from core.validate.words import level


class Paid(NamedTuple):
    """A currency that is named beside a number: which it may be, and where.

    ``begins`` is where "Singapore" stands in "Singapore dollars"; else the start.
    """

    currencies: frozenset[str]
    start: int
    end: int
    begins: int


def findings(draft: str, rewrite: str) -> Iterator[Finding]:
    """Currencies of the rewrite that none of the draft's can be: "£250" for "€250"."""
    drafted = paid(draft)
    for each in paid(rewrite) if drafted else ():
        if not any(each.currencies & other.currencies for other in drafted):
            shown = draft[drafted[0].start : drafted[0].end]
            words = rewrite[each.start : each.end]
            yield Finding("fact_changed", saying("other_one").format(shown), (each.start, each.end), words)
            return


@lru_cache(maxsize=8)
def paid(text: str) -> tuple[Paid, ...]:
    """The currencies of a text that stand beside a number."""
    found = []
    for match in _pattern().finditer(level(text)):
        kind = match.lastgroup or "word"
        currencies = _called()[match[kind].lower().rstrip(".")]
        if match["which"]:
            currencies &= _meant()[match["which"].lower()]
        begins = match.start("adjective") if match["which"] else match.start(kind)
        found.append(Paid(currencies, *match.span(kind), begins))
    return tuple(found)


@cache
def _pattern() -> re.Pattern[str]:
    data = load_toml(RULES / "money.toml")["codes"]
    codes, before = "|".join(data["words"].split()), "|".join(data["before"].split())
    names = _called().keys() - {code.lower() for code in codes.split("|")}
    words = _any(name for name in names if name.isalpha())
    signs = _any(name for name in names if not name.isalpha())
    number = rf"\d[kKmM]?|\b(?i:{_any(NUMBERS)}|hundred|thousand|million)"
    return re.compile(
        rf"(?<![\w$])(?P<before>(?i:{signs})|\b(?:{codes}|{before})\b\.?|\bR) ?(?=\d)"
        rf"|(?<=\d) ?(?P<after>(?i:{signs})|(?:{codes})\b)"
        rf"|(?:{number}) (?P<adjective>(?i:(?:new |hong )?(?P<which>{_any(_meant())})) )?"
        rf"(?P<word>(?i:{words}))\b"
    )


def _any(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _called() -> dict[str, frozenset[str]]:
    """Each code, sign and word, in lower case, with the currencies that it may mean."""
    data = load_toml(RULES / "money.toml")
    found: dict[str, set[str]] = {code.lower(): {code} for code in data["codes"]["words"].split()}
    for code, names in data["called"].items():
        for name in names.split():
            found.setdefault(name, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def _meant() -> dict[str, frozenset[str]]:
    """Each adjective with its currency."""
    adjectives = load_toml(RULES / "money.toml")["adjectives"]
    return {word: frozenset({code}) for code, words in adjectives.items() for word in words.split()}
