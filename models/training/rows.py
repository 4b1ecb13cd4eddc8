"""Rows of the tone matrix, and what is drawn from them: a source and what it is in several tones."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

DATA = Path(__file__).parent / "data"
PLAIN = "plain"
_SLOT = re.compile(r"\{(\w+)\}")
_CARELESS, _JOINED, _OWN = 0.10, 0.10, 0.35
"""How often a source is typed carelessly, two rows are joined, and a row's own source is taken."""


@dataclass(frozen=True)
class Drawn:
    """One source and the same in some tones, masks in place. ``targets`` are (style, text)."""

    source: str
    targets: tuple[tuple[str, str], ...]


def read(names: Iterable[str]) -> list[dict[str, Any]]:
    """The rows of some files in ``data``, by their names; a file that is not written yet has none."""
    paths = [path for name in names if (path := DATA / f"{name}.jsonl").exists()]
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def draw(rows: Sequence[dict[str, Any]], random: Random, targets: int) -> Drawn:
    """Something to learn from."""
    row = random.choice(rows)
    styles = dict(row["styles"])
    own = row.get("source")
    source_style = random.choice(list(styles))
    if own and random.random() < _OWN:
        source = own
    elif random.random() < _JOINED and (joined := _joined(row, random.choice(rows))):
        styles = joined
        source = styles[source_style] if source_style in styles else random.choice(list(styles.values()))
    else:
        source = styles[source_style]
    chosen = random.sample(list(styles), min(targets, len(styles)))
    return _masked(source, [(style, styles[style]) for style in chosen], random)


def fixed(row: dict[str, Any], source_style: str, styles: Sequence[str]) -> Drawn:
    """One pair for measuring: nothing drawn, every slot a mask."""
    source = row["styles"].get(source_style) or row["source"]
    return _masked(source, [(style, row["styles"][style]) for style in styles], None)


def _masked(source: str, targets: list[tuple[str, str]], random: Random | None) -> Drawn:
    """Masks are numbered as they stand in the source, as in a real letter; some slots become plain words."""
    words: dict[str, str] = {}
    number = 0
    for slot in dict.fromkeys(_SLOT.findall(source)):
        kind = slot.rstrip("0123456789")
        if random and random.random() < _fills()["often"].get(kind, 0.0):
            words[slot] = random.choice(_fills()[kind])
        else:
            number += 1
            words[slot] = f"@{number}"

    def put(text: str) -> str:
        text = _SLOT.sub(lambda match: words[match[1]], text)
        return text[:1].upper() + text[1:]

    shown = _SLOT.sub(lambda match: words[match[1]], source)
    if random and random.random() < _CARELESS:
        for pattern, new in random.sample(_fills()["careless"]["ways"], 3):
            shown = re.sub(pattern, new, shown)
    return Drawn(shown, tuple((style, put(text)) for style, text in targets))


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, str]:
    """Two rows said in one sentence, in the styles in which that reads well; {} when there are too few."""
    if set(one["slots"]) & set(other["slots"]) or one is other:
        return {}
    joined = {
        style: f"{text[:-1]}, and {other['styles'][style]}"
        for style, text in one["styles"].items()
        if text.endswith(".") and style in other["styles"] and re.match(r"I\b", other["styles"][style])
    }
    return joined if len(joined) >= 4 else {}


@cache
def _fills() -> dict[str, Any]:
    return tomllib.loads((DATA / "fills.toml").read_text("utf-8"))
