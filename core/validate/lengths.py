"""Lengths of time: where they are told, how many minutes they last, and a half that came or went."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from core.validate.durations import LENGTHS
from core.validate.rules import saying
from core.validate.verdict import Finding
from core.validate.word_lists import NUMBERS
from core.validate.words import level

_COUNTS = {word: figures for word, figures in NUMBERS.items() if figures.isdigit()}
_COUNT = rf"an?|\d{{1,3}}(?:[.,]\d)?|{'|'.join(_COUNTS)}"
_PARTS = {"half": 0.5, "quarter": 0.25, "quarters": 0.75}
_LENGTH = re.compile(
    r"(?i)\b(?:(?P<half>half)|(?:a |one )?(?P<quarter>quarter) of|(?:three|3)[ -](?P<quarters>quarters) of)?"
    rf"[ -]?\b(?P<count>{_COUNT})(?P<more> and a half|½)?[ -]"
    rf"(?P<unit>{'|'.join(LENGTHS)})s?(?P<more_too> and a half)?\b"
)


_HOURS_AND_MINUTES = re.compile(
    rf"(?i)(?<![\w.,:/])(?:(?P<hours>{_COUNT})[ -](?:hours?|hrs?)(?:,? and | )"
    rf"(?P<minutes>{_COUNT})[ -]min(?:ute)?s?|"
    r"(?P<h>\d{1,2}) ?(?:h|hrs?) ?(?P<m>[0-5]\d)(?: ?(?:m|mins?))?)\b"
)


class Lasting(NamedTuple):
    """A length of time as a text tells it; ``parted`` where it counts in halves or quarters."""

    minutes: int
    unit: str
    parted: bool
    start: int
    end: int


@lru_cache(maxsize=8)
def lengths(text: str) -> tuple[Lasting, ...]:
    """Each length of time, in its order: "two weeks", "half an hour", "a year and a half"."""
    return tuple(_lengths(text))


def _lengths(text: str) -> Iterator[Lasting]:
    plain = level(text)
    within: set[int] = set()
    for match in _HOURS_AND_MINUTES.finditer(plain):
        hours, minutes = _many(match["hours"] or match["h"]), _many(match["minutes"] or match["m"])
        yield Lasting(round(hours * LENGTHS["hour"] + minutes), "hour", False, *match.span())
        within.update(range(*match.span()))
    for match in _LENGTH.finditer(plain):
        if match.end() - 1 in within or match.start() in within:
            continue
        count, unit = match["count"].lower().replace(",", "."), match["unit"].lower()
        part = next((worth for name, worth in _PARTS.items() if match[name]), 1.0)
        more = bool(match["more"] or match["more_too"])
        many = part * _many(count) + 0.5 * more
        start = match.start() + (match[0][0] in " -")
        yield Lasting(round(many * LENGTHS[unit]), unit, more or part < 1 or "." in count, start, match.end())


def _many(count: str) -> float:
    low = count.lower().replace(",", ".")
    return 1.0 if low in ("a", "an") else float(_COUNTS.get(low, low))


def findings(draft: str, rewrite: str) -> Iterator[Finding]:
    """Where a half came or went: "an hour and a half" for "half an hour".

    Of whole ones the numbers tell.
    """
    old, new = lengths(draft), lengths(rewrite)
    told, kept = {each.minutes for each in old}, {each.minutes for each in new}
    for each in new:
        lost = (o for o in old if o.unit == each.unit and (o.parted or each.parted) and o.minutes not in kept)
        if each.minutes not in told and (gone := next(lost, None)):
            shown = draft[gone.start : gone.end]
            span = (each.start, each.end)
            yield Finding("fact_changed", saying("other_one").format(shown), span, rewrite[slice(*span)])
