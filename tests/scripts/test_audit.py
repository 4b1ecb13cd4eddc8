"""What a report of pip-audit comes to. Asking it needs the network: `make audit`."""

from __future__ import annotations

from typing import Any

from scripts.audit import told

FINE = {"name": "jinja2", "version": "3.1.6", "vulns": []}
FAULTY = {"name": "x", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}
SKIPPED = {"name": "y", "skip_reason": "not found on PyPI"}


def report(*packages: dict[str, Any]) -> dict[str, Any]:
    return {"dependencies": list(packages)}


def test_only_what_was_looked_up_counts_as_clean() -> None:
    assert told(report(FINE)) == (0, ["1 of 1 packages looked up, 0 known faults"])
    for silent in (report(), report(SKIPPED), report(FINE, SKIPPED)):
        assert told(silent)[0] == 2
    _, said = told(report(FINE, SKIPPED))
    assert "1 of 2 packages looked up" in said[0]
    assert "y: not found on PyPI" in said[-1]


def test_a_fault_is_named_with_its_mend() -> None:
    code, said = told(report(FINE, FAULTY, SKIPPED))
    assert code == 1
    assert said[0] == "x 1: PYSEC-1, mend: 2"
