"""The labelled texts that judges and readers are trained on. No holdout is among them."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from pathlib import Path
from typing import Any

from core.validate.haste import both_written_out
from core.validate.slips import KINDS
from core.validate.writings import as_written_in
from tests.corpus.score import part

HERE = Path(__file__).parent
READ_BY_RULES = ("trades_train", "formal_dev", "own_train", "shared_dev")
"""Corpora that rules were written on: there a rule looks better than it is."""


def jsonl(path: Path) -> list[dict[str, Any]]:
    """The rows of a corpus file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def pair_files() -> dict[str, list[dict[str, Any]]]:
    """Every part that may be learned from, by hand, in the words that judges and readers are shown."""
    found = {path.name.split("_")[0]: jsonl(path) for path in sorted((HERE / "hands").glob("*_pairs.jsonl"))}
    found |= {name: jsonl(HERE / f"{name}.jsonl") for name in READ_BY_RULES}
    shared = found["shared_dev"]
    found["shared_dev"] = [*part(shared, "dev"), *part(shared, "train")]
    return {hand: [as_read(row) for row in rows] for hand, rows in found.items()}


def as_read(row: dict[str, Any]) -> dict[str, Any]:
    """A pair as the check reads it: short forms written out, the rewrite in the draft's writing."""
    marks = [row["at"]] if isinstance(row.get("at"), str) else row.get("at", ())
    drafted, rewritten = both_written_out(row["draft"], row["rewrite"])
    read = {"draft": drafted.text, "rewrite": as_written_in(drafted.text, rewritten.text).text}
    marked = (both_written_out(row["draft"], mark)[1].text for mark in marks)
    return row | read | {"at": [as_written_in(drafted.text, mark).text for mark in marked]}


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


def small_words() -> dict[str, list[str]]:
    """Words that several hands say can be slipped in, by what they do; what hands disagree on is left out."""
    votes: dict[str, Counter[str]] = {}
    for _, row in _by_hand("words"):
        words = " ".join(row["words"].lower().replace("-", " - ").split())
        votes.setdefault(words, Counter())[row["class"]] += 1
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for words, classes in sorted(votes.items()):
        (first, most), *others = classes.most_common()
        if not others or others[0][1] < most:
            found[first].append(words)
        elif "harmless" not in classes:
            found[min(kind for kind, count in classes.items() if count == most)].append(words)
    return found


def claims() -> list[tuple[str, dict[str, Any]]]:
    """Single sentences beside their rewrites, with the hand."""
    return _by_hand("claims")


def sets() -> list[dict[str, Any]]:
    """Ways to say neighbouring things, a list for each thing, with the code of taking one for another."""
    return [row for _, row in _by_hand("sets")]


def as_pair(claim: dict[str, Any]) -> dict[str, Any]:
    """A claim with the label and the codes of a pair."""
    same = claim["label"] == "same"
    return claim | {"label": "accept" if same else "reject", "codes": [] if same else [claim["label"]]}


def _by_hand(kind: str) -> list[tuple[str, dict[str, Any]]]:
    paths = sorted((HERE / "hands").glob(f"*_{kind}.jsonl"))
    return [(path.name.split("_")[0], row) for path in paths for row in jsonl(path)]
