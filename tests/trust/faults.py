"""Disks that are slow or refuse to be written to, for programs that are started with faults.c."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_suffix(".c")


def is_possible() -> bool:
    """Whether there is a compiler, and a loader that takes what it makes along."""
    return shutil.which("cc") is not None and Path("/proc/self/fd").is_dir()


class Faults:
    """What is wrong with the disk under a folder, for all programs that are started with ``environment``."""

    def __init__(self, place: Path) -> None:
        self._library, self._said = place / "faults.so", place / "faults.txt"
        if self._library.exists():
            return
        build = ["cc", "-O1", "-shared", "-fPIC", "-o", str(self._library), str(SOURCE), "-ldl"]
        subprocess.run(build, check=True)

    @property
    def environment(self) -> dict[str, str]:
        """What has to be in the environment of the programs that meet it."""
        return {"LD_PRELOAD": str(self._library), "BOWOUT_FAULTS": str(self._said)}

    def slow(self, folder: Path, milliseconds: int) -> None:
        """Each flush and each new name takes so long from now on."""
        self._say(f"slow {milliseconds} {folder}")

    def refuse(self, folder: Path, error: int) -> None:
        """Nothing can be written from now on, for that reason."""
        self._say(f"refuse {error} {folder}")

    def over(self) -> None:
        """The disk is well again."""
        self._said.unlink()

    def _say(self, line: str) -> None:
        new = self._said.with_suffix(".new")
        new.write_text(line, encoding="utf-8")
        os.replace(new, self._said)  # noqa: PTH105  whole or not at all
