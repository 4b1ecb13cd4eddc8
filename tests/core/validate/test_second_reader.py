"""The second reader: how it cuts words, what it thinks, and what it changes in a verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.validate import check
from core.validate.second_reader import Opinion, SecondReader, second_reader
from core.validate.wordpiece import pieces

pytest.importorskip("numpy")

KNOWN = {word: at for at, word in enumerate(["[UNK]", "with", "##draw", "##ing", "cafe", ",", "'", "s", "i"])}
CORPUS = Path(__file__).parents[2] / "corpus"

DRAFT = """Dear Ms. Okafor,

Thank you for the conversation on Tuesday. I have decided to withdraw my application.

Please cancel the test on Thursday.

Kind regards,
Maya"""
GOOD = """Hi Ms. Okafor,

Thanks for talking with me on Tuesday. I've decided to withdraw my application.

Could you please cancel Thursday's test?

Best,
Maya"""


@pytest.fixture(scope="module")
def reader() -> SecondReader:
    found = second_reader()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Withdrawing", [(1, 0, 4), (2, 4, 8), (3, 8, 11)]),
        ("Café, I", [(4, 0, 4), (5, 4, 5), (8, 6, 7)]),
        ("i's", [(8, 0, 1), (6, 1, 2), (7, 2, 3)]),
        ("withheld i", [(0, 0, 8), (8, 9, 10)]),
        ("i" * 101, [(0, 0, 101)]),
        (" \u200b\n", []),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(text: str, cut: list[tuple[int, int, int]]) -> None:
    assert [(p.number, p.start, p.end) for p in pieces(text, KNOWN, 0)] == cut


def test_the_same_said_otherwise_is_less_in_doubt_than_the_opposite(reader: SecondReader) -> None:
    other = GOOD.replace("cancel Thursday's test", "move Thursday's test to Friday")
    good, bad = reader.opinion(DRAFT, GOOD), reader.opinion(DRAFT, other)
    assert good is not None
    assert bad is not None
    assert good.doubt < bad.doubt
    assert reader.opinion(DRAFT, GOOD) == good


def test_words_that_harm_are_shown(reader: SecondReader) -> None:
    spoiled = GOOD.replace(
        " I've decided", " I was surprised how little the panel knew about the role. I've decided"
    )
    opinion = reader.opinion(DRAFT, spoiled)
    assert opinion is not None
    worst = max(opinion.places, key=lambda place: place.chance)
    assert worst.harm == "grievance"
    assert "how little the panel knew" in spoiled[worst.start : worst.end]


def test_of_a_long_letter_less_of_what_is_in_both_is_read(reader: SecondReader) -> None:
    long = DRAFT.replace("Please cancel", "\n\n".join(f"I have kept page {n} of it all." for n in range(60)))
    spoiled = long.replace(" I have decided", " I was surprised how little the panel knew. I have decided")
    opinion = reader.opinion(long, spoiled)
    assert opinion is not None
    worst = max(opinion.places, key=lambda place: place.chance)
    assert "how little the panel knew" in spoiled[worst.start : worst.end]


def test_what_is_too_long_or_nothing_is_left_to_the_judges(reader: SecondReader) -> None:
    assert reader.opinion(DRAFT * 20, GOOD) is None
    assert reader.opinion(DRAFT, "") is None
    assert check(DRAFT, GOOD, second=reader).accepted


class Convinced(SecondReader):
    """Finds nothing wrong, or everything, and counts how often it was asked and how often to read closely."""

    def __init__(self, doubt: float, closely: float | None = None) -> None:
        super().__init__(Path("nowhere"))
        self.doubt, self.close_doubt, self.asked, self.read_closely = doubt, closely, 0, 0

    def opinion(self, draft: str, rewrite: str, *, closely: bool = False) -> Opinion | None:
        if not closely:
            self.asked += 1
            return Opinion(self.doubt, ())
        self.read_closely += 1
        return None if self.close_doubt is None else Opinion(self.close_doubt, ())


@pytest.mark.parametrize(
    "spoiled",
    [
        GOOD.replace("Tuesday", "Monday"),
        GOOD.replace("Maya", "[Name]"),
        f"**{GOOD}**",
        GOOD.replace("Tuesday", "Tues\u200bday"),
    ],
)
def test_no_opinion_outvotes_a_fact_a_blank_or_a_mark(spoiled: str) -> None:
    second = Convinced(-9)
    assert not check(DRAFT, spoiled, second=second).accepted
    assert not second.asked


def test_an_opinion_may_outvote_a_rule_about_words_and_has_to_be_strong() -> None:
    casual = GOOD.replace("Thanks for", "Thx for")
    assert {finding.code for finding in check(DRAFT, casual).findings} == {"unprofessional"}
    assert check(DRAFT, casual, second=Convinced(-9)).accepted
    refused = check(DRAFT, casual, second=Convinced(3))
    assert "unprofessional" in {finding.code for finding in refused.findings}


def test_a_clear_fault_is_refused_where_most_was_left_alone() -> None:
    kept = DRAFT.replace("Kind regards", "Best wishes")
    assert check(DRAFT, kept, second=Convinced(1)).accepted
    refused = check(DRAFT, kept, second=Convinced(4))
    assert len(refused.findings) == 1


def test_it_reads_closely_only_what_is_not_settled_at_a_glance() -> None:
    casual = GOOD.replace("Thanks for", "Thx for")
    for doubt, closely, accepted, read in [
        (-0.5, None, False, 1),  # no large network is installed
        (-0.5, -3, True, 1),
        (-0.5, 3, False, 1),
        (-9, 3, True, 0),
        (9, -3, False, 0),
    ]:
        second = Convinced(doubt, closely)
        assert check(DRAFT, casual, second=second).accepted is accepted, (doubt, closely)
        assert second.read_closely == read


def test_no_opinion_brings_back_the_thanks() -> None:
    thankless = GOOD.replace("Thanks for talking with me on Tuesday. ", "").replace("please ", "")
    assert thankless != GOOD
    refused = check(DRAFT, thankless, second=Convinced(-9))
    assert [finding.code for finding in refused.findings] == ["thanks_dropped"]
