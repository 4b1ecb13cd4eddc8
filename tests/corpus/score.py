"""Scores the validator on labelled pairs: ``python -m tests.corpus.score FILE.jsonl [--misses]``."""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.validate import Verdict, check
from core.validate.second_reader import SecondReader, second_reader


@dataclass
class Score:
    """Counts over one file of pairs."""

    bad: int = 0
    caught: int = 0
    good: int = 0
    refused: int = 0
    right_code: int = 0
    by_code: dict[str, list[int]] = field(default_factory=dict)
    misses: list[tuple[dict[str, Any], Verdict]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def line(self) -> str:
        codes = self.right_code / max(1, self.caught)
        return (
            f"caught {self.caught}/{self.bad} = {self.caught / max(1, self.bad):.1%}   "
            f"refused {self.refused}/{self.good} = {self.refused / max(1, self.good):.1%}   "
            f"right code {codes:.1%}   median {1000 * statistics.median(self.seconds):.2f} ms"
        )


def pairs(path: Path) -> list[dict[str, Any]]:
    """The pairs of a corpus file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


PARTS = ("holdout", "dev", "train")


def part(rows: list[dict[str, Any]], name: str | None) -> list[dict[str, Any]]:
    """One third of the drafts of a file, in the order of their SHA-256; all pairs without a name."""
    if name is None:
        return rows
    drafts = sorted(
        {row["draft"] for row in rows}, key=lambda text: hashlib.sha256(text.encode()).hexdigest()
    )
    third = len(drafts) // len(PARTS)
    start = PARTS.index(name) * third
    chosen = set(drafts[start:] if name == PARTS[-1] else drafts[start : start + third])
    return [row for row in rows if row["draft"] in chosen]


def score(rows: list[dict[str, Any]], second: SecondReader | None = None) -> Score:
    """Run the validator over labelled pairs, with a second reader or without."""
    total = Score()
    for row in rows:
        start = time.process_time()
        verdict = check(row["draft"], row["rewrite"], private=row.get("private") or (), second=second)
        total.seconds.append(time.process_time() - start)
        given = {finding.code for finding in verdict.findings}
        if row["label"] == "accept":
            total.good += 1
            total.refused += not verdict.accepted
            if not verdict.accepted:
                total.misses.append((row, verdict))
            continue
        total.bad += 1
        total.caught += not verdict.accepted
        total.right_code += bool(given & set(row["codes"]))
        counts = total.by_code.setdefault(row["codes"][0], [0, 0])
        counts[0] += not verdict.accepted
        counts[1] += 1
        if verdict.accepted:
            total.misses.append((row, verdict))
    return total


def main() -> None:
    """Print the figures of each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--codes", action="store_true", help="also per code")
    parser.add_argument("--misses", action="store_true", help="also what went wrong")
    parser.add_argument("--second", action="store_true", help="with the second reader")
    options = parser.parse_args()
    second = second_reader() if options.second else None
    for file in options.files:
        result = score(part(pairs(file), options.part), second)
        print(f"{file.name}{f' ({options.part})' if options.part else ''}: {result.line()}")
        if options.codes:
            print("  " + "  ".join(f"{code} {a}/{b}" for code, (a, b) in sorted(result.by_code.items())))
        if options.misses:
            show(result)


def show(result: Score) -> None:
    """Print each pair that got the wrong verdict."""
    for row, verdict in result.misses:
        print(f"\n== {row['id']} {row['label']} {row['codes']} {row.get('note', '')}")
        print(row["rewrite"] if row["label"] == "reject" else "")
        for finding in verdict.findings:
            print(f"   {finding.code}: {finding.evidence!r} {finding.message}")
    codes = Counter(f.code for row, v in result.misses if row["label"] == "accept" for f in v.findings)
    print("\nwrongly given:", dict(codes))


if __name__ == "__main__":
    main()
