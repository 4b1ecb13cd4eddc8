"""The plan as a calendar file: what RFC 5545 asks for, and nobody invited."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.case import parse_case
from core.errors import BadInput
from core.ics import _folded, _text, as_calendar
from core.plan import make_plan

NOW = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
CASE: dict[str, Any] = {
    "you": {"name": "Maya Lindqvist", "timezone": "Europe/Lisbon"},
    "company": {"name": "O'Brien, Sons; \\Co", "timezone": "Asia/Tokyo", "country": "JP"},
    "role": "Analyst",
    "stage": "mid",
    "people": [{"name": "山田太郎", "kind": "hiring_manager"}, {"name": "Ana Silva", "kind": "recruiter"}],
    "closing": {"referral": "Jonas Reiter"},
    "private_notes": "zugzwang",
    "reason": {"kind": "compensation", "line": "zugzwang", "share": False},
}


def calendar(now: datetime = NOW, **changes: Any) -> str:
    case, _ = parse_case(CASE | changes)
    return as_calendar(case, make_plan(case, now).steps, now)


def unfolded(text: str) -> list[str]:
    assert text.endswith("\r\n")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def events(text: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for line in unfolded(text):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1].setdefault(name, value)
    return found


def test_each_window_and_each_promise_is_an_event() -> None:
    case, _ = parse_case(CASE)
    steps = make_plan(case, NOW).steps
    made = events(calendar())
    assert len(made) == sum(bool(step.window) + bool(step.due) for step in steps) == 4
    assert made[0]["DTSTART"] == "20261124T000000Z"  # nine o'clock in Tokyo
    assert made[0]["DTEND"] == "20261124T080000Z"
    assert made[0]["SUMMARY"] == "Tell the recruiter first: Ana Silva (by email)"
    due = next(step.due for step in steps if step.due)
    assert made[-1]["DTEND"] == f"{due.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    assert made[-1]["TRIGGER"] == "-PT1H"


def test_a_calendar_has_what_the_standard_asks_for() -> None:
    text = calendar()
    lines = unfolded(text)
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bowout//Bowout//EN"]
    assert lines[-1] == "END:VCALENDAR"
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    for event in events(text):
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
        assert event["CLASS"] == "PRIVATE"
        assert r"Analyst\, O'Brien\, Sons\; \\Co" in event["DESCRIPTION"]


def test_nobody_is_invited_and_nothing_private_is_told() -> None:
    assert not re.search("ATTENDEE|ORGANIZER|METHOD|ACTION:EMAIL|mailto|zugzwang|compensation", calendar())


def test_an_id_stays_and_belongs_to_one_event() -> None:
    ids = [event["UID"] for event in events(calendar())]
    assert len(set(ids)) == len(ids)
    assert [event["UID"] for event in events(calendar(NOW + timedelta(days=3)))] == ids
    assert not {event["UID"] for event in events(calendar(role="Baker"))} & set(ids)


def test_without_a_step_there_is_no_calendar() -> None:
    case, _ = parse_case(CASE)
    with pytest.raises(BadInput, match="no step"):
        as_calendar(case, [step for step in make_plan(case, NOW).steps if not step.window], NOW)


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_any_text_comes_back(text: str) -> None:
    folded = _folded(f"SUMMARY:{_text(text)}")
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))
    back = folded.replace("\r\n ", "").removeprefix("SUMMARY:")
    back = re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], back)
    assert back == re.sub("[\x00-\x09\x0b-\x1f\x7f-\x9f]", " ", text)
