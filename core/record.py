"""One saved case: what its file holds, how it is written and how it is read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from core.errors import BowoutError, StoreError
from core.versions import Step, upgraded

VERSION = 1
STEPS: dict[int, Step] = {}
"""How a file of each older version becomes one of the next."""


class Damaged(BowoutError):
    """A file that cannot be read as a case."""


@dataclass
class CaseRecord:
    """One case as its owner left it.

    Attributes:
        id: names the file; made by ``Cases.new``.
        answers: nested, in the shape of a case file; may be incomplete.
        edits: step id -> the letter's text as its owner changed it.
        progress: what the screens remember, e.g. the open section and what has been told.
        created: when it was begun.
        updated: when it was last saved.
        extra: what another version of the program wrote; kept as it is.
        version: of the file that it was read from.
    """

    id: str
    answers: dict[str, Any] = field(default_factory=dict)
    edits: dict[str, str] = field(default_factory=dict)
    progress: dict[str, Any] = field(default_factory=dict)
    created: datetime = field(default_factory=lambda: datetime.now(UTC))
    updated: datetime = field(default_factory=lambda: datetime.now(UTC))
    extra: dict[str, Any] = field(default_factory=dict)
    version: int = field(default_factory=lambda: VERSION, compare=False)

    @property
    def is_old(self) -> bool:
        """Whether an older version of the program wrote its file."""
        return self.version < VERSION

    @property
    def title(self) -> str:
        """Role and company as far as they are known."""
        company = self.answers.get("company")
        name = company.get("name") if isinstance(company, Mapping) else None
        return ", ".join(str(part) for part in (self.answers.get("role"), name) if part) or "A new case"


def dump(record: CaseRecord) -> bytes:
    """The bytes of a record's file.

    Raises:
        StoreError: an answer is something that JSON cannot hold.
    """
    data = record.extra | {
        "version": VERSION,
        "id": record.id,
        "created": record.created.isoformat(),
        "updated": record.updated.isoformat(),
        "answers": record.answers,
        "edits": record.edits,
        "progress": record.progress,
    }
    try:
        text = json.dumps(data, ensure_ascii=False, indent=1, default=_plain)
        if any("\ud800" <= character <= "\udfff" for character in text):  # half a character: save it escaped
            text = json.dumps(data, indent=1, default=_plain)
        return text.encode("utf-8")
    except (TypeError, ValueError, RecursionError) as error:
        raise StoreError(f"{record.title} holds something that cannot be saved: {error}.") from error


def read(path: Path) -> CaseRecord:
    """A record from its file.

    Raises:
        UnknownVersion: another version of the program wrote it.
        Damaged: it is not what ``dump`` writes.
    """
    try:
        if path.is_symlink():
            raise Damaged("it is a link to another place")
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Damaged(str(error)) from None
    if not isinstance(data, dict):
        raise Damaged("it holds no case")
    version = data.get("version", 0)
    try:
        data = upgraded(data, STEPS, VERSION)
        del data["version"]
        record = CaseRecord(
            id=_typed(data, "id", str),
            answers=_typed(data, "answers", dict),
            edits=_typed(data, "edits", dict),
            progress=_typed(data, "progress", dict),
            created=datetime.fromisoformat(_typed(data, "created", str)),
            updated=datetime.fromisoformat(_typed(data, "updated", str)),
            extra=data,
            version=version,
        )
    except ValueError as error:
        raise Damaged(str(error)) from None
    if record.created.tzinfo is None or record.updated.tzinfo is None:
        raise Damaged("its dates are without a zone")
    if not all(isinstance(text, str) for text in record.edits.values()):
        raise Damaged("an edited letter is not text")
    return record


def _plain(value: object) -> object:
    """Dates as text: answers that came from a TOML file may hold them."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__}")


def _typed(data: dict[str, Any], key: str, kind: type) -> Any:
    value = data.pop(key, None)
    if not isinstance(value, kind):
        raise Damaged(f"{key} is missing or of the wrong kind")
    return value
