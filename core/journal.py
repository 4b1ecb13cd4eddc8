"""The journal: how past exits went, one line of JSON an exit, in a file of its own."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

from core.errors import BadInput, StoreError
from core.files import locked, make_folder, write_atomic
from core.record import CaseRecord
from core.versions import Step, upgraded

VERSION = 1
STEPS: dict[int, Step] = {}
"""How a line of each older version becomes one of the next."""
FILE = "journal.jsonl"

OUTCOMES = {
    "not_told": "not told yet",
    "waiting": "told, no answer yet",
    "gracious": "taken well",
    "asked_why": "they asked why",
    "counter_proposal": "they came back with more",
    "cool": "a curt answer",
    "silence": "no answer came",
    "stayed": "you stayed after all",
}
"""How an exit stands or ended, and how to say it."""

_MOMENTS = ("decided", "told", "answered")
_FORMULA = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True)
class Entry:
    """One exit.

    Attributes:
        id: the case it is about.
        company: whom you left.
        role: what for.
        stage: how far it had come.
        decision: the message that said it.
        reason: the kind of reason, told or not.
        outcome: one of ``OUTCOMES``.
        decided: when the decision fell.
        told: when the first of them heard it.
        answered: when they answered.
        note: your own words, for nobody else.
    """

    id: str
    company: str
    role: str
    stage: str = ""
    decision: str = ""
    reason: str = "none"
    outcome: str = "not_told"
    decided: datetime | None = None
    told: datetime | None = None
    answered: datetime | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.outcome not in OUTCOMES:
            raise BadInput(
                "outcome", "is not an outcome", f"Give one of {', '.join(OUTCOMES)}.", self.outcome
            )

    @property
    def days_to_tell(self) -> float | None:
        """Days between the decision and the first message."""
        if self.decided is None or self.told is None:
            return None
        return (self.told - self.decided).total_seconds() / 86_400

    @property
    def month(self) -> str:
        """The month of the decision on this machine's clock, as its day is shown; "" if unknown."""
        return f"{self.decided.astimezone():%Y-%m}" if self.decided else ""


@dataclass(frozen=True)
class Stats:
    """What the entries have in common."""

    exits: int
    outcomes: dict[str, int]
    reasons: dict[str, int]
    decisions: dict[str, int]
    months: dict[str, int]
    median_days_to_tell: float | None


class Journal:
    """All exits of one person.

    Attributes:
        notices: lines that could not be read; they stay in the file.
    """

    def __init__(self, home: Path) -> None:
        self.path = home / FILE
        self.notices: list[str] = []

    def entries(self) -> list[Entry]:
        """All exits, the last decided first."""
        entries, _ = self._read()
        return sorted(entries.values(), key=_latest, reverse=True)

    def find(self, start: str) -> Entry:
        """The one entry whose id begins like this.

        Raises:
            BadInput: there is none, or more than one.
        """
        found = [entry for entry in self.entries() if entry.id.startswith(start)]
        exact = [entry for entry in found if entry.id == start] or found
        if len(exact) == 1:
            return exact[0]
        problem = "names more than one entry" if exact else "names no entry"
        raise BadInput("id", problem, "`bowout log` lists them all.", start)

    def put(self, entry: Entry) -> None:
        """Add an exit, or replace the one of the same id; lines that cannot be read stay as they are.

        Raises:
            StoreError: it could not be written; what was there before still is.
        """
        make_folder(self.path.parent)
        with locked(self.path.with_suffix(".lock")):
            entries, unread = self._read()
            entries[entry.id] = entry
            self._write(entries, unread)

    def remove(self, entry_id: str) -> None:
        """Take an exit out for good; lines that cannot be read stay as they are.

        Raises:
            StoreError: it could not be written; what was there before still is.
        """
        make_folder(self.path.parent)
        with locked(self.path.with_suffix(".lock")):
            entries, unread = self._read()
            entries.pop(entry_id, None)
            self._write(entries, unread)

    def _write(self, entries: Mapping[str, Entry], unread: Iterable[str]) -> None:
        text = "".join(f"{line}\n" for line in [*unread, *map(_line, entries.values())])
        write_atomic(self.path, text.encode("utf-8", "surrogateescape"))

    def _read(self) -> tuple[dict[str, Entry], list[str]]:
        """The entries by id, and the lines that are none."""
        try:
            text = self.path.read_text(encoding="utf-8", errors="surrogateescape")
        except FileNotFoundError:
            return {}, []
        except OSError as error:
            raise StoreError(f"The journal {self.path} cannot be read: {error.strerror}.") from error
        entries: dict[str, Entry] = {}
        unread = []
        for number, line in enumerate(text.split("\n"), 1):
            if not line.strip():
                continue
            try:
                entry = _from_json(json.loads(line))
            except (ValueError, TypeError, RecursionError, BadInput) as error:
                unread.append(line)
                self.notices.append(f"Line {number} of {self.path} cannot be read and was left: {error}")
            else:
                entries[entry.id] = entry
        return entries, unread


def entry_of(record: CaseRecord, **known: Any) -> Entry:
    """An entry for a case as far as its answers go; outcome, moments and note come from the caller."""
    answers = record.answers

    def text(value: object) -> str:
        return value if isinstance(value, str) else ""

    def part(name: str, field: str) -> str:
        value = answers.get(name)
        return text(value.get(field)) if isinstance(value, Mapping) else ""

    facts = {
        "company": part("company", "name"),
        "role": text(answers.get("role")),
        "stage": text(answers.get("stage")),
        "reason": part("reason", "kind") or "none",
    }
    return Entry(**{"id": record.id, **facts, **known})


def stats(entries: Iterable[Entry]) -> Stats:
    """Counts, most frequent first, months in their order; and how long telling took."""
    entries = list(entries)

    def count(of: Callable[[Entry], str]) -> dict[str, int]:
        return dict(Counter(filter(None, map(of, entries))).most_common())

    days = [entry.days_to_tell for entry in entries if entry.days_to_tell is not None]
    months = count(lambda entry: entry.month)
    return Stats(
        exits=len(entries),
        outcomes=count(lambda entry: entry.outcome),
        reasons=count(lambda entry: entry.reason),
        decisions=count(lambda entry: entry.decision),
        months=dict(sorted(months.items())),
        median_days_to_tell=round(median(days), 1) if days else None,
    )


def to_csv(entries: Iterable[Entry]) -> str:
    """A table for spreadsheets; a cell that would run as a formula is quoted with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [field.name for field in fields(Entry)]
    writer.writerow(names)
    for entry in entries:
        values = _as_json(entry)
        row = [str(values[name] or "") for name in names]
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return out.getvalue()


def to_markdown(entries: Iterable[Entry]) -> str:
    """A table for people; what somebody wrote shows as they wrote it."""
    from core.export import escape_markdown

    lines = ["| told | company | role | reason | outcome | note |", "|---|---|---|---|---|---|"]
    for entry in entries:
        moment = entry.told or entry.decided
        day = f"{moment.astimezone():%d %b %Y}" if moment else "-"
        cells = (day, entry.company, entry.role, entry.reason, OUTCOMES[entry.outcome], entry.note)
        lines.append("| " + " | ".join(escape_markdown(" ".join(cell.split())) for cell in cells) + " |")
    return "\n".join(lines)


def _as_json(entry: Entry) -> dict[str, Any]:
    moments = {name: moment.isoformat() for name in _MOMENTS if (moment := getattr(entry, name))}
    return {"version": VERSION, **asdict(entry), **moments}


def _line(entry: Entry) -> str:
    line = json.dumps(_as_json(entry), ensure_ascii=False)
    half_characters = any("\ud800" <= character <= "\udfff" for character in line)
    return json.dumps(_as_json(entry)) if half_characters else line


def _from_json(data: Any) -> Entry:
    if not isinstance(data, dict):
        raise ValueError("not an exit")
    data = upgraded(data, STEPS, VERSION)
    del data["version"]
    moments: dict[str, Any] = {n: datetime.fromisoformat(data[n]) for n in _MOMENTS if data.get(n)}
    if any(moment.tzinfo is None for moment in moments.values()):
        raise ValueError("a moment without a zone")
    texts = {name: value for name, value in data.items() if name not in _MOMENTS}
    if not all(isinstance(value, str) for value in texts.values()):
        raise ValueError("a value that is not text")
    return Entry(**texts, **moments)


def _latest(entry: Entry) -> float:
    moments = [moment for moment in (entry.decided, entry.told, entry.answered) if moment]
    return max(moments).timestamp() if moments else 0.0
