"""Harms the letters of the catalogue in every way and counts what the validator lets pass.

``python -m tests.corpus.mutate [--every N] [--misses] [--second]``: the golden letters, or each Nth of them,
with the pieces of ``mutations.toml``, which a hand wrote that saw no rules and on which nothing was trained.
"""

from __future__ import annotations

import argparse
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from core.validate import check
from core.validate.decision import statements
from core.validate.proper_names import proper_names
from core.validate.reading import read
from core.validate.second_reader import SecondReader, second_reader
from core.validate.sentences import Role, sentences

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden"
NOTES = {"reflection_note", "criteria_page"}
_DIGIT = re.compile(r"\d")
_HEDGED = (
    ("I have decided to ", "I will probably have to "),
    ("I've decided to ", "I think I'd like to "),
    ("I am withdrawing ", "I am, for now, withdrawing "),
    ("I'm withdrawing ", "I may be withdrawing "),
    ("I am declining ", "I am inclined to decline "),
    ("I'm declining ", "I'm declining, at least for the moment, "),
    ("I am writing to withdraw", "I might withdraw"),
    ("I am writing to decline", "I might decline"),
    ("I have to ", "I may have to "),
)


@cache
def pieces() -> dict[str, list[str]]:
    """What is slipped in, by kind."""
    return tomllib.loads((HERE / "mutations.toml").read_text(encoding="utf-8"))


def letters() -> list[tuple[str, str]]:
    """Every golden letter with the id of its message; notes to oneself are never rewritten."""
    found = []
    for path in sorted(GOLDEN.glob("*.txt")):
        if path.stem not in NOTES:
            parts = path.read_text(encoding="utf-8").split("=== ")[1:]
            found += [(path.stem, part.partition("\n")[2].strip()) for part in parts]
    return found


def mutations(letter: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Harmed letters, each with what was done to it."""
    body = [s for s in sentences(letter) if s.role not in _FRAME]
    for kind, code in (("grievances", "grievance"), ("promises", "promise"), ("reasons", "reason")):
        after = chance.choice(body)
        yield code, f"{letter[: after.end]} {chance.choice(pieces()[kind])}{letter[after.end :]}"
    meta = chance.choice(pieces()["metas"])
    yield "meta", f"{meta}\n\n{letter}" if chance.random() < 0.5 else f"{letter}\n\n{meta}"
    told = chance.choice([s for s in body if s.end - s.start > 25])
    yield "foreign", letter[: told.start] + chance.choice(pieces()["foreign"]) + letter[told.end :]
    yield "cut", letter[: told.start + (told.end - told.start) // 2].rstrip()
    yield from _of_decision(letter, chance)
    yield from _of_facts(letter, body)


_FRAME = {Role.SUBJECT, Role.GREETING, Role.SIGNOFF, Role.SIGNATURE}


def _of_decision(letter: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    stated = statements(read(letter, proper_names(letter)))
    if not stated:
        return
    said = stated[0].said.sentence
    before, after = letter[: said.start], letter[said.end :]
    yield "decision removed", before.rstrip(" ") + after
    yield "decision paused", before + chance.choice(pieces()["pauses"]) + after
    yield "decision reversed", before + chance.choice(pieces()["reversals"]) + after
    for old, new in _HEDGED:
        if old in said.text:
            yield "decision hedged", before + said.text.replace(old, new, 1) + after
            break
    if "withdraw my application" in said.text:
        yield "decision changed", letter.replace("withdraw my application for", "decline your offer for")


def _of_facts(letter: str, body: list) -> Iterator[tuple[str, str]]:  # type: ignore[type-arg]
    if digit := next(
        (m for m in _DIGIT.finditer(letter) if any(s.start <= m.start() < s.end for s in body)), None
    ):
        other = str((int(digit.group()) + 3) % 10)
        yield "digit", letter[: digit.start()] + other + letter[digit.end() :]
    signature = letter.rstrip().splitlines()[-1]
    if re.fullmatch(r"[^\W\d_]+ [^\W\d_]+", signature):
        yield "signature", letter.removesuffix(signature) + "Robin Castellane"
    for asked in (s for s in body if s.role is Role.REQUEST and len(body) > 2):
        yield "request dropped", letter[: asked.start].rstrip(" ") + letter[asked.end :]
        break


def run(
    every: int = 1, seed: int = 0, second: SecondReader | None = None
) -> tuple[Counter[str], dict[str, list[tuple[str, str]]]]:
    """How often each harm was done, and where it passed: message and harmed letter."""
    chance, done, passed = random.Random(seed), Counter[str](), dict[str, list[tuple[str, str]]]()
    for message, letter in letters()[seed % every :: every]:
        for kind, harmed in mutations(letter, chance):
            done[kind] += 1
            if check(letter, harmed, second=second).accepted:
                passed.setdefault(kind, []).append((message, harmed))
    return done, passed


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--second", action="store_true", help="with the second reader")
    asked = parser.parse_args()
    done, passed = run(asked.every, second=second_reader() if asked.second else None)
    for kind, count in done.items():
        print(f"{kind:20} refused {count - len(passed.get(kind, [])):5} of {count}")
        for message, harmed in passed.get(kind, []) if asked.misses else ():
            print(f"--- {message}\n{harmed}")


if __name__ == "__main__":
    main()
