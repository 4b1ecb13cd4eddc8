"""What a text tells in numbers, whichever way it writes them: times, days, sums and lengths of time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from core.validate.lengths import lengths
from core.validate.money import paid
from core.validate.number_words import spelled
from core.validate.reckoned_numbers import MONTH
from core.validate.same_numbers import WORTH
from core.validate.word_lists import MONTHS, NUMBERS, SHORT_DATES
from core.validate.words import Token, all_tokens, level

_NOON, _EVENING = 12, 19  # hours; until the evening 16:00 is 4 though nobody says "pm"


class Clock(NamedTuple):
    """A time of day; ``sure`` where it cannot be twelve hours later."""

    hour: int
    minutes: int
    sure: bool

    def agrees(self, other: object) -> bool:
        """Whether both may be the same time."""
        if not isinstance(other, Clock) or self.minutes != other.minutes:
            return False
        if self.hour == other.hour:
            return True
        early, late = sorted((self.hour, other.hour))
        return late - early == _NOON and late < _EVENING and not (self.sure and other.sure)


class Day(NamedTuple):
    """A day, as the days and months that it may be (4/7 is in April or in July), with its year if told."""

    readings: frozenset[tuple[int, int]]
    year: int = 0

    def agrees(self, other: object) -> bool:
        """Whether both may be the same day, told with or without the year."""
        return isinstance(other, Day) and self.year == other.year and bool(self.readings & other.readings)


class Sum(NamedTuple):
    """A sum of money, and the currencies that it may be in."""

    amount: float
    currencies: frozenset[str]

    def agrees(self, other: object) -> bool:
        """Whether both may be the same sum."""
        return (
            isinstance(other, Sum)
            and self.amount == other.amount
            and bool(self.currencies & other.currencies)
        )


class Length(NamedTuple):
    """How long something lasts."""

    minutes: int

    def agrees(self, other: object) -> bool:
        """Whether both last as long."""
        return isinstance(other, Length) and self.minutes == other.minutes


class Term(NamedTuple):
    """A term with several forms, by what stands for all of them."""

    meaning: str

    def agrees(self, other: object) -> bool:
        """Whether both are the same."""
        return isinstance(other, Term) and self == other


class Told(NamedTuple):
    """A time, a day, a sum, a length of time or a term, and where it is written."""

    value: Clock | Day | Sum | Length | Term
    start: int
    end: int


def told(text: str) -> list[Told]:
    """All that a text tells so, in its order; where two begin alike, the longer first."""
    plain = level(text)
    found = [*_times(plain), *_days(plain), *_sums(plain), *_lengths(plain)]
    return sorted(found, key=lambda each: (each.start, -each.end))


# -- times -----------------------------------------------------------------------------------------

_HALF = (
    r"(?: ?(?P<am>a\.?m\b\.?|in the morning)| ?(?P<pm>p\.?m\b\.?|in the afternoon|in the evening|at night)"
    r"|(?P<clock> o'clock)(?: in the (?P<part>morning|afternoon|evening))?)"
)
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_IN_FIGURES = re.compile(
    rf"(?i)(?<![\d:.,/£$€-])([01]?\d|2[0-3])(?:([:.h])([0-5]\d))?(?![\d/]|[:.,]\d)(?:{_HALF})?"
)
_IN_WORDS = re.compile(rf"(?i)\b({'|'.join(_HOURS)}){_HALF}")
_AFTER_TIME = re.compile(rf"(?i){_HALF}")
_BEFORE_TIME = re.compile(r"(?i)\b(?:at|by|until|till|before|after|from|to|and)\W*\Z")


_NOONS = re.compile(r"(?i)\b(?:(?:12(?:[:.]00)?|twelve)(?: o'clock)? ?)?(?:noon|midday)\b")
_BEFORE_HOUR = re.compile(r"(?i)\b(?:at|by|until|till|before|after) \Z")
_AFTER_HOUR = re.compile(
    r"(?i)[.,;!?)](?!\d)|\s*\Z|\n| (?:today|tonight|tomorrow|on|this|next|or|if|please)\b"
)


def _times(plain: str) -> Iterator[Told]:
    for match in _IN_FIGURES.finditer(plain):
        hour, mark, minutes = match.group(1, 2, 3)
        marked = match["am"] or match["pm"] or match["clock"]
        if marked or (
            mark and (mark != "." or _BEFORE_TIME.search(plain, max(0, match.start() - 10), match.start()))
        ):
            yield _clock(int(hour), int(minutes or 0), match)
        elif not mark and int(hour) <= _NOON and _is_bare_hour(plain, match):
            yield _clock(int(hour), 0, match)
    for match in _NOONS.finditer(plain):
        yield Told(Clock(_NOON, 0, True), *match.span())
    for match in _IN_WORDS.finditer(plain):
        yield _clock(_HOURS.index(match[1].lower()) + 1, 0, match)
    for token in all_tokens(plain):
        if token.is_number and (" " in token.text or not token.text[0].isdigit()) and ":" in token.canon:
            hour, _, minutes = token.canon.partition(":")
            half = _AFTER_TIME.match(plain, token.end)
            if half:
                yield _clock(int(hour), int(minutes), half)._replace(start=token.start)
            else:
                yield Told(Clock(int(hour), int(minutes), False), token.start, token.end)


def _is_bare_hour(plain: str, match: re.Match[str]) -> bool:
    """Whether a number by itself is an hour: "before 4 today"."""
    return stands_as_hour(plain, match.start()) and bool(_AFTER_HOUR.match(plain, match.end()))


def stands_as_hour(plain: str, at: int) -> bool:
    """Whether a bare number at a place would be read as an hour: after "at" or "before"."""
    return bool(_BEFORE_HOUR.search(plain, max(0, at - 10), at))


def _clock(hour: int, minutes: int, match: re.Match[str]) -> Told:
    part = (match["part"] or "").lower()
    late = bool(match["pm"]) or part in ("afternoon", "evening")
    early = bool(match["am"]) or part == "morning"
    if late and hour < _NOON:
        hour += _NOON
    return Told(Clock(hour, minutes, late or early or hour > _NOON), match.start(), match.end())


# -- days ------------------------------------------------------------------------------------------

_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_NAMED = re.compile(
    rf"(?i)\b(?:(?:the )?{_DAY}(?: of)? (?P<month>{MONTH})\b|(?P<month_too>{MONTH})\.? (?:the )?"
    r"(?P<day_too>[0-3]?\d)(?:st|nd|rd|th)?\b(?![:.,]?\d))"
)
_FIGURES = re.compile(r"(?<![\d/.-])([0-3]?\d)([/.])([0-3]?\d)(?:\2(?:20)?(\d\d)\b|\.(?!\d))?(?![\d/]|\.\d)")
_ISO = re.compile(r"\b20(\d\d)([/.-])([01]?\d)\2([0-3]?\d)\b")
_YEAR = re.compile(r",? 20(\d\d)\b")
_END_OF = re.compile(rf"(?i)\b(?:the )?(?:end|last day) of ({'|'.join(MONTHS)})\b")
_LAST, _MONTHS = 31, 12
_LAST_DAYS = {2: (28, 29), 4: (30,), 6: (30,), 9: (30,), 11: (30,)}


def _days(plain: str) -> Iterator[Told]:
    for day in _named_days(plain):
        yield day
        year = _YEAR.match(plain, day.end)
        if year and isinstance(day.value, Day):
            yield Told(day.value._replace(year=int(year[1])), day.start, year.end())
    for match in _FIGURES.finditer(plain):
        one, other = int(match[1]), int(match[3])
        readings = {(d, m) for d, m in ((one, other), (other, one)) if 0 < d <= _LAST and 0 < m <= _MONTHS}
        if readings:
            yield Told(Day(frozenset(readings), int(match[4] or 0)), *match.span())
    for match in _ISO.finditer(plain):
        yield Told(Day(frozenset({(int(match[4]), int(match[3]))}), int(match[1])), *match.span())


def _named_days(plain: str) -> Iterator[Told]:
    """Days with the name of their month, without the year."""
    for match in _NAMED.finditer(plain):
        yield _day(match["day"] or match["day_too"], match["month"] or match["month_too"], *match.span())
    for match in _END_OF.finditer(plain):
        month = MONTHS.index(match[1].lower()) + 1
        days = _LAST_DAYS.get(month, (_LAST,))
        yield Told(Day(frozenset((day, month) for day in days)), *match.span())
    run = all_tokens(plain)
    for number in spelled(run):
        yield from _spelled_day(run, number.figures, number.first, number.end)


def _spelled_day(run: tuple[Token, ...], figures: str, first: int, end: int) -> Iterator[Told]:
    """A day in words: "the twenty-second of May", "May the twenty-second"."""
    day = figures.rstrip("stndrh")
    if not day.isdigit():
        return
    after = end + 1 if end < len(run) and run[end].canon == "of" else end
    before = first - 2 if first and run[first - 1].canon == "the" else first - 1
    if after < len(run) and run[after].canon in MONTHS:
        start = run[before + 1].start
        yield _day(day, run[after].canon, start, run[after].end)
    elif before >= 0 and run[before].canon in MONTHS:
        yield _day(day, run[before].canon, run[before].start, run[end - 1].end)


def _day(day: str, month: str, start: int, end: int) -> Told:
    name = SHORT_DATES.get(month.lower(), month.lower())
    return Told(Day(frozenset({(int(day), MONTHS.index(name) + 1 if name in MONTHS else 0)})), start, end)


# -- sums ------------------------------------------------------------------------------------------

_MANY = {**WORTH, "k": 1_000, "thousand": 1_000, "m": 1_000_000}
_UNITS = r"(?: ?(?P<many>k|thousand|million|mn|lakhs?|crore|m)\b)?"
_AFTER_SIGN = re.compile(rf"(?i) ?(?P<figures>\d(?:[\d.,' ]*\d)?){_UNITS}")
_BEFORE_WORD = re.compile(rf"(?i)(?P<figures>\d(?:[\d.,' ]*\d)?){_UNITS} ?\Z")
_GROUPS = re.compile(r"\d{1,3}(?:[., ']\d{2,3})*[., ']\d{3}")
_FAR = 40  # characters


def _sums(plain: str) -> Iterator[Told]:
    said = sorted(_in_words(plain), key=lambda number: number[1])
    starts, ends = [number[1] for number in said], {number[2]: number for number in said}
    for each in paid(plain):
        last = said[at - 1] if (at := bisect_left(starts, each.start)) else None
        inside = last if last and last[2] > each.start else None
        before = ends.get(each.begins - 1)
        if inside:  # "sixty-four pounds twenty"
            yield Told(Sum(inside[0], each.currencies), inside[1], inside[2])
        elif match := _AFTER_SIGN.match(plain, each.end):
            yield Told(Sum(_amount(match), each.currencies), each.start, match.end())
        elif match := _BEFORE_WORD.search(plain, max(0, each.begins - _FAR), each.begins):
            yield Told(Sum(_amount(match), each.currencies), match.start(), each.end)
        elif before:
            yield Told(Sum(before[0], each.currencies), before[1], each.end)


def _in_words(plain: str) -> Iterator[tuple[float, int, int]]:
    """Numbers in words: each with its place, "a" of "a hundred" included."""
    run = all_tokens(plain)
    within: set[int] = set()
    for number in spelled(run):
        within.update(range(number.first, number.end))
        first = number.first - 1 if number.first and run[number.first - 1].canon == "a" else number.first
        figures = number.figures.replace(":", ".")
        if figures.replace(".", "").isdigit():
            yield float(figures), run[first].start, run[number.end - 1].end
    for at, token in enumerate(run):
        if NUMBERS.get(token.canon, "").isdigit() and at not in within:
            yield float(NUMBERS[token.canon]), token.start, token.end


def _amount(match: re.Match[str]) -> float:
    figures = match["figures"]
    if _GROUPS.fullmatch(figures):
        figures = re.sub(r"\D", "", figures)
    figures = figures.replace(",", ".").replace(" ", "").replace("'", "")
    whole, _, pence = figures.rpartition(".")
    amount = float(f"{whole.replace('.', '')}.{pence}") if whole else float(figures)
    return amount * _MANY.get((match["many"] or "").lower(), 1.0)


# -- lengths of time -------------------------------------------------------------------------------


def _lengths(plain: str) -> Iterator[Told]:
    for each in lengths(plain):
        yield Told(Length(each.minutes), each.start, each.end)
