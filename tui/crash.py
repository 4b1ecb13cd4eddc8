"""What happens when the program itself fails: a report without anybody's words, and a short panel.

A report says where in the program it happened, and nothing of what the program was holding: no values, no
message of the error (it may quote a letter), no names of cases. So it can be shown to anybody.
"""

from __future__ import annotations

import os
import platform
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import StoreError
from core.files import free_path, make_folder, write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.panel import Panel

_KEPT = 10
_DEEP = 8
"""Errors behind errors that are still told."""


class Crash(Exception):
    """The program failed.

    Attributes:
        saved: whether the open case is safe.
        report: where the report is; None if it could not be written.
    """

    def __init__(self, error: BaseException, *, saved: bool, report: Path | None) -> None:
        super().__init__(type(error).__name__)
        self.__cause__ = error
        self.saved = saved
        self.report = report

    def __rich__(self) -> Panel:
        """What its owner gets to see, in the terminal as it was before."""
        from rich.panel import Panel
        from rich.text import Text

        safe = "Your work is saved." if self.saved else "Your last changes could not be saved."
        text = Text(f"Bowout failed ({self}) and had to close. {safe}")
        if self.report is not None:
            text.append("\n\nWhere it failed is written down here, without any of your words:\n")
            text.append(str(self.report), style="bold")
        return Panel(text, title=Text("Sorry"), title_align="left", padding=(1, 2), expand=False)


def write_report(error: BaseException, home: Path, place: str = "") -> Path | None:
    """Write a report into the data folder, of which the last ten are kept. None if it cannot be written."""
    try:
        folder = make_folder(home / "crashes")
        path = free_path(folder / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.txt")
        write_atomic(path, "\n".join([*_about(place), "", *_trace(error), ""]).encode())
    except (OSError, StoreError):
        return None
    for old in sorted(folder.glob("*.txt"))[:-_KEPT]:
        with suppress(OSError):
            old.unlink()
    return path


def _about(place: str) -> Iterator[str]:
    from importlib.metadata import PackageNotFoundError, version  # slow to load, and seldom wanted

    yield "Bowout crash report. It tells where the program failed, and holds no text of yours."
    yield ""
    for name in ("bowout", "textual"):
        with suppress(PackageNotFoundError):
            yield f"{name} {version(name)}"
    yield f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield f"terminal {os.environ.get('TERM', '?')}, screen {place or '?'}"


def _trace(error: BaseException) -> Iterator[str]:
    """The error and those behind it: kinds and places only."""
    shown: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in shown and len(shown) < _DEEP:
        shown.append(following)
        inner = getattr(following, "error", None)  # what a worker died of
        own = inner if isinstance(inner, BaseException) else None
        following = own or following.__cause__ or following.__context__
    for number, each in enumerate(shown):
        yield ("" if number == 0 else "because of ") + f"{type(each).__module__}.{type(each).__qualname__}"
        for frame in traceback.extract_tb(each.__traceback__):
            yield f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"


def _short(file: str) -> str:
    """The end of a path: whose folder it lies in is nobody's business."""
    return "/".join(Path(file).parts[-3:])
