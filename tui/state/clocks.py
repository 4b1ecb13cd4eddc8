"""Times in words, on both clocks: theirs and yours."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from core.calendar import Window
    from core.case import Case

_HALF_HOUR = timedelta(minutes=30)
_DAY = (7, 22)
"""The hours in which somebody may be expected to be up."""


def city(zone: ZoneInfo) -> str:
    """What people call a zone: its city."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def country_name(code: str) -> str:
    """What a country is called; its code if it has no name."""
    from babel import Locale

    return str(Locale("en").territories.get(code.upper(), code))


def both_clocks(case: Case, now: datetime) -> str:
    """What time it is there and here, e.g. ``09:40 Tokyo · 00:40 you``."""
    from core.calendar import zone_of_company, zone_of_you

    theirs, yours = zone_of_company(case), zone_of_you(case)
    there, here = now.astimezone(theirs), now.astimezone(yours)
    if there.utcoffset() == here.utcoffset():
        return f"{here:%H:%M}"
    days = (f"{there:%a} ", f"{here:%a} ") if there.date() != here.date() else ("", "")
    return f"{days[0]}{there:%H:%M} {city(theirs)} · {days[1]}{here:%H:%M} you"


def window_in_words(case: Case, window: Window, now: datetime) -> str:
    """When to act, e.g. ``now, until 17:00 Tokyo · 08:00 you``."""
    from core.calendar import zone_of_company, zone_of_you

    theirs, yours = zone_of_company(case), zone_of_you(case)
    there, here = window.in_zone(theirs), window.in_zone(yours)
    same = there.opens.utcoffset() == here.opens.utcoffset()
    if window.opens <= now:
        until = f"now, until {there.closes:%H:%M}"
        return until if same else f"{until} {city(theirs)} · {here.closes:%H:%M} you"
    if same:
        return _stretch(there, now)
    return f"{_stretch(there, now)} {city(theirs)} · {_stretch(here, now)} you"


def moment_in_words(case: Case, window: Window, now: datetime) -> str:
    """When to act, with the hour that it is there, such as ``now is 09:40 in Tokyo, open until …``."""
    from core.calendar import zone_of_company, zone_of_you

    theirs, yours = zone_of_company(case), zone_of_you(case)
    there, closes = now.astimezone(theirs), window.closes
    if there.utcoffset() == now.astimezone(yours).utcoffset():
        return window_in_words(case, window, now)
    if window.opens <= now:
        until = f"until {closes.astimezone(theirs):%H:%M} ({closes.astimezone(yours):%H:%M} for you)"
        return f"now is {there:%H:%M} in {city(theirs)}, open {until}"
    opens, yours_opens = window.opens.astimezone(theirs), window.opens.astimezone(yours)
    begins = f"from {_day(opens, now)} {opens:%H:%M} in {city(theirs)}"
    return f"{begins} ({_day(yours_opens, now)} {yours_opens:%H:%M} for you), now is {there:%a %H:%M} there"


def day_in_words(case: Case, moment: datetime, now: datetime) -> str:
    """A moment on both clocks, e.g. ``Thu 10:00 Tokyo · Thu 01:00 you``."""
    from core.calendar import zone_of_company, zone_of_you

    theirs, yours = zone_of_company(case), zone_of_you(case)
    there, here = moment.astimezone(theirs), moment.astimezone(yours)
    said = f"{_day(there, now)} {there:%H:%M}"
    if there.utcoffset() == here.utcoffset():
        return said
    return f"{said} {city(theirs)} · {_day(here, now)} {here:%H:%M} you"


def hour_for_both(case: Case, window: Window) -> str:
    """A hint where the window opens in your night: what of it is day for both; "" where it needs none."""
    from core.calendar import Window, zone_of_company, zone_of_you

    theirs, yours = zone_of_company(case), zone_of_you(case)
    halves = int((window.closes - window.opens) / _HALF_HOUR)
    starts = [window.opens + _HALF_HOUR * n for n in range(halves)]
    fine = [start for start in starts if _DAY[0] <= start.astimezone(yours).hour < _DAY[1]]
    if starts and starts[0] in fine:
        return ""
    if not fine:
        return "That is your night. Your mail program can send it later; a call needs another hour."
    end = next((start for start in starts if start > fine[0] and start not in fine), window.closes)
    both = Window(fine[0], end)
    there, here = both.in_zone(theirs), both.in_zone(yours)
    return f"Day for both: {_hours(there)} {city(theirs)} · {_hours(here)} you"


def _stretch(window: Window, now: datetime) -> str:
    return f"{_day(window.opens, now)} {_hours(window)}"


def _hours(window: Window) -> str:
    return f"{window.opens:%H:%M}–{window.closes:%H:%M}"


def _day(moment: datetime, now: datetime) -> str:
    days = (moment.date() - now.astimezone(moment.tzinfo).date()).days
    if days == 0:
        return "today"
    return f"{moment:%a} {moment.day} {moment:%b}"
