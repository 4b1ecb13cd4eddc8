"""Which wordings of a row the app itself would let stand for which others.

A wording that the checks of the app refuse teaches the model to be refused. So a target is learned from
a source only when the app would take it. The answers are kept by the row's content, so that a second
run, and a row added later, cost little.

python -m models.training.sieve build/train/sieve.json a b c t1 t2 t3 t4
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.rewrite.candidates import fits
from core.rewrite.faithful import unfaithful
from models.training import rows

Row = dict[str, Any]
_WORDS = {
    "role": "Shift Planner", "company": "Brightwell", "name": "Okafor", "name2": "Lindqvist",
    "place": "Nordhaven", "date": "4 March", "time": "10:30", "phone": "0161 496 0182",
    "link": "https://example.org/x", "team": "Harbour Team", "days": "5", "amount": "£350",
}  # fmt: skip
_OTHERS = ("Alba", "Corin", "Deska", "Ember")
_SOURCES = ("balanced", "low", "plain", "source")
_SLOT = re.compile(r"\{(\w+)\}")


def key(row: Row) -> str:
    """A name for the row's very content."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()[:16]


def agreed(row: Row) -> dict[str, list[str]]:
    """For each style that may be a source (and ``source``, the typed one): the styles it may become."""
    if row.get("keep"):  # what has no tone stays as it is in every one
        return {"neutral_balanced": [style for style in row["styles"] if style != "neutral_balanced"]}
    texts = {style: _filled(text, row["slots"]) for style, text in _wordings(row)}
    marks = {style: _SLOT.findall(text) for style, text in _wordings(row)}
    return {
        source: [
            style
            for style in row["styles"]
            if style != source and marks[style] == marks[source] and _stands(texts[source], texts[style])
        ]
        for source in texts
        if source.endswith(_SOURCES)
    }


def sieve(data: list[Row], path: Path) -> dict[str, dict[str, list[str]]]:
    """``agreed`` for all rows, by their ``key``; what is known already is read from ``path``."""
    known: dict[str, dict[str, list[str]]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    for number, row in enumerate(data):
        if (name := key(row)) not in known:
            known[name] = agreed(row)
            if number % 50 == 0:
                _write(path, known)
    _write(path, known)
    return known


def _write(path: Path, known: dict[str, dict[str, list[str]]]) -> None:
    part = path.with_suffix(".part")
    part.write_text(json.dumps(known), "utf-8")
    part.replace(path)


def _wordings(row: Row) -> Iterator[tuple[str, str]]:
    yield from row["styles"].items()
    if "source" in row:
        yield "source", row["source"]


def _filled(text: str, slots: list[str]) -> str:
    for number, slot in enumerate(slots):
        text = text.replace("{" + slot + "}", _WORDS.get(slot, _OTHERS[number % len(_OTHERS)]))
    return text[:1].upper() + text[1:]


def _stands(source: str, text: str) -> bool:
    """By the checks of single sentences alone: those of whole letters cost far more and find little here."""
    if source[-1:] not in ".!?…":
        text = text.removesuffix(".")  # as the app does: what was typed without a stop stays so
    return text != source and fits(source, text) and not unfaithful(source, text)


def main(path: Path, names: list[str]) -> None:
    """Work it out, and tell how much stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    known = sieve(rows.read(names), path)
    for name in names:
        mine = [known[key(row)] for row in rows.read([name])]
        pairs = sum(len(styles) for each in mine for styles in each.values())
        alive = sum(any(each.values()) for each in mine)
        print(f"{name}: {pairs} pairs stand, in {alive} of {len(mine)} rows")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
