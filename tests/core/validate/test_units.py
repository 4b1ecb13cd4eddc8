"""Units, what they cover, and what they do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.validate import harms, moves, weighing
from core.validate.comparison import Comparison
from core.validate.evidence import column_names
from core.validate.judge import SUSPICIONS
from core.validate.learned import load
from core.validate.proper_names import proper_names
from core.validate.reading import read
from core.validate.thesaurus import Bag, is_ordinary, terms
from core.validate.units import folded, units


def words(text: str) -> tuple[str, ...]:
    return folded([t for said in read(text, proper_names(text)).said for t in said.run])


def pieces(text: str) -> list[str]:
    return [text[u.start : u.end] for u in units(read(text, ()))]


def test_a_sentence_is_cut_where_another_statement_begins() -> None:
    text = "I am withdrawing my application, because I have accepted another offer where effort is noticed."
    assert [p.split()[0] for p in pieces(text)] == ["I", "because", "where"]


def test_pieces_of_a_word_or_two_are_no_units() -> None:
    assert pieces("Sadly, I must withdraw, sorry.") == ["Sadly, I must withdraw, sorry."]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_units_with_true_places(text: str) -> None:
    for unit in units(read(text, ())):
        assert 0 <= unit.start < unit.end <= len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Please cancel the interview.", "Please call off the interview."),
        ("I live closer to home now.", "I live nearer home now."),
    ],
)
def test_expressions_of_a_group_cover_each_other(one: str, other: str) -> None:
    assert Bag(terms(words(other))).covers(terms(words(one))).share > 0.9


def test_another_thing_is_not_covered() -> None:
    bag = Bag(terms(words("Thank you for the pleasant visit.")))
    assert bag.covers(terms(words("The recruiter ignored three messages."))).share < 0.3


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("I have decided to withdraw my application.", "decision"),
        ("I might have to pull out of the process, I'm not sure yet.", "soft_decision"),
        ("Thank you very much for your time.", "thanks"),
        ("I hope that you find the right person soon.", "courtesy"),
        ("It is a pity that nobody ever answered my messages.", "grievance"),
        ("Please cancel the interview on Tuesday.", "request"),
        ("I'd be happy to talk again if anything changes.", "promise"),
    ],
)
def test_moves_of_plain_sentences(text: str, move: str) -> None:
    chances = moves.probabilities(words(text))
    assert sum(chances) == pytest.approx(1)
    assert moves.model().names[max(range(len(chances)), key=chances.__getitem__)] == move


def test_a_capital_makes_no_name_of_an_ordinary_word() -> None:
    assert is_ordinary("leadership")
    assert not is_ordinary("okafor")


def test_the_weights_were_trained_on_the_columns_that_a_row_has() -> None:
    compared = Comparison(
        "Hi Ana,\n\nI withdraw. Thank you.\n\nMaya", "Hi Ana,\n\nThanks. I withdraw.\n\nMaya"
    )
    added = (*column_names(), *harms.column_names(), *SUSPICIONS)
    assert load("added")["columns"] == list(added)
    assert load("dropped")["columns"] == list(column_names())
    letter = weighing.column_names(SUSPICIONS)
    assert load("letter")["columns"] == list(letter)
    judges = compared.judges
    assert {len(judges.row_of_new(at)) for at in range(len(judges.open_new))} == {len(added)}
    assert {len(judges.row_of_kept(at)) for at in range(len(judges.open_kept))} == {len(column_names())}
    added_doubts, lost_doubts = [0.0] * len(judges.open_new), [0.0] * len(judges.open_kept)
    assert len(judges.row_of_letter(added_doubts, lost_doubts)) == len(letter)
