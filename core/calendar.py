"""When their office is open: zones, working days, and the next window in which a message is welcome.

All windows lie within business hours on a working day of the company's country. The clock is always
given by the caller, so the same case and the same moment give the same window.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from core.case import Case
from core.resources import data_folder, load_toml

OPENS_AT = time(9)
CLOSES_AT = time(17)
LEAST_LEFT = timedelta(hours=1)
"""A message that arrives later than this before closing would wait in the inbox until the next day."""

_MONDAY_TO_FRIDAY = frozenset(range(5))
_LOCALTIME = Path("/etc/localtime")


@dataclass(frozen=True)
class Window:
    """A stretch of time, both ends aware; as made here, in the addressee's zone."""

    opens: datetime
    closes: datetime

    def in_zone(self, zone: ZoneInfo) -> Window:
        """The same stretch on another clock."""
        return Window(self.opens.astimezone(zone), self.closes.astimezone(zone))

    def __str__(self) -> str:
        """Day, hours and place, e.g. ``Tue 24 Nov 09:00 to 17:00 (Tokyo)``."""
        same_day = self.opens.date() == self.closes.date()
        end = f"{self.closes:%H:%M}" if same_day else f"{self.closes:%a %d %b %H:%M}"
        place = str(self.opens.tzinfo).rpartition("/")[2].replace("_", " ")
        return f"{self.opens:%a %d %b %H:%M} to {end} ({place})"


def zone_of_company(case: Case) -> ZoneInfo:
    """The company's zone, else its country's (the capital's), else yours, else UTC."""
    name = case.company.timezone or zone_of_country(case.company.country)
    return ZoneInfo(name) if name else zone_of_you(case)


def zone_of_you(case: Case) -> ZoneInfo:
    """Your zone as the case gives it. Only where it gives none, this machine's; else UTC."""
    return ZoneInfo(case.you.timezone or _machine_zone() or "UTC")


@cache
def zone_of_country(country: str | None) -> str | None:
    """The name of the zone that a country's capital keeps; None where there is no such thing."""
    if country is None:
        return None
    from babel.core import get_global

    known = load_toml(data_folder("templates") / "zones.toml")
    zones = get_global("territory_zones").get(country, ())
    only = zones[0] if len(zones) == 1 else None
    capital: str | None = known["capitals"].get(country) or known["unlisted"].get(country) or only
    return capital


def across_borders(case: Case) -> bool:
    """Whether you are known to be in another country than the company."""
    yours = _country_of_zone(case.you.timezone) if case.you.timezone else None
    return None not in (yours, case.company.country) and yours != case.company.country


@cache
def _country_of_zone(zone: str) -> str | None:
    from babel.core import get_global

    old_names = {new: old for old, new in get_global("zone_aliases").items()}
    known = get_global("zone_territories")
    country = known.get(zone) or known.get(old_names.get(zone, ""))
    return country if country and country.isalpha() else None


@cache
def working_days(country: str | None) -> frozenset[int]:
    """The weekdays (Monday is 0) on which a country's offices are open; Monday to Friday if unknown."""
    if country is None:
        return _MONDAY_TO_FRIDAY
    from babel import Locale, UnknownLocaleError

    try:
        week = Locale.parse(f"und_{country}")
    except UnknownLocaleError:
        return _MONDAY_TO_FRIDAY
    length = (week.weekend_end - week.weekend_start) % 7 + 1
    weekend = {(week.weekend_start + day) % 7 for day in range(length)}
    return frozenset(range(7)) - weekend


def next_window(case: Case, now: datetime) -> Window:
    """When to write or call: now if their office is open for at least another hour, else at its next opening.

    Args:
        case: gives the zone and the country.
        now: an aware datetime.
    """
    zone, days = zone_of_company(case), working_days(case.company.country)
    start = _next_minute(now)
    today = start.astimezone(zone).date()
    for distance in range(9):
        day = today + timedelta(days=distance)
        opens, closes = _moment(day, OPENS_AT, zone), _moment(day, CLOSES_AT, zone)
        # Seconds are compared in UTC: the clocks of one zone may jump between two of its moments.
        if day.weekday() in days and closes - max(opens, start) >= LEAST_LEFT:
            return Window(max(opens, start), closes).in_zone(zone)
    raise AssertionError("a week without a working day")


def following_window(case: Case, window: Window) -> Window:
    """The whole business day after the one that a window lies in."""
    return next_window(case, window.closes)


def next_event(case: Case) -> datetime | None:
    """The next appointment, aware: a time without a zone is meant in the company's zone."""
    event = case.logistics.next_event
    if event is None or event.tzinfo is not None:
        return event
    return event.replace(tzinfo=zone_of_company(case))


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def _next_minute(moment: datetime) -> datetime:
    """The moment in UTC, up to the full minute: windows are shown in minutes and never open in the past."""
    exact = moment.astimezone(UTC)
    whole = exact.replace(second=0, microsecond=0)
    return whole if whole == exact else whole + timedelta(minutes=1)


def _machine_zone() -> str | None:
    """The zone that this machine is set to, where its name can be found."""
    names = [os.environ.get("TZ", "").lstrip(":")]
    if _LOCALTIME.is_symlink():
        names.append(str(_LOCALTIME.readlink()).partition("zoneinfo/")[2])
    for name in filter(None, names):
        try:
            return ZoneInfo(name).key
        except (KeyError, ValueError, OSError):
            continue
    return None
