"""The real app under Pilot, with a fixed clock and a scripted model process."""

from __future__ import annotations

import asyncio
import struct
import sys
import tomllib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from app_driving import FAKE_WORKER, NOW, OpenApp, no_engine, wait_until
from textual.pilot import Pilot

from core.rewrite.rewriter import Rewriter
from core.store import Cases
from tui.app import BowoutApp


@pytest.fixture
def example() -> dict[str, Any]:
    """The worked example's answers."""
    import tui

    return tomllib.loads((Path(tui.__file__).parent / "example.toml").read_text(encoding="utf-8"))


@pytest.fixture
def tiny_model(tmp_path: Path) -> Path:
    """A file that passes for a model."""
    model = tmp_path / "tiny.gguf"

    def text(value: str) -> bytes:
        return struct.pack("<Q", len(value)) + value.encode()

    fields = {"general.architecture": "llama", "general.name": "Tiny", "tokenizer.chat_template": "{{ m }}"}
    head = b"GGUF" + struct.pack("<IQQ", 3, 1, len(fields))
    head += b"".join(text(key) + struct.pack("<I", 8) + text(value) for key, value in fields.items())
    head += text("token_embd.weight") + struct.pack("<IQIQ", 1, 32, 0, 0)
    model.write_bytes(head.ljust(4096, b"\0"))
    return model


@pytest.fixture
def fake_rewriter(tiny_model: Path) -> Callable[..., Callable[[], Rewriter]]:
    """Makes a factory of rewriters whose model process follows a script."""

    def script(mode: str, timeout: float = 5.0) -> Callable[[], Rewriter]:
        return lambda: Rewriter(tiny_model, command=[sys.executable, str(FAKE_WORKER), mode], timeout=timeout)

    return script


@pytest.fixture
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key waits until its messages are through, but not, as Pilot would, until the whole process idles.

    On a busy machine that is up to two seconds a key; what takes longer is waited for by its outcome.
    """

    async def moment(*_: float) -> None:
        await asyncio.sleep(0.005)

    for module in ("app", "pilot"):
        monkeypatch.setattr(f"textual.{module}.wait_for_idle", moment)


@pytest.fixture
def open_app(own_home: Path, brisk: None) -> OpenApp:
    """Opens the app, with a case already in it where answers are given."""

    @asynccontextmanager
    async def opened(
        answers: dict[str, Any] | None = None,
        *,
        size: tuple[int, int] = (120, 36),
        rewriter: Callable[[], Rewriter] = no_engine,
        progress: dict[str, Any] | None = None,
        edits: dict[str, str] | None = None,
        notices: bool = False,
    ) -> AsyncIterator[Pilot[None]]:
        case_id = None
        if answers is not None:
            cases = Cases(own_home)
            record = cases.new(answers)
            record.progress |= progress or {}
            record.edits |= edits or {}
            cases.save(record)
            case_id = record.id
        app = BowoutApp(own_home, lambda: NOW, rewriter, case_id)
        app.animation_level = "none"
        async with app.run_test(size=size, notifications=notices) as pilot:
            if case_id is not None:
                await wait_until(lambda: len(app.screen_stack) > 1)
            await pilot.pause()
            yield pilot

    return opened
