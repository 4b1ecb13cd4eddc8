"""Names of places, people and degrees are the same in their other forms, and others are others."""

from __future__ import annotations

import pytest
from framed import FRAME, codes


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
        ("I begin a new post in Leeds.", "I begin a Zealand post in Leeds."),
        ("Please give it to Jörg Kühn.", "Please give it to Jürg Kuhne."),
        ("I begin an MSc in May.", "I begin a Master of Arts in May."),
        ("I go to KNUST in Kumasi.", "I go to Kofi Nyarko University in Kumasi."),
    ],
)
def test_another_name_is_another(old: str, new: str) -> None:
    assert codes(FRAME.format(old), FRAME.format(new)) & {"fact_changed", "fact_added"}
