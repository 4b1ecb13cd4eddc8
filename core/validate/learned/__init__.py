"""Weights learned from the labelled corpora, as data: nothing here was written by hand."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any


def load(name: str) -> Any:
    """The content of one file of weights."""
    return json.loads(gzip.decompress((Path(__file__).parent / f"{name}.json.gz").read_bytes()))
