"""Processes that are killed at random moments while they save: what they had acknowledged is there.

    python -m tests.trust.kills --rounds 1000

In each round a process of its own saves cases, keeps what is unsaved, exports letters, notes exits, puts
cases away and brings them back, and says on a pipe what is done. It is killed (signal 9) at a random moment.
Then everything that it had said must be there, every file must be readable, and nothing may be set aside.
Every third round begins with files of an older version, so that bringing them up is killed too.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from core import record as records
from core.errors import WouldOverwrite
from core.files import save_text
from core.journal import Entry, Journal
from core.record import CaseRecord, read
from core.store import Cases

_LONGEST = 0.25
"""Seconds after the first word from the process within which it is killed."""


@dataclass
class Tally:
    """What came out of all rounds."""

    kills: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    half_written: int = 0
    left_over: int = 0
    recovered: int = 0

    @property
    def clean(self) -> bool:
        """Whether nothing was lost and nothing is broken."""
        return not (self.lost or self.unreadable or self.left_over)


# -- the process that is killed ---------------------------------------------------------------------------


def act(home: Path, say: int, dice: random.Random) -> None:
    """Work until somebody kills it, and say after each piece what is done."""
    cases = Cases(home)
    counts: dict[str, int] = {}
    known: dict[str, CaseRecord] = {record.id: record for record in cases.list()}
    counts |= {case_id: record.answers["count"] for case_id, record in known.items()}
    for number in range(1_000_000):
        done = _piece(cases, known, counts, dice, number)
        os.write(say, json.dumps(done).encode() + b"\n")


def _piece(
    cases: Cases, known: dict[str, CaseRecord], counts: dict[str, int], dice: random.Random, number: int
) -> dict[str, Any]:
    kind = dice.choice(["save", "save", "save", "unsaved", "export", "journal", "away"])
    if not known or (kind == "save" and dice.random() < 0.1):
        record = cases.new({"count": 0})
        known[record.id], counts[record.id] = record, 0
        return {"kind": "save", "id": record.id, "count": 0}
    case_id = dice.choice(sorted(known))
    record = known[case_id]
    if kind in ("save", "unsaved"):
        counts[case_id] += 1
        record.answers |= {"count": counts[case_id], "text": _text(counts[case_id], dice)}
        if kind == "unsaved":
            cases.checkpoint(record)
        else:
            cases.save(record)
        return {"kind": kind, "id": case_id, "count": counts[case_id]}
    if kind == "export":
        text = _text(number, dice)
        path = save_text(cases.home / "letters" / "x", "01-withdraw.txt", text)
        return {"kind": kind, "path": str(path), "text": text}
    if kind == "journal":
        Journal(cases.home).put(Entry(id=case_id, company="Acme", role="Nurse", note=str(number)))
        return {"kind": kind, "id": case_id, "count": number}
    cases.save(record)
    dice.choice([cases.archive, cases.delete])(case_id)
    cases.restore(case_id)
    return {"kind": "save", "id": case_id, "count": counts[case_id]}


def _text(count: int, dice: random.Random) -> str:
    return f"{count} " + "wörd " * dice.choice([1, 100, 10_000, 60_000])


# -- the one who kills ------------------------------------------------------------------------------------


def kill_one(home: Path, dice: random.Random) -> list[dict[str, Any]]:
    """Start a process, kill it at a random moment, and answer what it had said was done."""
    reading, writing = os.pipe()
    seed = dice.random()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            act(home, writing, random.Random(seed))
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as said:
        first = said.readline()
        time.sleep(dice.random() * _LONGEST)
        os.kill(pid, signal.SIGKILL)
        rest = said.read()
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), "it had ended by itself"
    whole = [line for line in (first + rest).splitlines(keepends=True) if line.endswith(b"\n")]
    return [json.loads(line) for line in whole]


def examine(home: Path, done: list[dict[str, Any]], before: dict[str, int], tally: Tally) -> None:
    """Compare what a killed process had said with what is there now."""
    tally.kills += 1
    tally.acknowledged += len(done)
    tally.half_written += len(list(home.rglob(".bowout-*.tmp")))
    for path in home.rglob(".bowout-*.tmp"):
        os.utime(path, (0, 0))
    cases = Cases(home)
    found = {record.id: record for record in cases.recover()}
    tally.recovered += len(found)
    saved = {record.id: record for shelf in ("cases", "archive", "trash") for record in cases.list(shelf)}  # type: ignore[arg-type]
    tally.unreadable += cases.notices
    tally.left_over += len(list(home.rglob(".bowout-*.tmp")))
    for case_id, count in (before | _last(done, "save")).items():
        there = saved.get(case_id)
        if there is None or there.answers["count"] < count:
            tally.lost.append(f"{case_id}: {count} was saved, {there and there.answers['count']} is there")
    for case_id, count in _last(done, "unsaved").items():
        known = [each.answers["count"] for each in (found.get(case_id), saved.get(case_id)) if each]
        if not known or max(known) < count:
            tally.lost.append(f"{case_id}: {count} was kept, {known} is there")
    for each in done:
        if each["kind"] == "export" and Path(each["path"]).read_text(encoding="utf-8") != each["text"]:
            tally.lost.append(each["path"])
    journal = Journal(home)
    notes = {entry.id: int(entry.note) for entry in journal.entries()}
    tally.unreadable += journal.notices
    tally.lost += [f"journal {i}" for i, n in _last(done, "journal").items() if notes.get(i, -1) < n]
    for record in found.values():
        _bring_back(cases, record, saved, tally)
    for shelf in ("archive", "trash"):
        for record in cases.list(shelf):  # type: ignore[arg-type]
            cases.restore(record.id)


def _bring_back(cases: Cases, record: CaseRecord, saved: dict[str, CaseRecord], tally: Tally) -> None:
    try:
        cases.save(record)
    except WouldOverwrite:  # killed between a save and the removal of what was kept before it
        if saved[record.id].answers["count"] < record.answers["count"]:
            tally.lost.append(f"{record.id}: what was kept is newer than what is in its way")
        cases.dismiss(record.id)


def _last(done: list[dict[str, Any]], kind: str) -> dict[str, int]:
    return {each["id"]: each["count"] for each in done if each["kind"] == kind}


def age(home: Path) -> Iterator[None]:
    """The cases as an older version wrote them, while the program is one version further; then as before."""
    for path in (home / "cases").glob("*.json"):
        data = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(data | {"version": 1, "responses": data.pop("answers", {})}))
    records.VERSION = 2
    records.STEPS[1] = lambda old: {**old, "answers": old.pop("responses")}
    try:
        yield
    finally:
        for path in (home / "cases").glob("*.json"):
            data = json.loads(path.read_text(encoding="utf-8"))
            path.write_text(json.dumps(data | {"version": 1, "answers": read(path).answers}))
        records.VERSION = 1
        records.STEPS.clear()


def rounds(count: int, seed: int = 1) -> Tally:
    """Kill that many processes."""
    dice, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory(prefix="bowout-kills-") as folder:
        home = Path(folder)
        for number in range(count):
            if number % 50 == 0:  # a case that was saved a thousand times is a case like any other
                home = Path(folder) / str(number)
            before = {record.id: record.answers["count"] for record in Cases(home).list()}
            for _ in age(home) if number % 3 == 2 else (None,):
                examine(home, kill_one(home, dice), before, tally)
            if not tally.clean:
                break
    return tally


def main(arguments: list[str]) -> int:
    """Kill as many as asked for; 0 when nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args(arguments)
    began = time.monotonic()
    tally = rounds(options.rounds, options.seed)
    figures = asdict(tally) | {"lost": len(tally.lost), "unreadable": len(tally.unreadable)}
    print(json.dumps(figures | {"seed": options.seed, "seconds": round(time.monotonic() - began, 1)}))
    print("\n".join([*tally.lost, *tally.unreadable][:20]) or "nothing acknowledged was lost")
    return not tally.clean


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
