"""Writing files safely: whole or not at all, private, and never over somebody else's work."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
import tempfile
import time
import unicodedata
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from core.errors import StoreError, WouldOverwrite

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_TEMPORARY = ".bowout-*.tmp"
_HALF_WRITTEN = 60.0
"""Seconds after which nobody writes on; the process may be one of another machine on the same disk."""
MAX_NAME_BYTES = 120  # room for a number, a suffix and "-2" below the 255 of file systems

_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])", re.IGNORECASE)
_SEPARATORS = re.compile(r'[\s/\\:*?"<>|]+')
_JOINERS = "\u200c\u200d"


def home_path() -> Path:
    """Where Bowout keeps its files; nothing is created.

    Raises:
        StoreError: ``BOWOUT_HOME`` is in the home folder of nobody.
    """
    chosen = os.environ.get("BOWOUT_HOME")
    if chosen:
        try:
            return Path(chosen).expanduser().absolute()
        except RuntimeError as error:
            raise StoreError(f"BOWOUT_HOME is {chosen!r}, and nobody has that name. Mend it.") from error
    from platformdirs import user_data_path

    return user_data_path("bowout", appauthor=False)


def home() -> Path:
    """Where Bowout keeps its files, created for its owner's eyes only."""
    return make_folder(home_path())


def make_folder(path: Path) -> Path:
    """Create a folder, and those above it that are missing, for the owner's eyes only.

    Raises:
        StoreError: it cannot be created, or a file is in its place.
    """
    try:
        if not path.is_dir():
            if path.parent != path:
                make_folder(path.parent)
            path.mkdir(FOLDER_MODE, exist_ok=True)
            _sync_folder(path.parent)
    except OSError as error:
        raise StoreError(_plain(error, "The folder", path, "created")) from error
    except ValueError as error:  # a NUL in it, or half a character
        raise StoreError(f"{str(path)!r} is not the name of a folder. Give another.") from error
    return path


def spare_folder(home: Path, *, create: bool = True) -> Path:
    """A folder of ours among the system's temporary files, for what a data folder cannot take just now.

    Raises:
        StoreError: it cannot be made, or somebody else has made it.
    """
    path = (
        Path(tempfile.gettempdir()) / f"bowout-{os.getuid()}-{zlib.crc32(os.fsencode(home.absolute())):08x}"
    )
    try:
        if create:
            path.mkdir(FOLDER_MODE, exist_ok=True)
        about = path.lstat()
    except FileNotFoundError:
        return path
    except OSError as error:
        raise StoreError(_plain(error, "The folder", path, "created")) from error
    if not stat.S_ISDIR(about.st_mode) or about.st_uid != os.getuid() or about.st_mode & 0o077:
        raise StoreError(f"{path} is somebody else's, so nothing is kept there.")
    return path


def write_atomic(path: Path, data: bytes, *, replace: bool = True) -> None:
    """Write a file whole or not at all, readable by its owner only.

    Raises:
        WouldOverwrite: ``replace`` is false and something has that name already.
        StoreError: it cannot be written; what was there before still is.
    """
    temporary = path.with_name(f".bowout-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        if path.is_symlink():
            raise WouldOverwrite(f"{path} is a link to another place. Name the file itself.")
        _write_synced(temporary, data)
        if replace:
            temporary.replace(path)
        else:
            _claim_name(temporary, path)
        _sync_folder(path.parent)
    except FileExistsError as error:
        raise WouldOverwrite(
            f"{path} is there already and was left as it is. Choose another name."
        ) from error
    except OSError as error:
        raise StoreError(_plain(error, "The file", path, "written")) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def sweep(folder: Path, *, deep: bool = False) -> None:
    """Take away what processes that were killed while writing have left half written in a folder."""
    with suppress(OSError):
        for path in folder.rglob(_TEMPORARY) if deep else folder.glob(_TEMPORARY):
            with suppress(OSError, ValueError, OverflowError):  # gone already, or a name that is not ours
                old = time.time() - path.lstat().st_mtime > _HALF_WRITTEN
                if old and not _is_running(int(path.name.split("-")[1])):
                    path.unlink()


def move(path: Path, goal: Path) -> None:
    """Give a file another name, for good: a power cut brings back neither half of it.

    Raises:
        OSError: it cannot be moved.
    """
    path.rename(goal)
    _sync_folder(goal.parent)
    if goal.parent != path.parent:
        _sync_folder(path.parent)


def remove(path: Path) -> None:
    """Delete a file for good, if it is there.

    Raises:
        OSError: it cannot be deleted.
    """
    with suppress(FileNotFoundError):
        path.unlink()
        _sync_folder(path.parent)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Whoever else asks for this lock waits; it goes with its process, however that ends.

    Raises:
        StoreError: the file for it cannot be made.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, FILE_MODE)
    except OSError as error:
        raise StoreError(_plain(error, "The lock", path, "made")) from error
    with os.fdopen(descriptor) as lock:
        with suppress(OSError):  # a file system without locks
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def free_path(path: Path) -> Path:
    """The path itself if nothing has that name, else the first of ``-2``, ``-3`` … that is free."""
    return next(candidate for candidate in _numbered(path) if not os.path.lexists(candidate))


def save_text(folder: Path, name: str, text: str | bytes, *, overwrite: bool = False) -> Path:
    """Save a text into a folder, created if need be, and say where it went.

    A name that is taken gets ``-2``; where that file holds the very same text, it is left and named.

    Raises:
        StoreError: the name leads out of the folder, or the file cannot be written.
    """
    if name != Path(name).name or name in ("", ".", "..") or "\0" in name:
        raise StoreError(f"{name!r} is not the name of a file. Give a name without folders.")
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    path = make_folder(folder) / name
    sweep(folder)
    if overwrite:
        write_atomic(path, data)
        return path
    for candidate in _numbered(path):
        try:
            write_atomic(candidate, data, replace=False)
        except WouldOverwrite:
            if not _holds(candidate, data):
                continue
        return candidate
    raise AssertionError("numbers do not end")


def file_name(text: str) -> str:
    """A file name out of any text: letters of all scripts stay, what file systems trip over goes."""
    text = unicodedata.normalize("NFC", text)
    text = _SEPARATORS.sub("-", text)
    text = "".join(c for c in text if c in _JOINERS or unicodedata.category(c)[0] != "C")
    text = re.sub("-{2,}", "-", text).strip(" .-~" + _JOINERS)
    if _RESERVED.fullmatch(text.partition(".")[0].rstrip()):
        text = "_" + text
    return _shorten(text) or "untitled"


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")


def _shorten(text: str) -> str:
    """Cut to the length limit between characters, keeping a short suffix."""
    if len(text.encode()) <= MAX_NAME_BYTES:
        return text
    stem, dot, suffix = text.rpartition(".")
    if not re.fullmatch("[A-Za-z0-9]{1,8}", suffix) or not stem:
        stem, dot, suffix = text, "", ""
    room = MAX_NAME_BYTES - len(dot + suffix)
    cut = stem.encode()[:room].decode(errors="ignore")
    if unicodedata.combining(stem[len(cut)]):  # do not part a letter from its accents
        cut = cut.rstrip("".join(c for c in set(cut) if unicodedata.combining(c)))[:-1]
    return cut.rstrip(" .-~" + _JOINERS) + dot + suffix


def _write_synced(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)


def _claim_name(temporary: Path, path: Path) -> None:
    """Give the finished file its name only if nobody has it: a hard link does that in one step."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: claim the name first, then fill it
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE_MODE))
        temporary.replace(path)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # a folder that cannot be read, a file system that cannot sync one
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _holds(path: Path, data: bytes) -> bool:
    try:
        ours = stat.S_ISREG(path.lstat().st_mode) and path.stat().st_size == len(data)
        return ours and path.read_bytes() == data
    except OSError:
        return False


def _plain(error: OSError, what: str, path: Path, done: str) -> str:
    reasons = {
        errno.ENOSPC: "the disk is full",
        errno.EDQUOT: "your share of the disk is full",
        errno.EFBIG: "files may not be that large here",
        errno.EACCES: "you may not write there",
        errno.EPERM: "you may not write there",
        errno.EROFS: "that disk is read-only",
        errno.ENAMETOOLONG: "the name is too long",
        errno.ENOTDIR: "a file is where a folder should be",
        errno.EEXIST: "a file is where a folder should be",
        errno.EISDIR: "a folder has that name",
        errno.ENOENT: "its folder is not there",
    }
    reason = reasons.get(error.errno or 0, (error.strerror or str(error)).lower())
    return f"{what} {path} could not be {done}: {reason}."
