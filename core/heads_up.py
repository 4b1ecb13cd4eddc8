"""What to look out for beside the steps: a channel against advice, a clock, a loose end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from core import channels, recipients
from core.calendar import next_event, next_window, zone_of_company, zone_of_country
from core.case import Case
from core.letter import Channel
from core.names import joined
from core.steps import short_names, text


def warnings(case: Case, now: datetime, chosen: Channel | None) -> tuple[str, ...]:
    """Whole sentences, the chosen channel's first."""
    return _told(case, [*channels.against(case, chosen), *_clock(case, now), *_loose_ends(case)])


def channel_warnings(case: Case, message_id: str, chosen: Channel | None) -> tuple[str, ...]:
    """What speaks against this channel for one message; whether to call is a question of decisions alone."""
    found = channels.against(case, chosen)
    if message_id != case.decision:
        found = [warning for warning in found if warning in ("linkedin", "sms")]
    return _told(case, found) if message_id != "linkedin_connect" else ()


def _told(case: Case, found: list[str]) -> tuple[str, ...]:
    event, contact = next_event(case), recipients.main_contact(case)
    values = {
        "company": case.company.name,
        "called": short_names([contact]) if contact else "",
        "when": _in_words(event.astimezone(zone_of_company(case))) if event else "",
        "name": joined([person.name for person in recipients.without_address(case)]),
        "recruiter": short_names(recipients.of_kind(case, "recruiter")[:1]),
    }
    return tuple(text("warnings", warning, **values) for warning in found)


def _clock(case: Case, now: datetime) -> Iterator[str]:
    event, opens = next_event(case), next_window(case, now).opens
    if event and event < now:
        yield "event_in_the_past"
    elif event and event <= opens:
        yield "event_before_opening"
    if not case.company.timezone and not zone_of_country(case.company.country):
        yield "zone_unknown"


def _loose_ends(case: Case) -> Iterator[str]:
    logistics, recruiters = case.logistics, recipients.of_kind(case, "recruiter")
    if case.decision == "terms_inquiry":
        return
    if case.reason.kind == "concerns":
        yield "in_public"
    if case.stage == "accepted":
        yield "accepted"
    if logistics.paperwork and not recipients.of_kind(case, "hr"):
        yield "no_hr"
    if logistics.references == "requested":
        yield "referees_held"
    if logistics.references == "provided" and not recipients.of_kind(case, "referee"):
        yield "referees_unnamed"
    if case.closing.linkedin and not recipients.to_connect(case):
        yield "nobody_to_connect"
    if recruiters and recipients.without_address(case):
        yield "pass_it_on"


def _in_words(moment: datetime) -> str:
    return f"{moment:%A} {moment.day} {moment:%B}, {moment:%H:%M}"
