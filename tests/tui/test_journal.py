from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from app_driving import HOSTILE, OpenApp, app_of, at, place_of, screen_text, shown, wait_until
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from core.journal import OUTCOMES, Entry, Journal, to_markdown
from core.store import Cases
from tui.screens.journal import EntryList
from tui.state.charts import Chart, charts, drawn
from tui.widgets.choice import Choice

DECIDED = datetime(2026, 10, 5, 9, tzinfo=UTC)


def entry(number: int, **known: Any) -> Entry:
    told = DECIDED + timedelta(days=number)
    facts = {"company": "Acme", "role": "Nurse", "reason": "fit", "outcome": "gracious", "note": "calm"}
    return Entry(id=f"case-{number}", decided=DECIDED, told=told, **{**facts, **known})


def filled(home: Path, *entries: Entry) -> Journal:
    journal = Journal(home)
    for each in entries:
        journal.put(each)
    return journal


async def journal_of(pilot: Pilot[None]) -> EntryList:
    await wait_until(lambda: place_of(pilot) == "home")
    await pilot.press("j")
    await at(pilot, "journal")
    return pilot.app.screen.query_one(EntryList)


async def test_an_empty_journal_says_how_it_fills(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await journal_of(pilot)
        await wait_until(lambda: "It fills by itself" in screen_text(pilot))


async def test_past_exits_are_shown_and_found(open_app: OpenApp, own_home: Path) -> None:
    filled(own_home, entry(1, company=HOSTILE), entry(2, role="Clerk", outcome="silence"))
    async with open_app() as pilot:
        listed = await journal_of(pilot)
        await wait_until(lambda: listed.option_count == 2)
        await wait_until(lambda: HOSTILE in screen_text(pilot))
        assert "2 exits" in screen_text(pilot)
        await pilot.press("slash", *"clerk no")
        await wait_until(lambda: listed.option_count == 1)
        await pilot.press("escape")
        await wait_until(lambda: listed.option_count == 2)
        await pilot.press("escape")
        await at(pilot, "home")


async def test_what_is_typed_right_after_the_search_key_is_searched_for(
    open_app: OpenApp, own_home: Path
) -> None:
    filled(own_home, entry(1), entry(2, role="Clerk a/b"))
    async with open_app() as pilot:
        listed = await journal_of(pilot)
        await wait_until(lambda: listed.option_count == 2)
        for key in "/clerk a/b":
            pilot.app.post_message(events.Key("slash" if key == "/" else key, key))
        await wait_until(lambda: listed.option_count == 1)
        assert pilot.app.screen.query_one("#find").value == "clerk a/b"  # type: ignore[attr-defined]


async def test_how_it_went_reaches_journal_and_case(
    open_app: OpenApp, own_home: Path, example: dict[str, Any]
) -> None:
    record = Cases(own_home).new(example)
    journal = filled(own_home, Entry(id=record.id, company="N", role="R", decided=DECIDED, told=DECIDED))
    async with open_app() as pilot:
        await journal_of(pilot)
        await pilot.press("a")
        await wait_until(lambda: place_of(pilot) == "OutcomeDialog" and pilot.app.screen.query(Choice))
        pilot.app.screen.query_one(Choice).value = "asked_why"
        await pilot.press("f2")
        await at(pilot, "journal")
        await wait_until(lambda: journal.entries()[0].outcome == "asked_why")
        kept = Cases(own_home).load(record.id)
        assert kept.progress["outcome"]["name"] == "asked_why"
        await wait_until(lambda: OUTCOMES["asked_why"] in screen_text(pilot))
        await pilot.press("r")  # they asked, so there is a reply to write
        await at(pilot, "workbench")
        assert "reason" in screen_text(pilot)


async def test_the_notes_to_oneself_open_from_here(
    open_app: OpenApp, own_home: Path, example: dict[str, Any]
) -> None:
    record = Cases(own_home).new(example)
    filled(own_home, Entry(id=record.id, company="N", role="R", decided=DECIDED))
    async with open_app() as pilot:
        await journal_of(pilot)
        await pilot.press("n")
        await at(pilot, "workbench")
        assert app_of(pilot).screen.step.id == "reflection_note"  # type: ignore[attr-defined]


async def test_what_a_page_needs_is_asked_first(
    open_app: OpenApp, own_home: Path, example: dict[str, Any]
) -> None:
    record = Cases(own_home).new(example)
    filled(own_home, Entry(id=record.id, company="N", role="R", decided=DECIDED))
    async with open_app() as pilot:
        await journal_of(pilot)
        await pilot.press("k")
        await wait_until(lambda: place_of(pilot) == "DetailsDialog")
        await wait_until(lambda: isinstance(pilot.app.focused, TextArea | Input))
        await pilot.press(*"calm", "f2")
        await at(pilot, "workbench")
        assert app_of(pilot).screen.step.id == "criteria_page"  # type: ignore[attr-defined]
        await wait_until(lambda: "calm" in screen_text(pilot))


async def test_an_exit_is_taken_out_only_when_sure(open_app: OpenApp, own_home: Path) -> None:
    journal = filled(own_home, entry(1), entry(2))
    async with open_app() as pilot:
        listed = await journal_of(pilot)
        await wait_until(lambda: listed.option_count == 2)
        for answer, left in (("n", 2), ("y", 1)):
            await pilot.press("d")
            await wait_until(lambda: place_of(pilot) == "ConfirmDialog")
            await pilot.press(answer)
            await at(pilot, "journal")
            await wait_until(lambda left=left: listed.option_count == left)
        assert len(journal.entries()) == 1


async def test_it_is_written_to_a_file_and_over_none(
    open_app: OpenApp, own_home: Path, tmp_path: Path
) -> None:
    filled(own_home, entry(1, note=HOSTILE))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "journal.csv").write_text("somebody else's")
    async with open_app() as pilot:
        await journal_of(pilot)
        for fmt in ("csv", "md"):
            await pilot.press("s")
            await wait_until(lambda: place_of(pilot) == "JournalDialog" and pilot.app.screen.query("#folder"))
            pilot.app.screen.query_one(Choice).value = fmt
            pilot.app.screen.query_one("#folder").value = str(tmp_path / "out")  # type: ignore[attr-defined]
            await pilot.press("enter")
            await wait_until(lambda fmt=fmt: f".{fmt}" in shown(pilot, "#result"))
            await pilot.press("enter")
            await at(pilot, "journal")
    texts = sorted(path.read_text() for path in (tmp_path / "out").glob("*.csv"))
    assert len(texts) == 2
    assert HOSTILE in texts[0]
    assert texts[1] == "somebody else's"
    assert len(list((tmp_path / "out").glob("*.md"))) == 1


async def test_charts_fit_any_window(open_app: OpenApp, own_home: Path) -> None:
    filled(own_home, *(entry(n, reason=("fit", "pay")[n % 2]) for n in range(6)))
    async with open_app() as pilot:
        await journal_of(pilot)
        await pilot.press("c")
        await at(pilot, "charts")
        for size in ((120, 36), (80, 24), (20, 6), (1, 1), (200, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        await wait_until(lambda: "How they ended" in screen_text(pilot))
        assert "taken well: 6" in screen_text(pilot)
        await pilot.press("escape")
        await at(pilot, "journal")


def test_a_chart_holds_what_there_is() -> None:
    entries = [entry(0), entry(1, outcome="cool"), entry(9, reason="none")]
    outcomes, days, reasons = charts(entries)
    assert dict(zip(outcomes.bars, outcomes.series[0][1], strict=True)) == {
        "taken well": 2,
        "a curt answer": 1,
    }
    assert days.in_words == "the same day: 1 · 1 day: 1 · 1 week: 1"
    assert reasons.bars == ("2026-10",)
    assert sum(values[0] for _, values in reasons.series) == 3
    assert charts([]) == ()


def test_the_longest_bar_is_the_longest() -> None:
    lines = drawn(Chart("", ("one", "two"), (("", (1, 4)),)), 40, 5).splitlines()
    long, short = (sum(line.count("█") for line in lines if name in line) for name in ("two", "one"))
    assert long > 3 * short > 0


def test_markdown_keeps_what_was_typed() -> None:
    table = to_markdown([entry(1, note="a | b\n*c*")])
    assert table.count("\n") == 2
    assert r"a \| b \*c\*" in table


def test_plotting_is_loaded_by_nothing_but_a_chart() -> None:
    program = (
        "import sys, tui.app, tui.screens.journal, tui.screens.charts, tui.widgets.chart; "
        "sys.exit('plotext' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
