"""What the adapter learns from: whole rows, facts in each wording once, and only what the app would take."""

from __future__ import annotations

import re
from random import Random

import pytest

from models.training import rows
from models.training.sieve import agreed

FILES = ("a", "b", "c", "d", "t1", "t2", "t3")
NARROW = "t4"
"""The hand whose rows lack a style where it would only be another's copy."""
CELLS = {f"{form}_{how}" for form in ("casual", "neutral", "formal") for how in ("low", "balanced", "high")}
TEA = {
    "id": "X-001",
    "slots": ["name"],
    "styles": {
        "casual_low": "Thanks for the tea, {name}.",
        "neutral_balanced": "Thank you for the tea, {name}.",
        "formal_balanced": "I would like to thank you for the tea, {name}.",
        "formal_high": "You have been so kind, and I look forward to our lunch, {name}.",
    },
}


@pytest.mark.parametrize("name", FILES)
def test_every_row_says_its_facts_once_in_every_style(name: str) -> None:
    data = rows.read([name])
    assert len({row["id"] for row in data}) == len(data) >= 100
    for row in data:
        assert set(row["styles"]) - {"plain"} == CELLS, row["id"]
        for text in [*row["styles"].values(), *filter(None, [row.get("source")])]:
            assert sorted(re.findall(r"\{(\w+)\}", text)) == sorted(row["slots"]), (row["id"], text)


def test_rows_that_lack_a_style_say_their_facts_as_well() -> None:
    for row in rows.read([NARROW]):
        assert CELLS | {"plain"} >= set(row["styles"]) >= {"casual_low", "formal_low", "neutral_balanced"}
        for text in [*row["styles"].values(), *filter(None, [row.get("source")])]:
            assert re.findall(r"\{(\w+)\}", text) == row["slots"], (row["id"], text)


def test_what_was_typed_without_a_stop_may_be_learned_from() -> None:
    typed = {**TEA, "source": "thank you for the tea, {name}"}
    assert "casual_low" in agreed(typed)["source"]


def test_only_wordings_that_the_app_would_take_are_learned() -> None:
    found = agreed(TEA)
    assert "casual_low" in found["neutral_balanced"]
    assert not any("formal_high" in styles for styles in found.values())


def test_what_is_drawn_has_its_facts_masked_in_order() -> None:
    drawer = rows.Drawer([TEA], [agreed(TEA)], Random(1), 3)
    for _ in range(50):
        drawn = drawer.draw()
        assert drawn.targets
        assert len({text.count("@1") for _, text in drawn.targets} | {drawn.source.count("@1")}) == 1
