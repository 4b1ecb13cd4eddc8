"""Few dependencies, bounded above, free; and the adapter is the one that was made."""

from __future__ import annotations

import re
import tomllib

from tests.trust.supply import FREE, ROOT, adapter_is_ours, licence, needed

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_every_range_ends_below_a_major() -> None:
    """But that of tzdata, whose versions are dates: the newest rules for clocks are always wanted."""
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
    for line in [*PROJECT["dependencies"], *extras]:
        assert line == "tzdata" or re.search(r">=[\d.]+,<\d", line), line


def test_every_dependency_is_free_and_they_are_few() -> None:
    names = needed()
    assert len(names) < 30
    assert [name for name in names if not FREE.search(licence(name))] == []


def test_the_adapter_is_the_one_that_was_made() -> None:
    assert adapter_is_ours()


def test_the_lock_holds_what_the_project_asks_for() -> None:
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    names = [re.split(r"[<>=]", line)[0] for line in PROJECT["dependencies"]]
    names += [re.split(r"[<>=]", line)[0] for line in PROJECT["optional-dependencies"]["test"]]
    for name in names:
        assert re.search(rf"^{name}==\S+ --hash=sha256:[0-9a-f]{{64}}$", locked, re.M | re.I), name
