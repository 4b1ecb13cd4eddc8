"""Writes letters to files: one or all of a plan, in a format, into a folder. Never over another's file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import BadInput, BowoutError
from core.export import Format, extension, render
from core.files import file_name, save_text
from core.letter import Channel
from tui.state.desk import Desk
from tui.state.kept import note_saved
from tui.state.stand_ins import STAND_IN
from tui.state.summary import step_title

if TYPE_CHECKING:
    from core.plan import Step
    from tui.state.session import Session

FORMATS: tuple[tuple[Format, str], ...] = (
    ("text", "text (.txt)"),
    ("md", "Markdown (.md)"),
    ("eml", "mail draft (.eml)"),
)


@dataclass(frozen=True)
class Saved:
    """What became of a wish to save.

    Attributes:
        paths: the files written, with their whole paths.
        problems: what could not be written, and why.
    """

    paths: tuple[Path, ...]
    problems: tuple[str, ...]


def default_folder(session: Session, home: Path) -> Path:
    """Where the case's letters went last, else a folder of its own beside the cases."""
    kept = session.record.progress.get("folder")
    if isinstance(kept, str) and kept:
        return Path(kept)
    words = re.findall(r"[\w-]+", re.sub("['’]", "", session.title))  # one that is easily typed in a shell
    return home / "letters" / file_name(" ".join(words) or session.record.id)


@dataclass(frozen=True)
class _Sheet:
    """A letter on its way to a file."""

    step: str
    title: str
    name: str
    letter: str
    text: str


def save_letters(session: Session, steps: Sequence[Step], fmt: Format, folder: Path) -> Saved:
    """Write these steps' letters as they stand; what cannot be written does not stop the others."""
    sheets, problems = _sheets(session, steps, fmt)
    return _noted(session, folder, problems, _put(sheets, folder))


async def save_letters_meanwhile(session: Session, steps: Sequence[Step], fmt: Format, folder: Path) -> Saved:
    """The same while the screen goes on, for disks that take their time."""
    sheets, problems = _sheets(session, steps, fmt)
    return _noted(session, folder, problems, await asyncio.to_thread(_put, sheets, folder))


def _sheets(session: Session, steps: Sequence[Step], fmt: Format) -> tuple[list[_Sheet], list[str]]:
    """The letters as they stand, and what is wrong with the others."""
    sheets: list[_Sheet] = []
    problems: list[str] = []
    order = [step.id for step in session.plan.steps]
    for step in steps:
        number = order.index(step.id) + 1 if step.id in order else len(order) + 1
        # A note to oneself is no mail: one click too many would send it.
        own: Format = "text" if fmt == "eml" and step.channel is Channel.NOTE else fmt
        title = step_title(step.message)
        try:
            text = _written(session, step, own)
            name = file_name(f"{number:02d}-{step.id}{extension(own)}")
            sheets.append(_Sheet(step.id, title, name, Desk(session, step).text, text))
        except BowoutError as error:
            problems.append(f"{title}: {error}")
    return sheets, problems


def _put(sheets: Sequence[_Sheet], folder: Path) -> list[tuple[_Sheet, Path | str]]:
    """Where each sheet is now, or why it is nowhere."""
    return [(sheet, _path_or_problem(sheet, folder)) for sheet in sheets]


def _path_or_problem(sheet: _Sheet, folder: Path) -> Path | str:
    try:
        return save_text(folder.expanduser().absolute(), sheet.name, sheet.text)
    except BowoutError as error:
        return f"{sheet.title}: {error}"


def _noted(
    session: Session, folder: Path, problems: Sequence[str], put: Sequence[tuple[_Sheet, Path | str]]
) -> Saved:
    paths = {sheet: path for sheet, path in put if isinstance(path, Path)}
    for sheet, path in paths.items():
        note_saved(session, sheet.step, path, sheet.letter)
    if paths:
        session.record.progress["folder"] = str(folder)
        session.touch()
    return Saved(tuple(paths.values()), (*problems, *(said for _, said in put if isinstance(said, str))))


def _written(session: Session, step: Step, fmt: Format) -> str:
    desk = Desk(session, step)
    if STAND_IN.search(desk.text) or STAND_IN.search(desk.subject):
        raise BadInput("", "an answer is still missing in this letter", "Fill it in first.")
    return render(desk.letter, fmt, sender=session.case.you, people=step.people)
