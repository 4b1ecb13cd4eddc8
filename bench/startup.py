"""How fast the app and the command line are there, and how much memory the app takes without a model."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from rows import Row, interleaved, timed

BENCH = Path(__file__).resolve().parent
sys.path.insert(0, str(BENCH.parent / "scripts"))

from first_frame import Frame, NoFrame, first_frame  # noqa: E402

RUNS = 7
PYTHON = sys.executable
BOWOUT = str(Path(PYTHON).parent / "bowout")


def measure_startup(scratch: Path) -> Iterator[Row]:
    """First frame and memory against a minimal app; commands against the bare interpreter."""
    try:
        yield from _frames()
    except NoFrame as failure:
        yield Row("first frame", None, "s", note=f"not measured: {str(failure)[-120:]!r}")
    case = scratch / "case.toml"
    subprocess.run([BOWOUT, "new", "--out", str(case)], check=False, capture_output=True)  # noqa: S603
    calls = {
        "bare interpreter": [PYTHON, "-c", "pass"],
        "bowout --help": [BOWOUT, "--help"],
        "bowout draft CASE": [BOWOUT, "draft", str(case)],
    }
    walls = interleaved([partial(_wall, command) for command in calls.values()], RUNS)
    bare = median(walls[0])
    for name, measured in list(zip(calls, walls, strict=True))[1:]:
        yield Row(name, median(measured), "s", bare)


def _frames() -> Iterator[Row]:
    commands = ([PYTHON, str(BENCH / "minimal.py")], [BOWOUT])
    frames: tuple[list[Frame], list[Frame]] = ([], [])
    for turn in range(RUNS + 1):
        for command, kept in zip(commands, frames, strict=True):
            frame = first_frame(command)
            if turn:
                kept.append(frame)
    small, ours = frames
    yield Row("first frame", _mid(ours, "seconds"), "s", _mid(small, "seconds"), 1.5)
    yield Row("processor time to settle", _mid(ours, "cpu"), "s", _mid(small, "cpu"))
    yield Row("peak memory without a model", _mid(ours, "peak_mb"), "MB", _mid(small, "peak_mb"), 1.6)


def _mid(frames: list[Frame], field: str) -> float:
    return median(getattr(frame, field) for frame in frames)


def _wall(command: list[str]) -> float:
    return timed(partial(subprocess.run, command, check=False, capture_output=True, stdin=subprocess.DEVNULL))
