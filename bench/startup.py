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

from first_frame import Frame, NoFrame, first_frame, seconds_to_leave  # noqa: E402

RUNS = 7
_QUIT = "\x11"  # ctrl+q
_TO_WORK = [("x", 8), ("\x07", 2), ("\r", 2), ("\x1b[B", 1), ("r", 0.6)]
"""Keys that open the example's first letter and ask for another tone, each with time to take effect."""
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


def measure_leaving(_scratch: Path) -> Iterator[Row]:
    """From the key to the end of the process, against a minimal app: at rest, loading a model, at work."""
    ways: dict[str, list[tuple[str, float]]] = {
        "quit from home": [(_QUIT, 0)],
        "quit while the model loads": [("x", 2.5), (_QUIT, 0)],
        "quit while the model works": [
            ("x", 8),
            ("\x07", 2),
            ("\r", 2),
            ("\x1b[B", 1),
            ("r", 0.6),
            (_QUIT, 0),
        ],
    }
    calls = [partial(seconds_to_leave, [PYTHON, str(BENCH / "minimal.py")], [(_QUIT, 0)])]
    calls += [partial(seconds_to_leave, [BOWOUT], keys) for keys in ways.values()]
    try:
        minimal, *ours = interleaved(calls, RUNS)
    except NoFrame as failure:
        yield Row("quit", None, "s", note=f"not measured: {failure}")
        return
    for name, measured in zip(ways, ours, strict=True):
        yield Row(name, median(measured), "s", median(minimal), 1.0)


def _mid(frames: list[Frame], field: str) -> float:
    return median(float(getattr(frame, field)) for frame in frames)


def _wall(command: list[str]) -> float:
    return timed(partial(subprocess.run, command, check=False, capture_output=True, stdin=subprocess.DEVNULL))
