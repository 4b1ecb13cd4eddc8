"""Write a model file anew in a number format that this machine computes faster. Child process only."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from core.rewrite.gguf import NotGguf
from core.rewrite.merge import merge

_ABANDONED = 600.0
"""Seconds after which an unfinished file is nobody's; the work takes seconds."""
_FILE_TYPES = {"f16": 1, "q4_0": 2, "q8_0": 7, "iq4_nl": 25}


def written_anew(lib: Any, source: Path, target: Path, file_type: str, adapter: Path | None = None) -> Path:
    """``target``, made from ``source`` unless it is there; ``source`` itself when that fails.

    The adapter, when there is one, goes into its weights. A faster file is a convenience: no disk
    space or no right to write must not stop anybody.
    """
    if target.is_file():
        return target
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(target.parent)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.stem, suffix=".part")
        os.close(handle)
    except OSError:
        return source
    part, merged = Path(name), Path(f"{name}.part")
    try:
        if adapter:
            merge(source, adapter, merged)
        if _quantise(lib, merged if adapter else source, part, file_type):
            part.replace(target)
            _forget_older(target)
            return target
        return source
    except (OSError, NotGguf) as error:
        print(f"no faster copy: {error}", file=sys.stderr)  # the child's log
        return source
    finally:
        part.unlink(missing_ok=True)
        merged.unlink(missing_ok=True)


def _forget_older(target: Path) -> None:
    """Remove what was made of the same model before, with another adapter or in another format."""
    model, dash, _ = target.name.partition("-")
    for old in target.parent.glob(f"{model}-*.gguf") if dash else ():
        if old != target:
            with contextlib.suppress(OSError):  # in use, where that bars it
                old.unlink()


def _sweep(folder: Path) -> None:
    """Remove what processes that were killed at this work have left."""
    for part in folder.glob("*.part"):
        if time.time() - part.stat().st_mtime > _ABANDONED:
            part.unlink(missing_ok=True)


def _quantise(lib: Any, source: Path, target: Path, file_type: str) -> bool:
    params = lib.llama_model_quantize_default_params()
    params.ftype = _FILE_TYPES[file_type]
    params.allow_requantize = True
    params.nthread = max(1, (os.cpu_count() or 2) - 1)
    failed = lib.llama_model_quantize(bytes(source), bytes(target), ctypes.byref(params))
    return not failed
