"""Send windows: real zones, real weekends, and clocks that jump."""

from __future__ import annotations

import os
import time as clock
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import (
    next_event,
    next_window,
    working_days,
    zone_of_company,
    zone_of_country,
    zone_of_you,
)
from core.case import Case, parse_case
from core.resources import data_folder, load_toml

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)


def case_in(
    country: str | None = None, zone: str | None = None, mine: str | None = None, event: str | None = None
) -> Case:
    case, _ = parse_case(
        {
            "you": {"name": "Maya Lindqvist", "timezone": mine},
            "company": {"name": "Northwind", "country": country, "timezone": zone},
            "role": "Analyst",
            "stage": "early",
            "logistics": {"next_event": event},
        }
    )
    return case


def opens(case: Case, now: str) -> str:
    return next_window(case, datetime.fromisoformat(now)).opens.isoformat(timespec="minutes")


def countries_by_zone_tab() -> dict[str, set[str]]:
    table: dict[str, set[str]] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            country, _, zone, *_ = line.split("\t")
            table.setdefault(country, set()).add(zone)
    return table


@pytest.fixture
def machine_in_new_york() -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "America/New_York"
    clock.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    clock.tzset()


@pytest.mark.parametrize(
    ("country", "weekend"),
    [
        ("JP", {SAT, SUN}),
        ("US", {SAT, SUN}),
        ("AE", {SAT, SUN}),
        ("SA", {FRI, SAT}),
        ("EG", {FRI, SAT}),
        ("IL", {FRI, SAT}),
        ("IR", {FRI}),
        ("IN", {SUN}),
        ("AF", {THU, FRI}),
        ("AQ", {SAT, SUN}),
        (None, {SAT, SUN}),
    ],
)
def test_weekends_are_the_countrys_own(country: str | None, weekend: set[int]) -> None:
    assert set(range(7)) - working_days(country) == weekend


def test_every_capital_lies_in_its_country() -> None:
    table = countries_by_zone_tab()
    for country, zone in load_toml(data_folder("templates") / "zones.toml")["capitals"].items():
        assert zone in table[country]


def test_every_country_of_the_zone_table_has_a_zone_that_opens() -> None:
    for country in countries_by_zone_tab():
        zone = zone_of_country(country)
        assert zone is not None, country
        ZoneInfo(zone)


def test_companys_zone_beats_its_country_and_its_country_beats_yours() -> None:
    assert zone_of_company(case_in("JP", "America/Denver", "Europe/Lisbon")).key == "America/Denver"
    assert zone_of_company(case_in("JP", None, "Europe/Lisbon")).key == "Asia/Tokyo"
    assert zone_of_company(case_in("US", None, "Europe/Lisbon")).key == "America/New_York"
    assert zone_of_company(case_in("XK")).key == "Europe/Belgrade"
    assert zone_of_company(case_in(None, None, "Europe/Lisbon")).key == "Europe/Lisbon"
    assert zone_of_company(case_in("EU", None, "Europe/Lisbon")).key == "Europe/Lisbon"


@pytest.mark.parametrize(
    ("variable", "link", "zone"),
    [
        (None, "/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("", "../usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        (":Europe/Lisbon", "/usr/share/zoneinfo/Asia/Tokyo", "Europe/Lisbon"),
        ("CET-1CEST", "/var/db/timezone/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        (None, "/etc/a-copy", "UTC"),
    ],
)
def test_where_the_case_gives_none_your_zone_is_the_machines(
    variable: str | None, link: str, zone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.calendar._LOCALTIME", tmp_path / "localtime")
    (tmp_path / "localtime").symlink_to(link)
    monkeypatch.delenv("TZ")
    if variable is not None:
        monkeypatch.setenv("TZ", variable)
    assert zone_of_you(case_in()).key == zone


@pytest.mark.usefixtures("machine_in_new_york")
def test_the_machines_zone_is_never_used_where_yours_is_given() -> None:
    assert zone_of_you(case_in(mine="Asia/Kolkata")).key == "Asia/Kolkata"
    assert zone_of_company(case_in(mine="Asia/Kolkata")).key == "Asia/Kolkata"
    assert zone_of_you(case_in()).key == "America/New_York"


def test_now_if_open_for_another_hour_else_the_next_opening() -> None:
    tokyo = case_in("JP")
    assert opens(tokyo, "2026-11-24T10:12+09:00") == "2026-11-24T10:12+09:00"
    assert opens(tokyo, "2026-11-24T16:00+09:00") == "2026-11-24T16:00+09:00"
    assert opens(tokyo, "2026-11-24T16:00:01+09:00") == "2026-11-25T09:00+09:00"
    assert opens(tokyo, "2026-11-24T08:59+09:00") == "2026-11-24T09:00+09:00"
    assert opens(tokyo, "2026-11-27T17:30+09:00") == "2026-11-30T09:00+09:00"


def test_a_window_closes_at_five_on_the_day_it_opens() -> None:
    window = next_window(case_in("JP"), datetime.fromisoformat("2026-11-24T10:12+09:00"))
    assert window.closes.isoformat(timespec="minutes") == "2026-11-24T17:00+09:00"


def test_their_morning_may_be_your_night() -> None:
    case = case_in("JP", mine="Europe/Lisbon")
    window = next_window(case, datetime.fromisoformat("2026-11-23T20:00+00:00"))
    assert window.opens.isoformat(timespec="minutes") == "2026-11-24T09:00+09:00"
    yours = window.in_zone(zone_of_you(case))
    assert yours.opens.isoformat(timespec="minutes") == "2026-11-24T00:00+00:00"


def test_half_hour_zones_and_a_working_saturday() -> None:
    assert opens(case_in("IN"), "2026-11-27T12:00+00:00") == "2026-11-28T09:00+05:30"  # a Saturday
    assert opens(case_in("NP"), "2026-11-25T12:00+00:00") == "2026-11-26T09:00+05:45"


def test_friday_and_saturday_off() -> None:
    assert opens(case_in("SA"), "2026-11-26T14:00+00:00") == "2026-11-29T09:00+03:00"  # Thursday -> Sunday


def test_the_weekend_in_which_the_clocks_change() -> None:
    # Friday evening before and Monday after: nine o'clock stays nine o'clock on both clocks.
    assert opens(case_in("US"), "2026-03-06T18:00-05:00") == "2026-03-09T09:00-04:00"
    assert opens(case_in("US"), "2026-10-30T18:00-04:00") == "2026-11-02T09:00-05:00"
    # Cairo changes on a Friday at midnight, and Sunday is a working day there.
    assert opens(case_in("EG"), "2026-04-23T20:00+02:00") == "2026-04-26T09:00+03:00"


def test_an_event_without_a_zone_is_meant_where_they_are() -> None:
    naive = next_event(case_in("JP", event="2026-12-03T10:00:00"))
    assert naive is not None
    assert naive.isoformat() == "2026-12-03T10:00:00+09:00"
    aware = next_event(case_in("JP", event="2026-12-03T10:00:00+00:00"))
    assert aware == datetime(2026, 12, 3, 10, tzinfo=UTC)


COUNTRIES = st.sampled_from(["JP", "US", "IR", "IN", "AF", "SA", "IL", "NP", "AU", "BR", "AQ", "EU", None])
ZONES = st.sampled_from(
    ["Asia/Tokyo", "Pacific/Chatham", "Pacific/Kiritimati", "America/St_Johns", "Pacific/Pago_Pago", None]
)
# 2020 to 2036, in whole seconds.
MOMENTS = st.integers(1_577_836_800, 2_114_380_800).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(COUNTRIES, ZONES, MOMENTS)
def test_windows_are_always_business_hours_to_come(
    country: str | None, zone: str | None, now: datetime
) -> None:
    window = next_window(case_in(country, zone), now)
    assert window.opens >= now
    assert window.opens.weekday() in working_days(country)
    assert window.opens.hour >= 9
    assert (window.closes.hour, window.closes.minute) == (17, 0)
    assert window.opens.date() == window.closes.date()
    assert window.closes - window.opens >= timedelta(hours=1)
    assert window.opens - now < timedelta(days=4)
