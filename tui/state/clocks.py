"""Times in words, on both clocks: theirs and yours."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from core.calendar import Window
    from core.case import Case


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
    opens = f"{_day(there.opens, now)} {there.opens:%H:%M}"
    if same:
        return f"from {opens}"
    return f"from {opens} {city(theirs)} · {_day(here.opens, now)} {here.opens:%H:%M} you"


def _day(moment: datetime, now: datetime) -> str:
    days = (moment.date() - now.astimezone(moment.tzinfo).date()).days
    if days == 0:
        return "today"
    return f"{moment:%a}" if days < 6 else f"{moment:%a} {moment.day} {moment:%b}"
