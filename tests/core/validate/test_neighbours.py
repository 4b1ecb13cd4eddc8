"""Sentences beside near neighbours, for the second reader to learn from."""

from __future__ import annotations

from random import Random

from core.validate.verdict import CODES
from models.training.reader.neighbours import Neighbours
from tests.corpus.labelled import sets

SETS = sets()
THING = {
    wording: (at, which)
    for at, each in enumerate(SETS)
    for which, wordings in enumerate(each["ways"])
    for wording in wordings
}


def test_every_set_has_three_things_said_in_three_ways_each_and_a_known_code() -> None:
    assert len(SETS) > 2000
    for each in SETS:
        assert [len(set(wordings)) for wordings in each["ways"]] == [3, 3, 3], each
        assert each["code"] in CODES, each


def test_a_sentence_beside_another_is_bad_when_it_says_a_neighbouring_thing() -> None:
    neighbours, bad = Neighbours(SETS, Random(3)), 0
    for _ in range(300):
        each = neighbours.draw()
        if each.draft in THING and each.rewrite in THING:
            (old, thing), (new, other) = THING[each.draft], THING[each.rewrite]
            assert old == new
            assert each.bad == (thing != other)
            assert each.draft != each.rewrite
        assert all(each.rewrite[start:end] in THING for start, end in each.marks)
        bad += each.bad
    assert 100 < bad < 200
