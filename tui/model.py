"""The model as the app sees it: perhaps missing, warming up, ready, at work, or stopped.

The rewriter keeps the model in a process of its own; this module starts it when it is first wanted
and makes sure that it is gone when the app goes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

from core.errors import BadInput, EngineMissing, ModelError, ModelRefused

if TYPE_CHECKING:
    from core.rewrite.proposal import Brief, Progress, Proposal
    from core.rewrite.rewriter import Rewriter
    from core.tone import Tone

RewriterFactory = Callable[[], "Rewriter"]


class ModelState(StrEnum):
    """Where the model is."""

    COLD = "cold"
    WARMING = "warming"
    READY = "ready"
    MISSING = "missing"
    STOPPED = "stopped"


class ModelService:
    """One model for the whole app.

    Args:
        factory: makes the rewriter; called once, off the event loop, because it may load much code.
    """

    def __init__(self, factory: RewriterFactory | None = None) -> None:
        self._factory = factory or rewriter_for
        self._rewriter: Rewriter | None = None
        self._starting: asyncio.Task[Rewriter] | None = None
        self.state = ModelState.COLD
        self.problem = ""

    async def warm(self) -> None:
        """Start the model so that it is ready when it is wanted. Never raises; ``state`` says how it went."""
        if self.state in (ModelState.WARMING, ModelState.READY, ModelState.MISSING):
            return
        self.state = ModelState.WARMING
        try:
            rewriter = await self._get()
            await rewriter.warm()
        except ModelError as error:
            self._failed(error)
        except asyncio.CancelledError:
            self.state = ModelState.COLD
            raise
        else:
            self.state = ModelState.READY

    async def rewrite(self, brief: Brief, on_progress: Callable[[Progress], None] | None = None) -> Proposal:
        """A proposal for the draft in a tone; afterwards the tones next to it are thought about.

        Raises:
            ModelError: there is no model, or it stopped; the draft is as it was.
        """
        if self.state is not ModelState.READY:
            self.state = ModelState.WARMING
        try:
            rewriter = await self._get()
            proposal = await rewriter.rewrite(brief, on_progress)
        except ModelError as error:
            self._failed(error)
            raise
        except asyncio.CancelledError:
            if self.state is ModelState.WARMING:
                self.state = ModelState.COLD
            raise
        self.state = ModelState.READY
        rewriter.think_ahead(brief, near(brief.tone))
        return proposal

    async def close(self) -> None:
        """End the model's process. Does not wait for what it was doing."""
        if self._starting is not None and not self._starting.done():
            self._starting.cancel()
        if self._rewriter is not None:
            await self._rewriter.close()
            self._rewriter = None

    async def _get(self) -> Rewriter:
        if self._rewriter is None:
            if self._starting is None:
                self._starting = asyncio.create_task(asyncio.to_thread(self._factory))
            try:
                self._rewriter = await asyncio.shield(self._starting)
            finally:
                if self._starting is not None and self._starting.done():
                    self._starting = None
        return self._rewriter

    def _failed(self, error: ModelError) -> None:
        self.state = ModelState.MISSING if isinstance(error, EngineMissing) else ModelState.STOPPED
        self.problem = str(error)


def near(tone: Tone) -> list[Tone]:
    """The tones one step away on the pad: those that are most likely wanted next."""
    from core.tone import Context, Formality, Tone

    forms, contexts = list(Formality), list(Context)
    row, column = forms.index(tone.formality), contexts.index(tone.context)
    return [
        Tone(form, context, tone.plain)
        for x, form in enumerate(forms)
        for y, context in enumerate(contexts)
        if abs(x - row) + abs(y - column) == 1
    ]


def rewriter_for(flag: str | None = None) -> Rewriter:
    """The rewriter with the model that its owner chose, as everywhere in Bowout.

    Raises:
        ModelRefused: what was chosen is no path, or the config file cannot be used.
    """
    from core.rewrite.rewriter import Rewriter
    from core.settings import chosen_model

    try:
        return Rewriter(chosen_model(flag))
    except BadInput as error:
        raise ModelRefused(str(error)) from error
