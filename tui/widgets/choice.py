"""A question with a few answers to choose from: arrows, mouse or the first letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_GUTTER = 4  # "(•) "
_GAP = 2


class Choice(Widget, can_focus=True):
    """One answer of several. The answer follows the arrows, so that the letter can be watched.

    Args:
        options: (value, label) pairs.
        value: the answer so far; None = none yet; a list where there may be several.
        many: whether there may be several answers. Then arrows only move and space ticks.
    """

    DEFAULT_CSS = """
    Choice { height: auto; width: 1fr; padding: 0 1; }
    Choice:focus { background: $boost; }
    Choice:ansi:focus { text-style: bold; }
    """
    value: reactive[Any] = reactive(None)
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Changed(Message):
        """The answer changed.

        Attributes:
            choice: the question.
            value: the answer; None = taken back.
        """

        choice: Choice
        value: Any

        @property
        def control(self) -> Choice:
            """Who sent it."""
            return self.choice

    @dataclass
    class Done(Message):
        """Its owner is through with this question."""

        choice: Choice

    def __init__(
        self,
        options: Sequence[tuple[Any, str]],
        value: Any = None,
        *,
        many: bool = False,
        widget_id: str | None = None,
    ) -> None:
        super().__init__(id=widget_id)
        self.options = tuple(options)
        self.many = many
        if many:
            value = [item for item in value or () if item in dict(self.options)]
        self.set_reactive(Choice.value, value)
        self.set_reactive(Choice.cursor, max(0, self._index_of(value)))

    def offer(self, options: Sequence[tuple[Any, str]], value: Any = None) -> None:
        """Offer other answers."""
        self.options = tuple(options)
        self.set_reactive(Choice.value, value)
        self.set_reactive(Choice.cursor, 0)
        self.refresh(layout=True)

    def _index_of(self, value: Any) -> int:
        return next((i for i, (known, _) in enumerate(self.options) if known == value), -1)

    # Looks

    def _columns(self, width: int) -> int:
        widest = max((Content(label).cell_length for _, label in self.options), default=1) + _GUTTER
        fitting = max(1, (width + _GAP) // (widest + _GAP))
        return (
            min(fitting, 3, len(self.options)) if len(self.options) > 3 or fitting >= len(self.options) else 1
        )

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as the answers need in this width."""
        width = max(1, width)
        columns = self._columns(width)
        if columns > 1:
            return -(-len(self.options) // columns)
        return sum(self._label(i).get_height({}, width) for i in range(len(self.options)))

    def _label(self, index: int) -> Content:
        label = self.options[index][1]
        chosen = self._is_chosen(index)
        # The first arrow into a list takes its first answer, so nothing is marked before.
        here = self.has_focus and index == self.cursor and (self.many or self.value is not None)
        on, off = ("[x] ", "[ ] ") if self.many else ("(•) ", "( ) ")
        mark = (on, "$accent bold") if chosen else (off, "dim")
        style = "bold" if chosen else ""
        return Content.assemble(mark, (label, f"{style} underline".strip() if here else style))

    def render(self) -> Content:
        """The answers, in columns where there is room."""
        columns = self._columns(self.content_size.width)
        labels = [self._label(i) for i in range(len(self.options))]
        if columns == 1:
            return Content("\n").join(labels)
        rows = -(-len(labels) // columns)
        width = max(label.cell_length for label in labels) + _GAP
        lines = []
        for row in range(rows):
            cells = [labels[i] for i in range(row, len(labels), rows)]
            lines.append(Content("").join(c.pad_right(width - c.cell_length) for c in cells).rstrip())
        return Content("\n").join(lines)

    # Doing

    def _is_chosen(self, index: int) -> bool:
        value = self.options[index][0]
        return value in (self.value or ()) if self.many else self.value is not None and value == self.value

    def _choose(self, index: int) -> None:
        self.cursor = index
        value = self.options[index][0]
        if self.many:
            ticked = {*(self.value or ())} ^ {value}
            value = [known for known, _ in self.options if known in ticked]
        self.value = value
        self.post_message(self.Changed(self, value))

    def move(self, by: int) -> None:
        """Move the answer up or down; the first press only picks where the cursor stands."""
        if not self.options:
            return
        if self.many:
            self.cursor = (self.cursor + by) % len(self.options)
        elif self.value is None:
            self._choose(self.cursor if by > 0 else len(self.options) - 1)
        else:
            self._choose((self.cursor + by) % len(self.options))

    def across(self, by: int) -> None:
        """Move the answer a column to the side."""
        columns = self._columns(self.content_size.width)
        rows = -(-len(self.options) // columns)
        target = self.cursor + by * rows
        if self.value is None or not 0 <= target < len(self.options):
            self.move(by)
        elif self.many:
            self.cursor = target
        else:
            self._choose(target)

    def pick(self) -> None:
        """Choose what the cursor stands on, or untick it where there may be several; one answer stays."""
        if self.options and (self.many or not self._is_chosen(self.cursor)):
            self._choose(self.cursor)

    def clear(self) -> None:
        """Take the answer back."""
        if self.value is not None:
            self.value = [] if self.many else None
            self.post_message(self.Changed(self, self.value))

    def done(self) -> None:
        """On to the next question."""
        self.post_message(self.Done(self))

    def on_key(self, event: events.Key) -> None:
        """Keys are taken here and not as bindings: those go to whatever has the focus by then."""
        act = self._keys.get(event.key)
        if act is not None:
            event.stop()
            act()
        elif event.character and event.character.isalnum():
            self._jump(event)

    @property
    def _keys(self) -> dict[str, Callable[[], object]]:
        return {
            "up": lambda: self.move(-1),
            "down": lambda: self.move(1),
            "left": lambda: self.across(-1),
            "right": lambda: self.across(1),
            "space": self.pick,
            "enter": self.done,
            "backspace": self.clear,
            "delete": self.clear,
        }

    def _jump(self, event: events.Key) -> None:
        """A letter goes to the next answer that begins with it. It ticks nothing: it may be meant for a
        field that has just gone."""
        wanted = (event.character or "").lower()
        for step in range(1, len(self.options) + 1):
            index = (self.cursor + step) % len(self.options)
            if self.options[index][1].lower().startswith(wanted):
                event.stop()
                if self.many:
                    self.cursor = index
                else:
                    self._choose(index)
                return

    def on_click(self, event: events.Click) -> None:
        """The mouse chooses."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        columns = self._columns(self.content_size.width)
        if columns == 1:
            y = 0
            for index in range(len(self.options)):
                y += self._label(index).get_height({}, max(1, self.content_size.width))
                if offset.y < y:
                    self._choose(index)
                    return
            return
        rows = -(-len(self.options) // columns)
        width = max(self._label(i).cell_length for i in range(len(self.options))) + _GAP
        index = offset.y + rows * (offset.x // width)
        if offset.y < rows and index < len(self.options):
            self._choose(index)
