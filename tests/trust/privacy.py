"""The whole main job where there is no network at all, watched by the system: what it opens and leaves.

    python -m tests.trust.privacy

Runs in a network namespace without an interface, under strace: no internet socket may be asked for, and no
file be written outside the data folder and the chosen outputs. Then every file is searched for private words.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

from core.rewrite.models import cache_folder
from tests.trust.hostile import TYPICAL
from tests.trust.soak import lend_cache

NOTE = "The zugzwang in their accounting worried me deeply."
REASON = "I could not stand the quixotic founder."
SECRETS = ("zugzwang", "quixotic")
DRAFT = (
    "Hi Ana,\n\nThanks a lot for the chat!\n\nI have decided to withdraw my application.\n\nCheers,\nMaya\n"
)
NO_NETWORK = ("unshare", "--net", "--map-root-user")
_WRITES = re.compile(r'open(?:at)?\((?:AT_FDCWD[^,]*, )?"([^"]+)", [^)]*O_(?:WRONLY|RDWR|CREAT)[^)]*\) += \d')
_WATCHED = "trace=socket,open,openat,creat"
_ABROAD = re.compile(r"socket\(AF_INET6?,")


def case() -> dict[str, object]:
    """A case with something to hide."""
    return {**TYPICAL, "private_notes": NOTE, "reason": {"kind": "fit", "share": False, "line": REASON}}


def job(here: Path, *, model: bool) -> list[list[str]]:
    """The commands of the whole job."""
    file, letters = str(here / "case.json"), str(here / "letters")
    commands = [
        ["plan", file],
        ["plan", file, "--ics", str(here / "plan.ics")],
        ["draft", file, "--out", letters],
        ["draft", file, "--out", letters, "--format", "eml"],
        ["check", str(here / "draft.txt"), str(here / "draft.txt"), "--case", file],
        ["lint", str(here / "draft.txt")],
        ["log", "export", "--out", str(here / "journal.csv")],
    ]
    if model:
        commands.append(["rewrite", str(here / "draft.txt"), "--formality", "formal", "--case", file])
    return commands


def watch(here: Path, *, model: bool) -> list[str]:
    """Run the job; what was wrong, in words."""
    (here / "case.json").write_text(json.dumps(case()), encoding="utf-8")
    (here / "draft.txt").write_text(DRAFT, encoding="utf-8")
    trace, home = here / "trace", here / "home"
    os.environ.pop("BOWOUT_HOME", None)
    if model:
        lend_cache(cache_folder(), home)
    environment = {
        **os.environ,
        "BOWOUT_HOME": str(home),
        "HOME": str(here / "person"),
        "TMPDIR": str(here / "tmp"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    (here / "tmp").mkdir()
    (here / "person").mkdir()
    problems = []
    os.umask(0)
    for command in job(here, model=model):
        watched = ["strace", "-f", "-A", "-o", str(trace), "-s", "300", "-e", _WATCHED]
        call = [*NO_NETWORK, *watched, sys.executable, "-m", "tui.cli", *command]
        done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 3):
            problems.append(f"{command[0]} ended with {done.returncode}: {done.stderr[-300:]}")
        said = done.stdout + done.stderr
        problems += [f"{command[0]} shows {secret}" for secret in SECRETS if secret in said]
    said = trace.read_text(errors="replace")
    problems += [f"an internet socket: {found}" for found in _ABROAD.findall(said)]
    chosen = ("home", "letters", "plan.ics", "journal.csv", "tmp", ".bowout-")
    allowed = tuple(str(here / name) for name in chosen)
    written = set(_WRITES.findall(said))
    problems += [f"written: {path}" for path in written if not path.startswith((*allowed, "/dev/", "/proc/"))]
    return problems + left_behind(here)


def left_behind(here: Path) -> list[str]:
    """Private words in any file but the case's own, and files that others could read."""
    problems = []
    for path in here.rglob("*"):
        if path.is_symlink() or path.name in ("trace", "case.json") or path.suffix == ".gguf":
            continue
        ours = any(part in ("home", "letters") for part in path.relative_to(here).parts)
        if ours and stat.S_IMODE(path.stat().st_mode) & 0o077:
            problems.append(f"{path} may be read by others")
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            problems += [f"{path} holds {secret}" for secret in SECRETS if secret in text]
    left = [path for path in (here / "tmp").rglob("*") if path.is_file()]
    return problems + [f"left behind: {path}" for path in left]


def is_possible() -> bool:
    """Whether this system lets a program have a network namespace of its own, and has strace."""
    if shutil.which("strace") is None or shutil.which("unshare") is None:
        return False
    return subprocess.run([*NO_NETWORK, "true"], capture_output=True, check=False).returncode == 0


def main(arguments: list[str]) -> int:
    """Run the job with the model; 0 when nothing was wrong."""
    if not is_possible():
        print("needs unshare with network namespaces, and strace")
        return 1
    with tempfile.TemporaryDirectory(prefix="bowout-privacy-") as folder:
        problems = watch(Path(folder), model="--no-model" not in arguments)
    print("\n".join(problems) or "no socket, nothing written elsewhere, nothing private left or readable")
    print(json.dumps({"commands": len(job(Path("/"), model=True)), "problems": len(problems)}))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
