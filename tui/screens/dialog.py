"""What every dialog over a screen has in common."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import on
from textual.content import Content
from textual.css.query import NoMatches
from textual.events import Mount
from textual.message import Message
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer]):
    """A dialog that may be asked for while the app is already being left."""

    KEYS: ClassVar[str] = ""
    """What its keys do, said on its frame."""

    @on(Mount)
    def _name_keys(self) -> None:
        if self.KEYS:
            self.query_one(".dialog").border_subtitle = Content(self.KEYS)

    async def _dispatch_message(self, message: Message) -> None:
        """Textual makes no widgets any more once the app ends: what is missing then is no failure."""
        try:
            await super()._dispatch_message(message)
        except (NoMatches, RuntimeError):
            if self.is_attached and not self._pruning:
                raise
