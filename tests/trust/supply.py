"""What the program is made of and what is handed out: licences, checksums, a wheel that is the same twice.

python -m tests.trust.supply
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from importlib.metadata import distribution, requires
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
FREE = re.compile(r"apache|mit|bsd|isc|mpl|mozilla|psf|python software|public domain|unlicense", re.I)


def needed(name: str = "bowout") -> set[str]:
    """The distributions that an installation needs, and what these need."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for line in requires(waiting.pop()) or ():
            wanted = Requirement(line)
            needs = wanted.marker is None or wanted.marker.evaluate({"extra": ""})
            if needs and wanted.name.lower() not in found:
                found.add(wanted.name.lower())
                waiting.append(wanted.name)
    return found


def licence(name: str) -> str:
    """What a distribution says of its licence."""
    about = distribution(name).metadata
    said = [about.get("License-Expression") or "", (about.get("License") or "").split("\n")[0]]
    said += [
        line.rpartition("::")[2].strip() for line in about.get_all("Classifier") or () if "License ::" in line
    ]
    return next(filter(None, said), "")


def sha256(path: Path) -> str:
    """A file's checksum."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def adapter_is_ours() -> bool:
    """Whether the tone adapter is the one whose checksum the program knows."""
    about = tomllib.loads((ROOT / "core/rewrite/models.toml").read_text(encoding="utf-8"))["adapter"]
    return sha256(ROOT / "models" / about["file"]) == about["sha256"]


def wheel(folder: Path) -> Path:
    """The wheel, as pip builds it, with the clock of a release."""
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-cache-dir"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1764547200"}
    subprocess.run([*pip, "--wheel-dir", str(folder), str(ROOT)], check=True, env=environment)
    [made] = folder.glob("bowout-*.whl")
    return made


def _environment(folder: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    return folder / "bin"


def source_works(folder: Path) -> bool:
    """Whether the source archive, installed where nothing else is, says its help and drafts a letter."""
    builder, empty = _environment(folder / "builder"), _environment(folder / "empty")
    pip = ["-m", "pip", "install", "--quiet"]
    subprocess.run([builder / "python", *pip, "hatchling"], check=True)
    build = ["-m", "hatchling", "build", "--target", "sdist", "--directory", str(folder / "dist")]
    subprocess.run([builder / "python", *build], check=True, cwd=ROOT, stdout=sys.stderr)
    [made] = (folder / "dist").glob("bowout-*.tar.gz")
    subprocess.run([empty / "python", *pip, str(made)], check=True)
    case = folder / "case.toml"
    case.write_bytes((ROOT / "tui" / "example.toml").read_bytes())
    environment = {**os.environ, "BOWOUT_HOME": str(folder / "home"), "PYTHONPATH": ""}

    def said(*arguments: str) -> str:
        command = [str(empty / "bowout"), *arguments]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        return done.stdout if done.returncode == 0 else done.stderr

    return "Usage: bowout" in said("--help") and "Kind regards" in said("draft", str(case))


def main(_: list[str]) -> int:
    """Look at all of it; 0 when nothing is wrong."""
    problems = [] if adapter_is_ours() else ["the adapter is not the one whose checksum is known"]
    licences = {name: licence(name) for name in sorted(needed())}
    for name, said in licences.items():
        print(f"{name:24} {said}")
        if not FREE.search(said):
            problems.append(f"{name}: {said or 'says nothing of its licence'}")
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        sums = {sha256(wheel(Path(folder))) for folder in (first, second)}
    if len(sums) != 1:
        problems.append("two builds of the wheel differ")
    with tempfile.TemporaryDirectory() as folder:
        if not source_works(Path(folder)):
            problems.append("what the source archive installs does not start, or drafts nothing")
    print(
        "\n".join(problems)
        or f"free licences all; the wheel is the same twice: {min(sums)[:16]}; the source works"
    )
    print(json.dumps({"packages": len(licences), "problems": len(problems)}))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
