"""Text from a person is data: it comes out as the same characters and changes nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from core.case import Case, parse_case
from core.compose import compose
from core.letter import Channel
from core.tone import Tone, all_tones

QUIZ = "I loved the {{7*7}} [b]quiz[/b]"
LINES = [
    QUIZ,
    "{% raw %}",
    "{{ me }}{# no comment #}",
    "{{ ''.__class__.__mro__ }}",
    "¶ ¶",
    "Bcc: everyone@example.org",
    "a \\n b \\1 $x %s",
]
COMPANY = "O'Brien & Sons [EU] GmbH"


def case_with(**more: Any) -> Case:
    data = {
        "you": {"name": "Maya {{Lindqvist}}"},
        "company": {"name": COMPANY},
        "role": "Analyst {{ 7*7 }}",
        "stage": "offer",
        "people": [
            {"name": "Ana {% if %} Silva", "kind": "hiring_manager"},
            {"name": "[Bo]", "kind": "recruiter"},
        ],
        **more,
    }
    return parse_case(data)[0]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("channel", list(Channel)[:4])
def test_a_personal_line_stays_as_typed(line: str, channel: Channel) -> None:
    case = case_with(personal_line=line, reason={"kind": "fit", "line": line}, closing={"open_to": line})
    letter = compose(case, "decline_offer", people=case.people[:1], channel=channel)
    moves = [move.text for move in letter.moves]
    assert sum(text.rstrip(".") == line for text in moves) == 2
    assert COMPANY in letter.body
    assert "Analyst {{ 7*7 }}" in letter.body


def test_nothing_of_a_person_adds_a_paragraph_or_a_move() -> None:
    tame, wild = (case_with(personal_line=line) for line in ("I loved the quiz", "¶ \x02decision\x1fx\x03 ¶"))
    for tone in all_tones():
        plain, odd = (compose(case, "decline_offer", people=case.people, tone=tone) for case in (tame, wild))
        assert [[m.kind for m in p] for p in plain.paragraphs] == [
            [m.kind for m in p] for p in odd.paragraphs
        ]


def test_a_line_break_in_a_name_stays_out_of_the_subject() -> None:
    case = case_with(role="Analyst\r\nBcc: everyone@example.org")
    letter = compose(case, "decline_offer")
    assert letter.subject.splitlines() == ["Your offer for the position of Analyst Bcc: everyone@example.org"]


def test_spelling_leaves_a_persons_words_alone() -> None:
    line = "I apologise for the colour of my programme"
    case = case_with(personal_line=line, company={"name": "Organise Ltd", "country": "US"}, stage="accepted")
    text = compose(case, "rescind_acceptance", tone=Tone()).text
    assert line in text
    assert "Organise Ltd" in text
