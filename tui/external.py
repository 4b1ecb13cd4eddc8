"""What other programs do for us: edit a text ($VISUAL, then $EDITOR), open a folder, take a copy."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

_AT_ONCE = 0.6
"""An editor that is gone after fewer seconds, with nothing changed, did not wait for its window."""

_COPIERS = (
    ("pbcopy", "", ["pbcopy"]),
    ("wl-copy", "WAYLAND_DISPLAY", ["wl-copy"]),
    ("xclip", "DISPLAY", ["xclip", "-selection", "clipboard"]),
    ("xsel", "DISPLAY", ["xsel", "--clipboard", "--input"]),
)
"""Programs that fill a desktop's clipboard, and the variable that says that there is such a desktop."""

_COPY_SECONDS = 2


@dataclass(frozen=True)
class Edited:
    """What came back from the editor.

    Attributes:
        text: the text, or None if it is to stay as it was.
        notice: what to tell its owner; "" if nothing.
    """

    text: str | None
    notice: str = ""


def editor_command() -> list[str]:
    """The person's editor with its arguments; empty if none is set."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        return shlex.split(command)
    except ValueError:
        return []


def edit(text: str, command: list[str]) -> Edited:
    """Open the text in an editor, wait for it, and read it back. Blocks; suspend the app around it."""
    descriptor, name = tempfile.mkstemp(prefix="letter-", suffix=".txt")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        began = time.monotonic()
        try:
            code = subprocess.call([*command, name])  # noqa: S603  the person's own editor
        except OSError as error:
            return Edited(
                None, f"{command[0]} could not be started: {error.strerror}. Set $VISUAL or $EDITOR."
            )
        if code:
            return Edited(None, f"{command[0]} ended with an error, so the letter stays as it was.")
        try:
            changed = path.read_text(encoding="utf-8").rstrip("\n")
        except (OSError, UnicodeDecodeError):
            return Edited(None, "What the editor saved could not be read, so the letter stays as it was.")
    finally:
        path.unlink(missing_ok=True)
    if changed == text:
        at_once = time.monotonic() - began < _AT_ONCE
        hint = (
            f"{command[0]} came back at once. Give it its waiting option, such as --wait." if at_once else ""
        )
        return Edited(None, hint)
    return Edited(changed)


def copy(text: str) -> bool:
    """Put a text on the desktop's clipboard. Says whether there is one and a program that took it."""
    for name, needs, command in _COPIERS:
        if shutil.which(name) and (not needs or os.environ.get(needs)):
            try:
                done = subprocess.run(  # noqa: S603  one of our own list
                    command,
                    input=text.encode(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    timeout=_COPY_SECONDS,
                    check=False,
                )
            except (OSError, subprocess.TimeoutExpired):
                continue
            if done.returncode == 0:
                return True
    return False


def open_folder(folder: Path) -> str:
    """Open a folder in the desktop's file manager, and say what became of it."""
    name = "open" if sys.platform == "darwin" else "xdg-open"
    desktop = sys.platform == "darwin" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    if desktop and shutil.which(name):
        quiet = subprocess.DEVNULL
        try:
            subprocess.Popen(  # noqa: S603  the system's own opener
                [name, str(folder)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
            )
        except OSError:
            pass
        else:
            return f"Opened {folder}"
    return f"No file manager can be reached from here. The folder is {folder}"
