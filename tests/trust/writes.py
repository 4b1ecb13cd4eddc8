"""The order of writes, as the system sees them: what survives a power cut, and not only a kill.

A program runs under strace. Before a file gets its name its content must be on the disk, and before it
says that it is done, the folder with the name must be, and so must the name of a new folder.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_CALLS = "trace=fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,write"
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += 0|^(?:\d+ +)?(write)\(1<[^>]*>, \"(.*)\", \d+\) +=", re.M)
_PATH = re.compile(r'<([^<>]+)>|"([^"]+)"')


@dataclass(frozen=True)
class Call:
    """One system call that worked, with the paths in it; ``said`` is a line that the program wrote."""

    name: str
    paths: tuple[str, ...]


def calls(program: str, trace: Path) -> list[Call]:
    """What a Python program asks of the system."""
    command = ["strace", "-f", "-y", "-s", "400", "-o", str(trace), "-e", _CALLS]
    subprocess.run([*command, sys.executable, "-c", program], check=True, capture_output=True)
    found = []
    for name, rest, write, said in _CALL.findall(trace.read_text(errors="replace")):
        paths = (said,) if write else tuple(a or b for a, b in _PATH.findall(rest))
        found.append(Call(write or name, tuple(path for path in paths if path)))
    return found


def unsafe(found: list[Call]) -> list[str]:
    """What a power cut could take although it was said to be done, in words."""
    problems = []
    synced: set[str] = set()
    open_folders: dict[str, str] = {}
    for call in found:
        if call.name in ("fsync", "fdatasync"):
            synced.add(call.paths[0])
            open_folders.pop(call.paths[0], None)
        elif call.name.startswith(("rename", "link")):
            source, goal = _whole(call)
            if ".bowout-" in source and source not in synced:
                problems.append(f"{goal} got its name before its content was on the disk")
            open_folders[str(Path(goal).parent)] = goal
            if call.name.startswith("rename"):
                open_folders.setdefault(str(Path(source).parent), source)
        elif call.name.startswith("mkdir"):
            open_folders[str(Path(call.paths[-1]).parent)] = call.paths[-1]
        elif call.name == "write":
            problems += [f"{path}: said to be done before its folder was on the disk"
                         for path in open_folders.values()]  # fmt: skip
            open_folders.clear()
    return problems


def _whole(call: Call) -> tuple[str, str]:
    named = [path for path in call.paths if path.startswith("/")]
    return named[-2], named[-1]
