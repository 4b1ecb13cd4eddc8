"""Each contrary of contraries.toml is refused, and each harmless neighbour of it let pass."""

from __future__ import annotations

from typing import Any

import pytest

from core.resources import load_toml
from core.validate import check
from core.validate.contraries import findings
from core.validate.proper_names import proper_names
from core.validate.reading import read
from core.validate.rules import RULES

ENTRIES: list[dict[str, Any]] = load_toml(RULES / "contraries.toml")["contrary"]
LETTER = "Dear Ms. Okafor,\n\nI have decided to withdraw my application. {}\n\nKind regards,\nMaya"


def _found(draft: str, rewrite: str) -> list[str]:
    names = proper_names(draft)
    return [found.evidence for found in findings(read(draft, names), read(rewrite, names))]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_examples(entry: dict[str, Any]) -> None:
    assert entry["accept"]
    assert entry["reject"]
    for draft, rewrite in entry["accept"]:
        assert not _found(LETTER.format(draft), LETTER.format(rewrite)), rewrite
    for draft, rewrite in entry["reject"]:
        assert _found(LETTER.format(draft), LETTER.format(rewrite)), rewrite


def test_the_words_and_the_mend_are_named() -> None:
    draft = LETTER.format("Please cancel the test on Thursday.")
    rewrite = LETTER.format("Would you mind moving Thursday's test?")
    found = [each for each in check(draft, rewrite).findings if each.code == "fact_changed"]
    assert [(each.evidence, each.message) for each in found] == [("moving", "Put back the draft's “cancel”.")]
