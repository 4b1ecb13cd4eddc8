"""The letters beside the decision: replies, thanks, repairs, coming back, and notes to yourself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.case import Case, Person, parse_case
from core.catalogue import message
from core.compose import compose
from core.errors import MissingDetail
from core.letter import Channel, Letter, MoveKind
from core.tone import Tone, all_tones
from core.validate import check

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TONES = list(all_tones())
MESSAGES = {
    "referrer_thanks": "referrer",
    "referee_heads_up": "referee",
    "reason_reply": "hiring_manager",
    "persuasion_reply": "hiring_manager",
    "references_reply": "hr",
    "feedback_reply": "hiring_manager",
    "terms_inquiry": "recruiter",
    "missed_appointment": "hiring_manager",
    "tone_repair": "hr",
    "thank_you_note": "interviewer",
    "linkedin_connect": "interviewer",
    "referral_followup": "hiring_manager",
    "reapproach": "hiring_manager",
    "reflection_note": "",
    "criteria_page": "",
}
THINGS = {
    "obstacle": "the commute",
    "wish": "two days a week from home",
    "observations": ["slow communication between the stages"],
    "appointment": "our call on Tuesday",
    "why_missed": "a cancelled train",
    "went_wrong": "the tone of my last email",
    "specific": "your plans for the Lisbon office",
    "changed": "my move to Lisbon",
    "ask": "a short talk",
    "criteria": ["Close to home", "A manager who teaches"],
}
CLAUSES = {
    "obstacle": "the contract runs through an agency",
    "wish": "you would employ me directly",
    "observations": ["it took weeks to hear back", "the panel changed twice"],
    "appointment": "we were to speak at ten",
    "why_missed": "my train was cancelled",
    "went_wrong": "my last email sounded abrupt",
    "specific": "how the team shares on-call",
    "changed": "I have moved to Lisbon",
    "ask": "whether you would consider me again",
    "criteria": ["I can walk to work"],
    "reply_by": "Friday",
}
SENTENCES = {
    "obstacle": "I would have to commute for two hours.",
    "wish": "I would need two days a week from home.",
    "observations": ["I noticed delays between the stages.", "The scope was narrower.", "Nobody was rude."],
    "appointment": "I was due to call you at ten.",
    "why_missed": "My train was cancelled.",
    "went_wrong": "My last email was too blunt.",
    "specific": "I enjoyed hearing about the Lisbon office.",
    "changed": "The role is now a direct hire.",
    "ask": "Could we have a short talk?",
    "criteria": ["Work stays at work."],
    "reply_by": "before noon on Friday",
}
PEOPLE = [
    {"name": "Hana Okafor", "title": "Ms.", "given_name": "Hana", "kind": "hiring_manager"},
    {"name": "Ana Silva", "kind": "recruiter"},
    {"name": "Ken Sato", "title": "Mr.", "given_name": "Ken", "kind": "interviewer"},
    {"name": "Li Wei", "kind": "hr"},
    {"name": "Tom Reed", "kind": "referrer"},
    {"name": "Jo Banks", "kind": "referee"},
]


def case_of(**changes: Any) -> Case:
    data: dict[str, Any] = {
        "you": {"name": "Maya Lindqvist", "phone": "+351 912 000 111"},
        "company": {"name": "Acme Inc.", "country": "JP"},
        "role": "Director, Operations",
        "stage": "final",
        "reason": {"kind": "other_offer"},
        "people": PEOPLE,
        "closing": {"referral": "João Pires, joao@example.org", "stay_in_touch": True},
        "details": THINGS,
    }
    return parse_case(data | changes)[0]


CASES = {
    "things": case_of(),
    "clauses": case_of(details=CLAUSES, stage="offer", reason={"kind": "concerns"}, role="analyst position"),
    "sentences": case_of(
        details=SENTENCES,
        stage="accepted",
        intent="ask_terms",
        reason={"kind": "fit", "line": "I will stay close to my family"},
        logistics={"references": "provided"},
        company={"name": "Smith & Sons (Holding)", "country": "US"},
    ),
    "bare": case_of(
        details={name: THINGS[name] for name in THINGS if name not in ("wish", "why_missed", "specific")},
        personal_line="I liked the way your team plans.",
        stage="applied",
        reason={"kind": "none"},
        closing={"referral": "Li Na"},
        you={"name": "Ines"},
        people=[],
    ),
}


def person_for(case: Case, message_id: str) -> tuple[Person, ...]:
    kind = MESSAGES[message_id]
    return tuple(person for person in case.people if person.kind == kind)[:1]


def letter(case: Case, message_id: str, tone: Tone, channel: Channel | None = None) -> Letter:
    return compose(case, message_id, people=person_for(case, message_id), tone=tone, channel=channel, now=NOW)


def letters(message_id: str) -> Iterator[tuple[str, Letter]]:
    for name, case in CASES.items():
        for tone in TONES:
            for channel in message(message_id).channels:
                yield f"{name}, {tone}, {channel}", letter(case, message_id, tone, channel)


FAULT = re.compile(
    r"\{|\}|\bNone\b|\bTrue\b|  |\s[,.;:?!]|\.\.|\?\.|::|,,|\bby by\b|\ba [aeio]\w*|\x02|¶"
    r"|(?:^|(?<!Inc)[.?!] )(?!joao)[a-z]|[a-z]$",
    re.MULTILINE,
)


@pytest.mark.parametrize("message_id", MESSAGES)
def test_a_letter_reads_without_a_blank_or_a_slip(message_id: str) -> None:
    for where, found in letters(message_id):
        text = re.sub(r"\n+", " ", found.body) if found.channel is Channel.NOTE else found.body
        assert FAULT.search(text) is None, f"{where}: {text}"
        assert FAULT.search(f"{found.subject} X.") is None, where
        assert bool(found.subject) == (found.channel is Channel.EMAIL), where


@pytest.mark.parametrize("message_id", MESSAGES)
def test_the_decision_is_said_where_it_belongs_and_only_once(message_id: str) -> None:
    for where, found in letters(message_id):
        told = sum(move.kind is MoveKind.DECISION for move in found.moves)
        stands = message_id == "persuasion_reply" and where.startswith(("things", "bare"))
        assert told == int(message(message_id).states_decision or stands), where


@pytest.mark.parametrize("message_id", MESSAGES)
def test_own_words_stay_as_they_were_typed_in_every_tone(message_id: str) -> None:
    used = {
        "feedback_reply": ["observations"],
        "terms_inquiry": ["obstacle", "wish"],
        "missed_appointment": ["appointment", "why_missed"],
        "tone_repair": ["went_wrong"],
        "thank_you_note": ["specific"],
        "linkedin_connect": ["specific"],
        "reapproach": ["changed", "ask"],
        "criteria_page": ["criteria"],
    }
    for details, case in (
        (THINGS, CASES["things"]),
        (CLAUSES, CASES["clauses"]),
        (SENTENCES, CASES["sentences"]),
    ):
        for field in used.get(message_id, []):
            words = details[field] if isinstance(details[field], list) else [details[field]]
            for tone in TONES:
                text = letter(case, message_id, tone).text
                assert [word for word in words if word not in text] == [], f"{field}, {tone}: {text}"


@pytest.mark.parametrize("message_id", MESSAGES)
def test_any_two_tones_say_the_same(message_id: str) -> None:
    """What has a decision, a request, a thanks, a fact in one tone has it in every other."""
    for case in CASES.values():
        said = set()
        for tone in TONES:
            found = letter(case, message_id, tone)
            kinds = {move.kind for move in found.moves} - {MoveKind.GOODWILL}
            said.add((frozenset(kinds), case.role in found.text, case.company.name in found.text))
        assert len(said) == 1


@pytest.mark.parametrize("message_id", [name for name in MESSAGES if MESSAGES[name]])
def test_a_low_context_letter_is_the_briefest(message_id: str) -> None:
    for case in CASES.values():
        for formality in ("casual", "neutral", "formal"):
            lengths = [
                len(letter(case, message_id, tone).body)
                for tone in TONES
                if tone.formality == formality and not tone.plain
            ]
            assert lengths == sorted(lengths), f"{formality}: {lengths}"


@pytest.mark.parametrize("message_id", MESSAGES)
def test_nothing_private_gets_into_a_letter(message_id: str) -> None:
    case = case_of(
        private_notes="The salary was insulting.\nDo not trust Ken.",
        reason={"kind": "compensation", "share": False, "line": "They pay too little"},
    )
    for tone in TONES:
        text = letter(case, message_id, tone).text
        for secret in (
            "insulting",
            "trust Ken",
            "too little",
            "compensation" if message_id != "reflection_note" else "~",
        ):
            assert secret not in text


@pytest.mark.parametrize(
    ("message_id", "field"),
    [
        ("feedback_reply", "details.observations"),
        ("terms_inquiry", "details.obstacle"),
        ("missed_appointment", "details.appointment"),
        ("tone_repair", "details.went_wrong"),
        ("thank_you_note", "details.specific"),
        ("referral_followup", "closing.referral"),
        ("reapproach", "details.changed"),
        ("criteria_page", "details.criteria"),
    ],
)
def test_a_missing_detail_is_named(message_id: str, field: str) -> None:
    with pytest.raises(MissingDetail) as caught:
        letter(case_of(details={"observations": [""], "criteria": []}, closing={}), message_id, Tone())
    assert caught.value.field == field


def test_there_is_room_to_answer_every_question() -> None:
    found = letter(CASES["things"], "reflection_note", Tone())
    questions = [p for p in found.paragraphs if p[0].text.endswith("?")]
    answers = [p for p in found.paragraphs if p[0].text == "→"]
    assert len(questions) == len(answers) >= 8


def test_a_second_interviewer_does_not_get_a_copy() -> None:
    twins = case_of(
        people=[{"name": name, "kind": "interviewer"} for name in ("Ken", "Mia")], company={"name": "Acme"}
    )
    for formality in ("casual", "neutral", "formal"):
        tone = next(tone for tone in TONES if tone.formality == formality and tone.context == "balanced")
        for message_id in ("thank_you_note", "linkedin_connect"):
            first, second = (
                compose(twins, message_id, people=[person], tone=tone).body for person in twins.people
            )
            assert first != second


@pytest.mark.parametrize("given", [THINGS, CLAUSES, SENTENCES])
def test_own_words_need_no_label(given: dict[str, Any]) -> None:
    case = case_of(details=given)
    for message_id in ("missed_appointment", "terms_inquiry"):
        for tone in TONES:
            body = letter(case, message_id, tone).body
            assert not re.search(
                r"(?:What happened|The reason|What would help\b.*|One thing would help): ", body
            )


def test_terms_raised_after_a_yes_are_no_condition_of_it() -> None:
    for tone in TONES:
        after, before = (
            letter(case_of(stage=stage), "terms_inquiry", tone).body for stage in ("accepted", "offer")
        )
        assert re.search(r"sorry|apologise", after)
        assert "If so" not in after
        assert "If so" in before


def test_a_thank_you_note_is_no_goodbye() -> None:
    for tone in TONES:
        body = letter(case_of(stage="offer"), "thank_you_note", tone).body
        assert not re.search(r"luck|wish|all the best|in touch", body)


def test_whoever_asks_why_is_not_argued_with() -> None:
    for case in CASES.values():
        for tone in TONES:
            body = letter(case, "reason_reply", tone).body
            assert not re.search(r"final|stands|sticking", body)
            assert ("why I" in body) == case.reason.told


# --- LinkedIn's limit -----------------------------------------------------------------------------------

words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=320
).filter(str.strip)


@settings(max_examples=150, deadline=None)
@given(
    me=words, role=words, company=words, name=words, specific=words | st.none(), tone=st.sampled_from(TONES)
)
def test_a_connection_request_keeps_to_300_characters(
    me: str, role: str, company: str, name: str, specific: str | None, tone: Tone
) -> None:
    case = case_of(
        you={"name": me},
        role=role,
        company={"name": company},
        people=[{"name": name, "title": "Prof.", "kind": "interviewer"}],
        details={"specific": specific},
    )
    assert len(letter(case, "linkedin_connect", tone).text) <= 300


@pytest.mark.parametrize("met", ["final", "applied"])
@pytest.mark.parametrize("length", [*range(1, 150, 4)])
def test_a_connection_request_says_the_same_in_every_tone_at_its_limit(length: int, met: str) -> None:
    case = case_of(
        role="R" * length, details={"specific": "the way your team shares the work of a night"}, stage=met
    )
    texts = [letter(case, "linkedin_connect", tone).text for tone in TONES]
    assert max(map(len, texts)) <= 300
    assert len({(case.role in text, "shares the work" in text) for text in texts}) == 1


def test_the_company_gives_way_before_the_role() -> None:
    text = letter(case_of(role="R" * 40, company={"name": "C" * 60}), "linkedin_connect", Tone()).text
    assert "R" * 40 in text
    assert "CCC" not in text


def test_a_long_role_gives_way_to_the_personal_words() -> None:
    text = letter(case_of(role="R" * 200), "linkedin_connect", Tone()).text
    assert "RRR" not in text
    assert "your plans for the Lisbon office" in text
    assert "Sato" in letter(case_of(details={"specific": "x " * 400}), "linkedin_connect", Tone()).text


@pytest.mark.parametrize(
    "message_id", ["reason_reply", "references_reply", "referrer_thanks", "referee_heads_up"]
)
@pytest.mark.parametrize("name", ["things", "sentences"])
def test_the_validator_takes_a_tone_for_a_rewrite_of_its_neighbour(message_id: str, name: str) -> None:
    case = CASES[name]
    known = [person.name for person in case.people]
    texts = [letter(case, message_id, tone).text for tone in TONES if not tone.plain]
    for draft, rewrite in pairwise(texts):
        verdict = check(draft, rewrite, names=known)
        assert verdict.accepted, f"{draft}\n---\n{rewrite}\n{verdict.findings}"
