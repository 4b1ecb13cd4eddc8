"""A draft in another tone: sentence by sentence, each change checked, the draft always the way back."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from core.errors import ModelError, ModelStopped
from core.rewrite import models
from core.rewrite.answers import Answers
from core.rewrite.engine import STOPPED, WORKER, Engine
from core.rewrite.proposal import Brief, Progress, Proposal
from core.rewrite.protocol import Candidate, Event, Generate, Loaded
from core.rewrite.work import Work, prepare
from core.tone import Tone


class Rewriter:
    """Rewrites drafts with one model. Create it once, ``warm`` it early, ``close`` it at the end."""

    def __init__(
        self,
        model: Path | None = None,
        *,
        command: Sequence[str] = WORKER,
        timeout: float = 60,
        idle: float = 300,
    ) -> None:
        """``model`` is a GGUF file, the default model when None; ``timeout`` is for the model's silence.

        After ``idle`` seconds without work the model's memory is given back; it loads again when wanted.
        """
        self._model = model
        self._command = tuple(command)
        self._timeout = timeout
        self._engine: Engine | None = None
        self._name = ""
        self._info: models.ModelInfo | None = None
        self._closed = False
        self._preparing = asyncio.Lock()
        self._running: set[asyncio.Task[Proposal]] = set()
        self._answers = Answers()
        self._ahead: asyncio.Task[None] | None = None
        self._idle = idle
        self._rest: asyncio.TimerHandle | None = None
        self._resting: asyncio.Future[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def warm(self) -> None:
        """Start the process, load the model and the judges, so that the first rewrite need not wait.

        Raises:
            ModelError: see ``rewrite``.
        """
        engine = await self._prepared()
        await asyncio.gather(self._ready(engine), asyncio.to_thread(prepare))
        self._rest_later()

    async def rewrite(self, brief: Brief, on_progress: Callable[[Progress], None] | None = None) -> Proposal:
        """The draft in another tone. The same brief gives the same answer.

        Args:
            brief: the draft, the tone, and what is to be minded.
            on_progress: called after each settled sentence.

        Raises:
            EngineMissing: the engine or the default model is not installed.
            ModelRefused: the model file cannot be used.
            ModelStopped: the process died, spoke nonsense or fell silent.
            asyncio.CancelledError: ``cancel`` was called, or the caller's task was cancelled.
        """
        await self._leave_ahead()
        task = asyncio.ensure_future(self._rewrite(brief, on_progress))
        self._running.add(task)
        try:
            return await task
        finally:
            self._running.discard(task)
            self._rest_later()

    def think_ahead(self, brief: Brief, tones: Sequence[Tone]) -> None:
        """Let a model that is loaded already answer for these tones while nothing else is wanted.

        Given up as soon as something is. What it answers is remembered, and judged when it is asked for.
        """
        if self._engine and self._engine.loaded and not self._closed and not self._running:
            if self._ahead:
                self._ahead.cancel()
            self._ahead = asyncio.ensure_future(self._think(self._engine, brief, tones))

    async def cancel(self) -> None:
        """Give up what is being rewritten; the model stays ready."""
        await self._leave_ahead()
        tasks = list(self._running)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def close(self) -> None:
        """End the model process at once, whatever it is doing."""
        self._closed = True
        if self._rest:
            self._rest.cancel()
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
                self._name, self._info = info.name, info
            return self._engine

    async def _ready(self, engine: Engine) -> Loaded:
        """The model loaded, and remembered to be sound."""
        loaded = await engine.ready()
        if self._info:
            info, self._info = self._info, None
            await asyncio.to_thread(models.found_sound, info)
        return loaded

    async def _rewrite(self, brief: Brief, on_progress: Callable[[Progress], None] | None) -> Proposal:
        began = time.monotonic()
        engine = await self._prepared()
        work = await asyncio.to_thread(Work, brief, on_progress)
        if work.open:
            await self._ask(engine, work, await self._ready(engine))
        proposal = await asyncio.to_thread(work.settle)
        return replace(proposal, model=self._name, seconds=time.monotonic() - began)

    async def _ask(self, engine: Engine, work: Work, loaded: Loaded) -> None:
        """Ask for candidates and judge them while others are still being written."""
        request = await asyncio.to_thread(work.request, loaded)
        work.report()
        for answer in self._answers.known(request):
            await asyncio.to_thread(work.hear, answer)
            work.report()
        for wanted in work.in_turns(self._answers.unknown(request)):
            async with contextlib.aclosing(self._heard(engine, wanted)) as answers:
                async for answer in answers:
                    await asyncio.to_thread(work.hear, answer)
                    work.report()

    async def _heard(self, engine: Engine, wanted: Generate) -> AsyncGenerator[Candidate]:
        """The answers as they come, each remembered."""
        events: asyncio.Queue[Event | None] = asyncio.Queue()
        asking = asyncio.ensure_future(engine.ask(wanted, self._timeout, events.put_nowait))
        asking.add_done_callback(lambda _: events.put_nowait(None))
        try:
            while (event := await events.get()) is not None:
                if isinstance(event, Candidate):
                    self._answers.keep(wanted, event)
                    yield event
            await asking
        finally:
            asking.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await asking

    # -- while nobody waits -----------------------------------------------------------------------------

    async def _think(self, engine: Engine, brief: Brief, tones: Sequence[Tone]) -> None:
        loaded = await engine.ready()
        for tone in tones:
            work = await asyncio.to_thread(Work, replace(brief, tone=tone, decision=None))
            wanted = self._answers.unknown(await asyncio.to_thread(work.request, loaded))

            def keep(event: Event, wanted: Generate = wanted) -> None:
                if isinstance(event, Candidate):
                    self._answers.keep(wanted, event)

            if wanted.prompts:
                await engine.ask(wanted, self._timeout, keep)
        self._rest_later()

    async def _leave_ahead(self) -> None:
        """Give up what was not asked for; that it failed is nobody's concern."""
        task, self._ahead = self._ahead, None
        if task:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, ModelError):
                await task

    def _rest_later(self) -> None:
        """Give the memory back when nothing is wanted for a while."""
        if self._rest:
            self._rest.cancel()
        if not self._closed:
            self._rest = asyncio.get_running_loop().call_later(self._idle, self._rest_now)

    def _rest_now(self) -> None:
        thinking = self._ahead and not self._ahead.done()
        if self._engine and not self._running and not thinking:
            self._resting = asyncio.ensure_future(self._engine.rest())
