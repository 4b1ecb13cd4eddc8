"""The golden letters: every message in every tone for a short and a full case, one file a message.

    python -m tests.golden.regenerate

writes them anew. Read the difference before you commit it: it is what people will send.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.case import Case, parse_case
from core.catalogue import catalogue, message
from core.compose import compose
from core.letter import Channel
from core.recipients import of_message
from core.tone import all_tones

HERE = Path(__file__).resolve().parent
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
EVERYONE = ("withdraw", "decline_offer", "rescind_acceptance", "call_confirmation")
STAGES = {"decline_offer": "offer", "rescind_acceptance": "accepted"}

DETAILS = {
    "obstacle": "the contract runs through an agency",
    "wish": "you would employ me directly",
    "observations": ["it took three weeks to hear back after the first talk"],
    "appointment": "our call on Tuesday",
    "why_missed": "my train was cancelled",
    "went_wrong": "my last email sounded abrupt",
    "specific": "how the night team shares its handovers",
    "changed": "I have moved to Lisbon",
    "ask": "whether you would consider me again",
    "criteria": ["Close to home", "A manager who teaches"],
}
SHORT: dict[str, Any] = {
    "you": {"name": "Noor Haddad"},
    "company": {"name": "St. Brigid's Hospital", "country": "IE"},
    "role": "Staff Nurse",
    "stage": "early",
    "reason": {"kind": "other_offer"},
    "people": [
        {"name": "Deirdre Walsh", "title": "Ms.", "kind": "hiring_manager"},
        {"name": "Tom Byrne", "kind": "referrer"},
        {"name": "Una Kelly", "kind": "referee"},
        {"name": "Joan Roe", "kind": "recruiter"},
    ],
    "closing": {"referral": "Aoife Nolan, who has run a ward of her own"},
    "details": DETAILS,
}
FULL: dict[str, Any] = {
    "you": {"name": "Tomás Oliveira", "phone": "+351 912 000 111", "timezone": "Europe/Lisbon"},
    "company": {"name": "Northwind Analytics Inc.", "country": "JP"},
    "role": "Director, Operations",
    "stage": "final",
    "answers": {"final": True},
    "reason": {"kind": "counteroffer"},
    "people": [
        {
            "name": "Hana Okafor",
            "title": "Ms.",
            "given_name": "Hana",
            "kind": "hiring_manager",
            "rapport": True,
        },
        {"name": "Ken Sato", "kind": "interviewer"},
        {"name": "Ana Silva", "kind": "recruiter"},
        {"name": "Rui Costa", "given_name": "Rui", "kind": "referee"},
        {"name": "Inês Dias", "given_name": "Inês", "kind": "referrer"},
    ],
    "logistics": {
        "visa": True,
        "relocation": True,
        "references": "provided",
        "agreement_signed": True,
        "next_event": "2026-12-03T10:00:00+09:00",
    },
    "personal_line": "I appreciated hearing about your plans for the Lisbon office.",
    "closing": {
        "stay_in_touch": True,
        "linkedin": True,
        "debrief": True,
        "referral": "Marta Reis",
        "open_to": "a role in Lisbon",
    },
    "details": DETAILS | {"reply_by": "Friday"},
}
CASES = {"short": SHORT, "full": FULL}


def case_for(name: str, message_id: str) -> Case:
    """The case of this name, at the stage that the message is for."""
    data = CASES[name]
    return parse_case(data | {"stage": STAGES.get(message_id, data["stage"])})[0]


def page(message_id: str) -> str:
    """The file of a message: its letters, each under the tones that share it."""
    return "\n".join(_letters(message_id)) + "\n"


def _letters(message_id: str) -> Iterator[str]:
    entry = message(message_id)
    for name in CASES:
        case = case_for(name, message_id)
        people = of_message(case, entry, message_id in EVERYONE)
        yield from _section(case, message_id, people, name, entry.channels[0])
        for channel in (Channel.LINKEDIN, Channel.SMS):
            if name == "short" and channel in entry.channels[1:]:
                yield from _section(case, message_id, people, name, channel)


def _section(case: Case, message_id: str, people: Any, name: str, channel: Channel) -> Iterator[str]:
    shared: dict[str, list[str]] = {}
    for tone in all_tones():
        letter = compose(case, message_id, people=people, channel=channel, tone=tone, now=NOW)
        text = f"Subject: {letter.subject}\n\n{letter.text}" if letter.subject else letter.text
        shared.setdefault(text, []).append(str(tone))
    for text, tones in shared.items():
        yield f"=== {name}, {channel}: {'; '.join(tones)}\n{text}\n"


def main() -> None:
    """Write every file anew."""
    for message_id in catalogue():
        (HERE / f"{message_id}.txt").write_text(page(message_id), encoding="utf-8")


if __name__ == "__main__":
    main()
