"""Disks that fill up, turn read-only, vanish or refuse more than one's share, under the real app in use.

    python -m tests.trust.disks

Needs a mount namespace (root, or user namespaces): each disk is a small one in memory that
only this process sees. What a system refuses by itself (a quota, a disk with errors) is refused by faults.c.
In each case the app must say what is wrong, keep what was typed in a place that works, go on, and save by
itself once the disk is well again.
"""

from __future__ import annotations

import asyncio
import errno
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from core.files import spare_folder
from core.store import Cases
from tests.trust.driving import at, brisk, no_engine, press, session_of, wait_until
from tests.trust.faults import Faults, is_possible
from tui.app import BowoutApp

IN_NAMESPACE = ("unshare", "--mount", "--map-root-user")
_DISK = 400_000
_PATIENCE = 60.0


def fill(disk: Path) -> None:
    """Leave no room on a disk."""
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (4096, 512, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue


def make_room(disk: Path) -> None:
    """Take it away again."""
    (disk / "filler").unlink()


def take_out(disk: Path) -> None:
    """The stick is pulled out."""
    _run("umount", "-l", str(disk))
    disk.chmod(0)
    disk.rmdir()
    disk.write_text("not a folder any more")


def put_in(disk: Path) -> None:
    """Another stick, with nothing on it, in its place."""
    disk.unlink()
    disk.mkdir()


def vanish(disk: Path) -> None:
    """Somebody deletes the data folder under the running app."""
    shutil.rmtree(disk / "home")


Trouble = tuple[Callable[[Path], object], Callable[[Path], object], str]
"""How it begins, how it ends, and what has to be said."""

TROUBLES: dict[str, Trouble] = {
    "full": (fill, make_room, "the disk is full"),
    "pulled out": (take_out, put_in, "a file is where a folder should be"),
}


def troubles() -> dict[str, Trouble]:
    """All of them, as far as they can be made here."""
    if "BOWOUT_FAULTS" not in os.environ:
        print("no C compiler, so neither a quota nor a read-only disk", file=sys.stderr)
        return TROUBLES
    faults = Faults(Path(os.environ["BOWOUT_FAULTS"]).parent)

    def refusing(number: int, words: str) -> Trouble:
        return (lambda disk: faults.refuse(disk, number)), (lambda _: faults.over()), words

    refused = {
        "quota": refusing(errno.EDQUOT, "your share of the disk is full"),
        "read-only": refusing(errno.EROFS, "that disk is read-only"),
        "broken": refusing(errno.EIO, "input/output error"),
    }
    return TROUBLES | refused


async def through(disk: Path, trouble: Trouble) -> None:
    """Type, lose the disk, type on, get the disk back: all of it has to be there."""
    begin, end, words = trouble
    home = disk / "home"
    app = BowoutApp(home, rewriter=no_engine)
    app.animation_level = "none"
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "n")
        await at(pilot, "checklist")
        await press(pilot, *"before")
        await wait_until(lambda: not session_of(app).changed, _PATIENCE)
        begin(disk)
        await press(pilot, *" and after")
        await wait_until(lambda: any(words in note.message for note in app._notifications), _PATIENCE)
        kept = list(spare_folder(home).iterdir())
        assert len(kept) == 1, kept
        assert "before and after" in kept[0].read_text(encoding="utf-8")
        assert kept[0].stat().st_mode & 0o777 == 0o600
        said = [note.message.replace("\n", "") for note in app._notifications]
        assert any(str(kept[0]) in message for message in said), said
        await press(pilot, *"wards")
        await wait_until(lambda: session_of(app).answers["you"]["name"] == "before and afterwards", _PATIENCE)
        end(disk)
        await wait_until(lambda: not session_of(app).changed, _PATIENCE)  # by its own retry
        assert list(spare_folder(home).iterdir()) == []
    [record] = Cases(home).list()
    assert record.answers["you"]["name"] == "before and afterwards"


async def dies_on_a_full_disk(disk: Path) -> None:
    """The app is gone while the disk was full: the next start brings back what was kept elsewhere."""
    home = disk / "home"
    cases = Cases(home)
    record = cases.new({"you": {"name": "before"}})
    fill(disk)
    record.answers = {"you": {"name": "typed on a full disk"}}
    cases.checkpoint(record)
    make_room(disk)
    later = Cases(home)
    [found] = later.recover()
    assert found.answers == record.answers
    later.save(found)
    assert Cases(home).recover() == ()
    assert list(spare_folder(home).iterdir()) == []


async def deleted_under_the_app(disk: Path) -> None:
    """The data folder is deleted: what is open is saved into a new one."""
    home = disk / "home"
    app = BowoutApp(home, rewriter=no_engine)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "n")
        await at(pilot, "checklist")
        await press(pilot, *"before")
        await wait_until(lambda: not session_of(app).changed, _PATIENCE)
        vanish(disk)
        await press(pilot, *" and after")
        await wait_until(lambda: not session_of(app).changed, _PATIENCE)
    [record] = Cases(home).list()
    assert record.answers["you"]["name"] == "before and after"


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _inside() -> None:
    """Every trouble on a disk of its own; runs in the namespace."""
    brisk()
    with tempfile.TemporaryDirectory(prefix="bowout-disk-") as folder:
        tempfile.tempdir = folder
        try:
            for name, trouble in troubles().items():
                asyncio.run(through(_disk(folder, name), trouble))
                print(json.dumps({"disk": name, "said": trouble[2], "lost": 0}), flush=True)
            asyncio.run(dies_on_a_full_disk(_disk(folder, "dies")))
            asyncio.run(deleted_under_the_app(_disk(folder, "deleted")))
            print(json.dumps({"disk": "full and killed, deleted", "lost": 0}), flush=True)
        finally:
            for mount in Path(folder).iterdir():
                subprocess.run(["umount", "-l", str(mount)], check=False, capture_output=True)


def _disk(folder: str, name: str) -> Path:
    disk = Path(folder, name.replace(" ", "-"))
    disk.mkdir()
    _run("mount", "-t", "tmpfs", "-o", f"size={_DISK},mode=700", "none", str(disk))
    return disk


def main(arguments: list[str]) -> int:
    """Run everything in a namespace of its own."""
    if arguments == ["--inside"]:
        _inside()
        return 0
    command = [*IN_NAMESPACE, sys.executable, "-m", "tests.trust.disks", "--inside"]
    with tempfile.TemporaryDirectory(prefix="bowout-faults-") as folder:
        faults = Faults(Path(folder)).environment if is_possible() else {}
        return subprocess.run(command, env={**os.environ, **faults}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
