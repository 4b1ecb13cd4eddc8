"""Writes letters to files: one or all of a plan, in a format, into a folder. Never over another's file."""

from __future__ import annotations

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


def save_letters(session: Session, steps: Sequence[Step], fmt: Format, folder: Path) -> Saved:
    """Write these steps' letters as they stand; what cannot be written does not stop the others."""
    paths: list[Path] = []
    problems: list[str] = []
    order = [step.id for step in session.plan.steps]
    for step in steps:
        number = order.index(step.id) + 1 if step.id in order else len(order) + 1
        # A note to oneself is no mail: one click too many would send it.
        own: Format = "text" if fmt == "eml" and step.channel is Channel.NOTE else fmt
        try:
            text = _written(session, step, own)
            name = file_name(f"{number:02d}-{step.id}{extension(own)}")
            paths.append(save_text(folder.expanduser().absolute(), name, text))
            note_saved(session, step.id, paths[-1], Desk(session, step).text)
        except BowoutError as error:
            problems.append(f"{step_title(step.message)}: {error}")
    if paths:
        session.record.progress["folder"] = str(folder)
        session.touch()
    return Saved(tuple(paths), tuple(problems))


def _written(session: Session, step: Step, fmt: Format) -> str:
    desk = Desk(session, step)
    if STAND_IN.search(desk.text) or STAND_IN.search(desk.subject):
        raise BadInput("", "an answer is still missing in this letter", "Fill it in first.")
    return render(desk.letter, fmt, sender=session.case.you, people=step.people)
