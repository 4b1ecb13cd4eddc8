"""Every letter of the catalogue, harmed in every way, is refused; untouched, it is accepted."""

from __future__ import annotations

import os

import pytest

from core.validate import check
from core.validate.second_reader import second_reader
from tests.corpus.mutate import letters, run

EVERY = int(os.environ.get("BOWOUT_EVERY", "30"))
ALWAYS = {
    "foreign",
    "cut",
    "decision paused",
    "decision changed",
    "decision removed",
    "digit",
    "signature",
    "request dropped",
}
MOSTLY = {
    "meta": 0.95,
    "decision reversed": 0.95,
    "decision hedged": 0.95,
    "grievance": 0.88,
    "promise": 0.88,
    "reason": 0.9,
}
"""Floors under what is measured over all letters; these bounds are to rise, never to fall."""


@pytest.fixture(scope="module")
def harmed() -> dict[str, tuple[int, list[tuple[str, str]]]]:
    done, passed = run(EVERY)
    return {kind: (count, passed.get(kind, [])) for kind, count in done.items()}


def test_every_harm_is_tried(harmed: dict[str, tuple[int, list[tuple[str, str]]]]) -> None:
    assert set(harmed) == ALWAYS | set(MOSTLY)


@pytest.mark.parametrize("kind", sorted(ALWAYS))
def test_what_no_letter_survives(kind: str, harmed: dict[str, tuple[int, list[tuple[str, str]]]]) -> None:
    assert harmed[kind][1] == []


@pytest.mark.parametrize("kind", sorted(MOSTLY))
def test_what_few_letters_survive(kind: str, harmed: dict[str, tuple[int, list[tuple[str, str]]]]) -> None:
    count, passed = harmed[kind]
    assert 1 - len(passed) / count >= MOSTLY[kind], passed[:3]


def test_every_letter_is_accepted_against_itself() -> None:
    assert all(check(letter, letter).accepted for _, letter in letters())


WITH_THE_SECOND_READER = dict.fromkeys(MOSTLY, 0.95) | {"reason": 0.94, "request dropped": 0.45}


@pytest.mark.model
def test_the_second_reader_leaves_hardly_any() -> None:
    second = second_reader()
    assert second is not None
    done, passed = run(EVERY, second=second)
    for kind, floor in WITH_THE_SECOND_READER.items():
        left = passed.get(kind, [])
        assert 1 - len(left) / done[kind] >= floor, (kind, left[:3])
