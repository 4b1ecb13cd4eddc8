"""Beside the tone pad: the named tones to jump to, and what may suit their country and the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from core.tone import PRESETS, Tone
from tui.commands import key_of

_GAP = "  "
_NAME = "preset"


@dataclass(frozen=True)
class Hint:
    """Something that may suit them.

    Attributes:
        command: what takes it.
        taken: whether the letter has it already.
        what: in a few words.
        why: the rest of the sentence, with its stop.
        caveat: why not to take it for granted.
    """

    command: str
    taken: bool
    what: str
    why: str
    caveat: str = ""


class ToneHints(Vertical):
    """The presets in one short paragraph, the present one marked; below, what is suggested."""

    DEFAULT_CSS = """
    ToneHints { height: auto; width: 1fr; padding: 0 1; margin: 1 0 0 0; }
    ToneHints > Static { height: auto; width: 1fr; }
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

    def show(self, tone: Tone, hints: Sequence[Hint]) -> None:
        """Mark where the tone stands, and say what may suit them."""
        self._tone = tone
        self.on_resize()
        suggested = self.query_one(".suggestion", Static)
        suggested.display = bool(hints)
        suggested.update(Content("\n").join(map(_said, hints)))

    def on_resize(self) -> None:
        """The names are put into rows anew."""
        width = self.content_size.width
        if width:
            self.query_one(".presets", Static).update(_presets(self._tone, width))

    def on_click(self, event: Click) -> None:
        """A click on a name takes that tone."""
        name = event.style.meta.get(_NAME)
        if name in PRESETS:
            self.post_message(self.Chosen(PRESETS[name]))


def _presets(tone: Tone, width: int) -> Content:
    """The names in as many rows as they need, none of them broken."""
    rows = [Content.styled(key_of("workbench.preset"), "$accent bold")]
    for name, preset in PRESETS.items():
        here = "bold $accent" if preset == tone else "$text-muted"
        shown = Content(name).stylize(here).stylize(Style.from_meta({_NAME: name}))
        if rows[-1].cell_length + len(_GAP) + shown.cell_length > width:
            rows.append(Content(" "))
        rows[-1] += Content(_GAP if rows[-1].cell_length > 1 else " ") + shown
    return Content("\n").join(rows)


def _said(hint: Hint) -> Content:
    key = ("✓ ", "$success") if hint.taken else (f"{key_of(hint.command)} ", "$accent bold")
    what = (hint.what, "" if hint.taken else "bold")
    return Content.assemble(key, what, hint.why, (f" {hint.caveat}" if hint.caveat else "", "italic"))
