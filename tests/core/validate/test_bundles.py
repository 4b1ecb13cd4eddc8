"""Small letters made of claims, for the second reader to learn from."""

from __future__ import annotations

from random import Random

from core.validate.sentences import sentences
from models.training.reader.bundles import MAY_BE_NEW, MAY_LACK, Bundles

CLAIMS = [
    ("I have decided to withdraw my application.", "I am withdrawing my application.", "same", []),
    ("I have decided to withdraw my application.", "I may withdraw.", "decision_hedged", ["may"]),
    ("My mother needs me in Leeds.", "I am needed in Leeds by my mother.", "same", []),
    ("My mother needs me in Leeds.", "My father needs me in Leeds.", "fact_changed", ["father"]),
    ("Please cancel the test on Thursday.", "Could you call off Thursday's test?", "same", []),
    ("Thank you for your time.", "Many thanks for your time.", "same", []),
]
ROWS = [dict(zip(("draft", "rewrite", "label", "at"), claim, strict=True)) for claim in CLAIMS]
WELL = {row["draft"]: row["rewrite"] for row in ROWS if row["label"] == "same"}
BADLY = {row["rewrite"] for row in ROWS if row["label"] != "same"}


def _drawn(number: int = 300) -> list[tuple[list[str], list[str], bool, str, list[str]]]:
    bundles = Bundles(ROWS, Random(3), most=3)
    found = []
    for each in (bundles.draw() for _ in range(number)):
        marked = [each.rewrite[start:end] for start, end in each.marks]
        found.append((_said(each.draft), _said(each.rewrite), each.bad, each.harm, marked))
    return found


def _said(text: str) -> list[str]:
    return [each.text for each in sentences(text)]


def test_a_good_bundle_says_all_that_its_draft_says() -> None:
    good = [(old, new) for old, new, bad, *_ in _drawn() if not bad]
    assert len(good) > 100
    for old, new in good:
        assert sorted(new) == sorted(WELL.get(said, said) for said in old)


def test_a_bad_one_has_one_sentence_said_badly_too_few_or_too_many() -> None:
    kinds = set()
    for old, new, bad, _, marked in _drawn():
        if not bad:
            continue
        wanted = {WELL.get(said, said) for said in old}
        lacks, more = wanted - set(new), set(new) - wanted
        kinds.add((len(lacks), len(more)))
        assert (len(lacks), len(more)) in {(1, 1), (1, 0), (0, 1)}
        if (len(lacks), len(more)) == (1, 1):
            assert more <= BADLY
        assert all(any(mark in said for said in more) for mark in marked)
    assert len(kinds) == 3


def test_what_a_letter_may_lack_or_add_is_no_fault() -> None:
    roles = {each.text: each.role for row in ROWS for each in sentences(row["draft"])}
    for old, new, bad, *_ in _drawn():
        if not bad or len(old) == len(new):
            continue
        here = {said for said in WELL if (said in old) != (WELL[said] in new)}
        assert here
        assert all(roles[said] not in (MAY_LACK if len(new) < len(old) else MAY_BE_NEW) for said in here)


def test_words_that_harm_are_marked_where_they_stand() -> None:
    marks = {(harm, mark) for _, _, bad, harm, marked in _drawn() for mark in marked if bad}
    assert {("weakened", "may"), ("fact", "father")} <= marks


def test_what_would_be_bad_is_good_where_the_draft_says_it_too() -> None:
    assert any(set(old) & set(new) & BADLY for old, new, bad, *_ in _drawn() if not bad)
