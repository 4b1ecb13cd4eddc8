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
Row = dict[str, Any]
Agreed = dict[str, list[str]]
"""For a style that may be a source, the styles that may be made of it."""

_SLOT = re.compile(r"\{(\w+)\}")
_CARELESS, _JOINED, _OWN = 0.10, 0.10, 0.35
"""How often a source is typed carelessly, two rows are joined, and a row's own source is taken."""


@dataclass(frozen=True)
class Drawn:
    """One source and the same in some tones, masks in place. ``targets`` are (style, text)."""

    source: str
    targets: tuple[tuple[str, str], ...]


def read(names: Iterable[str]) -> list[Row]:
    """The rows of some files in ``data``, by their names; a file that is not written yet has none."""
    paths = [path for name in names if (path := DATA / f"{name}.jsonl").exists()]
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


class Drawer:
    """Draws something to learn from: a source, and targets that may stand for it (``sieve.py``).

    Every style is drawn as often as any other, however few rows have it.
    """

    def __init__(self, data: Sequence[Row], agreed: Sequence[Agreed], random: Random, targets: int) -> None:
        self._random, self._targets = random, targets
        self._data = list(zip(data, agreed, strict=True))
        self._by_style: dict[str, list[int]] = {}
        for number, (_, each) in enumerate(self._data):
            for style in set().union(*each.values()):
                self._by_style.setdefault(style, []).append(number)

    def draw(self) -> Drawn:
        """One source and up to so many targets."""
        random = self._random
        first = random.choice(sorted(self._by_style))
        row, agreed = self._data[random.choice(self._by_style[first])]
        sources = [source for source, styles in agreed.items() if first in styles]
        source = "source" if "source" in sources and random.random() < _OWN else random.choice(sources)
        styles, texts = agreed[source], {**row["styles"], "source": row.get("source", "")}
        if random.random() < _JOINED:
            styles, texts = self._joined(source, styles, row)
        if first in styles:
            styles = [
                first,
                *random.sample([s for s in styles if s != first], min(self._targets, len(styles)) - 1),
            ]
        else:
            styles = random.sample(styles, min(self._targets, len(styles)))
        return _masked(texts[source], [(style, texts[style]) for style in styles], random)

    def _joined(self, source: str, styles: list[str], row: Row) -> tuple[list[str], dict[str, str]]:
        """The row and another one said in one sentence, where that reads well; else the row alone."""
        texts = {**row["styles"], "source": row.get("source", "")}
        other, agreed = self._random.choice(self._data)
        both = [style for style in styles if style in agreed.get(source, ())]
        if other is row or set(row["slots"]) & set(other["slots"]) or source == "source":
            return styles, texts
        joined = {
            style: f"{texts[style][:-1]}, and {other['styles'][style]}"
            for style in (source, *both)
            if texts[style].endswith(".") and re.match(r"I\b", other["styles"].get(style, ""))
        }
        if source not in joined or len(joined) < 2:
            return styles, texts
        return [style for style in both if style in joined], joined


def fixed(row: Row, source_style: str, styles: Sequence[str]) -> Drawn:
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


@cache
def _fills() -> dict[str, Any]:
    return tomllib.loads((DATA / "fills.toml").read_text("utf-8"))
