"""What a template may know of a case. Private notes and a reason that is not shared are left behind here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core import names
from core.calendar import zone_of_company
from core.case import Case, Person
from core.letter import Channel
from core.tone import Context, Formality, Tone


def facts_of(
    case: Case, people: Sequence[Person], channel: Channel, tone: Tone, now: datetime
) -> dict[str, Any]:
    """Plain values by name, for messages and phrases alike."""
    return {
        **_process(case),
        **_told(case),
        **_addressed(case, people, tone),
        **_event(case, now),
        **_details(case),
        "channel": str(channel),
        "formality": str(tone.formality),
        "context": str(tone.context),
        "low": tone.context is Context.LOW,
        "high": tone.context is Context.HIGH,
        "plain": tone.plain,
    }


def _process(case: Case) -> dict[str, Any]:
    logistics = case.logistics
    steps = [name for name in ("visa", "relocation", "payroll") if getattr(logistics, name)]
    return {
        "me": case.you.name,
        "my_email": case.you.email,
        "my_phone": case.you.phone,
        "company": case.company.name,
        "role": case.role,
        "the_role": names.the_role(case.role),
        "the_position": names.the_position(case.role),
        "stage": case.stage,
        "met": case.stage != "applied",
        "has_offer": case.stage in ("offer", "accepted"),
        "decision_kind": case.model_copy(update={"intent": "leave"}).decision,  # what the stage calls for
        "signed": logistics.agreement_signed,
        "paperwork": names.joined(steps),
        "references": logistics.references,
        "hr_known": any(person.kind == "hr" for person in case.people),
        "recruiter_known": any(person.kind == "recruiter" for person in case.people),
        "employer_known": any(p.kind in ("hiring_manager", "interviewer", "hr") for p in case.people),
    }


def _told(case: Case) -> dict[str, Any]:
    closing, told = case.closing, case.reason.told
    return {
        "reason_kind": case.reason.kind if told else "none",
        "reason_line": case.reason.line if told else None,
        "permanent": case.reason.permanent if told else None,
        "personal_line": case.personal_line,
        "stay_in_touch": closing.stay_in_touch,
        "on_linkedin": closing.linkedin,
        "debrief": closing.debrief,
        "referral": closing.referral,
        "open_to": _bare(closing.open_to),
    }


def _addressed(case: Case, people: Sequence[Person], tone: Tone) -> dict[str, Any]:
    greeted = names.addressees(people, tone)
    by_kind: dict[str, list[str]] = {}
    for person in case.people:
        by_kind.setdefault(person.kind, []).append(names.short_name(person, tone))
    unreached = [
        names.full_name(person)
        for person in case.people
        if person.kind == "interviewer" and not person.email and person not in people
    ]
    return {
        "greeted": greeted,
        "spoken_name": _spoken(greeted, tone) if people else "",
        "you_all": "you and your colleagues" if people else "you",
        "whose": "your",
        "several": len(people) > 1,
        "to_recruiter": bool(people) and all(person.kind == "recruiter" for person in people),
        "managers": names.joined(by_kind.get("hiring_manager", [])),
        "interviewers": names.joined(by_kind.get("interviewer", [])),
        "recruiters": names.joined(by_kind.get("recruiter", [])),
        "unreached": names.joined(unreached),
    }


def _spoken(greeted: str, tone: Tone) -> str:
    """The name as it follows a spoken greeting: ``Good day, Ms. Okafor`` but ``Hi Hana``."""
    return f", {greeted}" if tone.formality is Formality.FORMAL else f" {greeted}"


def _event(case: Case, now: datetime) -> dict[str, Any]:
    """The next event in words (``Thursday 3 December at 10:00``) in the company's zone, if still to come."""
    none = {"next_event": "", "before_event": ""}
    event = case.logistics.next_event
    if event is None:
        return none
    zone: ZoneInfo = zone_of_company(case)
    local = event.replace(tzinfo=zone) if event.tzinfo is None else event.astimezone(zone)
    if local < now - timedelta(hours=1):
        return none
    words = f"{local:%A} {local.day} {local:%B} at {local:%H:%M}"
    return {"next_event": words, "before_event": f" before our meeting on {words}"}


def _details(case: Case) -> dict[str, Any]:
    """Their own words as they stand; phrases put them last in a sentence, or after a colon."""
    details = case.details
    return {
        "obstacle": details.obstacle,
        "wish": details.wish,
        "reply_by": _bare(details.reply_by),
        "observations": tuple(filter(None, details.observations or ())),
        "appointment": details.appointment,
        "why_missed": details.why_missed,
        "went_wrong": details.went_wrong,
        "specific": details.specific or case.personal_line,
        "changed": details.changed,
        "ask": details.ask,
        "criteria": tuple(filter(None, details.criteria or ())),
    }


def _bare(text: str | None) -> str | None:
    """A detail without its full stop, since it stands inside a sentence."""
    return text.rstrip(" .") or text if text else None
