"""Model files that other programs on this machine keep. They are read where they lie, never changed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_MODEL = "application/vnd.ollama.image.model"
_NO_MODEL = ("mmproj", "-of-0")
"""In the names of files that cannot be used alone: eyes for a model, and parts of a split one."""


def kept_elsewhere(about: dict[str, list[str]]) -> Iterator[Path]:
    """The models of Ollama, LM Studio and the Hugging Face cache; ``about`` says in which folders to look.

    Of a program's folders the first that exists counts.
    """
    for program, places in about.items():
        folder = next((path for path in map(_spelled, places) if path and path.is_dir()), None)
        if folder is not None:
            yield from _ollama(folder) if program == "ollama" else _files(folder, program)


def _spelled(place: str) -> Path | None:
    """With variables and the home folder spelled out; None when a variable is not set."""
    name = place[1:].partition("/")[0]
    if place.startswith("$") and not os.environ.get(name):
        return None
    try:
        return Path(os.path.expandvars(place)).expanduser()
    except RuntimeError:  # nobody's home
        return None


def _files(folder: Path, program: str) -> Iterator[Path]:
    pattern = "models--*/snapshots/*/**/*.gguf" if program == "hugging_face" else "**/*.gguf"
    try:
        found = sorted(path for path in folder.glob(pattern) if path.is_file())
    except OSError:
        return
    yield from (path for path in found if not any(part in path.name for part in _NO_MODEL))


def _ollama(folder: Path) -> Iterator[Path]:
    """Ollama names its files by their content; its manifests say which of them are models."""
    for manifest in sorted((folder / "manifests").rglob("*")):
        try:
            layers = json.loads(manifest.read_text("utf-8"))["layers"] if manifest.is_file() else []
            blobs = [folder / "blobs" / _blob(layer) for layer in layers if layer["mediaType"] == _MODEL]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        yield from (blob for blob in blobs if blob.is_file())


def _blob(layer: dict[str, Any]) -> str:
    return str(layer["digest"]).replace(":", "-").replace("/", "")
