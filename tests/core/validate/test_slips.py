"""Small words that are slipped in, and what a unit may do wrong beside the draft."""

from __future__ import annotations

import pytest

from core.validate import harms, slips, thesaurus, units
from core.validate.learned import load
from core.validate.proper_names import proper_names
from core.validate.reading import read


@pytest.mark.parametrize(
    ("draft", "rewrite", "found"),
    [
        ("thank you for the offer", "thank you for the belated offer", ["late"]),
        ("thank you for the offer", "thank you for the offer", []),
        ("thank you for the belated offer", "thank you for the belated offer", []),
        ("everyone was kind", "for the most part everyone was kind", ["limits"]),
        ("it was a decision", "it was a hard decision", ["harmless"]),
    ],
)
def test_only_what_is_new_is_slipped_in(draft: str, rewrite: str, found: list[str]) -> None:
    known = draft.split()
    words = tuple(rewrite.split())
    assert slips.slipped_in(words, [word not in known for word in words]) == found


def test_no_two_small_words_overlap() -> None:
    words = ("at", "long", "last")
    assert slips.slipped_in(words, [True] * 3) == ["late"]


def test_every_small_word_can_be_met() -> None:
    lists = load("slips")
    assert all(each and each == " ".join(each.split()) for kind in lists.values() for each in kind)


def unit_of(draft: str, rewrite: str) -> tuple[units.Unit, thesaurus.Bag]:
    names = proper_names(draft)
    return units.units(read(rewrite, names))[0], units.everything(read(draft, names))


@pytest.mark.parametrize(
    ("draft", "rewrite", "harm"),
    [
        ("I enjoyed the visit.", "I enjoyed the visit, which your chaos did not make easy.", "grievance"),
        ("I withdraw my application.", "I may have to withdraw my application for now.", "weakened"),
        ("I withdraw my application.", "I will gladly talk again whenever you like.", "promise"),
        ("I withdraw my application.", "My wife has been offered a better paid position.", "reason"),
    ],
)
def test_what_is_new_has_the_harm_that_it_does(draft: str, rewrite: str, harm: str) -> None:
    names = proper_names(draft)
    said = units.everything(read(draft, names))
    found = {harms.likeliest(unit, said) for unit in units.units(read(rewrite, names))}
    assert harm in found


def test_what_the_draft_says_too_is_hardly_harmful() -> None:
    unit, said = unit_of("Please keep me in mind.", "Please keep me in mind.")
    other, nothing = unit_of("I withdraw.", "Please keep me in mind.")
    place = harms.column_names().index("harmless")
    assert harms.row(unit, said)[place] > harms.row(other, nothing)[place]


def test_every_group_has_a_name() -> None:
    numbers = {
        group for word in ("decline", "thank", "offer") for group in thesaurus.terms((word,))[0].groups
    }
    assert numbers
    assert max(numbers) < len(thesaurus.group_names())
