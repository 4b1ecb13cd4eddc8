"""A letter to read: its subject, its words, and what is still missing in it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from tui.state.stand_ins import STAND_IN


class LetterText(Widget):
    """The words of a letter. Only the lines that changed are drawn again: it changes with every key."""

    def __init__(self, *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.content = Content("")

    def render(self) -> Content:
        """The letter."""
        return self.content

    def show(self, content: Content) -> None:
        """Show another letter."""
        before, self.content = self.content, content
        width = self.size.width
        if not width:
            self.refresh(layout=True)
            return
        old, new = before.wrap(width), content.wrap(width)
        if len(old) != len(new):
            self.refresh(layout=True)
            return
        changed = [y for y, (was, now) in enumerate(zip(old, new, strict=True)) if not was.is_same(now)]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))


class LetterView(VerticalScroll, can_focus=True):
    """Shows a letter; scrolls when it is long. Stand-ins for missing answers are marked."""

    DEFAULT_CSS = """
    LetterView { padding: 0 1; scrollbar-size-vertical: 1; }
    LetterView > LetterText { width: 1fr; height: auto; }
    """
    _head: tuple[str, str] = ("", "")

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - as Textual
        super().__init__(id=id, classes=classes)
        self._letter = LetterText(classes="letter-text")  # a letter may be shown before the widget is there

    def compose(self) -> ComposeResult:
        """One block of text."""
        yield self._letter

    def head(self, title: str, subtitle: str) -> None:
        """Say what letter it is. What stands there already is not drawn again."""
        if (title, subtitle) != self._head:
            self._head = title, subtitle
            self.border_title, self.border_subtitle = Content(title), Content(subtitle)

    def show(
        self,
        text: str,
        subject: str = "",
        marked: tuple[int, int] | None = None,
        doubted: Sequence[tuple[int, int]] = (),
    ) -> None:
        """Show a letter.

        Args:
            text: greeting, body and sign-off.
            subject: its subject; "" = none.
            marked: a stretch of ``text`` to point out.
            doubted: stretches that are worth another look.
        """
        self._letter.show(letter_content(text, subject, marked, doubted))


def letter_content(
    text: str,
    subject: str = "",
    marked: tuple[int, int] | None = None,
    doubted: Sequence[tuple[int, int]] = (),
) -> Content:
    """A letter as styled text."""
    body = _with_stand_ins(text)
    for start, end in doubted:
        body = body.stylize("$warning underline", start, end)
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
