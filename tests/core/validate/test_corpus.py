"""The figures on the labelled pairs must not get worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.score import pairs, part, score

CORPUS = Path(__file__).parents[2] / "corpus"


# Floors under what was measured when the judges were last trained. All of these parts were trained on: they
# guard against a slip, and say nothing of strangers (see the README beside the corpora for those figures).
@pytest.mark.parametrize(
    ("file", "name", "caught", "refused", "right_code"),
    [
        ("own_train.jsonl", None, 0.85, 0.07, 0.9),
        ("shared_dev.jsonl", "dev", 0.94, 0.08, 0.9),
        ("shared_dev.jsonl", "train", 0.94, 0.08, 0.9),
        ("trades_train.jsonl", None, 0.92, 0.08, 0.85),
        ("formal_dev.jsonl", None, 0.92, 0.11, 0.85),
        ("hands/p2_pairs.jsonl", None, 0.84, 0.1, 0.8),
        ("hands/p3_pairs.jsonl", None, 0.86, 0.14, 0.75),
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
