"""The currency of a sum and the names of places are the same in their other forms, and others are others."""

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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Please ring me at 3 in CDMX.", "Please ring me at 3 in Mexico City."),
        ("I am in Johannesburg.", "I am in Joburg."),
        ("I owe you €250.", "I owe you EUR 250."),
        ("I have a Swiss number.", "I have a number of Switzerland."),
        ("Please give it to Jörg Kühn.", "Please give it to Joerg Kuehn."),
        ("Please give it to Ayse Gulsen.", "Please give it to Ayşe Gülşen."),
        ("I go to KNUST in Kumasi.", "I go to Kwame Nkrumah University of Science and Technology in Kumasi."),
        ("I begin an MSc in May.", "I begin a Master of Science in May."),
        ("I am off to München.", "I am off to Munich."),
    ],
)
def test_a_name_in_another_form_is_no_other_name(old: str, new: str) -> None:
    assert not codes(FRAME.format(old), FRAME.format(new)) & {"fact_changed", "fact_dropped"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Please ring me at 3 in CDMX.", "Please ring me at 3 in Panama City."),
        ("I am in Johannesburg.", "I am in Durban."),
        ("I have a Swiss number.", "I have a Swedish number."),
        ("Please give it to Jörg Kühn.", "Please give it to Jürg Kuhne."),
        ("I begin an MSc in May.", "I begin a Master of Arts in May."),
        ("I go to KNUST in Kumasi.", "I go to Kofi Nyarko University in Kumasi."),
    ],
)
def test_another_name_is_another(old: str, new: str) -> None:
    assert codes(FRAME.format(old), FRAME.format(new)) & {"fact_changed", "fact_added"}
