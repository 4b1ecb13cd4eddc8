"""The plan: what holds for any mixture of people, whatever the moment and the channel."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.calendar import working_days
from core.case import Case, parse_case
from core.catalogue import catalogue
from core.letter import Channel
from core.plan import Plan, make_plan

KINDS = ["hiring_manager", "interviewer", "hr", "recruiter", "referrer", "referee"]
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Ana Silva", "Bo", "Dr. Eva van Dijk", "李明", "Ana Silva"]),
            "kind": st.sampled_from(KINDS),
            "email": st.sampled_from([None, "a@example.com"]),
            "rapport": st.booleans(),
        }
    ),
    max_size=7,
)
CASES = st.fixed_dictionaries(
    {
        "you": st.fixed_dictionaries(
            {"name": st.just("Maya"), "timezone": st.sampled_from([None, "Asia/Kolkata"])}
        ),
        "company": st.fixed_dictionaries(
            {"name": st.just("Acme"), "country": st.sampled_from(["JP", "IR", "IN", "SA", "US", "EU", None])}
        ),
        "role": st.just("Chief Nurse"),
        "stage": st.sampled_from(["applied", "early", "mid", "final", "offer", "accepted"]),
        "intent": st.sampled_from(["leave", "leave", "undecided", "ask_terms"]),
        "people": PEOPLE,
        "channels": st.fixed_dictionaries(
            {
                "used": st.lists(st.sampled_from(["email", "phone", "linkedin", "sms"]), max_size=2),
                "sms_invited": st.booleans(),
            }
        ),
        "logistics": st.fixed_dictionaries(
            {
                "visa": st.booleans(),
                "agreement_signed": st.booleans(),
                "references": st.sampled_from(["none", "requested", "provided"]),
                "next_event": st.sampled_from([None, "2026-11-25T09:00:00", "2026-11-25T09:00:00Z"]),
            }
        ),
        "closing": st.fixed_dictionaries(
            {"linkedin": st.booleans(), "referral": st.sampled_from([None, "Tom"])}
        ),
    }
).map(lambda data: parse_case(data)[0])  # fmt: skip
MOMENTS = st.integers(1_790_000_000, 1_800_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
CHANNELS = st.sampled_from([None, Channel.EMAIL, Channel.PHONE, Channel.LINKEDIN, Channel.SMS])

RANK = {
    "recruiter_notice": 1, "referrer_thanks": 2, "withdraw": 3, "decline_offer": 3, "rescind_acceptance": 3,
    "call_request": 3, "call_script": 4, "call_confirmation": 5, "hr_pause_paperwork": 6,
    "referee_heads_up": 7, "linkedin_connect": 8, "referral_followup": 9, "reflection_note": 10,
}  # fmt: skip


def ids(plan: Plan) -> list[str]:
    return [step.id for step in plan.steps]


@given(CASES, MOMENTS, CHANNELS)
def test_any_plan_for_leaving_keeps_the_order_and_tells_everyone(
    case: Case, now: datetime, channel: Channel | None
) -> None:
    plan = make_plan(case, now, channel)
    if case.decision == "terms_inquiry":
        assert ids(plan) == ["terms_inquiry"]
        return
    ranks = [RANK[step.message] for step in plan.steps]
    assert ranks == sorted(ranks)
    assert len(set(ids(plan))) == len(plan.steps)
    kinds = {person.kind for person in case.people}
    insiders = [p.name for p in case.people if p.kind in ("hiring_manager", "hr", "interviewer")]
    carriers = [step for step in plan.steps if step.message in (case.decision, "call_confirmation")]
    if insiders or "recruiter" not in kinds:
        assert sorted(carriers[0].to) == sorted(insiders or ["Hiring Team"])
        assert len(carriers) == 1
    else:
        assert not carriers
    recruiters = [step for step in plan.steps if step.message == "recruiter_notice"]
    assert [step.people[0] for step in recruiters] == [p for p in case.people if p.kind == "recruiter"]


@given(CASES, MOMENTS, CHANNELS)
def test_any_step_can_be_written_and_its_window_is_theirs(
    case: Case, now: datetime, channel: Channel | None
) -> None:
    plan = make_plan(case, now, channel)
    for step in plan.steps:
        assert step.channel in catalogue()[step.message].channels
        assert step.to
        assert step.why.endswith(".")
        assert "{" not in step.why
        if step.channel is Channel.NOTE:
            assert step.window is None
            continue
        assert step.window is not None
        assert step.window.opens >= now
        assert step.window.opens.weekday() in working_days(case.company.country)
        assert 9 <= step.window.opens.hour < 17
        assert step.window.closes.hour == 17
    follow = plan.step("referral_followup")
    if follow and follow.window and follow.due:
        first = plan.steps[0].window
        assert first is not None
        assert first.opens < follow.window.opens <= follow.due
        assert follow.due <= max(first.opens + timedelta(hours=48), follow.window.opens + timedelta(hours=1))


@given(CASES, MOMENTS, CHANNELS)
def test_any_plan_survives_json(case: Case, now: datetime, channel: Channel | None) -> None:
    data = make_plan(case, now, channel).as_json(case)
    assert json.loads(json.dumps(data)) == data
    for step in data["steps"]:
        if step["window"]:
            theirs, yours = (
                [datetime.fromisoformat(moment) for moment in step["window"][clock]]
                for clock in ("theirs", "yours")
            )
            assert theirs == yours
