"""What people type in haste is read written out; words that only look like a short form stay."""

from __future__ import annotations

import pytest
from framed import codes
from hypothesis import given
from hypothesis import strategies as st

from core.validate import check
from core.validate.haste import both_written_out

HASTY = """hiya Bernie, im down to see you thurs 2pm for the night care asst job at Glenmore House, i wont be
coming im pulling out of it altogether. could you give the slot to someone else and shred my vetting form pls.
thx for everything, Aoife Brennan"""
NEAT = """Hi Bernie, please give the slot I had on Thursday at 2 pm to someone else: I won't be coming and am
pulling out of the night care assistant job at Glenmore House altogether. Could you shred my vetting form?
Thank you for everything. Aoife Brennan"""
WORDS = "im dont sat sun mon wed thurs 2pm w/ w/o b/c jr dev team A-12 the on i pls u n Sat Dev , . \n".split(
    " "
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("im off thurs w/ Sam", "I'm off Thursday with Sam"),
        ("see you sat morning, or on sun", "see you Saturday morning, or on Sunday"),
        ("the appt on mon the 7th", "the appointment on Monday the 7th"),
        ("the jr backend dev job", "the junior backend developer job"),
        ("pls tell occ health", "please tell Occupational Health"),
        ("cant do it b/c of the kids", "can't do it because of the kids"),
        ("Im sorry, I dont know", "I'm sorry, I don't know"),
    ],
)
def test_short_forms_are_written_out(typed: str, meant: str) -> None:
    drafted, _ = both_written_out(typed, "")
    assert drafted.text == meant


@pytest.mark.parametrize(
    "text",
    [
        "I sat 3 exams and sat down at the table.",
        "The sun is out, and they wed in May.",
        "Dev Patel of the dev team, ref. 2231, ref A-12.",
        "Mon Chérie, tu as raison, u.k.",
        "Tell Jan, Cos and the Uni at www.im.cant",
        "The EM in Vancouver, BC, or Austin, TX, with N and Em",
    ],
)
def test_words_that_are_none_stay(text: str) -> None:
    _, rewritten = both_written_out("Dear Ms Lee, I withdraw.", text)
    assert rewritten.text == text


def test_carelessness_stays_in_the_rewrite_of_a_careful_draft() -> None:
    assert both_written_out("I am withdrawing.", "im withdrawing, pls")[1].text == "im withdrawing, pls"
    assert both_written_out("im withdrawing", "im withdrawing, pls")[1].text == "I'm withdrawing, please"
    assert "unprofessional" in codes(NEAT, NEAT.replace("I won't be coming", "I ain't gonna come"))


def test_a_hasty_draft_may_be_written_neatly_and_says_no_more_by_it() -> None:
    assert not codes(HASTY, NEAT)
    assert "fact_changed" in codes(HASTY, NEAT.replace("Thursday", "Tuesday"))
    assert "fact_changed" in codes(HASTY, NEAT.replace("2 pm", "3 pm"))


@pytest.mark.parametrize(
    ("note", "leak"),
    [
        ("wknd appt w/ my mgr", "I have an appointment with my manager at the weekend."),
        ("wknd appt w/ my mgr", "I have a wknd appt w/ my mgr."),
        ("the mgr is never in by thurs", "The mgr is never in by Thursday."),
        ("occ health appt tmrw", "I have an Occupational Health appointment tomorrow."),
    ],
)
def test_a_private_note_typed_in_haste_is_given_away_in_any_writing(note: str, leak: str) -> None:
    leaked = NEAT.replace("Thank you", f"{leak} Thank you")
    assert check(HASTY, NEAT, private=[note]).accepted
    assert "private_leak" in {finding.code for finding in check(HASTY, leaked, private=[note]).findings}


def test_a_finding_quotes_both_as_they_are_typed() -> None:
    asked = HASTY.replace("pls", "pls and ring me abt it on sat morning")
    turned = NEAT.replace("Thursday", "Tues")
    found = check(asked, turned).findings
    missing = [each.evidence for each in found if not each.span[1] and each.evidence]
    assert any(turned[slice(*each.span)] == "Tues" for each in found)
    assert missing
    assert all(evidence.lower() in asked.lower() for evidence in missing)


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join) | st.text(max_size=60))
def test_any_text_is_read_and_its_places_found_again(text: str) -> None:
    written, _ = both_written_out(text, "")
    for change in written.changes:
        assert text[slice(*change.then)]
        assert written.text[slice(*change.now)]
    assert check(text, text).accepted
