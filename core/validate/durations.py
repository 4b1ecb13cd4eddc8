"""Durations, however they are told: "70 minutes", "an hour and ten", "1h10", "half an hour"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from core.validate.number_words import Spelled, spelled
from core.validate.rules import frame
from core.validate.word_lists import NUMBERS
from core.validate.words import all_tokens, level

_HOUR, _HALF, _QUARTER = 60, 30, 15
_MONTH = 43_829  # minutes, a twelfth of a year: no number of days or weeks
_FIGURES = re.compile(r"(?<![\w.,:/])(\d{1,3})\s?h(?:rs?|ours?)?\s?(\d{1,2})?(?:\s?m(?:in(?:ute)?s?)?)?\b")
_SINGLE = frozenset({"a", "an", "one"})
_THE = frozenset(frame("durations", "the").split())  # "the hour and a half"
DAY = 24 * _HOUR
_LONG = {"day": DAY, "week": 7 * DAY, "fortnight": 14 * DAY, "month": _MONTH, "year": 12 * _MONTH}
LENGTHS = {"hour": _HOUR, "hr": _HOUR, "minute": 1, "min": 1, **_LONG}
"""Minutes of each unit of time."""
_UNIT = "|".join(LENGTHS)
_AND_A_HALF = re.compile(rf"\b(?P<said>\w+)(?: (?P<unit>{_UNIT}) and a half| and a half (?P<of>{_UNIT})s)\b")
_DECIMAL = re.compile(rf"\b(?P<whole>\d{{1,2}})[.,](?P<part>\d)[ -]?(?P<unit>{_UNIT})s?\b")
_YEARS_AND_MONTHS = re.compile(r"\b(\w+) years?,? and (\w+) months?\b")
_SHARES = {"half a": 0.5, "half an": 0.5, "three quarters of a": 0.75, "three quarters of an": 0.75}
_SHARE = re.compile(rf"\b(?P<share>{'|'.join(sorted(_SHARES, reverse=True))}) (?P<unit>{_UNIT})\b")
_MORE = frozenset(frame("durations", "more").split())


@lru_cache(maxsize=8)
def durations(text: str) -> dict[int, set[str]]:
    """The durations in a text: in minutes, each with the numbers that tell it, in their figures."""
    found: dict[int, set[str]] = {}
    for minutes, numbers in (*_in_figures(text), *_in_words(text), *_in_parts(text)):
        found.setdefault(minutes, set()).update(numbers)
    return found


def _in_figures(text: str) -> Iterator[tuple[int, set[str]]]:
    for match in _FIGURES.finditer(level(text).lower()):
        hours, minutes = match.groups(default="0")
        yield int(hours) * _HOUR + int(minutes), {match[1], minutes} - {"0"}


def _in_parts(text: str) -> Iterator[tuple[int, set[str]]]:
    """Halves and quarters: "a year and a half", "2.5 hours", "half a year"."""
    plain = level(text).lower()
    for match in _AND_A_HALF.finditer(plain):
        told, unit = match["said"], match["of"] or match["unit"]
        if figures := _figures(told):
            yield int((int(figures) + 0.5) * LENGTHS[unit]), set() if told in _SINGLE else {figures}
    for match in _DECIMAL.finditer(plain):
        whole, part = match["whole"], match["part"]
        yield int(float(f"{whole}.{part}") * LENGTHS[match["unit"]]), {f"{whole}.{part}"}
    for match in _YEARS_AND_MONTHS.finditer(plain):
        years, months = match.groups()
        if _figures(years) and _figures(months):
            told = {_figures(word) for word in (years, months) if word not in _SINGLE}
            yield (12 * int(_figures(years)) + int(_figures(months))) * _MONTH, told
    for match in _SHARE.finditer(plain):
        minutes = int(_SHARES[match["share"]] * LENGTHS[match["unit"]])
        yield minutes, {"3"} if match["share"].startswith("three") else set()


def _in_words(text: str) -> Iterator[tuple[int, set[str]]]:
    run = [token for token in all_tokens(text) if token.is_word]
    ends = {number.first: number for number in spelled(run)}
    words = [token.canon for token in run]
    at = 0
    while at < len(run):
        number = ends.get(at)
        figures, after = (number.figures, number.end) if number else (_figures(words[at]), at + 1)
        figures = figures if figures.isdigit() else ""  # no "fifty pounds sixty"
        unit = words[after] if after < len(words) else ""
        if unit == "hour" and words[at] in _THE:
            figures = "1"
        if figures and unit in {"hour", "hours"}:
            told = {figures} if words[at] not in _SINGLE | _THE else set()
            minutes, more, at = _rest(words, ends, after + 1)
            yield int(figures) * _HOUR + minutes, told | more
        elif figures and unit in {"minute", "minutes", "min", "mins"}:
            yield int(figures), {figures}
            at = after + 1
        elif figures and (length := _long(words[after : after + 2])):
            yield int(figures) * length, {figures} if words[at] not in _SINGLE else set()
            at = after + 1
        elif words[at : at + 3] == ["half", "an", "hour"]:
            yield _HALF, set()
            at += 3
        else:
            at += 1


def _long(words: list[str]) -> int:
    """The minutes of the unit that one or two words name: "days", "more weeks"."""
    unit = words[-1] if len(words) > 1 and words[0] in _MORE else words[0] if words else ""
    return _LONG.get(unit.removesuffix("s"), 0)


def _rest(words: list[str], ends: Mapping[int, Spelled], at: int) -> tuple[int, set[str], int]:
    """The minutes after an hour, with the numbers that tell them, and where they end."""
    after = at + 1 if words[at : at + 1] == ["and"] else at
    for share, minutes in ((["a", "half"], _HALF), (["a", "quarter"], _QUARTER)):
        if after > at and words[after : after + 2] == share:
            return minutes, set(), after + 2
    figures = _figures(words[after]) if after < len(words) and after not in ends else ""
    if figures and words[after] not in _SINGLE and int(figures) < _HOUR:
        return int(figures), {figures}, after + 1
    return 0, set(), at


def _figures(word: str) -> str:
    if word in _SINGLE:
        return "1"
    told = NUMBERS.get(word, word)
    return told if told.isdigit() and len(told) <= _LONGEST else ""


_LONGEST = 3  # figures of a number of minutes
