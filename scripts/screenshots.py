"""Draws docs/*.svg from the real app: the worked example, a fixed clock, a data folder of its own.

.venv/bin/python scripts/screenshots.py

Each picture notes what it was drawn with, and tests/tui/test_screenshots.py draws them anew and compares the
words. What the model proposes is drawn where the model is; everywhere else that picture stays as it was.
"""

from __future__ import annotations

import asyncio
import contextlib
import platform
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from textual.pilot import Pilot

from core.journal import Entry, Journal
from core.tone import Context, Formality, Tone
from tui.app import BowoutApp
from tui.messages import Go
from tui.state.desk import Desk
from tui.state.example import example_answers

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

# Open cases beside the worked example, the one touched last on top.
OTHERS: tuple[tuple[str, str, str, dict[str, object]], ...] = (
    ("Data Engineer", "Halden Wind", "NO", {"stage": "offer", "intent": "undecided"}),
    ("Reporting Lead", "Quay & Partners", "GB", {}),
    ("Senior Analyst", "Cedar Health", "US", {
        "stage": "accepted", "people": [{"name": "Iris Chen", "kind": "hiring_manager"}],
    }),
    ("Analytics Lead", "Pico Books", "PT", {
        "stage": "mid", "people": [{"name": "Rui Matos", "kind": "recruiter"}],
    }),
)  # fmt: skip

# Pictures fetch nothing either: fonts are left to whoever looks.
_FONT = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)


def drawn_with() -> str:
    """What decides how a picture comes out, beside the app itself."""
    python = ".".join(platform.python_version_tuple()[:2])
    return f"drawn with Python {python}, Textual {version('textual')}"


class Artist:
    """Walks through the app the way a person would, and keeps what it looks like.

    Args:
        folder: where the pictures go.
        pilot: who presses the keys.
    """

    def __init__(self, folder: Path, pilot: Pilot[None]) -> None:
        self.folder = folder
        self.pilot = pilot
        assert isinstance(pilot.app, BowoutApp)  # noqa: S101
        self.app = pilot.app

    async def walk(self) -> None:
        """Every screen that needs no model."""
        await self.press("x", to="checklist")
        self.keep("checklist")
        await self.press("f9", to="plan")
        self.keep("plan")
        await self.press("enter", to="workbench")
        self.keep("letter")
        await self.press("b", to="compare")
        self.keep("compare")
        await self.press("escape", to="workbench")
        await self.press("f1", to="HelpScreen")
        self.keep("help")
        await self.press("escape", to="workbench")
        await self.press("s", to="SaveDialog")
        self.keep("save")
        await self.press("escape", to="workbench")
        await self.press("escape", to="plan")
        await self.look_back()

    async def propose(self) -> None:
        """A letter in its owner's words, put into another tone by the model."""
        await self.press("x", to="checklist")
        await self.press("f9", to="plan")
        _write_own_words(self.app)
        await self.press("enter", to="workbench")
        await self.pilot.press("r")
        await self.until(lambda: not getattr(self.app.screen, "is_working", True))
        self.keep("workbench")

    async def look_back(self) -> None:
        """The journal, its charts, and home with some cases in it."""
        _write_journal(self.app)
        self.app.post_message(Go("journal"))
        await self.until(lambda: len(getattr(self.app.screen, "entries", ())) > 1)
        self.keep("journal")
        await self.press("c", to="charts")
        self.keep("charts")
        await self.press("escape", to="journal")
        _write_cases(self.app)
        await self.press("escape", to="home")
        await self.until(lambda: "open until" in _words(self.app))
        self.keep("home")

    async def press(self, key: str, to: str) -> None:
        """Press a key that leads to another screen."""
        await self.pilot.press(key)
        await self.until(lambda: _place(self.app) == to)

    async def until(self, met: Callable[[], bool]) -> None:
        """Wait for something, and until all of it is drawn and kept on the disk."""
        async with asyncio.timeout(PATIENCE):
            while not met():
                await self.pilot.pause(0.05)
        before = ""
        while not before.strip() or "saving …" in before or before != _words(self.app):
            before = _words(self.app)
            await self.pilot.pause(0.2)

    def keep(self, name: str) -> None:
        """Keep the screen as a picture."""
        picture = _FONT.sub("", self.app.export_screenshot(title="bowout", simplify=True))
        note = f"<!-- {drawn_with()} -->"
        (self.folder / f"{name}.svg").write_text(f"{picture.rstrip()}\n{note}\n", encoding="utf-8")


async def draw_stills(folder: Path) -> None:
    """Draw all pictures that need no model."""
    async with _at_work(folder, model=False) as artist:
        await artist.walk()


async def draw_proposal(folder: Path) -> None:
    """Draw what the model proposes."""
    async with _at_work(folder, model=True) as artist:
        await artist.propose()


@contextlib.asynccontextmanager
async def _at_work(folder: Path, *, model: bool) -> AsyncIterator[Artist]:
    folder = folder.absolute()
    with tempfile.TemporaryDirectory() as scratch, contextlib.chdir(scratch):
        app = BowoutApp(Path("bowout"), clock=lambda: NOW)  # a short name, the same on every machine
        if not model:  # whether the engine is there is no matter of the other pictures
            app._warm_model = lambda: None  # type: ignore[method-assign]
        app.animation_level = "none"
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause(0.5)
            yield Artist(folder, pilot)


def _write_own_words(app: BowoutApp) -> None:
    session = app.workspace.session
    assert session is not None  # noqa: S101
    desk = Desk(session, session.plan.steps[0])
    desk.write(OWN_WORDS)
    desk.turn(Tone(Formality.FORMAL, Context.BALANCED))
    desk.keep()


def _place(app: BowoutApp) -> str:
    return str(getattr(app.screen, "PLACE", type(app.screen).__name__))


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


def _write_cases(app: BowoutApp) -> None:
    """More cases of the same made-up person, at different places."""
    you = example_answers()["you"]
    for role, company, country, more in OTHERS:
        app.workspace.cases.new(
            {"you": you, "role": role, "company": {"name": company, "country": country}} | more
        )


def _words(app: BowoutApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


if __name__ == "__main__":
    asyncio.run(draw_stills(DOCS))
    if "--no-model" not in sys.argv:
        asyncio.run(draw_proposal(DOCS))
