"""Where a letter was saved, and whether it is still the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from tui.state.session import Session


def note_saved(session: Session, step_id: str, path: Path, text: str) -> None:
    """Remember the file that a letter went to."""
    session.noted("saved")[step_id] = {"path": str(path), "sum": crc32(text.encode())}
    session.touch()


def saved_path(session: Session, step_id: str) -> Path | None:
    """The file that a letter went to last, if it is still there."""
    kept = session.noted("saved").get(step_id)
    path = kept.get("path") if isinstance(kept, dict) else None
    return Path(path) if isinstance(path, str) and Path(path).is_file() else None


def where_saved(session: Session, step_id: str, text: str) -> str:
    """Where a letter is, in words; "" if it was never saved."""
    path = saved_path(session, step_id)
    if path is None:
        return ""
    same = session.noted("saved")[step_id].get("sum") == crc32(text.encode())
    return f"Saved: {path}" if same else f"Changed since it was saved as {path}"
