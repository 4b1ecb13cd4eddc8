"""A draft in another tone: sentence by sentence, each change checked, the draft always the way back."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from core.errors import ModelStopped
from core.rewrite import models
from core.rewrite.engine import STOPPED, WORKER, Engine
from core.rewrite.protocol import Candidate, Event, Loaded
from core.rewrite.work import Progress, Proposal, ProposedSentence, Work
from core.tone import Tone

__all__ = ["Progress", "Proposal", "ProposedSentence", "Rewriter"]


class Rewriter:
    """Rewrites drafts with one model. Create it once, ``warm`` it early, ``close`` it at the end."""

    def __init__(
        self, model: Path | None = None, *, command: Sequence[str] = WORKER, timeout: float = 60
    ) -> None:
        """``model`` is a GGUF file, the default model when None; ``timeout`` is for one rewrite."""
        self._model = model
        self._command = tuple(command)
        self._timeout = timeout
        self._engine: Engine | None = None
        self._name = ""
        self._closed = False
        self._preparing = asyncio.Lock()
        self._running: set[asyncio.Task[Proposal]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def warm(self) -> None:
        """Start the process and load the model, so that the first rewrite need not wait for it.

        Raises:
            ModelError: see ``rewrite``.
        """
        engine = await self._prepared()
        await engine.ready()

    async def rewrite(
        self,
        draft: str,
        tone: Tone,
        *,
        decision: str | None = None,
        private: Sequence[str] = (),
        names: Sequence[str] = (),
        seed: int = 0,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> Proposal:
        """The draft in another tone. The same draft, tone and seed give the same answer.

        Args:
            draft: any text; its owner's word, trusted.
            tone: what is asked for.
            decision: the phrase bank's decision sentence for this tone, to take the draft's place.
            private: texts that neither the model nor the result may hold.
            names: people and companies, to be kept as they are.
            seed: for the drawn candidates.
            on_progress: called after each settled sentence.

        Raises:
            EngineMissing: the engine or the default model is not installed.
            ModelRefused: the model file cannot be used.
            ModelStopped: the process died, spoke nonsense or ran out of time.
            asyncio.CancelledError: ``cancel`` was called, or the caller's task was cancelled.
        """
        work = Work(draft, tone, decision, private, names, seed, on_progress or (lambda _: None))
        task = asyncio.ensure_future(self._rewrite(work))
        self._running.add(task)
        try:
            return await task
        finally:
            self._running.discard(task)

    async def cancel(self) -> None:
        """Give up what is being rewritten; the model stays ready."""
        tasks = list(self._running)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def close(self) -> None:
        """End the model process at once, whatever it is doing."""
        self._closed = True
        if self._engine:
            await self._engine.close()
        await self.cancel()

    async def _prepared(self) -> Engine:
        """The engine for an admitted model file."""
        async with self._preparing:
            if self._closed:
                raise ModelStopped(STOPPED)
            if self._engine is None:
                if self._command == WORKER:
                    models.require_engine()
                path = self._model or models.default_model()
                info = await asyncio.to_thread(models.admit, path)
                if self._closed:
                    raise ModelStopped(STOPPED)
                log = models.in_cache("model.log")
                self._engine = Engine(models.load_request(info), command=self._command, log=log)
                self._name = info.name
            return self._engine

    async def _rewrite(self, work: Work) -> Proposal:
        began = time.monotonic()
        engine = await self._prepared()
        if work.open:
            loaded = await engine.ready()
            await self._ask(engine, work, loaded)
        return replace(work.settle(), model=self._name, seconds=time.monotonic() - began)

    async def _ask(self, engine: Engine, work: Work, loaded: Loaded) -> None:
        """Ask for candidates and judge them while others are still being written."""
        events: asyncio.Queue[Event | None] = asyncio.Queue()
        asking = asyncio.ensure_future(engine.ask(work.request(loaded), self._timeout, events.put_nowait))
        asking.add_done_callback(lambda _: events.put_nowait(None))
        try:
            while (event := await events.get()) is not None:
                if isinstance(event, Candidate):
                    await asyncio.to_thread(work.hear, event)
                    work.report()
            await asking
        finally:
            asking.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await asking
