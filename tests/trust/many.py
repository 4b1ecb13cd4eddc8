"""Five thousand cases and exits: what home costs beside an empty one, and how long a search takes.

python -m tests.trust.many --cases 5000
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

from textual.widgets import Input

from core.journal import FILE, Entry, _line
from core.record import CaseRecord, dump
from core.store import Cases
from tests.trust.driving import at, brisk, no_engine, press, wait_until
from tests.tui.app_driving import screen_text
from tui.app import BowoutApp


def fill(home: Path, count: int) -> None:
    """So many cases and exits, written at once."""
    Cases(home).list()
    lines = []
    for number in range(count):
        case_id = f"20260101-000000-{number:06d}"
        answers = {
            "role": f"Role {number}",
            "company": {"name": f"Company {number}"},
            "you": {"name": "Maya"},
        }
        (home / "cases" / f"{case_id}.json").write_bytes(dump(CaseRecord(case_id, answers)))
        lines.append(_line(Entry(id=case_id, company=f"Company {number}", role=f"Role {number}")))
    (home / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")


async def opened(home: Path, shown: str) -> float:
    """Seconds of the processor until home shows a text."""
    app = BowoutApp(home, rewriter=no_engine)
    began = time.process_time()
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, "home")
        await wait_until(lambda: shown in screen_text(pilot), 60)
        return time.process_time() - began


async def found(home: Path, count: int) -> float:
    """Seconds from the last key of a search to its answer."""
    app = BowoutApp(home, rewriter=no_engine)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, "home")
        await wait_until(lambda: f" of {count} " in screen_text(pilot), 60)
        await press(pilot, "/")
        await wait_until(lambda: isinstance(app.focused, Input), 60)
        await press(pilot, *f"Company {count - 7}")
        asked = time.monotonic()
        await wait_until(lambda: f"Role {count - 7}" in screen_text(pilot), 60)
        return time.monotonic() - asked


def figures(empty: Path, full: Path, count: int) -> dict[str, float]:
    """What so many cases cost; the first start of a process is not counted, since it loads the program."""
    fill(full, count)
    asyncio.run(opened(empty, "answer a few questions"))
    nothing = min(asyncio.run(opened(empty, "answer a few questions")) for _ in range(3))
    everything = min(asyncio.run(opened(full, "Role ")) for _ in range(3))
    answered = asyncio.run(found(full, count))
    return {
        "empty": round(nothing, 2),
        "opened": round(everything, 2),
        "times": round(everything / nothing, 1),
        "found": round(answered, 2),
    }


def main(arguments: list[str]) -> int:
    """Measure once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=5000)
    options = parser.parse_args(arguments)
    brisk()
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as full:
        print(json.dumps({"cases": options.cases, **figures(Path(empty), Path(full), options.cases)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
