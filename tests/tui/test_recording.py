"""The recording is one that a player understands, and shows the way from nothing to a told decision."""

from __future__ import annotations

import json
import re
from pathlib import Path

CAST = Path(__file__).resolve().parents[2] / "docs" / "bowout.cast"
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?>$]*[A-Za-z]|\][^\x07]*\x07|.)")


def test_it_can_be_played_and_tells_the_story() -> None:
    head, *events = (json.loads(line) for line in CAST.read_text(encoding="utf-8").splitlines())
    assert (head["version"], head["width"], head["height"]) == (2, 100, 30)
    times = [at for at, _, _ in events]
    assert times == sorted(times)
    assert 20 < times[-1] < 90
    assert {kind for _, kind, _ in events} == {"o"}
    told = _ESCAPES.sub("", "".join(text for _, _, text in events))
    scenes = [
        "answer a few questions",
        "What is your name?",
        "Whom to tell",
        "plain English",
        "Saved",
        "next: note",
    ]
    places = [told.index(scene) for scene in scenes]
    assert places == sorted(places)
