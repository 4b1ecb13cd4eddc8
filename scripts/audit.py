"""Looks up the packages of requirements.lock among known security faults: ``make audit``.

    .venv/bin/python scripts/audit.py

By pip-audit, in an environment of its own under build/, from the advisories of PyPI. It needs the network, so
it is no part of `make test`, which runs anywhere; where nothing can be looked up it says so and fails, as
silence would look like a clean bill. Exit codes: 0 none known, 1 some known, 2 not all could be looked up.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
PLACE = ROOT / "build" / "audit"
WANTED = "pip-audit>=2.7,<3"


def told(report: dict[str, Any]) -> tuple[int, list[str]]:
    """What a report of pip-audit comes to: the exit code, and what to say."""
    packages = report["dependencies"]
    faults = [(each, fault) for each in packages for fault in each.get("vulns", ())]
    said = [
        f"{each['name']} {each['version']}: {fault['id']}, mend: {', '.join(fault['fix_versions']) or '-'}"
        for each, fault in faults
    ]
    skipped = [f"{each['name']}: {each['skip_reason']}" for each in packages if "skip_reason" in each]
    known = len(packages) - len(skipped)
    said.append(f"{known} of {len(packages)} packages looked up, {len(faults)} known faults")
    if skipped:
        said += [
            "Not all could be looked up. Run this where https://pypi.org itself can be reached. Such as:",
            *skipped[:3],
        ]
    return (1 if faults else 2 if skipped or not packages else 0), said


def main() -> int:
    """Install pip-audit if it is not there, and ask it."""
    python = PLACE / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(PLACE)], check=True)  # noqa: S603
    install = [str(python), "-m", "pip", "install", "--quiet", WANTED]
    if subprocess.run(install, check=False).returncode:  # noqa: S603
        print("pip-audit cannot be installed: it needs a package index. Nothing was looked up.")
        return 2
    audit = [str(python), "-m", "pip_audit", "--requirement", str(LOCK), "--disable-pip", "--require-hashes"]
    audit += ["--format", "json", "--progress-spinner", "off"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    done = subprocess.run(audit, capture_output=True, text=True, check=False, env=environment)  # noqa: S603
    try:
        code, said = told(json.loads(done.stdout))
    except (ValueError, KeyError):
        code, said = 2, ["pip-audit looked nothing up. Its last word:", *done.stderr.splitlines()[-1:]]
    print("\n".join(said))
    return code


if __name__ == "__main__":
    sys.exit(main())
