"""Letters of any case in any tone: whole, in order, one decision, and no word that should not be there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.case import Case, Person, parse_case
from core.catalogue import catalogue, message
from core.compose import compose, decision_sentence
from core.errors import BadInput
from core.letter import Channel, Letter, MoveKind
from core.tone import Context, Formality, Tone, all_tones
from core.validate import check

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


def addressees(case: Case, message_id: str) -> tuple[Person, ...]:
    kinds = {"recruiter_notice": ("recruiter",), "hr_pause_paperwork": ("hr",)}
    wanted = kinds.get(message_id, ("hiring_manager", "interviewer", "hr"))
    found = tuple(person for person in case.people if person.kind in wanted)
    return found if message_id in (*DECISIONS, "call_confirmation") else found[:1]


@settings(max_examples=60, deadline=None)
@given(case=cases(), message_id=st.sampled_from(OURS), tone=st.sampled_from(TONES), data=st.data())
def test_any_letter_of_any_case(case: Case, message_id: str, tone: Tone, data: st.DataObject) -> None:
    entry = message(message_id)
    channel = data.draw(st.sampled_from(entry.channels))
    letter = compose(
        case, message_id, people=addressees(case, message_id), channel=channel, tone=tone, now=NOW
    )
    assert not SLIPS.search(letter.text), letter.text
    assert letter.text == letter.text.strip()
    told = case.reason.line and case.reason.told
    assert letter.text.count(SECRET) == (
        0 if not told or message_id in ("call_request", "hr_pause_paperwork") else 1
    )
    decisions = [move for move in letter.moves if move.kind is MoveKind.DECISION]
    assert len(decisions) == entry.states_decision
    assert sum(move.kind is MoveKind.THANKS for move in letter.moves) in (
        (1, 2) if not letter.greeting else (1,)
    )
    assert all(re.search(r"[.!?…]['\"”’)]*$", move.text) for move in letter.moves)
    assert bool(letter.subject) == (channel is Channel.EMAIL)
    assert len(letter.subject.splitlines()) <= 1
    assert case.company.name.rstrip(".") in letter.text
    assert case.personal_line is None or message_id not in DECISIONS or case.personal_line in letter.body


@pytest.mark.parametrize("message_id", DECISIONS)
@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.PHONE, Channel.LINKEDIN])
def test_no_two_tones_are_copies(message_id: str, channel: Channel) -> None:
    case = case_of(stage=STAGES[message_id], reason={"kind": "fit"}, closing={"stay_in_touch": True})
    found = list(texts(case, message_id, channel=channel))
    assert len(set(found[:9])) == 9
    assert len(set(found[9:])) >= 6  # plain words leave less room


@pytest.mark.parametrize("message_id", DECISIONS)
def test_low_context_says_the_decision_first_and_high_context_thanks_first(message_id: str) -> None:
    case = case_of(stage=STAGES[message_id])
    for formality in Formality:
        low, high = (
            next(compose(case, message_id, tone=Tone(formality, context)).moves)
            for context in (Context.LOW, Context.HIGH)
        )
        assert (low.kind, high.kind) == (MoveKind.DECISION, MoveKind.THANKS)


@pytest.mark.parametrize("message_id", ["withdraw", "decline_offer"])
def test_the_same_is_asked_and_promised_in_every_tone(message_id: str) -> None:
    logistics = {"visa": True, "references": "requested", "next_event": "2026-12-03T10:00:00+00:00"}
    closing = {"stay_in_touch": True, "debrief": True, "referral": "Joan Roe", "open_to": "a direct contract"}
    case = case_of(
        stage=STAGES[message_id], logistics=logistics, closing=closing, personal_line="I liked it."
    )
    for text in texts(case, message_id):
        for fact in ("visa", "3 December at 10:00", "references", "impressions", "within two days"):
            assert fact in text
        for words in ("a direct contract", "I liked it.", "stay in touch"):
            assert words in text


@pytest.mark.parametrize("message_id", [*DECISIONS, "call_confirmation", "recruiter_notice"])
def test_a_letter_in_one_tone_is_a_safe_rewrite_of_it_in_another(message_id: str) -> None:
    case = case_of(
        stage=STAGES.get(message_id, "final"),
        people=[PEOPLE[0], PEOPLE[5]],
        reason={"kind": "counteroffer"},
        logistics={"visa": True, "references": "provided"},
        closing={"stay_in_touch": True, "open_to": "a direct contract"},
    )
    people = case.people[1:] if message_id == "recruiter_notice" else case.people[:1]
    known = ["Hana Okafor", "Ms. Okafor", "Ana Silva"]
    letters = [compose(case, message_id, people=people, tone=tone, now=NOW).text for tone in TONES]
    for step in (1, 7):
        for at, draft in enumerate(letters):
            verdict = check(draft, letters[(at + step) % len(letters)], names=known)
            assert verdict.accepted, (verdict.findings, draft, letters[(at + step) % len(letters)])


@pytest.mark.parametrize("stage", list(STAGES.values()))
def test_a_text_message_is_short(stage: str) -> None:
    case = case_of(stage=stage, reason={"kind": "other_offer"})
    limit = 320 if stage != "accepted" else 400
    assert all(len(text) < limit for text in texts(case, case.decision, channel=Channel.SMS))


@pytest.mark.parametrize("kind", ["concerns", "none"])
def test_a_poor_experience_is_never_given_as_a_reason(kind: str) -> None:
    case = case_of(reason={"kind": kind, "line": "The process was a shambles"})
    for text in (*texts(case, "withdraw"), *texts(case, "call_script")):
        assert "shambles" not in text
        assert "reason" not in text


def test_the_person_called_does_not_learn_it_from_the_request() -> None:
    case = case_of(reason={"kind": "other_offer"})
    for text in texts(case, "call_request"):
        assert not re.search(r"withdraw|declin|another offer|decid|decision", text)


def test_a_script_is_spoken() -> None:
    for text in texts(case_of(reason={"kind": "fit"}), "call_script"):
        assert not re.search(r"(?:I am|I.m) writing to (?:let|inform)", text)
        assert [text.count(f"If {start}") for start in ("they ask why", "they make", "you reach")] == [
            1,
            1,
            1,
        ]


def test_the_only_recruiter_is_asked_to_pass_everything_on() -> None:
    case = case_of(people=PEOPLE[5:6], personal_line="I liked it.", logistics={"references": "provided"})
    for text in texts(case, "recruiter_notice"):
        assert "hiring team at Northwind Analytics" in text
        assert "“I liked it.”" in text
        assert "not to contact my referees" in text


def test_a_recruiter_is_told_who_else_hears_it_from_you() -> None:
    for text in texts(case_of(people=[PEOPLE[5], PEOPLE[0]]), "recruiter_notice"):
        assert "myself" in text
        assert "how and when you" in text


def test_two_recruiters_do_not_get_copies() -> None:
    case = case_of(people=[*PEOPLE[5:], PEOPLE[0]])
    bodies = [compose(case, "recruiter_notice", people=(person,), now=NOW).body for person in case.people[:2]]
    assert bodies[0] != bodies[1]


@pytest.mark.parametrize(
    ("logistics", "named"),
    [
        ({"visa": True}, "my visa process"),
        ({"relocation": True, "payroll": True}, "my relocation arrangements and payroll set-up"),
        (
            {"visa": True, "relocation": True, "payroll": True},
            "my visa process, relocation arrangements and payroll set-up",
        ),
        ({}, "any paperwork under way for me"),
    ],
)
def test_hr_reads_exactly_what_is_in_motion(logistics: dict[str, bool], named: str) -> None:
    for text in texts(case_of(people=PEOPLE[4:5], logistics=logistics), "hr_pause_paperwork"):
        assert re.search(rf"stop {named}[.?]", text)


def test_a_decision_asked_for_by_itself_is_of_one_piece_with_itself() -> None:
    for text in texts(case_of(stage="applied"), "rescind_acceptance"):
        assert re.search(r"withdraw(?:ing)? my acceptance", text)
        assert re.search(r"sorry|apologise", text)
        assert "the offer" in text
    assert all("the offer" in text for text in texts(case_of(stage="mid"), "decline_offer"))
    assert all("the offer" not in text for text in texts(case_of(stage="accepted"), "withdraw"))


@pytest.mark.parametrize("message_id", DECISIONS)
def test_an_apology_has_something_to_be_sorry_for(message_id: str) -> None:
    for text in texts(case_of(stage=STAGES[message_id]), message_id):
        assert bool(re.search(r"sorry|apolog", text)) == (message_id == "rescind_acceptance")


def test_nobody_offers_impressions_after_a_broken_yes() -> None:
    case = case_of(stage="accepted", closing={"debrief": True})
    assert all("impressions" not in text for text in texts(case, "rescind_acceptance"))


def test_a_short_call_is_offered_once_and_not_after_a_call() -> None:
    case = case_of(stage="mid")
    assert all("any questions" in text for text in texts(case, "withdraw"))
    assert all("any questions" not in text for text in texts(case, "call_confirmation"))


def test_what_is_practical_is_not_read_out_on_the_phone() -> None:
    logistics = {"visa": True, "references": "provided", "next_event": "2026-12-03T10:00:00+09:00"}
    case = case_of(logistics=logistics)
    assert all("practical points" in text for text in texts(case, "call_script"))
    assert all("referees" not in text and "December" not in text for text in texts(case, "call_script"))
    assert all("referees" in text and "December" in text for text in texts(case, "call_confirmation"))
    assert all("practical points" not in text for text in texts(case_of(), "call_script"))


def test_whoever_asks_why_hears_other_words() -> None:
    for kind in TOLD:
        case = case_of(reason={"kind": kind})
        for tone in TONES:
            letter = compose(case, "call_script", tone=tone, now=NOW)
            said = next(move.text for move in letter.moves if move.kind is MoveKind.REASON)
            assert letter.body.count(said) == 1
            assert "as I said" in letter.body or "as I mentioned" in letter.body


def test_a_telephone_number_stands_once_in_a_letter() -> None:
    for text in (*texts(case_of(), "call_request"), *texts(case_of(), "withdraw")):
        assert text.count("+351 912 000 111") == 1


@pytest.mark.parametrize(
    ("yours", "named"),
    [("Europe/Lisbon", "at 10:00 Tokyo time"), ("Asia/Seoul", "at 10:00"), (None, "at 10:00")],
)
def test_a_time_says_whose_clock_it_is_where_there_are_two(yours: str | None, named: str) -> None:
    you = {"name": "Maya Lindqvist", "timezone": yours}
    company = {"name": "Acme", "timezone": "Asia/Tokyo"}
    case = case_of(you=you, company=company, logistics={"next_event": "2026-12-03T10:00:00"})
    for text in (*texts(case, "withdraw"), *texts(case, "call_request")):
        assert re.search(rf"{named}(?! \w+ time)\b", text)


def test_an_event_that_is_over_is_not_cancelled() -> None:
    case = case_of(logistics={"next_event": "2026-11-20T10:00:00+00:00"})
    assert all("meeting" not in text for text in texts(case, "withdraw"))


def test_spelling_and_dates_follow_the_country_or_the_setting() -> None:
    logistics = {"visa": True, "next_event": "2026-12-03T15:30:00"}
    case = case_of(company={"name": "Acme", "country": "US"}, logistics=logistics)
    tone = Tone(Formality.FORMAL)
    american, british = (
        compose(case, "withdraw", tone=tone, now=NOW, spelling=s).text for s in (None, "british")
    )
    assert "apologize" in american
    assert "Thursday, December 3 at 3:30 PM" in american
    assert "apologise" in british
    assert "Thursday 3 December at 15:30" in british


def test_the_sentence_for_a_rewrite_is_the_letters_own() -> None:
    for message_id in DECISIONS:
        case = case_of(stage=STAGES[message_id])
        for tone in TONES:
            letter: Letter = compose(case, message_id, tone=tone)
            assert decision_sentence(case, tone) in letter.body


def test_a_channel_that_a_message_does_not_travel_by_is_refused() -> None:
    with pytest.raises(BadInput, match="email"):
        compose(case_of(), "hr_pause_paperwork", channel=Channel.SMS)


def test_every_message_of_the_catalogue_can_be_written_from_a_bare_case() -> None:
    for message_id, entry in catalogue().items():
        if not entry.needs:
            for tone in TONES:
                assert compose(case_of(people=[]), message_id, tone=tone).body
