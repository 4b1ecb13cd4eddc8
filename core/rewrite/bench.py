"""How fast a model is on this machine."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.rewrite import models
from core.rewrite.engine import Engine
from core.rewrite.protocol import Bench, Event, Loaded, Measured

_TIMEOUT = 300.0


@dataclass(frozen=True)
class Speed:
    """What was measured: loading, and the speeds for each number of threads; ``threads`` is in use."""

    loaded: Loaded
    measured: tuple[Measured, ...]
    threads: int


async def bench(model: Path | None = None, threads: Sequence[int] = ()) -> Speed:
    """Load a model (the default one when None) and measure it with these numbers of threads.

    Without ``threads``: one, what is in use, and all cores.

    Raises:
        ModelError: it cannot be used.
    """
    models.require_engine()
    info = await asyncio.to_thread(models.admit, model or models.default_model())
    engine = Engine(models.load_request(info))
    measured: list[Measured] = []

    def note(event: Event) -> None:
        if isinstance(event, Measured):
            measured.append(event)

    counts = threads or sorted({1, models.threads(), os.cpu_count() or 1})
    try:
        loaded = await engine.ready()
        await engine.ask(Bench(tuple(counts)), _TIMEOUT, note)
    finally:
        await engine.close()
    return Speed(loaded, tuple(measured), models.threads())
