"""With a case at hand the linter knows what is private, what the message is for and which way it goes."""

from __future__ import annotations

from typing import Any

from core.case import Case, parse_case
from core.letter import Channel
from core.lint_in_case import lint_in_case

LEAVING = """Dear Ms. Okafor,

Thank you for the time you gave me. I have decided to withdraw my application for the Analyst role.

Kind regards,
Maya Lindqvist
"""
ASKING = """Dear Ms. Okafor,

Thank you for your time so far. I am very interested in the role. Could the hours be changed?

Kind regards,
Maya Lindqvist
"""


def case(**more: Any) -> Case:
    basics = {
        "you": {"name": "Maya Lindqvist"},
        "company": {"name": "Acme"},
        "role": "Analyst",
        "stage": "early",
    }
    return parse_case(basics | more)[0]


def codes(*args: Any) -> list[str]:
    return [finding.code for finding in lint_in_case(*args)]


def test_a_private_note_is_found() -> None:
    known = case(private_notes="My brother is in hospital and I am exhausted")
    assert codes(LEAVING, known) == []
    assert "private_leak" in codes(LEAVING.replace("I have", "My brother is in hospital. I have"), known)


def test_a_channel_against_the_advice_is_named() -> None:
    assert codes(LEAVING, case(), None, Channel.EMAIL) == []
    (finding,) = lint_in_case(LEAVING, case(), None, Channel.SMS)
    assert finding.code == "channel"
    assert "email is safer" in finding.message
    people = [{"name": "Hana Okafor", "kind": "hiring_manager"}]
    assert codes(LEAVING, case(stage="offer", people=people), None, Channel.EMAIL) == ["channel"]


def test_who_stays_may_say_so_and_need_not_leave() -> None:
    asking = case(intent="ask_terms", details={"obstacle": "the hours"})
    assert codes(ASKING, asking) == []
    assert {"decision_missing", "mixed_signal"} <= set(codes(ASKING, case()))


def test_what_the_case_sets_down_to_be_said_is_meant() -> None:
    known = case(details={"observations": ["The process was slow"]})
    said = LEAVING.replace(
        "I have decided to withdraw my application for the Analyst role.", "The process was slow."
    )
    assert codes(said, known, "feedback_reply") == []
    assert "criticism" in codes(said, case(), "feedback_reply")
