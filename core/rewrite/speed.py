"""How fast a model is on this machine, and with how many threads."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from core.rewrite.engine import Engine
from core.rewrite.models import ModelInfo, load_request
from core.rewrite.proposal import Brief
from core.rewrite.protocol import Candidate, Event
from core.rewrite.work import Work
from core.tone import Context, Formality, Tone

_TONES = (Tone(Formality.FORMAL, Context.HIGH), Tone(Formality.CASUAL, Context.LOW))
_PATIENCE = 600


@dataclass(frozen=True)
class Speed:
    """What was measured with so many threads.

    Attributes:
        threads: of the model process.
        loading, letter, second_tone: seconds; the second tone of the same letter.
        tokens: written in a second.
        memory: of the model process in bytes; 0 where the system does not tell.
    """

    threads: int
    loading: float
    letter: float
    second_tone: float
    tokens: float
    memory: int


async def measure(info: ModelInfo, threads: int, letter: str) -> Speed:
    """Load the model in a process of its own and let it rewrite a letter in two tones.

    Raises:
        ModelError: it cannot be used, or it stopped.
    """
    engine = Engine(replace(load_request(info), threads=threads))
    tokens, times = 0, [time.perf_counter()]

    def hear(event: Event) -> None:
        nonlocal tokens
        tokens += event.tokens if isinstance(event, Candidate) else 0

    try:
        loaded = await engine.ready()
        times.append(time.perf_counter())
        for tone in _TONES:
            work = Work(Brief(letter, tone))
            await engine.ask(work.request(loaded), _PATIENCE, hear)
            times.append(time.perf_counter())
        memory = _memory(engine.pid)
    finally:
        await engine.close()
    loading, first, second = (later - earlier for earlier, later in pairwise(times))
    return Speed(threads, loading, first, second, tokens / (first + second), memory)


def _memory(pid: int | None) -> int:
    """What Linux says that a process holds; other systems are not asked."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    sizes = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(sizes[0]) * 1024 if sizes else 0
