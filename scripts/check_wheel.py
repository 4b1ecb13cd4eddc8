"""Checks what people will install: builds the wheel, installs it alone in a fresh environment, and uses it.

No model, no checkout on the path: the version is said, the example case becomes letters, the app draws
its first frame. Needs the standard library only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from first_frame import NoFrame, first_frame

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Build, install, use; 0 when all of it works."""
    with tempfile.TemporaryDirectory(prefix="bowout-wheel-") as scratch:
        here = Path(scratch)
        try:
            wheel = build(here)
            use(install(wheel, here), here)
        except subprocess.CalledProcessError as error:
            print(f"{' '.join(map(str, error.cmd))}: exit status {error.returncode}", file=sys.stderr)
            print(error.stdout or "", error.stderr or "", sep="\n", file=sys.stderr)
            return 1
        except (NoFrame, AssertionError) as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            return 1
    return 0


def build(here: Path) -> Path:
    """The wheel, as pip builds it."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input"]
    call([*pip, "wheel", "--quiet", "--no-deps", "--no-cache-dir", "--wheel-dir", str(here), str(ROOT)], here)
    (wheel,) = here.glob("bowout-*.whl")
    print(f"built {wheel.name}, {wheel.stat().st_size / 1024:.0f} KB")
    return wheel


def install(wheel: Path, here: Path) -> Path:
    """The ``bowout`` command of a fresh environment that holds the wheel and nothing optional."""
    call([sys.executable, "-m", "venv", str(here / "env")], here)
    programs = here / "env" / "bin"
    call(
        [
            str(programs / "python"),
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--quiet",
            str(wheel),
        ],
        here,
    )
    return programs / "bowout"


def use(bowout: Path, here: Path) -> None:
    """Run the command the way a person would first."""
    print(call([str(bowout), "--version"], here).strip())
    case = here / "case.toml"
    call([str(bowout), "new", "--out", str(case)], here)
    letters = call([str(bowout), "draft", str(case)], here)
    if "--- " not in letters or len(letters) < 200:
        raise AssertionError(f"the example case gives no letters: {letters!r}")
    print(f"the example case gives {letters.count(chr(10) + '--- ') + letters.startswith('--- ')} letters")
    frame = first_frame([str(bowout)], clean_environment(here))
    print(f"first frame after {frame.seconds:.2f} s, {frame.peak_mb:.0f} MB")


def clean_environment(here: Path) -> dict[str, str]:
    """The environment of a person who has nothing of Bowout yet, and no checkout on the path."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("BOWOUT_", "PYTHON", "VIRTUAL_ENV"))
    }
    return {**kept, "HOME": str(here), "BOWOUT_HOME": str(here / "home")}


def call(command: list[str], here: Path) -> str:
    """Run a command away from the checkout; what it wrote to stdout."""
    done = subprocess.run(  # noqa: S603
        command,
        cwd=here,
        env=clean_environment(here),
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
