"""Builds the model engine, llama-cpp-python, once, and keeps the wheel outside the tree for later set-ups.

A wheel is only reused where it fits: its folder is named after the Python, the platform, the C library,
the requirement and the build flags. Needs the standard library only.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

# GGML_NATIVE gives some processors AMX code that dies at the first token; AVX2, FMA and F16C come without it.
FLAGS = "-DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF"
ROOM = 2 * 1024**3  # bytes; a build needs a little over half of it
REPORT_EVERY = 30  # seconds
LOG_LINES_SHOWN = 12


class EngineProblem(Exception):
    """The engine is not to be had here; says why and how to mend it.

    ``lasting`` means that trying again by itself is no use.
    """

    def __init__(self, why: str, mend: str, *, lasting: bool = False) -> None:
        super().__init__(f"{why}\n{mend}")
        self.lasting = lasting


def wheel_cache() -> Path:
    """Where built wheels lie: ``$BOWOUT_WHEELS``, else under the user's cache folder."""
    if chosen := os.environ.get("BOWOUT_WHEELS"):
        return Path(chosen).expanduser()
    cache = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(cache).expanduser() / "bowout" / "wheels"


def wheel_key(requirement: str) -> str:
    """The name of the folder that holds the wheel for this Python, platform, requirement and these flags."""
    python = f"{sys.implementation.cache_tag}-{sysconfig.get_platform()}"
    exact = [python, *platform.libc_ver(), requirement, FLAGS, os.environ.get("CMAKE_ARGS", "")]
    return f"{python}-{hashlib.sha256('|'.join(exact).encode()).hexdigest()[:12]}"


def engine_wheel(requirement: str) -> Path:
    """The wheel of the engine: from the cache, else built now.

    Raises:
        EngineProblem: it cannot be built here.
    """
    folder = wheel_cache() / wheel_key(requirement)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        mend = "Name another folder for it: BOWOUT_WHEELS=/path make engine"
        raise EngineProblem(
            f"The wheel cache {folder} cannot be written ({error.strerror}).", mend
        ) from error
    with _locked(folder.with_suffix(".lock")):
        found = sorted(folder.glob("llama_cpp_python-*.whl"))
        return found[-1] if found else _build(requirement, folder)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Lets one set-up build at a time; the next one finds the wheel ready."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _build(requirement: str, folder: Path) -> Path:
    _need_compiler()
    log = folder / "build.log"
    with tempfile.TemporaryDirectory(dir=folder, prefix="building-") as scratch:
        _need_room(Path(scratch))
        flags = f"{FLAGS} {os.environ.get('CMAKE_ARGS', '')}".strip()
        # The flags are no part of the key of pip's own wheel cache, so that cache is left out.
        command = [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--no-cache-dir",
            "--no-deps",
            "--wheel-dir",
            scratch,
        ]
        command += ["--no-binary", "llama-cpp-python", requirement]
        environment = {**os.environ, "CMAKE_ARGS": flags, "TMPDIR": scratch}
        print("Building the model engine (once; 6 to 12 minutes on two cores) ...", flush=True)
        with log.open("w") as output:
            status = _run_with_reports(command, environment, output)
        built = sorted(Path(scratch).glob("*.whl"))
        if status or not built:
            raise EngineProblem(_why(log), f"See {log}, then try again with: make engine", lasting=True)
        wheel = folder / built[0].name
        built[0].replace(wheel)
        return wheel


def _run_with_reports(command: list[str], environment: dict[str, str], output: IO[str]) -> int:
    started = time.monotonic()
    process = subprocess.Popen(  # noqa: S603
        command, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
    )
    try:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return process.wait(timeout=REPORT_EVERY)
            print(f"  ... still building, {(time.monotonic() - started) / 60:.1f} minutes", flush=True)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _need_compiler() -> None:
    chosen = (
        (os.environ.get("CC", "cc").split() or ["cc"])[0],
        (os.environ.get("CXX", "c++").split() or ["c++"])[0],
    )
    missing = [name for name in chosen if shutil.which(name) is None]
    if missing:
        mend = (
            "Install one (Debian and Ubuntu: 'sudo apt install build-essential python3-dev'; "
            "Fedora: 'sudo dnf install gcc-c++ python3-devel'; macOS: 'xcode-select --install'), "
            "then: make engine"
        )
        raise EngineProblem(f"No C and C++ compiler to build it with ({', '.join(missing)} not found).", mend)


def _need_room(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        mend = "Make room, or name a roomier folder: BOWOUT_WHEELS=/path make engine"
        raise EngineProblem(
            f"Only {free / 1024**3:.1f} GB free at {folder}; a build needs {ROOM / 1024**3:.0f}.", mend
        )


def _why(log: Path) -> str:
    last = log.read_text(errors="replace").splitlines()[-LOG_LINES_SHOWN:]
    return "\n".join(["The build failed. Its last lines:", *(f"  | {line}" for line in last)])
