"""Letters of any case in any tone: whole, in order, one decision, and no word that should not be there."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from some_cases import DECISIONS, NOW, OURS, PEOPLE, SECRET, SLIPS, STAGES, TONES, case_of, cases, texts

from core.case import Case, Details, Person
from core.catalogue import catalogue, message
from core.compose import compose, decision_sentence
from core.errors import BadInput
from core.letter import Channel, Letter, MoveKind
from core.tone import Context, Formality, Tone
from core.validate import check


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


def test_a_script_is_spoken() -> None:
    for text in texts(case_of(reason={"kind": "fit"}), "call_script"):
        assert not re.search(r"(?:I am|I.m) writing to (?:let|inform)", text)
        assert [text.count(f"If {start}") for start in ("they ask why", "they make", "you get")] == [
            1,
            1,
            1,
        ]


def test_a_decision_asked_for_by_itself_is_of_one_piece_with_itself() -> None:
    for text in texts(case_of(stage="applied"), "rescind_acceptance"):
        assert re.search(r"withdraw(?:ing)? my acceptance", text)
        assert re.search(r"sorry|apologise", text)
        assert "the offer" in text
    assert all("the offer" in text for text in texts(case_of(stage="mid"), "decline_offer"))


def test_what_there_is_to_leave_is_what_the_stage_says() -> None:
    assert all("your offer" in text for text in texts(case_of(stage="offer"), "withdraw"))
    for message_id in ("withdraw", "decline_offer"):
        for text in texts(case_of(stage="accepted"), message_id):
            assert re.search(r"withdraw(?:ing)? my acceptance", text)
            assert re.search(r"sorry|apologise", text)


@pytest.mark.parametrize("message_id", DECISIONS)
def test_an_apology_has_something_to_be_sorry_for(message_id: str) -> None:
    for text in texts(case_of(stage=STAGES[message_id]), message_id):
        assert bool(re.search(r"sorry|apolog", text)) == (message_id == "rescind_acceptance")


def test_spelling_and_dates_follow_the_country() -> None:
    logistics = {"visa": True, "next_event": "2026-12-03T15:30:00"}
    tone = Tone(Formality.FORMAL)
    american, british = (
        compose(
            case_of(company={"name": "Acme", "country": c}, logistics=logistics),
            "withdraw",
            tone=tone,
            now=NOW,
        ).text
        for c in ("US", "GB")
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


def test_a_name_that_asks_makes_no_sentence_a_question() -> None:
    case = case_of(company={"name": "Who?"}, role="Why?")
    for message_id in ("withdraw", "call_confirmation", "reapproach"):
        more = case.model_copy(update={"details": Details(changed="I moved", ask="a short talk")})
        for text in texts(more, message_id):
            assert re.search(r"at “Who\?”[.,]", text)
            assert "?.”" not in text


def test_a_channel_that_a_message_does_not_travel_by_is_refused() -> None:
    with pytest.raises(BadInput, match="email"):
        compose(case_of(), "hr_pause_paperwork", channel=Channel.SMS)


def test_every_message_of_the_catalogue_can_be_written_from_a_bare_case() -> None:
    for message_id, entry in catalogue().items():
        if not entry.needs:
            for tone in TONES:
                assert compose(case_of(people=[]), message_id, tone=tone).body


@pytest.mark.parametrize("formality", list(Formality))
def test_only_who_says_that_it_is_decided_has_given_it_much_thought(formality: Formality) -> None:
    warm = Tone(formality, Context.HIGH)
    said = compose(case_of(), "withdraw", tone=warm, now=NOW).text
    decided = compose(case_of(answers={"final": True}), "withdraw", tone=warm, now=NOW).text
    assert " thought" not in said
    assert " thought" in decided
