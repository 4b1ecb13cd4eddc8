"""Beside the tone pad: the named tones to jump to, and what may suit the company's country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from core.tone import PRESETS, Tone
from tui.commands import key_of
from tui.widgets.tone_pad import tone_words

if TYPE_CHECKING:
    from core.cultures import Suggestion

_GAP = "  "


class ToneHints(Vertical):
    """The presets in one short paragraph, the present one marked; below, one suggestion."""

    DEFAULT_CSS = """
    ToneHints { height: auto; width: 1fr; padding: 0 1; margin: 1 0 0 0; }
    ToneHints > Static { height: auto; width: 1fr; link-style: none; link-color: $text-muted; }
    ToneHints > .suggestion { margin: 1 0 0 0; color: $text-muted; }
    """

    _tone = Tone()

    @dataclass
    class Chosen(Message):
        """A named tone was clicked."""

        tone: Tone

    def compose(self) -> ComposeResult:
        """Two blocks of text."""
        yield Static("", classes="presets", markup=False)
        yield Static("", classes="suggestion", markup=False)

    def show(self, tone: Tone, suggestion: Suggestion | None, place: str) -> None:
        """Mark where the tone stands, and say what may suit them there."""
        self._tone = tone
        self.on_resize()
        hint = self.query_one(".suggestion", Static)
        hint.display = suggestion is not None
        if suggestion is not None:
            hint.update(_suggested(suggestion, place, taken=_same_place(tone, suggestion.tone)))

    def on_resize(self) -> None:
        """The names are put into rows anew."""
        width = self.content_size.width
        if width:
            self.query_one(".presets", Static).update(_presets(self._tone, width))

    def action_choose(self, name: str) -> None:
        """A preset was clicked."""
        self.post_message(self.Chosen(PRESETS[name]))


def _presets(tone: Tone, width: int) -> Content:
    """The names in as many rows as they need, none of them broken."""
    rows = [Content.styled(key_of("workbench.preset"), "$accent bold")]
    for name, preset in PRESETS.items():
        here = "bold $accent" if preset == tone else "$text-muted"
        shown = Content(name).stylize(here).stylize(Style.from_meta({"@click": f"choose('{name}')"}))
        if rows[-1].cell_length + len(_GAP) + shown.cell_length > width:
            rows.append(Content(" "))
        rows[-1] += Content(_GAP if rows[-1].cell_length > 1 else " ") + shown
    return Content("\n").join(rows)


def _suggested(suggestion: Suggestion, place: str, *, taken: bool) -> Content:
    key = ("✓ ", "$success") if taken else (f"{key_of('workbench.suggested')} ", "$accent bold")
    return Content.assemble(
        key,
        (f"{place}: {tone_words(suggestion.tone)}", "" if taken else "bold"),
        f", as {suggestion.reason}. ",
        (f"{suggestion.caveat.partition('. ')[0].rstrip('.')}.", "italic"),
    )


def _same_place(one: Tone, other: Tone) -> bool:
    return (one.formality, one.context) == (other.formality, other.context)
