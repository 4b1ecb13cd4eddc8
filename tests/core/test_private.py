"""What is kept private gets into no letter, not even by a field that repeats it."""

from __future__ import annotations

from typing import Any

import pytest

from core.case import Case, parse_case
from core.compose import compose
from core.errors import EXIT_REJECTED, PrivateShown
from core.letter import Channel


def case_of(**more: Any) -> Case:
    data = {"you": {"name": "Maya"}, "company": {"name": "Acme"}, "role": "Analyst", "stage": "mid"}
    return parse_case(data | more)[0]


@pytest.mark.parametrize(
    ("notes", "line"),
    [
        ("My sister Zelda is ill.", "My sister Zelda is ill."),
        ("Call mum.\nMy sister Zelda is ill!", "It was kind of you to ask: my sister  zelda is ill, sadly"),
        ("My sister Zelda is ill and nobody there knows.", "My sister Zelda is ill"),
        ("Zelda", "Zelda"),
        ("給料が低すぎると思う", "正直に言うと給料が低すぎると思う"),
    ],
)
def test_a_field_that_repeats_a_private_note_is_named(notes: str, line: str) -> None:
    case = case_of(private_notes=notes, personal_line=line)
    with pytest.raises(PrivateShown, match="personal_line: repeats your private notes") as caught:
        compose(case, "withdraw")
    assert caught.value.exit_code == EXIT_REJECTED
    assert compose(case, "call_request").text  # shows no such field


@pytest.mark.parametrize(
    ("field", "more", "message_id"),
    [
        ("details.specific", {"details": {"specific": "They pay too little here."}}, "thank_you_note"),
        ("details.observations[0]", {"details": {"observations": ["They pay too little"]}}, "feedback_reply"),
        ("closing.open_to", {"closing": {"open_to": "work, but they pay too little"}}, "withdraw"),
    ],
)  # fmt: skip
def test_a_reason_that_is_not_shared_is_private_too(
    field: str, more: dict[str, Any], message_id: str
) -> None:
    case = case_of(reason={"kind": "compensation", "share": False, "line": "They pay too little"}, **more)
    with pytest.raises(PrivateShown, match="the reason that you do not share") as caught:
        compose(case, message_id, channel=Channel.EMAIL)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("notes", "line"),
    [
        ("Lisbon", "I appreciated your plans for the Lisbon office."),
        ("I liked the team. The pay is poor.", "I liked the workshop"),
        ("…\n!!", "…"),
        ("", "My sister Zelda is ill."),
    ],
)
def test_a_word_in_common_is_no_secret(notes: str, line: str) -> None:
    assert line in compose(case_of(private_notes=notes, personal_line=line), "withdraw").text


def test_notes_to_oneself_may_hold_it() -> None:
    case = case_of(
        private_notes="Never again a night shift", details={"criteria": ["Never again a night shift"]}
    )
    assert "night shift" in compose(case, "criteria_page").text
