"""Cases to write letters of, for the tests of this folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from core.case import Case, parse_case
from core.compose import compose
from core.tone import all_tones

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TONES = list(all_tones())
DECISIONS = ["withdraw", "decline_offer", "rescind_acceptance"]
STAGES = {"withdraw": "final", "decline_offer": "offer", "rescind_acceptance": "accepted"}
OURS = [
    *DECISIONS,
    "call_request",
    "call_script",
    "call_confirmation",
    "recruiter_notice",
    "hr_pause_paperwork",
]
SECRET = "zugzwang"
SLIPS = re.compile(
    r"[{}]|\bNone\b|\bTrue\b|\bFalse\b|  | [,.;?!]|\.\.|,,|\ba (?:offer|hour|end|update)\b|¶|\x02"
)

PEOPLE: list[dict[str, Any]] = [
    {"name": "Hana Okafor", "title": "Ms.", "kind": "hiring_manager", "rapport": True},
    {"name": "Ken Sato", "kind": "interviewer", "email": "ken@example.org"},
    {"name": "山田太郎", "kind": "interviewer"},
    {"name": "Prof. Dr. Maria van der Berg", "kind": "interviewer"},
    {"name": "Li Wei", "given_name": "Wei", "kind": "hr"},
    {"name": "Ana Silva", "kind": "recruiter"},
    {"name": "Bo", "kind": "recruiter"},
]
TOLD = [
    "other_offer",
    "fit",
    "contract",
    "compensation",
    "timing",
    "pause_search",
    "relocation",
    "counteroffer",
]


def case_of(**more: Any) -> Case:
    data = {
        "you": {"name": "Maya Lindqvist", "phone": "+351 912 000 111"},
        "company": {"name": "Northwind Analytics"},
        "role": "Senior Data Analyst",
        "stage": "final",
        "people": PEOPLE[:1],
        **more,
    }
    return parse_case(data)[0]


def texts(case: Case, message_id: str, **more: Any) -> Iterator[str]:
    for tone in TONES:
        yield compose(case, message_id, people=case.people[:1], tone=tone, now=NOW, **more).text


@st.composite
def cases(draw: st.DrawFn) -> Case:
    flag = st.booleans()
    data = {
        "you": {"name": "Zoë O'Neil", "phone": draw(st.sampled_from([None, "+351 912 000 111"]))},
        "company": {
            "name": draw(
                st.sampled_from(["Acme Inc.", "O'Brien & Sons [EU] GmbH", "The Home Works", 'A "B" Co'])
            ),
            "country": draw(st.sampled_from([None, "US", "JP", "DE"])),
        },
        "role": draw(
            st.sampled_from(["Data Analyst", "Director, Operations", "the nurse position", "R&D CEO"])
        ),
        "stage": draw(st.sampled_from(["applied", "early", "mid", "final", "offer", "accepted"])),
        "reason": {
            "kind": draw(st.sampled_from([*TOLD, "none", "concerns", "visa_denied"])),
            "share": draw(flag),
            "line": draw(st.sampled_from([None, f"I owe this to my {SECRET}"])),
            "permanent": draw(st.sampled_from([None, True, False])),
        },
        "people": draw(st.lists(st.sampled_from(PEOPLE), unique_by=lambda person: person["name"])),
        "logistics": {
            "visa": draw(flag),
            "payroll": draw(flag),
            "agreement_signed": draw(flag),
            "references": draw(st.sampled_from(["none", "requested", "provided"])),
            "next_event": draw(st.sampled_from([None, "2026-12-03T10:00:00+09:00", "2026-01-03T10:00:00Z"])),
        },
        "personal_line": draw(
            st.sampled_from([None, "I loved the quiz", "Your plans for Lisbon impressed me!"])
        ),
        "closing": {
            "stay_in_touch": draw(flag),
            "linkedin": draw(flag),
            "debrief": draw(flag),
            "referral": draw(st.sampled_from([None, "Joan Roe"])),
            "open_to": draw(st.sampled_from([None, "a direct contract"])),
        },
        "private_notes": f"their {SECRET}-like notes",
    }
    return parse_case(data)[0]
