"""The worked example."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def example_answers() -> dict[str, Any]:
    """The answers of a made-up case."""
    path = Path(__file__).resolve().parent.parent / "example.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
