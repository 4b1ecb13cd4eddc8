"""``bowout log``: the journal of past exits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.complete import exits, files
from tui.cli.talk import give, give_file, say, say_all, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from core.journal import Entry, Journal, Stats

_EMPTY = "The journal is empty. It fills as you tick off the steps of a plan in the app: run `bowout`."


@click.group(invoke_without_command=True)
@click.pass_context
def log(context: click.Context) -> None:
    """See how past exits went.

    \b
      bowout log
      bowout log stats
      bowout log export --format md --out journal.md
    """
    if context.invoked_subcommand is None:
        context.invoke(list_)


@log.command("list")
def list_() -> None:
    """One line an exit, the last first."""
    entries = _entries(_journal())
    if not entries:
        say(_EMPTY)
        return
    from core.journal import OUTCOMES

    rows = [
        (entry.id, _day(entry), f"{entry.role}, {entry.company}", OUTCOMES[entry.outcome])
        for entry in entries
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, [*widths, 0], strict=True)]
        give(visible("  ".join(cells).rstrip()))


@log.command()
@click.argument("id", shell_complete=exits)
def show(id: str) -> None:  # noqa: A002  the argument is called ID
    """Everything about one exit; the beginning of its id is enough."""
    journal = _journal()
    entry = journal.find(id)
    say_all(journal.notices)
    from core.journal import OUTCOMES

    give(visible(f"{entry.role}, {entry.company}"))
    for label, value in (
        ("id", entry.id),
        ("stage", entry.stage),
        ("decision", entry.decision),
        ("reason", entry.reason),
        ("decided", _when(entry.decided, "%d %b %Y %H:%M")),
        ("told", _when(entry.told, "%d %b %Y %H:%M")),
        ("answered", _when(entry.answered, "%d %b %Y %H:%M")),
        ("outcome", OUTCOMES[entry.outcome]),
        ("note", entry.note),
    ):
        if value:
            give(visible(f"  {label:<9} {value}"))


@log.command("stats")
def stats_() -> None:
    """Outcomes, reasons and months in numbers."""
    from core.journal import stats

    entries = _entries(_journal())
    if entries:
        give("\n".join(_stats_lines(stats(entries))))
    else:
        say(_EMPTY)


@log.command()
@click.option("--format", "fmt", type=click.Choice(["csv", "md"]), default="csv", show_default=True)
@click.option("--out", metavar="FILE", shell_complete=files, help="Write it to a new file instead of stdout.")
def export(fmt: str, out: str | None) -> None:
    """The whole journal as a table for a spreadsheet, or as Markdown."""
    from core.journal import to_csv, to_markdown

    entries = _entries(_journal())
    text = to_csv(entries) if fmt == "csv" else to_markdown(entries)
    if out is None:
        give(text)
    else:
        give_file(Path(out), text)


def _journal() -> Journal:
    from core.files import home_path
    from core.journal import Journal

    return Journal(home_path())


def _entries(journal: Journal) -> list[Entry]:
    entries = journal.entries()
    say_all(journal.notices)
    return entries


def _day(entry: Entry) -> str:
    return _when(entry.told or entry.decided, "%d %b %Y") or "-"


def _when(moment: datetime | None, form: str) -> str:
    """The moment on this machine's clock, whichever clock it was noted by."""
    return f"{moment.astimezone():{form}}" if moment else ""


def _stats_lines(found: Stats) -> Iterator[str]:
    from core.journal import OUTCOMES

    yield f"{found.exits} exit{'s' if found.exits != 1 else ''}"
    if found.median_days_to_tell is not None:
        days = found.median_days_to_tell
        yield f"half were told within {days:g} day{'s' if days != 1 else ''} of the decision"
    outcomes = {OUTCOMES[name]: count for name, count in found.outcomes.items()}
    for title, counts in (("Outcomes", outcomes), ("Reasons", found.reasons), ("Months", found.months)):
        yield from _bars(title, counts)


def _bars(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    if not counts:
        return
    yield ""
    yield title
    wide, most = max(map(len, counts)), max(counts.values())
    for name, count in counts.items():
        yield visible(f"  {name:<{wide}}  {'█' * max(1, round(20 * count / most))} {count}")
