"""One letter in two tones, side by side, with what differs marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from core.errors import BowoutError
from core.tone import Tone
from tui.bindings import bindings
from tui.commands import commands, key_names
from tui.screens.dialog import Dialog
from tui.state.stand_ins import in_words
from tui.widgets.letter_view import LetterText, LetterView
from tui.widgets.tone_pad import moved, place_of, preset_after, preset_name
from tui.widgets.words import new_words

if TYPE_CHECKING:
    from tui.state.desk import Desk

_STYLES = ("$warning underline", "$success underline")


class ToneColumn(LetterView):
    """The letter in one tone. Arrows and 1 to 9 move the tone as on the pad."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "tone(-1, 0)", "More casual", show=False),
        Binding("down", "tone(1, 0)", "More formal", show=False),
        Binding("left", "tone(0, -1)", "Briefer", show=False),
        Binding("right", "tone(0, 1)", "Warmer", show=False),
        *(Binding(str(n + 1), f"jump({n})", f"Place {n + 1}", show=False) for n in range(9)),
    ]

    @dataclass
    class Turned(Message):
        """The column's tone moved."""

        column: ToneColumn

    def __init__(self, tone: Tone, *, own: bool = False) -> None:
        super().__init__(classes="panel")
        self.tone = tone
        self.own = own

    def turn(self, tone: Tone) -> None:
        """Show another tone."""
        self.tone, self.own = tone, False
        self.post_message(self.Turned(self))

    def action_tone(self, down: int, right: int) -> None:
        """Move one place; at an edge it stays."""
        self.turn(moved(self.tone, down, right))

    def action_jump(self, place: int) -> None:
        """Go to one of the nine places."""
        self.turn(place_of(self.tone, place))


class CompareDialog(Dialog[Tone | None]):
    """Two tones of one letter. Answers with the tone to take, or None.

    Args:
        desk: the letter.
        other: the tone to begin with at the right.
    """

    PLACE: ClassVar[str] = "compare"
    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("compare")

    def __init__(self, desk: Desk, other: Tone) -> None:
        super().__init__()
        self._desk = desk
        self._other = other

    def compose(self) -> ComposeResult:
        """Two columns over a line that says what can be done."""
        with Vertical(id="compare"):
            with Horizontal():
                yield ToneColumn(self._desk.tone, own=self._desk.edited)
                yield ToneColumn(self._other)
            yield Static(_keys(), id="compare-keys", markup=False)

    def on_mount(self) -> None:
        """The other tone is the one to try."""
        self._columns[1].focus()
        self._show()

    @property
    def _columns(self) -> list[ToneColumn]:
        return list(self.query(ToneColumn))

    @property
    def _in_use(self) -> ToneColumn:
        left, right = self._columns
        return left if left.has_focus else right

    def _text(self, column: ToneColumn) -> str:
        if column.own:
            return self._desk.text
        try:
            return self._desk.draft_in(column.tone).text
        except BowoutError as error:
            return in_words(error)

    @on(ToneColumn.Turned)
    def _show(self) -> None:
        columns = self._columns
        texts = [self._text(column) for column in columns]
        for column, text, other, style in zip(columns, texts, reversed(texts), _STYLES, strict=True):
            name = "your own words" if column.own else _name(column.tone)
            column.head(name, f"{len(text.split())} words")
            column.query_one(LetterText).show(new_words(other, text, style))

    def action_take(self) -> None:
        """Take the tone of the column in use."""
        column = self._in_use
        self.dismiss(None if column.own else column.tone)

    def action_other_side(self) -> None:
        """Go to the other column."""
        next(column for column in self._columns if column is not self._in_use).focus()

    def action_preset(self) -> None:
        """The next named tone."""
        self._in_use.turn(preset_after(self._in_use.tone))

    def action_scroll_on(self) -> None:
        """Both columns a page down, or up again from the end."""
        for column in self._columns:
            if column.scroll_offset.y >= column.max_scroll_y:
                column.scroll_home(animate=False)
            else:
                column.scroll_page_down(animate=False)

    def action_back(self) -> None:
        """Leave the tone as it was."""
        self.dismiss(None)


def _name(tone: Tone) -> str:
    return f"{preset_name(tone)}{', plain English' if tone.plain else ''}"


def _keys() -> Content:
    parts: list[str | tuple[str, str]] = [("arrows, 1–9", "$accent"), " move the tone"]
    for command in commands("compare"):
        parts += [" · ", (key_names(command)[0], "$accent"), f" {command.label.lower()}"]
    return Content.assemble(*parts)
