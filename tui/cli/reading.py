"""Reads what the command line is given: files and stdin, with plain words about what is wrong with them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import BadInput
from tui.cli.talk import say, say_all

if TYPE_CHECKING:
    from datetime import datetime

    from core.case import Case

MAX_TEXT = 2_000_000
MAX_PAIRS = 100_000_000
STDIN = "-"


def read_text(source: str, limit: int = MAX_TEXT) -> str:
    """The text of a file, or of stdin for ``-``.

    Raises:
        BadInput: there is no such file, it is a folder, too large, or not UTF-8 text.
    """
    data = _read_bytes(source, limit)
    name = "stdin" if source == STDIN else source
    if len(data) > limit:
        raise BadInput(name, f"is larger than {limit // 1_000_000} MB", "That is hardly a text of yours.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"is not UTF-8 text (byte {error.start + 1})"
        raise BadInput(name, problem, "Save it as UTF-8 and try again.") from None


def read_case(source: str) -> Case:
    """The case of a file; what was taken out of its texts is said on stderr."""
    from core.case import load_case

    case, notices = load_case(read_text(source))
    say_all(notices)
    return case


def read_moment(value: str | None, case: Case) -> datetime:
    """The moment of ``--now``; without a zone it is meant in yours; without a value it is this one."""
    from datetime import UTC, datetime

    from core.calendar import zone_of_you
    from core.own_text import in_reach

    if value is None:
        return datetime.now(UTC)
    try:
        moment = in_reach(datetime.fromisoformat(value.strip()))
    except ValueError:
        mend = "Give one such as 2026-11-24T09:00+09:00."
        raise BadInput("--now", "is not a date and time to plan for", mend, value) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone_of_you(case))


def refuse_two_stdins(*sources: str | None) -> None:
    """Two inputs cannot both be stdin."""
    if sources.count(STDIN) > 1:
        raise BadInput("-", "stands for stdin and can be given only once", "Name a file for the other.")


def _read_bytes(source: str, limit: int) -> bytes:
    if source == STDIN:
        if sys.stdin.isatty():
            say("Reading from the keyboard; ctrl+d ends it.")
        return sys.stdin.buffer.read(limit + 1)
    path = Path(source)
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise BadInput(source, "there is no such file", "Check its name.") from None
    except IsADirectoryError:
        raise BadInput(source, "is a folder", "Name a file in it.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        why = getattr(error, "strerror", None) or str(error)
        raise BadInput(source, f"cannot be read: {why.lower()}") from None
