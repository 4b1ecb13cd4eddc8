"""Letters make sense for those who read them: who they are, what they know already, and what comes next."""

from __future__ import annotations

import re

import pytest
from some_cases import NOW, PEOPLE, TOLD, TONES, case_of, texts

from core.catalogue import message
from core.compose import compose
from core.letter import MoveKind


def test_a_reason_of_ones_own_needs_no_kind() -> None:
    case = case_of(reason={"line": "I am moving home"})
    for message_id in ("withdraw", "reason_reply"):
        assert all(text.count("I am moving home.") == 1 for text in texts(case, message_id))


@pytest.mark.parametrize(("kind", "share"), [("concerns", True), ("none", False)])
def test_a_poor_experience_is_never_given_as_a_reason(kind: str, share: bool) -> None:
    case = case_of(reason={"kind": kind, "share": share, "line": "The process was a shambles"})
    for text in (*texts(case, "withdraw"), *texts(case, "call_script")):
        assert "shambles" not in text
        assert "reason" not in text


def test_the_person_called_does_not_learn_it_from_the_request() -> None:
    case = case_of(reason={"kind": "other_offer"})
    for text in texts(case, "call_request"):
        assert not re.search(r"withdraw|declin|another offer|decid|decision", text)


def test_the_only_recruiter_is_asked_to_pass_everything_on() -> None:
    case = case_of(people=PEOPLE[5:6], personal_line="I liked it.", logistics={"references": "provided"})
    for text in texts(case, "recruiter_notice"):
        assert "hiring team at Northwind Analytics" in text
        assert "“I liked it.”" in text
        assert "not to contact my referees" in text


def test_a_recruiter_is_told_who_else_hears_it_from_you() -> None:
    for text in texts(case_of(people=[PEOPLE[5], PEOPLE[0]]), "recruiter_notice"):
        assert "or shall I?" in text
        assert "wait until I hear from you" in text


def test_only_one_can_be_the_first_to_hear_it() -> None:
    for text in texts(case_of(people=[PEOPLE[5], PEOPLE[0]]), "recruiter_notice"):
        assert re.search(r"You(?:'re| are) the first to hear", text)
    for text in texts(case_of(people=[*PEOPLE[5:], PEOPLE[0]]), "recruiter_notice"):
        assert "one of the first to hear" in text


@pytest.mark.parametrize(
    ("zone", "country", "abroad"),
    [
        ("Europe/Lisbon", "JP", True),
        ("Asia/Tokyo", "JP", False),
        ("Asia/Kolkata", "IN", False),
        (None, "JP", False),
        ("Europe/Lisbon", None, False),
        ("UTC", "JP", False),
    ],
)
def test_a_recruiter_abroad_is_asked_what_is_usual_there(
    zone: str | None, country: str | None, abroad: bool
) -> None:
    people = [PEOPLE[5], PEOPLE[0]]
    you, company = {"name": "Maya", "timezone": zone}, {"name": "Acme", "country": country}
    case = case_of(you=you, company=company, people=people)
    for channel in message("recruiter_notice").channels:
        for text in texts(case, "recruiter_notice", channel=channel):
            assert ("what is usual at Acme" in text) == abroad


def test_several_readers_learn_who_was_called() -> None:
    case = case_of(people=PEOPLE[:3], stage="offer")
    for tone in TONES:
        for people, called in ((case.people, True), (case.people[:1], False), (case.people[1:], False)):
            text = compose(case, "call_confirmation", people=people, tone=tone, now=NOW).text
            assert ("discussed with Hana Okafor" in text) == called


def test_two_recruiters_are_not_asked_to_do_the_same() -> None:
    for others, asked in ((PEOPLE[:1], "or shall I"), ([], "tell the hiring team|inform the hiring team")):
        case = case_of(people=[*PEOPLE[5:], *others])
        for tone in TONES:
            first, second = (
                compose(case, "recruiter_notice", people=[person], tone=tone, now=NOW).body
                for person in case.people[:2]
            )
            assert re.search(asked, first)
            assert "?" in first
            assert "?" not in second
            assert "Ana Silva" in second


def test_two_recruiters_do_not_get_copies() -> None:
    case = case_of(people=[*PEOPLE[5:], PEOPLE[0]])
    bodies = [compose(case, "recruiter_notice", people=(person,), now=NOW).body for person in case.people[:2]]
    assert bodies[0] != bodies[1]


@pytest.mark.parametrize(
    ("logistics", "named"),
    [
        ({"visa": True}, "stop my visa application"),
        ({"relocation": True, "payroll": True}, "cancel my relocation arrangements and payroll set-up"),
        (
            {"visa": True, "relocation": True, "payroll": True},
            "cancel my visa application, relocation arrangements and payroll set-up",
        ),
        ({}, "stop any paperwork under way for me"),
    ],
)
def test_hr_reads_exactly_what_is_in_motion(logistics: dict[str, bool], named: str) -> None:
    for text in texts(case_of(people=PEOPLE[4:5], logistics=logistics), "hr_pause_paperwork"):
        assert re.search(rf"\b{named}[.?]", text)


def test_a_refused_visa_needs_no_stopping() -> None:
    refused = {"kind": "visa_denied"}
    for logistics, asked in (({"visa": True}, ""), ({"visa": True, "payroll": True}, "my payroll set-up")):
        for text in texts(case_of(reason=refused, people=PEOPLE[:1], logistics=logistics), "withdraw"):
            assert "stop my visa" not in text
            assert asked in text
    untold = case_of(reason={"kind": "none"}, people=PEOPLE[:1], logistics={"visa": True})
    assert all("stop my visa application" in text for text in texts(untold, "withdraw"))


def test_a_meeting_and_a_move_are_cancelled_in_one_breath() -> None:
    logistics = {"relocation": True, "next_event": "2026-12-03T10:00:00+00:00"}
    for text in texts(case_of(people=PEOPLE[:1], logistics=logistics), "withdraw"):
        assert text.count("cancel ") == 1
        assert "as well as our meeting" in text


def test_whom_the_recruiter_tells_waits_for_the_answer() -> None:
    people = [PEOPLE[5], PEOPLE[1], PEOPLE[0] | {"email": None}]
    for text in texts(case_of(people=people), "recruiter_notice"):
        if "address to write to" in text:
            assert text.index("shall I?") < text.index("Whatever you decide")
            assert "give them the news" not in text


def test_nobody_offers_impressions_after_a_broken_yes() -> None:
    case = case_of(stage="accepted", closing={"debrief": True})
    assert all("impressions" not in text for text in texts(case, "rescind_acceptance"))


def test_a_short_call_is_offered_once_and_not_after_a_call() -> None:
    case = case_of(stage="mid")
    assert all(text.count("any questions") == 1 for text in texts(case, "withdraw"))
    with_debrief = case_of(stage="mid", closing={"debrief": True})
    for text in texts(with_debrief, "withdraw"):
        assert text.count("any questions") == text.count("impressions") == 1
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
            assert "as I mentioned" in letter.body.replace("As", "as")


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


def test_a_note_to_yourself_speaks_only_of_talks_that_were_held() -> None:
    for stage, held in (("applied", False), ("final", True)):
        for text in texts(case_of(stage=stage), "reflection_note"):
            assert ("first conversation" in text) == held
            assert "come back" not in text


def test_a_confirmation_joins_no_second_aside_to_the_call() -> None:
    for text in texts(case_of(stage="final"), "call_confirmation"):
        assert "and as discussed" not in text
        assert not re.search(r"As discussed[^,]*, and", text)


def test_thanks_after_a_talk_close_in_other_words() -> None:
    for text in texts(case_of(details={"specific": "the tour of the ward"}), "thank_you_note"):
        assert "pleasure to" not in text
        assert text.count("our conversation") == 1


def test_a_call_before_a_meeting_is_not_at_the_time_of_the_meeting() -> None:
    case = case_of(logistics={"next_event": "2026-12-03T10:00:00+00:00"})
    for text in texts(case, "call_request"):
        assert re.search(r"before our meeting on [^.]*\. (Please t|Please let|T|Let)", text)
