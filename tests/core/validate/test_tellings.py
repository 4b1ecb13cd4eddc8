"""Each turned telling of tellings.toml is refused, and each that only reads otherwise let pass."""

from __future__ import annotations

from typing import Any

import pytest
from framed import FRAME

from core.resources import load_toml
from core.validate import check
from core.validate.proper_names import proper_names
from core.validate.reading import read
from core.validate.rules import RULES
from core.validate.tellings import findings

SECTIONS: dict[str, Any] = {
    kind: section for kind, section in load_toml(RULES / "tellings.toml").items() if isinstance(section, dict)
}
LETTER = FRAME.replace("Hi Ana", "Hi Rosa")


def _found(draft: str, rewrite: str) -> list[str]:
    names = proper_names(draft)
    return [found.evidence for found in findings(read(draft, names), read(rewrite, names))]


@pytest.mark.parametrize("kind", SECTIONS)
def test_examples(kind: str) -> None:
    for draft, rewrite in SECTIONS[kind]["accept"]:
        assert not _found(LETTER.format(draft), LETTER.format(rewrite)), rewrite
    for draft, rewrite in SECTIONS[kind]["reject"]:
        assert _found(LETTER.format(draft), LETTER.format(rewrite)), rewrite


def test_the_draft_is_quoted_and_others_may_be_told() -> None:
    draft = LETTER.format("I have told Dr. Maria Lind about the test.")
    turned = LETTER.format("About the test Dr. Lind will hear from me.")
    found = [each for each in check(draft, turned).findings if each.code == "fact_changed"]
    assert [each.evidence for each in found] == ["About the test Dr. Lind will hear from me."]
    assert "I have told Dr. Maria Lind" in found[0].message
    assert not _found(draft, LETTER.format("I have told Dr. Lind about the test. Tom will hear from me."))
