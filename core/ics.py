"""The plan's times as a calendar file (RFC 5545): when each message is welcome, and what is due by when.

For one's own calendar only: nobody is invited, so no calendar program has anybody to write to. Times
are in UTC, which every calendar shows on its owner's clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from core.case import Case
from core.catalogue import message
from core.errors import BadInput
from core.names import joined
from core.steps import Step

_MAX_OCTETS = 75
_DUE_SHOWN = timedelta(minutes=30)
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_WAYS = {"email": "by email", "phone": "by phone", "linkedin": "on LinkedIn", "sms": "by text message"}


def as_calendar(case: Case, steps: Iterable[Step], now: datetime) -> str:
    """A calendar with an event for each step's window and one for each promise, its lines ended by CRLF.

    The same step of the same case has the same id each time, so a calendar that is given a newer
    file moves its events.

    Args:
        case: what the steps are of.
        steps: those to put into it; notes to yourself have no time and are left out.
        now: the moment, aware.

    Raises:
        BadInput: no step has a time.
    """
    events = [event for step in steps for event in _events(case, step)]
    if not events:
        raise BadInput("plan", "has no step with a time", "There is nothing to put into a calendar.")
    stamp = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bowout//Bowout//EN")
    lines = [*stamp, *(line for event in events for line in _lines(event, now)), "END:VCALENDAR"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


@dataclass(frozen=True)
class _Event:
    name: str
    starts: datetime
    ends: datetime
    title: str
    about: str
    alarm: bool = False


def _events(case: Case, step: Step) -> Iterator[_Event]:
    whom = f": {joined(step.to)}" if step.to else ""
    title = f"{message(step.message).title}{whom} ({_WAYS.get(step.channel, step.channel)})"
    process = f"{case.role}, {case.company.name}"
    name = f"{case.you.name}\n{process}\n{step.id}"
    if step.window:
        about = f"{step.why}\n\nIn office hours: {step.window}\n{process}"
        yield _Event(name, step.window.opens, step.window.closes, title, about)
    if step.due:
        about = f"{step.why}\n\n{process}"
        promise = f"Promised by now: {title}"
        yield _Event(f"{name}\ndue", step.due - _DUE_SHOWN, step.due, promise, about, alarm=True)


def _lines(event: _Event, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(NAMESPACE_URL, f'bowout:{event.name}')}"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"DTSTART:{_utc(event.starts)}"
    yield f"DTEND:{_utc(event.ends)}"
    yield f"SUMMARY:{_text(event.title)}"
    yield f"DESCRIPTION:{_text(event.about)}"
    yield "CLASS:PRIVATE"  # where the calendar is shared, others see that there is something, not what
    yield "TRANSP:TRANSPARENT"  # a window is no appointment: one stays free
    if event.alarm:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT1H")
        yield f"DESCRIPTION:{_text(event.title)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    """A value of the type TEXT."""
    escaped = re.sub(r"[\\;,]", r"\\\g<0>", _CONTROLS.sub(" ", text))
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line cut into pieces of at most 75 octets, never within a character."""
    pieces, piece, octets = [], "", 0
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if octets + size > _MAX_OCTETS:
            pieces.append(piece)
            piece, octets = "", 1  # the space that a continued line begins with
        piece += character
        octets += size
    return "\r\n ".join([*pieces, piece])
