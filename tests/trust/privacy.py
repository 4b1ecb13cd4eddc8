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
_ENDS = r"(?:\) += \d|<unfinished)"
_WRITES = re.compile(
    r'open(?:at)?\((?:AT_FDCWD[^,\n]*, )?"([^"\n]+)", [^)\n]*O_(?:WRONLY|RDWR|CREAT)[^)\n]*' + _ENDS
)
_NAMES = re.compile(r"(?:rename|link|symlink|mkdir)\w*\((.*)" + _ENDS)
_WATCHED = "trace=socket,open,openat,creat,/^(rename|link|symlink|mkdir)"
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
    environment = prepared(here, model=model)
    problems = []
    os.umask(0)
    for command in job(here, model=model):
        call = [*watched(here), *command]
        done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
        if done.returncode not in (0, 3):
            problems.append(f"{command[0]} ended with {done.returncode}: {done.stderr[-300:]}")
        said = done.stdout + done.stderr
        problems += [f"{command[0]} shows {secret}" for secret in SECRETS if secret in said]
    return problems + seen(here) + left_behind(here)


def prepared(here: Path, *, model: bool) -> dict[str, str]:
    """A home, a person and a folder for temporary files, all within a folder; and an environment for them."""
    os.environ.pop("BOWOUT_HOME", None)
    if model:
        lend_cache(cache_folder(), here / "home")
    own = {"BOWOUT_HOME": "home", "HOME": "person", "TMPDIR": "tmp"}
    for name in ("person", "tmp"):
        (here / name).mkdir()
    return {
        **os.environ,
        **{name: str(here / folder) for name, folder in own.items()},
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def watched(here: Path) -> list[str]:
    """The command line that runs Bowout without a network, while strace writes down what it asks for."""
    strace = ["strace", "-f", "--seccomp-bpf", "-A", "-o", str(here / "trace"), "-s", "300", "-e", _WATCHED]
    return [*NO_NETWORK, *strace, sys.executable, "-m", "tui.cli"]


def seen(here: Path) -> list[str]:
    """Sockets that were asked for, and what was written or named elsewhere."""
    said = (here / "trace").read_text(errors="replace")
    problems = [f"an internet socket: {found}" for found in _ABROAD.findall(said)]
    chosen = ("home", "letters", "plan.ics", "journal.csv", "tmp", ".bowout-")
    allowed = (*(str(here / name) for name in chosen), "/dev/", "/proc/")
    written = {*_WRITES.findall(said), *(path for line in _NAMES.findall(said) for path in _quoted(line))}
    return problems + [f"written: {path}" for path in sorted(written) if not path.startswith(allowed)]


def _quoted(line: str) -> list[str]:
    return re.findall(r'"([^"]+)"', line)


def left_behind(here: Path) -> list[str]:
    """Private words in any file but the case's own, and files that others could read."""
    belongs = here / "home" / "cases"
    problems = []
    for path in here.rglob("*"):
        if path.is_symlink() or path.name in ("trace", "case.json") or path.suffix in (".gguf", ".part"):
            continue
        ours = any(part in ("home", "letters") for part in path.relative_to(here).parts)
        if ours and stat.S_IMODE(path.stat().st_mode) & 0o077:
            problems.append(f"{path} may be read by others")
        if path.is_file() and path.parent != belongs:
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
