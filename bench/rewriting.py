"""What a rewrite by the default model costs, against one plain completion over the draft."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from rows import Row

BENCH = Path(__file__).resolve().parent
DRAFT = BENCH / "draft.txt"
TURNS = 3
FIRST, SECOND = ("formal", "high"), ("formal", "balanced")
LONGEST = ("formal", "low")
"""The tone in which the model is asked for most of the draft's sentences."""


def measure_rewriting(_scratch: Path) -> Iterator[Row]:
    """Load, first tone, second tone, cancel, quit; a line that says why when there is no model."""
    from core.errors import ModelError

    try:
        yield from asyncio.run(_measure())
    except ModelError as error:
        yield Row("whole rewrite", None, "s", note=f"not measured: {error}")


async def _measure() -> list[Row]:
    from core.rewrite.models import default_model

    plain = Plain(str(default_model()))
    try:
        return [row async for row in _rows(plain)]
    finally:
        plain.stop()


async def _rows(plain: Plain) -> AsyncIterator[Row]:
    from core.rewrite.rewriter import Rewriter

    started = perf_counter()
    rewriter = Rewriter()
    await rewriter.warm()
    yield Row("load, first use ever", perf_counter() - started, "s", plain.loaded)
    await rewriter.close()
    started = perf_counter()
    rewriter = Rewriter()
    await rewriter.warm()
    yield Row("load", perf_counter() - started, "s", plain.loaded)
    text = DRAFT.read_text(encoding="utf-8")
    whole: dict[str, list[float]] = {"plain": [], "first": [], "second": [], "sentence": []}
    changed, tokens = 0, 0.0
    for turn in range(TURNS):
        spent, tokens = plain.ask(" and ".join(FIRST))
        whole["plain"].append(spent)
        rewriter = await _unknowing(rewriter)
        for kind, tone in (("first", FIRST), ("second", SECOND)):
            seconds, shown, proposal = await _rewrite(rewriter, text, tone, seed=turn)
            whole[kind].append(seconds)
            whole["sentence"] += [shown] * (kind == "first")
            changed = len(proposal.changed) if kind == "first" else changed
    base = median(whole["plain"])
    note = f"{changed} sentences changed; the plain answer had {tokens:.0f} tokens"
    yield Row("whole rewrite", median(whole["first"]), "s", base, 1 / 3, note)
    yield Row("its first changed sentence", median(whole["sentence"]), "s", None, 1.5)
    yield Row("a second tone", median(whole["second"]), "s", base, 1 / 5)
    rewriter = await _unknowing(rewriter)
    yield Row("cancel", await _interrupted(rewriter, text, rewriter.cancel), "s", None, 0.3)
    rewriter = await _unknowing(rewriter)
    yield Row("quit while it works", await _interrupted(rewriter, text, rewriter.close), "s", None, 0.3)


async def _unknowing(rewriter: Any) -> Any:
    """A new one, warm, because one that has seen the letter remembers its answers."""
    await rewriter.close()
    new = type(rewriter)()
    await new.warm()
    return new


async def _rewrite(rewriter: Any, text: str, tone: tuple[str, str], seed: int) -> tuple[float, float, Any]:
    """Seconds for the whole, seconds until a changed sentence can be seen, and the proposal."""
    from core.rewrite.proposal import Brief, Progress
    from core.tone import Context, Formality, Tone

    brief = Brief(text, Tone(Formality(tone[0]), Context(tone[1])), seed=seed)
    told: list[float] = []

    def tell(progress: Progress) -> None:
        if progress.text != text:
            told.append(perf_counter() - started)

    started = perf_counter()
    proposal = await rewriter.rewrite(brief, tell)
    whole = perf_counter() - started
    return whole, min([*told, whole]), proposal


async def _interrupted(rewriter: Any, text: str, stop: Any) -> float:
    """Seconds from the wish to stop until the rewrite has ended, whichever way it ends."""
    work = asyncio.ensure_future(_rewrite(rewriter, text, LONGEST, seed=99))
    await asyncio.sleep(0.3)
    assert not work.done(), "nothing was left to stop"  # noqa: S101
    started = perf_counter()
    await stop()
    await asyncio.wait([work], timeout=30)
    seconds = perf_counter() - started
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    return seconds


class Plain:
    """The yardstick's process."""

    def __init__(self, model: str) -> None:
        command = [sys.executable, str(BENCH / "plain_completion.py"), model, str(DRAFT)]
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.loaded = self._answer()["seconds"]

    def ask(self, tone: str) -> tuple[float, float]:
        """Seconds and tokens of one answer."""
        assert self._process.stdin is not None  # noqa: S101
        self._process.stdin.write(tone + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        return answer["seconds"], answer["tokens"]

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()

    def _answer(self) -> dict[str, float]:
        assert self._process.stdout is not None  # noqa: S101
        line = self._process.stdout.readline()
        return json.loads(line)  # type: ignore[no-any-return]
