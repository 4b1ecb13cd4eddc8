from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.rewrite.rewriter import Rewriter

FAKE = Path(__file__).parents[2] / "fake_worker.py"


def gguf(path: Path, *, template: str = "{{ messages }}", size: int = 4096) -> Path:
    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value.encode())) + value.encode()

    keys = {"general.architecture": "llama", "general.name": "Tiny"}
    if template:
        keys["tokenizer.chat_template"] = template
    head = b"GGUF" + struct.pack("<IQQ", 3, 1, len(keys))
    for key, value in keys.items():
        head += text(key) + struct.pack("<I", 8) + text(value)
    head += text("token_embd.weight") + struct.pack("<IQIQ", 1, 32, 0, 0)
    path.write_bytes(head.ljust(size, b"\0"))
    return path


@pytest.fixture
def make_gguf() -> Callable[..., Path]:
    """Writes a file with the head of a model and no sensible weights."""
    return gguf


@pytest.fixture
def fake(tmp_path: Path) -> Callable[..., Rewriter]:
    """Makes a rewriter whose model process is the scripted one."""

    def make(mode: str, *, once: bool = False, timeout: float = 5.0, idle: float = 300) -> Rewriter:
        memory = [str(tmp_path / "happened")] if once else []
        command = [sys.executable, str(FAKE), mode, *memory]
        return Rewriter(gguf(tmp_path / "tiny.gguf"), command=command, timeout=timeout, idle=idle)

    return make
