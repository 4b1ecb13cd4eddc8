"""Writes requirements.lock: the exact files that the checks are run with, each with its checksum.

    .venv/bin/python scripts/lock.py

For this Python and this platform, which the first line names; elsewhere, the ranges of pyproject.toml hold.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"


def here() -> str:
    """The line that says for what a lock was made."""
    return f"# Python {sys.version_info.major}.{sys.version_info.minor}, {sys.platform}, {platform.machine()}"


def main() -> int:
    """Ask pip what it would install, and write it down."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
    done = subprocess.run(  # noqa: S603
        [*command, "--report", "-", f"{ROOT}[test]"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return 1
    lines = []
    for each in json.loads(done.stdout)["install"]:
        name, version = each["metadata"]["name"], each["metadata"]["version"]
        sha256 = each["download_info"].get("archive_info", {}).get("hashes", {}).get("sha256")
        if sha256 and name != "bowout":
            lines.append(f"{name.lower()}=={version} --hash=sha256:{sha256}")
    LOCK.write_text("\n".join([here(), "# Made by scripts/lock.py.", *sorted(lines), ""]), encoding="utf-8")
    print(f"{len(lines)} packages in {LOCK.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
