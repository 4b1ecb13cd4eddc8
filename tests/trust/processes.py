"""What the system knows of a process: its memory, its handles, its children. Linux only."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sample:
    """One process at one moment; memory in megabytes."""

    memory: float
    handles: int
    threads: int
    children: int
    zombies: int
    child_memory: float


def sample(pid: int | None = None) -> Sample:
    """How a process stands now; this one when none is named."""
    own = Path("/proc") / str(pid or os.getpid())
    living, dead, child_memory = 0, 0, 0.0
    for child in children(pid):
        if state(child) == "Z":
            dead += 1
        else:
            living += 1
            child_memory += memory(child)
    threads = len(list((own / "task").iterdir()))
    return Sample(memory(pid), len(list((own / "fd").iterdir())), threads, living, dead, child_memory)


def memory(pid: int | None = None) -> float:
    """Resident memory in megabytes; 0 for a process that is gone."""
    try:
        pages = int(Path(f"/proc/{pid or os.getpid()}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGESIZE") / 1_000_000


def children(pid: int | None = None) -> list[int]:
    """The processes that a process has started and not collected yet."""
    found: list[int] = []
    for thread in Path(f"/proc/{pid or os.getpid()}/task").iterdir():
        try:
            found += map(int, (thread / "children").read_text().split())
        except OSError:
            continue
    return found


def state(pid: int) -> str:
    """The letter of a process's state, such as ``S`` or ``Z``; "" when it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return ""
