"""The labelled texts that the judges are trained on, as they lie in the files. No holdout is among them."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

from core.validate.decision import OPEN, statements
from core.validate.proper_names import proper_names
from core.validate.reading import read
from tests.corpus.score import part

HERE = Path(__file__).parent
READ_BY_RULES = ("trades_train", "formal_dev", "own_train", "shared_dev")
"""Corpora that rules were written on: there a rule looks better than it is."""


def jsonl(path: Path) -> list[dict[str, Any]]:
    """The rows of a corpus file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def pair_files() -> dict[str, list[dict[str, Any]]]:
    """Every part that may be learned from, by hand."""
    found = {path.name.split("_")[0]: jsonl(path) for path in sorted((HERE / "hands").glob("*_pairs.jsonl"))}
    found |= {name: jsonl(HERE / f"{name}.jsonl") for name in READ_BY_RULES}
    shared = found["shared_dev"]
    return found | {"shared_dev": [*part(shared, "dev"), *part(shared, "train")]}


def own_letters() -> dict[str, list[dict[str, Any]]]:
    """Letters of the phrase bank in two tones: every one may stand in the place of every other."""
    found = []
    for path in sorted((HERE.parent / "golden").glob("*.txt")):
        sections: dict[str, list[str]] = {}
        for letter in path.read_text(encoding="utf-8").split("=== ")[1:]:
            head, _, text = letter.partition("\n")
            sections.setdefault(head.partition(":")[0], []).append(text.strip())
        for letters in sections.values():
            for at, step in itertools.product(range(len(letters)), (1, 4)):
                other = letters[(at + step) % len(letters)]
                found.append({"draft": letters[at], "rewrite": other, "label": "accept", "codes": []})
    return {"own": [row for row in found if row["draft"] != row["rewrite"]]}


def clauses() -> list[tuple[str, dict[str, Any]]]:
    """Single sentences with the move that they make, with the hand."""
    return _by_hand("clauses")


def clauses_of_pairs() -> list[tuple[str, dict[str, Any]]]:
    """What the marked faults of pairs do, and the decisions of good ones, with the hand."""
    found = []
    for hand, rows in pair_files().items():
        for row in rows:
            if row["label"] == "accept":
                reading = read(row["rewrite"], proper_names(row["draft"]))
                for said in [s for s in statements(reading) if s.kind != OPEN][:1]:
                    start, end = said.clause.span
                    found.append((hand, {"text": reading.text[start:end], "move": "decision"}))
            elif move := _MOVE_OF.get(row["codes"][0] if row["codes"] else ""):
                marked = row.get("at") or []
                marked = [marked] if isinstance(marked, str) else marked
                found += [
                    (hand, {"text": text, "move": move}) for text in marked if len(text.split()) >= _FEWEST
                ]
    decided = [one for one in found if one[1]["move"] == "decision"]
    return [one for one in found if one[1]["move"] != "decision"] + decided[::_EVERY]


_EVERY = 3  # decisions of good letters: there are many more than anything else
_FEWEST = 4  # words of a mark that does something by itself
_MOVE_OF = {
    "grievance_added": "grievance",
    "decision_hedged": "soft_decision",
    "decision_reversed": "reversed",
    "commitment_added": "promise",
    "reason_added": "reason",
    "unprofessional": "unprofessional",
    "meta_text": "meta",
    "fact_added": "concrete",
}


def claims() -> list[tuple[str, dict[str, Any]]]:
    """Single sentences beside their rewrites, with the hand."""
    return _by_hand("claims")


def _by_hand(kind: str) -> list[tuple[str, dict[str, Any]]]:
    paths = sorted((HERE / "hands").glob(f"*_{kind}.jsonl"))
    return [(path.name.split("_")[0], row) for path in paths for row in jsonl(path)]
