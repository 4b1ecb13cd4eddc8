"""Everything at full size, one after the other: ``make trust``, or some by name.

python -m tests.trust [NAME[=MINUTES] ...]
"""

from __future__ import annotations

import subprocess
import sys
import time

ALL: dict[str, tuple[str, ...]] = {
    "kills": ("--rounds", "1000"),
    "app_kills": ("--rounds", "100"),
    "disks": (),
    "slow": (),
    "inputs": ("--inputs", "10000"),
    "fields": ("--pastes", "400"),
    "hell": (),
    "privacy": (),
    "private_app": (),
    "terminals": (),
    "supply": (),
    "many": (),
    "soak": ("--minutes", "120"),
}


def main(names: list[str]) -> int:
    """Run them in order; 0 when none failed. ``soak=30`` is a soak of thirty minutes."""
    failed = []
    for asked in names or ALL:
        name, _, minutes = asked.partition("=")
        if name not in ALL:
            print(f"No such part: {name}. There are: {', '.join(ALL)}.", file=sys.stderr)
            return 2
        arguments = ("--minutes", minutes) if minutes else ALL[name]
        print(f"\n== {name}", flush=True)
        began = time.monotonic()
        done = subprocess.run([sys.executable, "-m", f"tests.trust.{name}", *arguments], check=False)
        print(f"{'FAILED' if done.returncode else 'ok'} after {time.monotonic() - began:.0f} s", flush=True)
        failed += [name] if done.returncode else []
    print("\n" + (f"failed: {', '.join(failed)}" if failed else "all as promised"))
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
