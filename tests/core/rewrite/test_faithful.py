"""Whether a sentence still says the same: real answers of a small model, good and bad."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from core.rewrite.faithful import unfaithful

ANSWERS = tomllib.loads(Path(__file__).with_name("faithful.toml").read_text("utf-8"))


@pytest.mark.parametrize(("source", "text"), ANSWERS["the_same"])
def test_the_same_said_in_another_tone(source: str, text: str) -> None:
    assert unfaithful(source, text) == ""


@pytest.mark.parametrize(("source", "text"), ANSWERS["something_else"])
def test_something_else(source: str, text: str) -> None:
    assert unfaithful(source, text)
