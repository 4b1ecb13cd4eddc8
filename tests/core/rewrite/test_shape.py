"""High and low context in the shape of a letter."""

from __future__ import annotations

from pathlib import Path

import pytest

import core.rewrite
from core.resources import load_toml
from core.rewrite.proposal import Brief
from core.rewrite.work import Work
from core.tone import Context, Formality, Tone

LOW, HIGH = (Tone(Formality.NEUTRAL, context) for context in (Context.LOW, Context.HIGH))
LETTER = "Dear Ms. Adeyemi,\n\n{body}\n\nKind regards,\nJonas Reiter"
THANKS = "Thank you for the time you gave me."
DECISION = "I have decided to withdraw my application."
REASON = "I have accepted another offer."
WISHES = "I wish you all the best."
SHAPE = load_toml(Path(core.rewrite.__file__).parent / "shape.toml")
EXAMPLES = [
    pytest.param(list_, text, kind == "accept", id=f"{list_}-{kind}-{text[:30]}")
    for list_ in ("idle", "tied")
    for kind, texts in SHAPE[f"{list_}_examples"].items()
    for text in texts
]


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


@pytest.mark.parametrize(
    "hello", ["Hi Renata, hi everyone!", "Dear Ana, dear Bo,", "Hello Bo, good morning!"]
)
def test_all_of_a_greeting_is_left(hello: str) -> None:
    draft = f"{hello}\n\n{DECISION} Thanks a lot for the tour, I can't come back!\n\nBest,\nJo"
    work = Work(Brief(draft, Tone(Formality.FORMAL, Context.BALANCED)))
    work.by_rules()
    text = work.settle().text
    assert text.startswith(f"{hello}\n\n{DECISION} I would like")


def test_what_only_follows_a_greeting_is_not_one() -> None:
    draft = f"Hi Bo, thanks a lot!\n\nHi-vis vests lie there, I can't bring them! {DECISION}\n\nBest,\nJo"
    work = Work(Brief(draft, LOW))
    assert any(slot.part.text.startswith("Hi-vis") for slot in work.open)


CUT = "Could you cancel the days (3rd and 4th, I think?) and tell me where it's kept?"
KEPT = "I'd like my ticket (9 Ft, I've kept it!) to be paid back, if that's fine."


@pytest.mark.parametrize("body", [CUT, KEPT])
@pytest.mark.parametrize("formality", list(Formality))
def test_a_sentence_with_a_bracket_in_its_middle_is_not_taken_for_two(
    body: str, formality: Formality
) -> None:
    work = Work(Brief(LETTER.format(body=f"{DECISION}\n\n{body}"), Tone(formality, Context.BALANCED)))
    work.by_rules()
    assert body in work.settle().text


def test_a_sentence_in_brackets_is_one() -> None:
    body = f"{DECISION} I've left the keys. (They're in the drawer!) I can't bring them."
    work = Work(Brief(LETTER.format(body=body), LOW))
    work.by_rules()
    assert "(They are in the drawer.) I cannot bring them." in work.settle().text


@pytest.mark.parametrize("formality", list(Formality))
def test_good_wishes_do_not_read_as_the_sign_off(formality: Formality) -> None:
    tone = Tone(formality, HIGH.context)
    text = settled(f"{THANKS} {DECISION}", tone)
    assert text.startswith(f"{THANKS} {DECISION} ")
    assert " you all the " in text


@pytest.mark.parametrize(("list_", "text", "hit"), EXAMPLES)
def test_the_lists_hit_what_they_should(list_: str, text: str, hit: bool) -> None:
    if list_ == "idle":
        assert (text not in settled(f"{text} {DECISION} {THANKS}", LOW)) is hit
    else:
        stays, turned = f"{THANKS} {DECISION}\n\n{text}", f"{DECISION} {THANKS}\n\n{text}"
        assert settled(stays, LOW) == (stays if hit else turned)
