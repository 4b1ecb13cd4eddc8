"""What all screens share: the store, the open case, the model, the clock and the settings."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from core.errors import BowoutError, StoreError, WouldOverwrite
from core.files import home, write_atomic
from core.store import Cases
from tui.model import ModelService, RewriterFactory
from tui.state.session import Session
from tui.state.typed import clean

if TYPE_CHECKING:
    from core.journal import Entry
    from core.record import CaseRecord

Clock = Callable[[], datetime]

_UNNOTICED = 0.2
"""Seconds that a screen may stand still."""

_OPEN_ELSEWHERE = "Another window has this case open. Whichever saves second becomes a case of its own."
_SAVED_TWICE = "Another window has saved this case meanwhile, so yours is kept as a case of its own."


@dataclass(frozen=True)
class _Writing:
    """A case on its way to the disk, as it was after so many changes."""

    session: Session
    changes: int
    result: Future[CaseRecord | StoreError]


def _now() -> datetime:
    return datetime.now(UTC)


class Workspace:
    """One running app's things.

    Args:
        folder: where the cases are; the data folder if not given.
        clock: says what time it is.
        rewriter: makes the rewriter when it is first wanted.
    """

    def __init__(
        self,
        folder: Path | None = None,
        clock: Clock | None = None,
        rewriter: RewriterFactory | None = None,
    ) -> None:
        self.folder = folder or home()
        self.cases = Cases(self.folder)
        self.clock = clock or _now
        self.model = ModelService(rewriter)
        self.session: Session | None = None
        self._told: set[str] = set()
        self._hand = ThreadPoolExecutor(1, "saving")
        self._writing: _Writing | None = None
        self._one_at_a_time = Lock()
        self.settings = self._read_settings()

    def begin(self, *, example: bool = False) -> Session:
        """Begin a case, with what is known of its owner, or open the worked example.

        Raises:
            StoreError: it cannot be written.
        """
        from tui.state.example import example_answers

        you = self.settings.get("you")
        known = {"you": dict(you)} if isinstance(you, dict) else {}
        record = self.cases.new(example_answers() if example else known)
        record.progress["example"] = example
        self.cases.claim(record.id)
        return self.open(record)

    def resume(self, case_id: str) -> tuple[Session, str]:
        """Open a case of the store. Says with it what its owner should know, "" if nothing.

        Raises:
            BowoutError: it cannot be read, or the one that was open cannot be saved.
        """
        other = self.cases.claim(case_id)
        try:
            session = self.open(self.cases.load(case_id))
        except BowoutError:
            self.cases.release(case_id)
            raise
        return session, _OPEN_ELSEWHERE if other is not None else ""

    def open(self, record: CaseRecord) -> Session:
        """Open a case, after the one that was open is saved."""
        self.close_case()
        # Nothing that acts on a terminal comes in by a key or a paste, but a file may have been changed.
        record.answers, record.edits = clean(record.answers), clean(record.edits)
        self.session = Session(record, self.cases, self.clock)
        self.remember("last_case", record.id)
        return self.session

    def close_case(self) -> None:
        """Save the open case and put it away."""
        if self.session is not None:
            self.save()
            self._put_away(self.session)
            self.session = None

    def _put_away(self, session: Session) -> None:
        """It is no longer open here; one that holds nothing goes into the trash."""
        if session.holds_nothing:
            with suppress(StoreError):
                self.cases.delete(session.record.id)
        self.cases.release(session.record.id)

    def save(self) -> str:
        """Save the open case if it changed. Says what its owner should know, "" if nothing.

        Raises:
            StoreError: it cannot be written. The next try has it still, and where only the case's own
                file is in the way, the next start offers it.
        """
        told = ""
        with suppress(StoreError):  # it is tried again right here
            told = self._written()
        if self._knows_more_of_you():
            self._write_settings()
        session = self.session
        if session is None or not session.changed:
            return told
        now = self._kept(session, session.changes, self._write(session.snapshot()))
        return told or now

    async def save_meanwhile(self, patience: float = 0.0) -> str:
        """The same while its owner goes on, for disks that take their time.

        What changes until it is done is not saved yet. A second call waits for the first. With ``patience``
        nothing goes on for so many seconds: who leaves waits for no screen that nobody will look at.

        Raises:
            StoreError: as ``save``.
        """
        session = self.session
        if self._writing is None and session is not None and session.changed:
            more = self._knows_more_of_you()
            job = self._hand.submit(self._write, session.snapshot(), and_settings=more)
            self._writing = _Writing(session, session.changes, job)
        if (writing := self._writing) is None:
            return ""
        if not wait([writing.result], patience).done:
            await asyncio.wait([asyncio.wrap_future(writing.result)])
        return self._written() if self._writing is writing else ""

    async def save_all(self) -> str:
        """The same until nothing is left that stands in no file.

        Raises:
            StoreError: as ``save``.
        """
        told = await self.save_meanwhile(_UNNOTICED)
        while self.session is not None and self.session.changed:
            told = await self.save_meanwhile() or told
        return told

    async def close_meanwhile(self) -> None:
        """Put the open case away, which is saved."""
        if (session := self.session) is not None:
            await asyncio.to_thread(self._put_away, session)
            self.session = None

    def _written(self) -> str:
        """Wait for what is being written, and take in what became of it. Says what ``save`` says."""
        writing, self._writing = self._writing, None
        return self._kept(writing.session, writing.changes, writing.result.result()) if writing else ""

    def _kept(self, session: Session, changes: int, written: CaseRecord | StoreError) -> str:
        if isinstance(written, StoreError):
            raise written
        before = session.record.id
        session.is_kept(written, changes)
        if written.id == before:
            return ""
        self.cases.release(before)
        self.cases.claim(written.id)
        return _SAVED_TWICE

    def _write(self, record: CaseRecord, *, and_settings: bool = False) -> CaseRecord | StoreError:
        """Put a case into its file, or into one of its own where another window has saved it meanwhile."""
        if and_settings:
            self._write_settings()
        try:
            self.cases.save(record)
        except WouldOverwrite:
            return self._copied(record)
        except StoreError as error:
            return self._checkpointed(record, error)
        return record

    def _copied(self, record: CaseRecord) -> CaseRecord | StoreError:
        try:
            return self.cases.save_copy(record)
        except StoreError as error:
            return self._checkpointed(record, error)

    def _checkpointed(self, record: CaseRecord, problem: StoreError) -> StoreError:
        """The problem, with where the case is kept all the same."""
        try:
            kept = self.cases.checkpoint(record)
        except StoreError:
            return problem
        return StoreError(f"{problem} What you typed is kept in {kept}.")

    def _knows_more_of_you(self) -> bool:
        """Whose case it is is known in the next one; nobody is asked to be the example's people."""
        if self.session is None or self.session.is_example:
            return False
        you = self.session.answers.get("you")
        return isinstance(you, dict) and bool(you.get("name")) and self._is_news("you", you)

    def untold(self, notices: list[str]) -> list[str]:
        """Take these notices, and give back those not told yet: each look at the files finds them."""
        fresh = [notice for notice in dict.fromkeys(notices) if notice not in self._told]
        self._told.update(fresh)
        notices.clear()
        return fresh

    def note_exit(self) -> None:
        """Put the open case into the journal as it stands; the worked example does not belong there.

        Raises:
            StoreError: the journal cannot be written.
        """
        from core.journal import Journal

        if (entry := self._exit()) is not None:
            Journal(self.folder).put(entry)

    async def note_exit_meanwhile(self) -> None:
        """The same while its owner goes on, wherever to; what is saved after it is written after it.

        Raises:
            StoreError: as ``note_exit``.
        """
        from core.journal import Journal

        if (entry := self._exit()) is not None:
            put = self._hand.submit(Journal(self.folder).put, entry)
            await asyncio.shield(asyncio.wrap_future(put))

    def _exit(self) -> Entry | None:
        from tui.state.exits import entry

        session = self.session
        return entry(session) if session is not None and not session.is_example else None

    # What earlier runs could not save

    def recover(self) -> tuple[CaseRecord, ...]:
        """What earlier runs could not save, marked as ours: no other window asks about it meanwhile.

        Raises:
            StoreError: the folder cannot be read.
        """
        found = self.cases.recover()
        for record in found:
            self.cases.claim(record.id)
        return found

    def bring_back(self, records: Sequence[CaseRecord]) -> list[str]:
        """Save what was recovered, and say what its owner should know of it."""
        told = []
        for record in records:
            try:
                self.cases.save(record)
            except WouldOverwrite:
                self.cases.save_copy(record)
                told.append(f"{record.title} was saved later, too, so there are two of it now.")
            except StoreError as error:
                told.append(str(error))
            self.cases.release(record.id)
        return told

    def put_aside(self, records: Sequence[CaseRecord]) -> list[str]:
        """Keep what was recovered out of the way, and say where."""
        for record in records:
            self.cases.dismiss(record.id)
            self.cases.release(record.id)
        return [f"It is kept in {self.folder / 'aside'}."]

    def _settings_path(self) -> Path:
        return self.folder / "settings.json"

    def _read_settings(self) -> dict[str, Any]:
        try:
            data = json.loads(self._settings_path().read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return data if isinstance(data, dict) else {}

    def remember(self, name: str, value: Any) -> None:
        """Keep a setting."""
        if self._is_news(name, value):
            self._write_settings()

    def _is_news(self, name: str, value: Any) -> bool:
        known = self.settings.get(name) == value
        self.settings[name] = value
        return not known

    def _write_settings(self) -> None:
        """One that cannot be written is not worth an interruption."""
        with self._one_at_a_time, suppress(StoreError):
            data = json.dumps(dict(self.settings), indent=1).encode()
            write_atomic(self._settings_path(), data)
