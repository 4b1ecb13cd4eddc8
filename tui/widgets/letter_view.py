"""A letter to read: its subject, its words, and what is still missing in it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.state.stand_ins import STAND_IN


class LetterView(VerticalScroll, can_focus=True):
    """Shows a letter; scrolls when it is long. Stand-ins for missing answers are marked."""

    DEFAULT_CSS = """
    LetterView { padding: 0 1; scrollbar-size-vertical: 1; }
    LetterView > Static { width: 1fr; height: auto; }
    """

    def compose(self) -> ComposeResult:
        """One block of text."""
        yield Static(markup=False, classes="letter-text")

    def show(self, text: str, subject: str = "", marked: tuple[int, int] | None = None) -> None:
        """Show a letter.

        Args:
            text: greeting, body and sign-off.
            subject: its subject; "" = none.
            marked: a stretch of ``text`` to point out.
        """
        self.query_one(".letter-text", Static).update(letter_content(text, subject, marked))


def letter_content(text: str, subject: str = "", marked: tuple[int, int] | None = None) -> Content:
    """A letter as styled text."""
    body = _with_stand_ins(text)
    if marked:
        body = body.stylize("reverse", *marked)
    if not subject:
        return body
    head = Content.assemble(("Subject  ", "dim"), _with_stand_ins(subject).stylize("bold"), "\n\n")
    return head + body


def _with_stand_ins(text: str) -> Content:
    content = Content(text, strip_control_codes=False)
    for match in STAND_IN.finditer(text):
        content = content.stylize("$warning bold", *match.span())
    return content
