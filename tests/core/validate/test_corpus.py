"""The figures on the labelled pairs must not get worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.score import pairs, part, score

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize(
    ("file", "name", "caught", "refused", "right_code"),
    [
        ("own_train.jsonl", None, 0.95, 0.04, 0.9),
        ("shared_dev.jsonl", "train", 0.95, 0.08, 0.9),
        ("trades_train.jsonl", None, 0.95, 0.06, 0.8),
        ("formal_dev.jsonl", None, 0.91, 0.06, 0.8),
        ("shared_dev.jsonl", "dev", 0.92, 0.08, 0.9),
    ],
)
def test_figures(file: str, name: str | None, caught: float, refused: float, right_code: float) -> None:
    result = score(part(pairs(CORPUS / file), name))
    assert result.caught / result.bad >= caught
    assert result.refused / result.good <= refused
    assert result.right_code / result.caught >= right_code


def test_the_parts_share_no_draft_and_leave_none_out() -> None:
    rows = pairs(CORPUS / "shared_dev.jsonl")
    drafts = [{row["draft"] for row in part(rows, name)} for name in ("holdout", "dev", "train")]
    assert [len(d) for d in drafts] == [4, 4, 4]
    assert len(set.union(*drafts)) == 12


def test_a_letter_takes_milliseconds() -> None:
    rows = pairs(CORPUS / "own_train.jsonl")
    score(rows[:20])
    assert sorted(score(rows).seconds)[len(rows) // 2] < 0.05
