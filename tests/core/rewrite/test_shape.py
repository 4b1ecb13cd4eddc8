"""High and low context in the shape of a letter."""

from __future__ import annotations

import pytest

from core.rewrite.proposal import Brief
from core.rewrite.work import Work
from core.tone import Context, Formality, Tone

LOW, HIGH = (Tone(Formality.NEUTRAL, context) for context in (Context.LOW, Context.HIGH))
LETTER = "Dear Ms. Adeyemi,\n\n{body}\n\nKind regards,\nJonas Reiter"
THANKS = "Thank you for the time you gave me."
DECISION = "I have decided to withdraw my application."
REASON = "I have accepted another offer."
WISHES = "I wish you all the best."


def settled(body: str, tone: Tone) -> str:
    proposal = Work(Brief(LETTER.format(body=body), tone)).settle()
    assert proposal.verdict.accepted
    assert all(LETTER.format(body=body)[slice(*each.span)] == each.draft for each in proposal.sentences)
    return proposal.text.removeprefix("Dear Ms. Adeyemi,\n\n").removesuffix("\n\nKind regards,\nJonas Reiter")


@pytest.mark.parametrize(
    ("tone", "body", "wanted"),
    [
        (LOW, f"{THANKS} {DECISION}\n\n{WISHES}", f"{DECISION} {THANKS}\n\n{WISHES}"),
        (LOW, f"{THANKS}\n\n{DECISION} {REASON}\n\n{WISHES}", f"{DECISION} {REASON}\n\n{THANKS}\n\n{WISHES}"),
        (
            HIGH,
            f"{DECISION} {REASON}\n\n{THANKS}\n\n{WISHES}",
            f"{THANKS}\n\n{DECISION} {REASON}\n\n{WISHES}",
        ),
        (HIGH, f"{THANKS} {DECISION}", f"{THANKS} {DECISION} {WISHES}"),
        (LOW, f"I hope you are well. {DECISION} {THANKS}", f"{DECISION} {THANKS}"),
    ],
)
def test_the_context_is_felt_in_the_shape(tone: Tone, body: str, wanted: str) -> None:
    assert settled(body, tone) == wanted


@pytest.mark.parametrize(
    ("tone", "body"),
    [
        (LOW, f"{DECISION} {THANKS}"),
        (HIGH, f"{THANKS} {DECISION} {WISHES}"),
        (Tone(), f"{THANKS} {DECISION}"),
        (HIGH, f"{DECISION}\n\nNothing led to this, and I thank you both for your time.\n\n{WISHES}"),
        (HIGH, f"{THANKS} {DECISION}\n\nJoão Ribeiro"),
        (LOW, f"{THANKS} However, {DECISION} {WISHES}"),
        (HIGH, f"{DECISION} Thank you all the same. {WISHES}"),
        (LOW, f"{THANKS}\n\n{DECISION} {REASON} Please close my file.\n\n{WISHES}"),
    ],
)
def test_what_has_its_shape_or_is_tied_stays(tone: Tone, body: str) -> None:
    assert settled(body, tone) == body


def test_a_turn_is_one_change_that_can_be_left() -> None:
    proposal = Work(Brief(LETTER.format(body=f"{THANKS} {DECISION}"), LOW)).settle()
    [index] = proposal.changed
    assert proposal.sentences[index].draft == f"{THANKS} {DECISION}"
    assert proposal.sentences[index].text == f"{DECISION} {THANKS}"
