"""Suggested tones: enough countries, each with reason, source and caveat, and none for an unknown one."""

from __future__ import annotations

import pytest
from babel import Locale

from core.cultures import suggest
from core.resources import data_folder, load_toml
from core.tone import Context, Formality, Tone

COUNTRIES = load_toml(data_folder("templates") / "cultures.toml")["countries"]


def test_at_least_forty_real_countries() -> None:
    assert len(COUNTRIES) >= 40
    assert set(COUNTRIES) <= set(Locale("en").territories)


@pytest.mark.parametrize("country", COUNTRIES)
def test_each_says_why_and_where_from(country: str) -> None:
    found = suggest(country)
    assert found is not None
    assert 10 < len(found.reason) < 65
    assert found.reason[-1] not in ".!"
    assert found.sources
    assert "People differ" in found.caveat
    assert not found.tone.plain


def test_some_that_people_would_expect() -> None:
    japan, netherlands, germany = suggest("JP"), suggest("nl"), suggest("DE")
    assert japan is not None
    assert netherlands is not None
    assert germany is not None
    assert japan.tone == Tone(Formality.FORMAL, Context.HIGH)
    assert netherlands.tone == Tone(Formality.CASUAL, Context.LOW)
    assert germany.tone == Tone(Formality.FORMAL, Context.LOW)


def test_none_where_we_know_nothing() -> None:
    assert suggest(None) is None
    assert suggest("AQ") is None
    assert suggest("Japan") is None
