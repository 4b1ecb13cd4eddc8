"""What a template may know of a case. Private notes and a reason that is not shared are left behind here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core import names, wording
from core.calendar import across_borders, zone_of_company, zone_of_you
from core.case import Case, Person
from core.letter import Channel
from core.phrases import Spelling, spelled
from core.recipients import employer, main_contact, of_kind, without_address
from core.tone import Context, Formality, Tone


@dataclass(frozen=True)
class Occasion:
    """What a letter is written for: to whom, which way, in what tone, and at what moment."""

    people: Sequence[Person]
    channel: Channel
    tone: Tone
    now: datetime
    spelling: Spelling = "british"
    audience: str = "employer"


_THANKS = {"applied": "application", "offer": "offer", "accepted": "accepted"}
_PAPERWORK = {
    "visa": "visa application",
    "relocation": "relocation arrangements",
    "payroll": "payroll set-up",
}


def facts_of(case: Case, occasion: Occasion) -> dict[str, Any]:
    """Plain values by name, for messages and phrases alike."""
    tone = occasion.tone
    return {
        **_process(case),
        **_told(case),
        **_addressed(case, occasion),
        **_paperwork(case, occasion),
        **_event(case, occasion),
        **_details(case),
        "channel": str(occasion.channel),
        "formality": str(tone.formality),
        "context": str(tone.context),
        "low": tone.context is Context.LOW,
        "high": tone.context is Context.HIGH,
        "plain": tone.plain,
    }


def _process(case: Case) -> dict[str, Any]:
    role = wording.quoted_question(case.role)
    return {
        "me": case.you.name,
        "my_email": case.you.email,
        "my_phone": case.you.phone,
        "company": wording.quoted_question(case.company.name),
        "role": role,
        "the_role": names.the_role(role),
        "the_position": names.the_position(role),
        "abroad": across_borders(case),
        "stage": case.stage,
        "met": case.stage != "applied",
        "has_offer": case.stage in ("offer", "accepted"),
        "thanks_due": _THANKS.get(case.stage, "time"),
        "decision_kind": case.model_copy(update={"intent": "leave"}).decision,  # what the stage calls for
        "thought": case.answers.final is True,  # who says so of the decision has thought about it
        "signed": case.logistics.agreement_signed,
        "references": case.logistics.references,
        "recruiter_known": bool(of_kind(case, "recruiter")),
        "employer_known": bool(employer(case)),
    }


def _told(case: Case) -> dict[str, Any]:
    closing, told = case.closing, case.reason.told
    return {
        "gives_reason": told,
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


def _addressed(case: Case, occasion: Occasion) -> dict[str, Any]:
    people, tone, country = occasion.people, occasion.tone, case.company.country
    greeted = names.addressees(people, tone, country, occasion.audience)
    team = greeted in (names.addressees((), tone, country, occasion.audience), "Hiring Team")
    by_kind: dict[str, list[str]] = {}
    for person in case.people:
        by_kind.setdefault(person.kind, []).append(names.short_name(person, tone, country))
    via_recruiter = occasion.audience == "recruiter" and not employer(case)
    unreached = [names.full_name(person) for person in without_address(case) if person not in people]
    return {
        "greeted": greeted,
        "fullest_name": names.joined([f"{names.title_of(p)} {names.full_name(p)}" for p in people]),
        "to_team": team,
        "by_given_name": names.by_given_name(people, tone, country),
        "spoken_name": _spoken(greeted, tone) if people else "",
        "you_all": "you" if team else "you and your colleagues",
        "via_recruiter": via_recruiter,
        "they": "they" if via_recruiter else "you",
        "whose": "your",
        "call_may_help": case.stage == "mid" and occasion.channel is not Channel.SMS and not via_recruiter,
        "several": len(people) > 1,
        "called": _called(case, occasion),
        "several_recruiters": len(of_kind(case, "recruiter")) > 1,
        "first_recruiter": _before(case, people),
        "to_recruiter": bool(people) and all(person.kind == "recruiter" for person in people),
        "managers": names.joined(by_kind.get("hiring_manager", [])),
        "interviewers": names.joined(by_kind.get("interviewer", [])),
        "recruiters": names.joined(by_kind.get("recruiter", [])),
        "unreached": names.joined(unreached),
    }


def _called(case: Case, occasion: Occasion) -> str:
    """Whoever was called, as the letter calls them, for several readers; "" for that reader alone."""
    contact = main_contact(case)
    if contact is None or contact not in occasion.people or len(occasion.people) == 1:
        return ""
    called = names.as_greeted(occasion.people, occasion.tone, case.company.country)
    return called[list(occasion.people).index(contact)]


def _before(case: Case, people: Sequence[Person]) -> str:
    """The recruiter who was told before this one and does what there is to do; "" to the first."""
    recruiters = of_kind(case, "recruiter")
    return names.full_name(recruiters[0]) if people and people[0] in recruiters[1:] else ""


def _spoken(greeted: str, tone: Tone) -> str:
    """The name as it follows a spoken greeting: ``Hello, Ms. Okafor`` but ``Hi Hana``."""
    return f", {greeted}" if tone.formality is Formality.FORMAL else f" {greeted}"


def _paperwork(case: Case, occasion: Occasion) -> dict[str, Any]:
    steps = [name for name in _PAPERWORK if getattr(case.logistics, name)]
    # Whoever says that the visa has been refused asks nobody to stop it.
    refused = case.reason.told and case.reason.kind == "visa_denied" and case.reason.permanent is not False
    still_open = [name for name in steps if name != "visa" or not refused]
    return {
        "paperwork": bool(steps),
        "my_paperwork": spelled(_mine(steps) or "my paperwork", occasion.spelling),
        "open_paperwork": spelled(_mine(still_open), occasion.spelling),
        "stop": "cancel" if "relocation" in steps else "stop",
        "hr_known": bool(of_kind(case, "hr")),
        "hr_alone": bool(occasion.people) and all(person.kind == "hr" for person in occasion.people),
    }


def _mine(steps: Sequence[str]) -> str:
    return f"my {names.joined([_PAPERWORK[name] for name in steps])}" if steps else ""


def _event(case: Case, occasion: Occasion) -> dict[str, Any]:
    """The next event in words (``Thursday 3 December at 10:00``) on the company's clock, if still to come."""
    event = case.logistics.next_event
    zone = zone_of_company(case)
    local = event and (event.replace(tzinfo=zone) if event.tzinfo is None else event.astimezone(zone))
    if not local or local < occasion.now - timedelta(hours=1):
        return {"next_event": "", "before_event": "", "has_practical": _practical(case, event=False)}
    if occasion.spelling == "american":
        half = "AM" if local.hour < 12 else "PM"
        words = f"{local:%A, %B} {local.day} at {local.hour % 12 or 12}:{local:%M} {half}"
    else:
        words = f"{local:%A} {local.day} {local:%B} at {local:%H:%M}"
    words += _whose_clock(case, local, zone)
    return {
        "next_event": words,
        "before_event": f" before our meeting on {words}",
        "has_practical": True,
    }


def _whose_clock(case: Case, local: datetime, zone: ZoneInfo) -> str:
    """`` Tokyo time`` where the writer is known to keep another clock; else nothing."""
    if not case.you.timezone or local.utcoffset() == local.astimezone(zone_of_you(case)).utcoffset():
        return ""
    area, _, place = zone.key.rpartition("/")
    return f" {place.replace('_', ' ')} time" if area and area != "Etc" else " UTC"


def _practical(case: Case, event: bool) -> bool:
    """Whether anything besides the decision has to be settled."""
    told = case.logistics
    return event or told.paperwork or told.agreement_signed or told.references != "none"


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
        "about_message": wording.about_message(details.went_wrong or ""),
        "specific": details.specific or case.personal_line,
        "changed": _bare(details.changed),
        "ask": details.ask,
        "criteria": tuple(filter(None, details.criteria or ())),
    }


def _bare(text: str | None) -> str | None:
    """A detail without its full stop, since it stands inside a sentence."""
    return text.rstrip(" .") or text if text else None
