"""Numbers that one text reckons or writes otherwise: days counted, ranges, short years, Roman figures."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.validate.durations import DAY, durations
from core.validate.word_lists import MONTHS, SHORT_DATES

MONTH = "|".join([*MONTHS, *SHORT_DATES])
"""Any month, for a pattern, written out or short."""
Span = tuple[int, int]
Numbers = dict[str, tuple[str, Span]]
"""Numbers, weekdays and months of a text: normal form, as written, and where."""


def forget_what_is_reckoned(old: Numbers, new: Numbers, draft: str, rewrite: str) -> None:
    """Take out of both what follows from the other."""
    if old.keys() == new.keys():
        return
    _forget_counted_days(old, new, draft, rewrite)
    _forget_listing(old, new, rewrite)
    for these, others, text, other in ((old, new, draft, rewrite), (new, old, rewrite, draft)):
        _forget_noon(these, others, text, other)
        _forget_last_days(these, others, text, other)
        _pair_times(these, others, text, other)
        _pair_years(these, others, text)
        _pair_ranges(these, others, text)
        for figure, ranked in _RANKED.items():
            if figure not in these and ranked.search(text) and not ranked.search(other):
                _forget(others, [figure])
        if "weekend" in text.lower() and others.keys() - these.keys() >= _WEEKEND:
            _forget(others, _WEEKEND)


def _forget(numbers: Numbers, keys: Iterable[str]) -> None:
    for key in keys:
        numbers.pop(key, None)


def _forget_counted_days(old: Numbers, new: Numbers, draft: str, rewrite: str) -> None:
    """Forget what is counted from days that the draft names: "five days more", from 6 to 11 June."""
    days = _days(old, draft)
    apart = {minutes // DAY: told for minutes, told in durations(rewrite).items() if minutes % DAY == 0}
    for count in apart.keys() & {later - earlier for later in days for earlier in days}:
        _forget(new, apart[count] - old.keys())
    if str(len(days)) in new and str(len(days)) not in old and _SO_MANY_DAYS.search(rewrite):
        _forget(new, [str(len(days))])  # "the two days, 28 and 29 May"
    if _LATER.search(rewrite):  # "on the 11th, and three days later"
        told = _days(new, rewrite) & days
        _forget(old, [str(day) for day in days - told if {abs(day - other) for other in told} & apart.keys()])
    if _NEXT_DAY.search(draft):
        _forget(new, [str(day + 1) for day in days if str(day + 1) not in old])


def _forget_listing(old: Numbers, new: Numbers, rewrite: str) -> None:
    """Forget "third" and "fourth" that only list what the rewrite says, where none of the draft's is gone."""
    if not any(_ORDINAL.fullmatch(key) and key not in new for key in old):
        for key in [key for key in new if _ORDINAL.fullmatch(key) and key not in old]:
            shown, (_, end) = new[key]
            if shown.isalpha() and not _DATED.match(rewrite, end):
                del new[key]


def _days(numbers: Numbers, text: str) -> set[int]:
    """The days of a month: what has a month before it, or "th" or a month behind it."""
    return {
        int(key)
        for key, (_, (start, end)) in numbers.items()
        if key.isdigit()
        and 0 < int(key) <= _DAYS_OF_A_MONTH
        and (_BEFORE_A_DAY.search(text, max(0, start - _BESIDE), start) or _AFTER_A_DAY.match(text, end))
    }


def _forget_noon(these: Numbers, others: Numbers, text: str, other: str) -> None:
    if _NOON_TOO.search(text) and "noon" in other.lower() and "12" not in others:
        these.pop("12", None)


def _forget_last_days(these: Numbers, others: Numbers, text: str, other: str) -> None:
    """Forget the day of "31 August" where the other text says "the end of August"."""
    for month in _LAST_DAY.findall(other):
        name = SHORT_DATES.get(month.lower(), month.lower())
        days = [key for key in _LAST_DAYS.get(name, ("31",)) if key in these and key not in others]
        named = name in these or name == "may"  # which those who read numbers take for a word
        if len(days) == 1 and named and int(days[0]) in _days(these, text):
            del these[days[0]]


def _pair_times(these: Numbers, others: Numbers, text: str, other: str) -> None:
    """Forget "for the fourth time" where the other text says "four times"."""
    for key in [key for key in these if _ORDINAL.fullmatch(key) and key not in others]:
        count = key[:-2]
        shown, told = these[key][0], others.get(count, ("", (0, 0)))[0]
        if (
            told
            and re.search(rf"\b{re.escape(shown)} time\b", text)
            and re.search(rf"\b{re.escape(told)} times\b", other)
        ):
            del these[key], others[count]


def _pair_ranges(these: Numbers, others: Numbers, text: str) -> None:
    """Forget the numbers between two of this text, 4 to 7, where the other lists them all."""
    for first, last in _RANGE.findall(text):
        between = {str(each) for each in range(int(first) + 1, int(last))}
        if len(between) > 1 and between <= others.keys():
            _forget(others, between - these.keys())


def _pair_years(these: Numbers, others: Numbers, text: str) -> None:
    """Forget a year of the other text that this one writes as '25."""
    for year in _YEAR.findall(text):
        whole = f"20{year}"
        if whole in others and whole not in these:
            del others[whole]
            these.pop(year.lstrip("0"), None)


_DAYS_OF_A_MONTH = 31
_BEFORE_A_DAY = re.compile(rf"(?i)\b(?:{MONTH})\.? \Z")
_AFTER_A_DAY = re.compile(
    rf"(?i)(?:st|nd|rd|th)\b| ?(?:(?:and|or|to|-|–|/) ?\d{{1,2}}(?:st|nd|rd|th)? )?(?:of )?(?:{MONTH})\b"
)
_BESIDE = 12  # characters; the longest month and a space
_SO_MANY_DAYS = re.compile(
    r"(?i)\b(?:the|those|these) (?!one\b)\w+(?: \w+)? days\b(?! (?:later|earlier|before|after))"
)
_LATER = re.compile(r"(?i)\bdays? (?:later|earlier|before|after)\b")
_NEXT_DAY = re.compile(r"(?i)\b(?:the (?:next|following) day|the day after|a day later)\b")
_LAST_DAY = re.compile(rf"(?i)\b(?:the end|the last day|end) of ({MONTH})\b")
_LAST_DAYS = {"february": ("28", "29"), **dict.fromkeys(("april", "june", "september", "november"), ("30",))}
_NOON_TOO = re.compile(r"(?i)\b(?:12|twelve)(?: o'clock)? noon\b")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_RANGE = re.compile(r"\b(\d{1,2}) ?(?:-|–|to) ?(\d{1,2})\b")
_YEAR = re.compile(r"['’](\d\d)\b")
_DATED = re.compile(r" (?:of|week|month|year|day|floor|round|interview)\b")
_ROMAN = {"2": "II", "3": "III", "4": "IV", "5": "V", "6": "VI"}
_RANKED = {figure: re.compile(rf"[a-z] {numeral}\b") for figure, numeral in _ROMAN.items()}
_WEEKEND = {"saturday", "sunday"}
