"""The tone pad: three by three places, from casual to formal and from brief to warm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from core.tone import PRESETS, Context, Formality, Tone

_ROWS = tuple(Formality)
_COLUMNS = tuple(Context)
_ROW_LABELS = ("casual", "neutral", "formal")
_COLUMN_LABELS = ("brief", "even", "warm")
_LABEL_WIDTH = 8
_CELL_WIDTH = 6
_HEADER_ROWS = 1


class TonePad(Widget, can_focus=True):
    """Where a letter's tone is chosen. Arrows move it, 1 to 9 and the mouse jump."""

    DEFAULT_CSS = """
    TonePad { height: auto; width: 1fr; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1, 0)", "More casual", show=False),
        Binding("down", "move(1, 0)", "More formal", show=False),
        Binding("left", "move(0, -1)", "Briefer", show=False),
        Binding("right", "move(0, 1)", "Warmer", show=False),
        *(Binding(str(n + 1), f"jump({n})", f"Place {n + 1}", show=False) for n in range(9)),
    ]

    tone: reactive[Tone] = reactive(Tone())

    @dataclass
    class Changed(Message):
        """The tone moved.

        Attributes:
            pad: the tone pad.
            tone: where it stands now.
        """

        pad: TonePad
        tone: Tone

        @property
        def control(self) -> TonePad:
            """Who sent it."""
            return self.pad

    def __init__(self, tone: Tone | None = None, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self.set_reactive(TonePad.tone, tone or Tone())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The pad, the switch and the name of the tone."""
        return _HEADER_ROWS + len(_ROWS) + 2

    def render(self) -> Content:
        """The pad with its place marked."""
        lines = [Content(" " * _LABEL_WIDTH + "".join(f"{c:^{_CELL_WIDTH}}" for c in _COLUMN_LABELS))]
        lines[0] = lines[0].stylize("dim")
        for row, label in zip(_ROWS, _ROW_LABELS, strict=True):
            here = self.tone.formality is row
            cells = [self._cell(row, column) for column in _COLUMNS]
            lines.append(Content.assemble((f"{label:<{_LABEL_WIDTH}}", "" if here else "dim"), *cells))
        lines.append(Content.styled(preset_name(self.tone), "dim italic"))
        lines.append(
            Content.assemble(
                ("[x] " if self.tone.plain else "[ ] ", "$accent" if self.tone.plain else "dim"),
                ("plain English", "" if self.tone.plain else "dim"),
            )
        )
        return Content("\n").join(lines)

    def _cell(self, row: Formality, column: Context) -> tuple[str, str]:
        if (row, column) == (self.tone.formality, self.tone.context):
            mark = "(●)" if self.has_focus else " ● "
            return f"{mark:^{_CELL_WIDTH}}", "$accent bold"
        return f"{'·':^{_CELL_WIDTH}}", "dim"

    def action_move(self, down: int, right: int) -> None:
        """Move one place; at an edge it stays."""
        self.set_tone(moved(self.tone, down, right))

    def action_jump(self, place: int) -> None:
        """Go to one of the nine places, counted as one reads."""
        self.set_tone(place_of(self.tone, place))

    def toggle_plain(self) -> None:
        """Turn plain English on or off."""
        self.set_tone(replace(self.tone, plain=not self.tone.plain))

    def next_preset(self) -> None:
        """Go to the next named tone."""
        self.set_tone(preset_after(self.tone))

    def set_tone(self, tone: Tone) -> None:
        """Move to a tone and say so."""
        if tone != self.tone:
            self.tone = tone
            self.post_message(self.Changed(self, tone))

    def on_click(self, event: events.Click) -> None:
        """The mouse jumps to a place, or turns the switch."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        row, column = offset.y - _HEADER_ROWS, (offset.x - _LABEL_WIDTH) // _CELL_WIDTH
        if 0 <= row < 3 and 0 <= column < 3:
            self.action_jump(row * 3 + column)
        elif row == 4:
            self.toggle_plain()


def moved(tone: Tone, down: int, right: int) -> Tone:
    """A tone one place further on the pad; at an edge it stays."""
    row = min(2, max(0, _ROWS.index(tone.formality) + down))
    column = min(2, max(0, _COLUMNS.index(tone.context) + right))
    return replace(tone, formality=_ROWS[row], context=_COLUMNS[column])


def place_of(tone: Tone, place: int) -> Tone:
    """A tone at one of the nine places, counted as one reads."""
    return replace(tone, formality=_ROWS[place // 3], context=_COLUMNS[place % 3])


def preset_after(tone: Tone) -> Tone:
    """The next named tone."""
    tones = list(PRESETS.values())
    return tones[(tones.index(tone) + 1) % len(tones) if tone in tones else 0]


def preset_name(tone: Tone) -> str:
    """The tone's own name, or where it stands on the two axes."""
    named = {preset: name for name, preset in PRESETS.items()}
    plain = replace(tone, plain=False)
    name = named.get(tone) or named.get(plain)
    return name or tone_words(tone).capitalize()


def tone_words(tone: Tone) -> str:
    """Where a tone stands on the two axes, in the pad's own words."""
    return f"{tone.formality} and {_COLUMN_LABELS[_COLUMNS.index(tone.context)]}"
