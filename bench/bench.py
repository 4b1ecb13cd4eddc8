"""Measures Bowout against its budgets: medians of interleaved runs, each number beside its yardstick.

    make bench     or: .venv/bin/python bench/bench.py [startup] [leaving] [work] [rewriting] [--strict]

Seconds depend on the machine and on what else it does; the ratios do not, much. With --strict a budget
that does not hold makes the exit status 1.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from rewriting import measure_rewriting
from rows import Row
from startup import measure_leaving, measure_startup
from work import measure_work

PARTS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "startup": measure_startup,
    "leaving": measure_leaving,
    "work": measure_work,
    "rewriting": measure_rewriting,
}


def main(arguments: list[str]) -> int:
    """Measure the parts named, or all; print a table as it grows."""
    strict = "--strict" in arguments
    parts = [name for name in arguments if name in PARTS] or list(PARTS)
    load = os.getloadavg()[0]
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    print(f"{machine}, load {load:.1f}" + ("  (busy: trust the ratios only)" if load > 1 else ""))
    print(Row.head())
    kept = True
    with tempfile.TemporaryDirectory(prefix="bowout-bench-") as scratch:
        os.environ["BOWOUT_HOME"] = str(Path(scratch) / "home")
        # Whatever was installed is compiled, and so is a checkout from its second start on.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        for name in parts:
            for row in PARTS[name](Path(scratch)):
                print(row, flush=True)
                kept = kept and row.holds is not False
    return 0 if kept or not strict else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
