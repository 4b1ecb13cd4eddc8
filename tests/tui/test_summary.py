"""What the list of cases says of each: whom to tell next, in a sentence that is true of that case."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from app_driving import NOW

from core.catalogue import catalogue
from core.store import Cases
from tui.state.session import Session
from tui.state.summary import length_of, step_head, sum_up

ANA = {"name": "Ana Silva", "kind": "recruiter"}
BO = {"name": "Bo Lee", "kind": "recruiter"}
HANA = {"name": "Hana Okafor", "kind": "hiring_manager"}
TERMS = {"stage": "offer", "intent": "ask_terms", "details": {"obstacle": "the notice period"}}


def opened(home: Path, case: dict[str, Any]) -> tuple[Session, Cases]:
    known = {
        "you": {"name": "Maya Lindqvist", "timezone": "Europe/Lisbon"},
        "company": {"name": "Northwind", "country": "JP"},
        "role": "Analyst",
    }
    cases = Cases(home)
    return Session(cases.new(known | case), cases, lambda: NOW), cases


def said(home: Path, case: dict[str, Any], done: int = 0, tick: Any = "told") -> str:
    session, cases = opened(home, case)
    for step in session.plan.steps[:done]:
        session.tick(step.id, tick)
    return sum_up(session.record, cases, lambda: NOW)


@pytest.mark.parametrize(
    ("case", "done", "sentence"),
    [
        ({"stage": "applied"}, 0, "next: tell the hiring team that you withdraw · now is 11:30 in Tokyo"),
        ({"stage": "applied"}, 1, "1 of 2 done · next: note for yourself what you learned"),
        ({"stage": "applied"}, 2, "everybody is told"),
        ({"stage": "early", "people": [ANA]}, 0, "next: tell Ana Silva · now"),
        ({"stage": "mid", "people": [ANA, BO]}, 0, "next: tell Ana Silva first · now"),
        ({"stage": "mid", "people": [ANA, BO]}, 1, "next: tell Bo Lee · now"),
        ({"stage": "final", "people": [HANA]}, 0, "next: ask Hana Okafor for a short call"),
        ({"stage": "final", "people": [HANA]}, 1, "next: call Hana Okafor ·"),
        ({"stage": "offer"}, 0, "next: tell the hiring team that you decline the offer"),
        ({"stage": "accepted"}, 0, "next: tell the hiring team that you take back your acceptance"),
        ({"stage": "mid", "intent": "undecided"}, 0, "next: sleep on it; when you are sure, tell the hiring"),
        (TERMS | {"people": [ANA]}, 0, "next: ask Ana Silva whether the terms can change"),
        (TERMS | {"people": [ANA]}, 1, "you have asked; the next step is theirs"),
        ({"stage": "offer", "intent": "ask_terms"}, 0, "still needed: what stands in the way"),
        ({"stage": "mid", "people": [{"name": "{x} [b]", "kind": "recruiter"}]}, 0, "tell {x} [b] ·"),
    ],
)
def test_each_case_gets_a_sentence_of_its_own(
    own_home: Path, case: dict[str, Any], done: int, sentence: str
) -> None:
    assert sentence in said(own_home, case, done)


def test_whoever_has_not_answered_yet_is_named(own_home: Path) -> None:
    assert "waiting for Ana Silva · next: note" in said(
        own_home, {"stage": "early", "people": [ANA]}, 1, "waiting"
    )


def test_when_their_office_is_closed_it_says_what_time_it_is_there(own_home: Path) -> None:
    session, cases = opened(own_home, {"stage": "early", "people": [ANA]})
    night = NOW.replace(hour=14)  # 23:30 in Tokyo
    told = sum_up(session.record, cases, lambda: night)
    opens = "from Wed 25 Nov 09:00 in Tokyo (Wed 25 Nov 00:00 for you)"
    assert told.endswith(f"· {opens}, now is Tue 23:30 there")


def test_a_note_is_for_yourself_and_goes_to_nobody(own_home: Path) -> None:
    session, _ = opened(own_home, {"stage": "early"})
    assert step_head(session.plan.steps[-1]) == "Reflect on it · for yourself"
    assert step_head(session.plan.steps[0]) == "Withdraw from the process · to Hiring Team · email"


def test_length_is_told_as_the_channel_counts(own_home: Path) -> None:
    session, _ = opened(own_home, {"stage": "early", "closing": {"linkedin": True}, "people": [HANA]})
    mail = session.plan.steps[0]
    note = next(step for step in session.plan.steps if step.message == "linkedin_connect")
    assert length_of(mail, "word " * 80) == "80 words · 20 s to read"
    assert length_of(note, "x" * 120) == "120 of 300 characters"


@pytest.mark.parametrize(("stage", "begun"), [("offer", "They chose you"), ("accepted", "They are counting")])
def test_the_reason_for_a_call_fits_the_stage(own_home: Path, stage: str, begun: str) -> None:
    session, _ = opened(own_home, {"stage": stage, "people": [HANA]})
    assert session.plan.steps[0].why.startswith(begun)


def test_several_recruiters_are_each_no_only_way(own_home: Path) -> None:
    session, _ = opened(own_home, {"stage": "mid", "people": [ANA, BO]})
    assert all("This one message" not in step.why for step in session.plan.steps)


def test_every_message_can_be_next(own_home: Path) -> None:
    """A plan may hold any message one day; none may break the list of cases."""
    from tui.state.summary import _sentences

    assert set(_sentences()["steps"]) <= set(catalogue())
