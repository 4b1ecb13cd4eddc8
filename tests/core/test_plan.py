"""The plan: order, addressees, channels, urgency and windows, for every mixture of people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from core.case import Case, parse_case
from core.catalogue import catalogue
from core.errors import BadInput, MissingDetail
from core.heads_up import channel_warnings
from core.letter import Channel
from core.plan import Plan, find_step, lone_step, make_plan

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # Tuesday, 10:00 in Tokyo
MANAGER = {"name": "Hana Okafor", "kind": "hiring_manager"}
FRIEND = {"name": "Bea Lind", "kind": "hiring_manager", "rapport": True}
HR = {"name": "Joe Hart", "kind": "hr"}
PANEL = [{"name": "Ida Ek", "kind": "interviewer"}, {"name": "Omar Aziz", "kind": "interviewer"}]
RECRUITER = {"name": "Ana Silva", "kind": "recruiter"}
AGENCY = {"name": "Bo Li", "kind": "recruiter"}
REFERRER = {"name": "Rui Costa", "kind": "referrer"}
REFEREES = [{"name": "Ute Wolf", "kind": "referee"}, {"name": "Sam Poe", "kind": "referee"}]
CALL = ["call_request", "call_script", "call_confirmation"]


def case_of(*people: dict[str, Any], **fields: Any) -> Case:
    basics = {
        "you": {"name": "Maya Lindqvist", "timezone": "Europe/Lisbon"},
        "company": {"name": "Northwind", "country": "JP"},
        "role": "Analyst",
        "stage": "mid",
        "people": list(people),
    }
    return parse_case(basics | fields)[0]


def ids(plan: Plan) -> list[str]:
    return [step.id for step in plan.steps]


def told(plan: Plan, step_id: str) -> tuple[str, ...]:
    step = plan.step(step_id)
    assert step is not None
    return step.to


def test_a_full_cast_is_told_in_order() -> None:
    case = case_of(
        *REFEREES, MANAGER, HR, *PANEL, REFERRER, AGENCY, RECRUITER,
        stage="offer",
        logistics={"visa": True, "references": "provided"},
        closing={"linkedin": True, "referral": "Tom Reed"},
    )  # fmt: skip
    plan = make_plan(case, NOW)
    assert ids(plan) == [
        "recruiter_notice", "recruiter_notice-2", "referrer_thanks", *CALL, "hr_pause_paperwork",
        "referee_heads_up", "referee_heads_up-2", "linkedin_connect", "linkedin_connect-2",
        "referral_followup", "reflection_note",
    ]  # fmt: skip
    assert plan.decision == "decline_offer"
    assert told(plan, "recruiter_notice") == ("Bo Li",)
    assert told(plan, "call_script") == ("Hana Okafor",)
    assert told(plan, "call_confirmation") == ("Hana Okafor", "Joe Hart", "Ida Ek", "Omar Aziz")
    assert told(plan, "hr_pause_paperwork") == ("Joe Hart",)
    assert told(plan, "referee_heads_up-2") == ("Sam Poe",)
    assert told(plan, "linkedin_connect-2") == ("Omar Aziz",)


@pytest.mark.parametrize(
    ("stage", "decision"),
    [
        ("applied", "withdraw"),
        ("early", "withdraw"),
        ("mid", "withdraw"),
        ("final", "withdraw"),
        ("offer", "decline_offer"),
        ("accepted", "rescind_acceptance"),
    ],
)
def test_stage_sets_decision_and_channel(stage: str, decision: str) -> None:
    plan = make_plan(case_of(MANAGER, stage=stage), NOW)
    assert plan.decision == decision
    called = stage in ("final", "offer", "accepted")
    assert ids(plan) == [*(CALL if called else [decision]), "reflection_note"]


def test_rapport_with_the_manager_means_a_call_at_any_stage() -> None:
    assert ids(make_plan(case_of(MANAGER, FRIEND, stage="applied"), NOW))[:3] == CALL
    assert told(make_plan(case_of(MANAGER, FRIEND, stage="applied"), NOW), "call_script") == ("Bea Lind",)
    assert "withdraw" in ids(make_plan(case_of({**HR, "rapport": True}, stage="early"), NOW))


def test_the_one_called_is_the_manager_else_hr_else_an_interviewer() -> None:
    assert told(make_plan(case_of(*PANEL, HR, MANAGER, stage="final"), NOW), "call_script") == (
        "Hana Okafor",
    )
    assert told(make_plan(case_of(*PANEL, HR, stage="final"), NOW), "call_script") == ("Joe Hart",)
    assert told(make_plan(case_of(*PANEL, stage="final"), NOW), "call_script") == ("Ida Ek",)


def test_nobody_known_is_the_hiring_team_by_email() -> None:
    for people in ([], REFEREES, [REFERRER]):
        plan = make_plan(case_of(*people, stage="offer"), NOW)
        assert told(plan, "decline_offer") == ("Hiring Team",)
        step = plan.step("decline_offer")
        assert step is not None
        assert step.channel is Channel.EMAIL


@pytest.mark.parametrize("others", [[], REFEREES, [REFERRER], [AGENCY]])
def test_where_the_recruiter_is_the_only_way_in_there_is_no_direct_step(others: list[dict[str, Any]]) -> None:
    plan = make_plan(case_of(RECRUITER, *others, stage="offer"), NOW)
    assert not {"withdraw", "decline_offer", *CALL} & set(ids(plan))
    assert told(plan, "recruiter_notice") == ("Ana Silva",)


def test_references_only_asked_for_name_nobody() -> None:
    plan = make_plan(case_of(MANAGER, *REFEREES, logistics={"references": "requested"}), NOW)
    assert ids(plan) == ["withdraw", "reflection_note"]
    assert any("name nobody" in warning for warning in plan.warnings)


def test_paperwork_without_hr_goes_with_the_decision() -> None:
    plan = make_plan(case_of(MANAGER, logistics={"relocation": True}), NOW)
    assert "hr_pause_paperwork" not in ids(plan)
    assert any("HR" in warning for warning in plan.warnings)


@pytest.mark.parametrize(
    ("channels", "channel"),
    [
        ({"used": ["linkedin"]}, "linkedin"),
        ({"used": ["linkedin", "email"]}, "email"),
        ({"used": ["sms"], "sms_invited": True}, "sms"),
        ({"used": ["sms"]}, "email"),
        ({"used": ["sms", "email"], "sms_invited": True}, "email"),
        ({"used": []}, "email"),
    ],
)
def test_linkedin_and_sms_only_where_nothing_else_was_used(channels: dict[str, Any], channel: str) -> None:
    plan = make_plan(case_of(MANAGER, channels=channels), NOW)
    step = plan.step("withdraw")
    assert step is not None
    assert step.channel == channel
    assert not plan.warnings


@pytest.mark.parametrize(
    ("stage", "channel", "first", "warned"),
    [
        ("early", "email", "withdraw", ""),
        ("early", "phone", "call_request", "early for a call"),
        ("mid", "phone", "call_request", ""),
        ("early", "linkedin", "withdraw", "LinkedIn"),
        ("early", "sms", "withdraw", "text"),
        ("offer", "email", "decline_offer", "call Hana Okafor"),
        ("offer", "phone", "call_request", ""),
    ],
)
def test_a_chosen_channel_is_obeyed_and_warned_about(
    stage: str, channel: str, first: str, warned: str
) -> None:
    plan = make_plan(case_of(MANAGER, stage=stage), NOW, Channel(channel))
    assert ids(plan)[0] == first
    assert bool(plan.warnings) is bool(warned)
    assert warned in " ".join(plan.warnings)
    if first != "call_request":
        assert plan.steps[0].channel == channel


def test_a_call_needs_somebody_to_call_and_a_note_reaches_nobody() -> None:
    plan = make_plan(case_of(), NOW, Channel.PHONE)
    assert [step.channel for step in plan.steps] == ["email", "note"]
    assert "nobody" in plan.warnings[0]
    with pytest.raises(BadInput, match="reaches nobody"):
        make_plan(case_of(), NOW, Channel.NOTE)


def test_a_chosen_channel_reaches_the_recruiter_where_the_decision_goes_through_them() -> None:
    assert make_plan(case_of(RECRUITER), NOW, Channel.LINKEDIN).steps[0].channel is Channel.LINKEDIN
    assert make_plan(case_of(RECRUITER, MANAGER), NOW, Channel.LINKEDIN).steps[0].channel is Channel.EMAIL


@pytest.mark.parametrize(
    ("people", "asked"),
    [
        ([HR, MANAGER, RECRUITER, AGENCY], "Ana Silva"),
        ([HR, MANAGER], "Hana Okafor"),
        ([*PANEL, HR], "Joe Hart"),
        (PANEL, "Ida Ek"),
        ([REFERRER], "Hiring Team"),
    ],
)
def test_asking_about_terms_is_one_question_to_one_person(people: list[dict[str, Any]], asked: str) -> None:
    plan = make_plan(
        case_of(*people, intent="ask_terms", stage="offer", closing={"linkedin": True, "referral": "T"}), NOW
    )
    assert ids(plan) == ["terms_inquiry"]
    assert plan.decision == "terms_inquiry"
    assert told(plan, "terms_inquiry") == (asked,)


@pytest.mark.parametrize(
    ("fields", "urgent"),
    [
        ({}, False),
        ({"logistics": {"next_event": "2026-11-24T11:00:00"}}, True),  # in an hour, on Tokyo's clock
        ({"logistics": {"next_event": "2026-11-26T10:00:00"}}, True),
        ({"logistics": {"next_event": "2026-11-26T10:01:00"}}, False),
        ({"logistics": {"next_event": "2026-11-24T09:00:00"}}, False),  # an hour ago
        ({"logistics": {"payroll": True}}, True),
        ({"logistics": {"agreement_signed": True}}, True),
        ({"stage": "accepted"}, True),
    ],
)
def test_urgency_marks_recruiters_decision_and_paperwork(fields: dict[str, Any], urgent: bool) -> None:
    people = [RECRUITER, REFERRER, MANAGER, HR, *REFEREES]
    plan = make_plan(case_of(*people, **fields), NOW)
    marked = {"recruiter_notice", "withdraw", "hr_pause_paperwork", *CALL}
    for step in plan.steps:
        assert step.urgent is (urgent and step.message in marked)


def test_an_event_before_their_office_opens_is_warned_about() -> None:
    evening = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # 18:00 in Tokyo
    early = case_of(MANAGER, logistics={"next_event": "2026-11-25T08:30:00"})
    assert any("do not wait" in warning for warning in make_plan(early, evening).warnings)
    later = case_of(MANAGER, logistics={"next_event": "2026-11-25T09:30:00"})
    assert not make_plan(later, evening).warnings
    past = case_of(MANAGER, logistics={"next_event": "2026-11-24T08:30:00"})
    assert any("missed_appointment" in warning for warning in make_plan(past, evening).warnings)


def test_unknown_place_is_said() -> None:
    plan = make_plan(case_of(MANAGER, company={"name": "Acme"}), NOW)
    assert any("add the country" in warning for warning in plan.warnings)
    assert plan.steps[0].window is not None
    assert str(plan.steps[0].window.opens.tzinfo) == "Europe/Lisbon"


@pytest.mark.parametrize(
    ("now", "opens", "due"),
    [
        ("2026-11-24T10:00+09:00", "2026-11-25T09:00+09:00", "2026-11-26T10:00+09:00"),
        ("2026-11-27T10:00+09:00", "2026-11-30T09:00+09:00", "2026-11-30T10:00+09:00"),  # over a weekend
        ("2026-11-27T20:00+09:00", "2026-12-01T09:00+09:00", "2026-12-02T09:00+09:00"),
    ],
)
def test_a_promised_name_follows_within_two_days_or_right_after_the_weekend(
    now: str, opens: str, due: str
) -> None:
    plan = make_plan(case_of(MANAGER, closing={"referral": "Tom"}), datetime.fromisoformat(now))
    step = plan.step("referral_followup")
    assert step is not None
    assert step.window is not None
    assert step.window.opens.isoformat(timespec="minutes") == opens
    assert step.due == datetime.fromisoformat(due)


def test_missing_addresses_are_forwarded_by_the_recruiter() -> None:
    reachable = {**MANAGER, "email": "hana@example.com"}
    plan = make_plan(case_of(RECRUITER, reachable, *PANEL), NOW)
    assert any("Ida Ek and Omar Aziz" in warning and "Ana Silva" in warning for warning in plan.warnings)
    assert told(plan, "withdraw") == ("Hana Okafor", "Ida Ek", "Omar Aziz")


def test_json_has_the_shape_that_others_rely_on() -> None:
    case = case_of(RECRUITER, MANAGER)
    plan = make_plan(case, datetime.fromisoformat("2026-11-24T08:00+09:00")).as_json(case)
    assert set(plan) == {"advice", "decision", "steps"}
    assert set(plan["advice"]) == {"verdict", "because", "cautions"}
    first, *_, last = plan["steps"]
    why = first.pop("why")
    assert why.startswith("Hearing it first")
    assert first == {
        "id": "recruiter_notice",
        "message": "recruiter_notice",
        "channel": "email",
        "to": ["Ana Silva"],
        "urgent": False,
        "window": {
            "theirs": ["2026-11-24T09:00+09:00", "2026-11-24T17:00+09:00"],
            "yours": ["2026-11-24T00:00+00:00", "2026-11-24T08:00+00:00"],
        },
    }
    assert (last["id"], last["channel"], last["to"], last["window"]) == (
        "reflection_note",
        "note",
        ["you"],
        None,
    )


def test_names_that_look_like_templates_stay_as_they_are() -> None:
    odd = {"name": "{0.__class__} {{7*7}} [b]", "kind": "recruiter"}
    plan = make_plan(case_of(odd, company={"name": "O'Brien {x}", "country": "JP"}), NOW)
    assert plan.steps[0].to == ("{0.__class__} {{7*7}} [b]",)
    assert "{0.__class__} {{7*7}} [b]" in plan.steps[0].why
    assert "O'Brien {x}" in plan.steps[0].why


@pytest.mark.parametrize("message_id", list(catalogue()))
def test_any_message_can_be_asked_for_by_itself(message_id: str) -> None:
    everyone = case_of(RECRUITER, REFERRER, MANAGER, HR, *PANEL, *REFEREES)
    step = lone_step(everyone, message_id, NOW)
    assert step.channel in catalogue()[message_id].channels
    assert step.why.endswith(".")
    assert (step.window is None) == (step.channel is Channel.NOTE)
    if catalogue()[message_id].audience in ("recruiter", "referrer", "referee"):
        with pytest.raises(MissingDetail, match="people"):
            lone_step(case_of(), message_id, NOW)
    else:
        assert lone_step(case_of(), message_id, NOW).to in (("Hiring Team",), ("you",))


def test_a_lone_message_finds_its_reader() -> None:
    case = case_of(RECRUITER, MANAGER, HR, *PANEL)
    expected = {
        "thank_you_note": ("Ida Ek",),
        "reason_reply": ("Hana Okafor",),
        "rescind_acceptance": ("Hana Okafor", "Joe Hart", "Ida Ek", "Omar Aziz"),
        "hr_pause_paperwork": ("Joe Hart",),
        "call_script": ("Hana Okafor",),
        "criteria_page": ("you",),
    }
    assert {message_id: lone_step(case, message_id, NOW).to for message_id in expected} == expected
    assert lone_step(case_of(RECRUITER), "reason_reply", NOW).to == ("Ana Silva",)


def test_steps_are_found_by_id_and_take_a_channel_that_suits_them() -> None:
    case = case_of(RECRUITER, AGENCY, MANAGER)
    assert find_step(case, "recruiter_notice-2", NOW).to == ("Bo Li",)
    assert find_step(case, "recruiter_notice", NOW, Channel.SMS).channel is Channel.SMS
    assert find_step(case, "withdraw", NOW, Channel.LINKEDIN).channel is Channel.LINKEDIN
    assert find_step(case, "call_request", NOW, Channel.PHONE).channel is Channel.EMAIL
    assert find_step(case, "reflection_note", NOW, Channel.NOTE).channel is Channel.NOTE
    with pytest.raises(BadInput, match="withdraw"):
        find_step(case, "withdrawl", NOW)


def test_a_single_message_is_warned_about_only_where_its_channel_matters() -> None:
    case = case_of(MANAGER, stage="offer")
    assert "call Hana Okafor" in " ".join(channel_warnings(case, "decline_offer", Channel.EMAIL))
    assert not channel_warnings(case, "reason_reply", Channel.EMAIL)
    assert "LinkedIn" in " ".join(channel_warnings(case, "reason_reply", Channel.LINKEDIN))
    assert not channel_warnings(case, "linkedin_connect", Channel.LINKEDIN)
    assert not channel_warnings(case, "decline_offer", None)


def test_what_went_wrong_is_kept_out_of_public_places() -> None:
    for kind, warned in (("concerns", True), ("fit", False)):
        plan = make_plan(case_of(reason={"kind": kind}), NOW)
        assert any("social media" in warning for warning in plan.warnings) == warned


def test_a_decision_on_the_phone_is_told_to_one_person() -> None:
    case = case_of(*PANEL, MANAGER, stage="offer")
    assert find_step(case, "decline_offer", NOW, Channel.PHONE).to == ("Hana Okafor",)
    assert len(find_step(case, "decline_offer", NOW, Channel.EMAIL).to) == 3


def test_what_the_recruiter_may_do_waits_for_their_answer() -> None:
    """Their letter promises to wait; so does the plan, and it says until when."""
    plan = make_plan(case_of(RECRUITER, MANAGER), NOW)
    first, decision = plan.steps[0], plan.step("withdraw")
    assert decision is not None
    assert (first.after, decision.after) == ("", "Ana Silva")
    assert first.window is not None
    assert decision.window is not None
    assert decision.window.opens.date() > first.window.opens.date()


def test_where_it_is_urgent_nobody_waits_for_a_day() -> None:
    plan = make_plan(case_of(RECRUITER, MANAGER, stage="accepted"), NOW)
    request = plan.step("call_request")
    assert request is not None
    assert (request.after, request.urgent, request.window) == ("Ana Silva", True, plan.steps[0].window)


def test_without_a_recruiter_nothing_waits() -> None:
    assert not any(step.after for step in make_plan(case_of(MANAGER), NOW).steps)
