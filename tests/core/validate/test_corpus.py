"""The figures on the labelled pairs must not get worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.score import pairs, part, score

CORPUS = Path(__file__).parents[2] / "corpus"


# Floors under what was measured when the judges were last trained: first on hands that nothing was learned
# from, which is what strangers meet; then on parts that were trained on, which only guards against a slip.
@pytest.mark.parametrize(
    ("file", "name", "caught", "refused", "right_code"),
    [
        ("tech_holdout.jsonl", None, 0.9, 0.28, 0.83),
        ("p27_holdout.jsonl", None, 0.84, 0.16, 0.76),
        ("p28_holdout.jsonl", None, 0.88, 0.16, 0.85),
        ("shared_dev.jsonl", "holdout", 0.94, 0.06, 0.9),
        ("own_train.jsonl", None, 0.83, 0.05, 0.9),
        ("shared_dev.jsonl", "dev", 0.94, 0.08, 0.9),
        ("shared_dev.jsonl", "train", 0.94, 0.08, 0.9),
        ("trades_train.jsonl", None, 0.93, 0.05, 0.88),
        ("formal_dev.jsonl", None, 0.88, 0.09, 0.85),
        ("hands/p3_pairs.jsonl", None, 0.96, 0.06, 0.83),
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
