"""Five thousand cases and exits: how long the list takes to open, and a search in it.

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


async def timed(home: Path, count: int) -> dict[str, float]:
    """Seconds until the list is shown, and from the last key of a search to its answer."""
    app = BowoutApp(home, rewriter=no_engine)
    began = time.monotonic()
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, "home")
        await wait_until(lambda: "Role " in screen_text(pilot), 60)
        opened = time.monotonic() - began
        await press(pilot, "/")
        await wait_until(lambda: isinstance(app.focused, Input), 60)
        await press(pilot, *f"Company {count - 7}")
        asked = time.monotonic()
        await wait_until(lambda: f"Role {count - 7}" in screen_text(pilot), 60)
        found = time.monotonic() - asked
    return {"opened": round(opened, 2), "found": round(found, 2)}


def main(arguments: list[str]) -> int:
    """Measure once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=5000)
    options = parser.parse_args(arguments)
    brisk()
    with tempfile.TemporaryDirectory(prefix="bowout-many-") as folder:
        fill(Path(folder), options.cases)
        print(json.dumps({"cases": options.cases, **asyncio.run(timed(Path(folder), options.cases))}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
