"""Draws docs/*.svg from the real app: the worked example, a fixed clock, a data folder of its own.

.venv/bin/python scripts/screenshots.py
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.pilot import Pilot

from core.journal import Entry, Journal
from core.tone import Context, Formality, Tone
from tui.app import BowoutApp
from tui.messages import Go
from tui.state.desk import Desk

DOCS = Path(__file__).resolve().parent.parent / "docs"
NOW = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
SIZE = (120, 36)
PATIENCE = 120.0  # seconds for the model's proposal, its first load included

# A letter in its owner's own casual words, to be put into a formal tone.
OWN_WORDS = """Dear Ana,

Thanks a lot for all your help so far.

I have decided to withdraw my application for the Senior Data Analyst role at Northwind Analytics. \
I've accepted another offer.

Can you tell me how and when you'd like to let them know? I don't want anyone to hear it in passing.

I hope we'll work together again, and I'm glad we met.

Kind regards,
Maya Lindqvist
"""

# Past exits of the same made-up person, the latest first.
PAST = (
    (
        "Kestrel Robotics",
        "Data Engineer",
        "other_offer",
        "gracious",
        0.3,
        "They were kind. I should have called.",
    ),
    (
        "Blue Harbour",
        "Analytics Lead",
        "compensation",
        "counter_proposal",
        1.2,
        "Ask about the band before talk two.",
    ),
    ("Orchard & Sons", "Data Analyst", "fit", "gracious", 2.4, ""),
    ("Tern Mobility", "Data Analyst", "relocation", "silence", 4.0, ""),
    ("Lumen Health", "Reporting Analyst", "fit", "asked_why", 0.6, "A short true sentence was enough."),
    ("Graywater", "Data Analyst", "timing", "cool", 9.0, "Too late: they had planned with me."),
)

# Pictures fetch nothing either: fonts are left to whoever looks.
_FONT = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)


async def main() -> None:
    """Walk through the app the way a person would, and keep what it looks like."""
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["BOWOUT_HOME"] = scratch
        app = BowoutApp(clock=lambda: NOW)
        async with app.run_test(size=SIZE) as pilot:
            await _settle(pilot)
            await _press(pilot, "x", until=lambda: _place(app) == "checklist")
            _keep(app, "checklist")
            await _press(pilot, "f9", until=lambda: _place(app) == "plan")
            _keep(app, "plan")
            await _press(pilot, "enter", until=lambda: _place(app) == "workbench")
            await _press(pilot, "b", until=lambda: _place(app) == "compare")
            _keep(app, "compare")
            await _press(pilot, "escape", until=lambda: _place(app) == "workbench")
            await _press(pilot, "escape", until=lambda: _place(app) == "plan")
            _write_own_words(app)
            await _press(pilot, "enter", until=lambda: _place(app) == "workbench")
            await _press(pilot, "r", until=lambda: not getattr(app.screen, "is_working", True))
            _keep(app, "workbench")
            _write_journal(app)
            app.post_message(Go("journal"))
            await _until(
                pilot, lambda: _place(app) == "journal" and len(getattr(app.screen, "entries", ())) > 1
            )
            _keep(app, "journal")
            await _press(pilot, "c", until=lambda: _place(app) == "charts")
            _keep(app, "charts")


def _write_own_words(app: BowoutApp) -> None:
    session = app.workspace.session
    assert session is not None  # noqa: S101
    desk = Desk(session, session.plan.steps[0])
    desk.write(OWN_WORDS)
    desk.turn(Tone(Formality.FORMAL, Context.BALANCED))
    desk.keep()


def _place(app: BowoutApp) -> str:
    return str(getattr(app.screen, "PLACE", ""))


def _write_journal(app: BowoutApp) -> None:
    journal = Journal(app.workspace.folder)
    for number, (company, role, reason, outcome, days, note) in enumerate(PAST):
        decided = NOW - timedelta(days=20 + 17 * number)
        told = decided + timedelta(days=days)
        answered = told + timedelta(days=1) if outcome in ("gracious", "cool", "asked_why") else None
        journal.put(
            Entry(
                f"past-{number}",
                company,
                role,
                "final",
                "withdraw",
                reason,
                outcome,
                decided,
                told,
                answered,
                note,
            )
        )


async def _press(pilot: Pilot[None], key: str, until: Callable[[], bool]) -> None:
    await pilot.press(key)
    await _until(pilot, until)


async def _until(pilot: Pilot[None], until: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not until():
            await pilot.pause(0.05)
    await _settle(pilot)


async def _settle(pilot: Pilot[None]) -> None:
    await pilot.pause(0.5)
    await pilot.pause()


def _keep(app: BowoutApp, name: str) -> None:
    DOCS.mkdir(exist_ok=True)
    picture = _FONT.sub("", app.export_screenshot(title="bowout", simplify=True))
    (DOCS / f"{name}.svg").write_text(picture, encoding="utf-8")
    print(f"docs/{name}.svg")


if __name__ == "__main__":
    asyncio.run(main())
