"""The currency of a sum is the same however it is written, and another is another."""

from __future__ import annotations

import pytest
from framed import FRAME, codes

from core.validate import money


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("I owe you €250.", "I owe you EUR 250."),
        ("I owe you €250.", "I owe you two hundred and fifty euros."),
        ("I owe you S$6,800.", "I owe you 6,800 Singapore dollars."),
        ("I owe you $60.", "I owe you US$60."),
        ("I owe you US$60.", "I owe you 60 dollars."),
        ("I owe you 300 kronor.", "I owe you SEK 300."),
        ("I owe you 300 Swedish kronor.", "I owe you 300 SEK."),
        ("I owe you £250.", "I owe you 250 quid, and I won two races."),
        ("I owe you 250.", "I owe you €250."),
        ("I owe you €250 and £10.", "I owe you £10 and €250."),
    ],
)
def test_the_same_currency_passes(old: str, new: str) -> None:
    assert not list(money.findings(FRAME.format(old), FRAME.format(new)))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("I owe you €250.", "I owe you $250.", "$"),
        ("I owe you €250.", "I owe you 250 pounds.", "pounds"),
        ("I owe you €250.", "I owe you two hundred and fifty pounds.", "pounds"),
        ("I owe you S$6,800.", "I owe you USD 6,800.", "USD"),
        ("I owe you S$6,800.", "I owe you 6,800 Canadian dollars.", "dollars"),
        ("I owe you 300 SEK.", "I owe you 300 Norwegian kroner.", "kroner"),
    ],
)
def test_another_currency_is_refused(old: str, new: str, words: str) -> None:
    assert [each.evidence for each in money.findings(FRAME.format(old), FRAME.format(new))] == [words]
    assert "fact_changed" in codes(FRAME.format(old), FRAME.format(new))
