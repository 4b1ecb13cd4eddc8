"""A field for one sentence, as long as it may be: it wraps and grows, and enter goes on as in any line."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea


class Sentence(TextArea):
    """One paragraph without line breaks. Where a paste holds some, they become spaces.

    Args:
        text: what stands in it.
        placeholder: a hint while nothing stands in it.
        widget_id: its id.
    """

    DEFAULT_CSS = """
    Sentence { height: auto; min-height: 1; max-height: 6; scrollbar-size-vertical: 1; }
    """

    @dataclass
    class Submitted(Message):
        """Enter was pressed in it."""

        field: Sentence

        @property
        def control(self) -> Sentence:
            """Who sent it."""
            return self.field

    def __init__(self, text: str = "", *, placeholder: str = "", widget_id: str | None = None) -> None:
        super().__init__(
            _in_one_line(text),
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            compact=True,
            placeholder=Content(placeholder),
            id=widget_id,
        )

    def on_mount(self) -> None:
        """A key typed there adds to what stands there."""
        self.move_cursor(self.document.end)

    @property
    def value(self) -> str:
        """What stands in it, without line breaks."""
        return _in_one_line(self.text).strip()

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted(self))
            return
        await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()  # the paste of every class would be done in turn
        await super()._on_paste(events.Paste(_in_one_line(event.text)))


def _in_one_line(text: str) -> str:
    return " ".join(text.splitlines()) if len(text.splitlines()) > 1 else text.rstrip("\r\n")
