"""The cases on disk: plain JSON files that no crash, second window or damaged byte can take away.

``cases``, ``archive`` and ``trash`` hold one file a case; ``recovery`` holds what a process had not
saved yet; ``aside`` holds what could not be read. Nothing here is ever deleted but a recovery file
whose content has been saved, and what its owner takes out of the trash for good.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Literal

from core.errors import StoreError, UnknownVersion, WouldOverwrite
from core.files import (
    free_path,
    locked,
    make_folder,
    move,
    remove,
    spare_folder,
    sweep,
    write_atomic,
)
from core.record import CaseRecord, Damaged, dump, read

Shelf = Literal["cases", "archive", "trash"]
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


class Cases:
    """All cases of one person.

    Attributes:
        notices: what the person should be told: files set aside, and where they are now.
    """

    def __init__(self, home: Path) -> None:
        self.home = make_folder(home)
        self.notices: list[str] = []
        self._token = f"{os.getpid()}-{os.urandom(4).hex()}"
        self._claims: dict[str, IO[str]] = {}

    # -- reading -------------------------------------------------------------------------------

    def list(self, shelf: Shelf = "cases", newest: int | None = None) -> list[CaseRecord]:
        """All readable cases of a shelf, the last saved first; damaged files are set aside.

        With ``newest``, only so many are read: those whose files changed last.
        """
        records: list[CaseRecord] = []
        for path in sorted(self._folder(shelf).glob("*.json"), key=_changed, reverse=True):
            if len(records) == newest:
                break
            if not _ID.fullmatch(path.stem):
                self.notices.append(f"{path.name} was left as it is: that is not the name of a case.")
                continue
            try:
                records.append(read(path))
            except UnknownVersion as error:
                self.notices.append(f"{path.name} was left as it is: {error}")
            except Damaged as error:
                self._set_aside(path, str(error))
        return sorted(records, key=lambda record: record.updated, reverse=True)

    def load(self, case_id: str, shelf: Shelf = "cases") -> CaseRecord:
        """One case.

        Raises:
            UnknownVersion: another version of the program wrote it; the file is untouched.
            StoreError: there is no such case, or its file is damaged and was set aside.
        """
        path = self._path(case_id, shelf)
        if not path.is_file():
            raise StoreError(f"There is no case {case_id!r}.")
        try:
            return read(path)
        except Damaged as error:
            raise StoreError(self._set_aside(path, str(error))) from None

    # -- writing -------------------------------------------------------------------------------

    def new(self, answers: Mapping[str, Any] | None = None) -> CaseRecord:
        """A new case, saved at once."""
        record = CaseRecord(_new_id(), dict(answers or {}))
        write_atomic(self._path(record.id), dump(record), replace=False)
        return record

    def save(self, record: CaseRecord) -> None:
        """Save a case and drop this process's recovery file for it.

        Raises:
            WouldOverwrite: somebody else saved it since it was loaded; ``save_copy`` keeps both.
            StoreError: it could not be written; what was there before still is.
        """
        path = self._path(record.id)
        if path.exists():
            try:
                found = read(path)
            except Damaged as error:
                self._set_aside(path, str(error))
            except UnknownVersion as error:
                raise WouldOverwrite(f"{record.title}: a newer Bowout has saved this case.") from error
            else:
                if found.updated != record.updated:
                    raise WouldOverwrite(f"{record.title}: another window has saved this case meanwhile.")
                if found.is_old:  # who goes back to the older program finds it as it was
                    self._keep_copy(path, f"{record.id}.version-{found.version}.json")
        before, record.updated = record.updated, datetime.now(UTC)
        try:
            write_atomic(path, dump(record))
        except StoreError:
            record.updated = before
            raise
        self._forget(record.id)

    def save_copy(self, record: CaseRecord) -> CaseRecord:
        """The same content as a case of its own, for when two windows changed one case."""
        now = datetime.now(UTC)
        copy = replace(deepcopy(record), id=_new_id(), created=now, updated=now)
        write_atomic(self._path(copy.id), dump(copy), replace=False)
        self._forget(record.id)
        return copy

    def archive(self, case_id: str) -> None:
        """Put a case away; ``restore`` brings it back."""
        self._move(case_id, "cases", "archive")

    def delete(self, case_id: str) -> None:
        """Move a case to the trash; ``restore`` brings it back."""
        self._move(case_id, "cases" if self._path(case_id).exists() else "archive", "trash")

    def restore(self, case_id: str) -> None:
        """Bring a case back from the trash or the archive."""
        self._move(case_id, "trash" if self._path(case_id, "trash").exists() else "archive", "cases")

    def destroy(self, case_id: str) -> None:
        """Delete a case that is in the trash for good, with what was kept aside or for recovery of it."""
        path = self._path(case_id, "trash")
        if not path.is_file():
            raise StoreError(f"There is no case {case_id!r} in the trash.")
        kept = [found for name in ("aside", "recovery") for found in self._folder(name).glob(f"{case_id}.*")]
        try:
            for file in (path, *kept):
                remove(file)
        except OSError as error:
            raise StoreError(f"{path} could not be deleted: {error.strerror}.") from error

    # -- two windows on one case ---------------------------------------------------------------

    def claim(self, case_id: str) -> int | None:
        """Mark a case as open here. Answers the process id of another window that has it, else None.

        The mark is a file lock: it goes when its process goes, however that ends.
        """
        if case_id in self._claims:
            return None
        path = self._folder("open") / f"{self._checked(case_id)}.pid"
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        except OSError:  # better no mark than no program
            return None
        file = os.fdopen(descriptor, "r+", encoding="ascii", errors="replace")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with file:
                owner = file.read(20).strip()
            return int(owner) if owner.isdigit() else 0
        except OSError:  # a file system without locks
            pass
        with suppress(OSError):  # a full disk: the lock holds without a number in it
            file.truncate(0)
            os.write(descriptor, str(os.getpid()).encode())
        self._claims[case_id] = file
        return None

    def release(self, case_id: str) -> None:
        """The case is no longer open here."""
        if file := self._claims.pop(case_id, None):
            with file, suppress(OSError):
                file.truncate(0)

    # -- recovery ------------------------------------------------------------------------------

    def checkpoint(self, record: CaseRecord) -> Path:
        """Keep what is not saved yet in a recovery file of this process, and say where.

        Where the data folder takes nothing, that is a folder of ours among the system's temporary files.
        """
        data, name = dump(record), self._recovery_name(record.id)
        try:
            path = self._folder("recovery") / name
            write_atomic(path, data)
        except StoreError:
            path = spare_folder(self.home) / name
            write_atomic(path, data)
        return path

    def recover(self) -> tuple[CaseRecord, ...]:
        """What processes that are gone had not saved. ``save`` keeps one, ``dismiss`` puts it aside.

        Each file is renamed before it is read, so that one that cannot be read is met only once. Windows
        that start together take turns: what one is reading would look half read to the other.
        """
        sweep(self.home, deep=True)
        with locked(self._folder("recovery") / "lock"):
            return self._recovered()

    def _recovered(self) -> tuple[CaseRecord, ...]:
        folders = self._recovery_folders()
        for half_read in (path for folder in folders for path in folder.glob("*.replay")):
            self._set_aside(half_read, "the program ended while reading it")
        found: dict[str, CaseRecord] = {}
        kept = (path for folder in folders for path in folder.glob("*.json"))
        newest_first = sorted(kept, key=_changed, reverse=True)
        for path in newest_first:
            case_id, _, token = path.stem.partition(".")
            if token == self._token or not _ID.fullmatch(case_id) or self._open_elsewhere(case_id):
                continue
            replay = free_path(path.with_suffix(".replay"))
            try:
                path.rename(replay)
                record = read(replay)
            except FileNotFoundError:  # another window was faster
                continue
            except UnknownVersion as error:
                with suppress(OSError):
                    replay.rename(path)
                self.notices.append(f"{path.name} was left as it is: {error}")
                continue
            except (OSError, Damaged) as error:
                self._set_aside(replay, str(error))
                continue
            if case_id in found or self._is_saved(record):
                self._put_aside(replay)
                continue
            self.checkpoint(record)
            found[case_id] = record
            replay.unlink(missing_ok=True)
        return tuple(found.values())

    def dismiss(self, case_id: str) -> None:
        """Put what this process had not saved of a case aside."""
        for folder in self._recovery_folders():
            if (path := folder / self._recovery_name(case_id)).exists():
                self._put_aside(path)

    # -- inside --------------------------------------------------------------------------------

    def _folder(self, name: str) -> Path:
        return make_folder(self.home / name)

    def _checked(self, case_id: str) -> str:
        if not _ID.fullmatch(case_id):
            raise StoreError(f"{case_id!r} is not the name of a case.")
        return case_id

    def _path(self, case_id: str, shelf: Shelf = "cases") -> Path:
        path = self._folder(shelf) / f"{self._checked(case_id)}.json"
        if path.is_symlink():
            raise StoreError(f"{path} is a link to another place, so it is not used.")
        return path

    def _move(self, case_id: str, source: Shelf, target: Shelf) -> None:
        path = self._path(case_id, source)
        if not path.is_file():
            raise StoreError(f"There is no case {case_id!r}.")
        try:
            read(path)
        except UnknownVersion as error:
            raise StoreError(f"A newer Bowout has saved the case {case_id!r}. Use that one.") from error
        except Damaged:
            pass  # it may be put away like any other
        goal = self._path(case_id, target)
        if goal.exists():
            self._put_aside(goal)
        try:
            move(path, goal)
        except OSError as error:
            raise StoreError(f"The case {case_id!r} could not be moved: {error.strerror}.") from error

    def _recovery_name(self, case_id: str) -> str:
        return f"{self._checked(case_id)}.{self._token}.json"

    def _recovery_folders(self) -> tuple[Path, ...]:
        spare = spare_folder(self.home, create=False)
        return (self._folder("recovery"), *([spare] if spare.is_dir() else []))

    def _forget(self, case_id: str) -> None:
        with suppress(OSError, StoreError):
            for folder in self._recovery_folders():
                remove(folder / self._recovery_name(case_id))

    def _open_elsewhere(self, case_id: str) -> bool:
        ours = case_id in self._claims
        if self.claim(case_id) is not None:
            return True
        if not ours:
            self.release(case_id)
        return False

    def _is_saved(self, record: CaseRecord) -> bool:
        try:
            saved = read(self._path(record.id))
        except (Damaged, StoreError, UnknownVersion):
            return False
        return replace(saved, updated=record.updated) == record

    def _put_aside(self, path: Path) -> Path:
        goal = free_path(self._folder("aside") / path.name)
        try:
            move(path, goal)
        except OSError as error:
            if error.errno != errno.EXDEV:
                return path
            with suppress(OSError, StoreError):
                write_atomic(goal, path.read_bytes())
                remove(path)
        return goal

    def _keep_copy(self, path: Path, name: str) -> None:
        copy = self._folder("aside") / name
        try:
            if not copy.exists():
                write_atomic(copy, path.read_bytes())
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {error.strerror}.") from error

    def _set_aside(self, path: Path, why: str) -> str:
        """Put a file that cannot be used where it harms nothing, and say where."""
        notice = f"{path.name} could not be read ({why}). It is kept as {self._put_aside(path)}."
        self.notices.append(notice)
        return notice


def _new_id() -> str:
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.urandom(3).hex()}"


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
