"""A proposal to go through sentence by sentence, as one goes through hunks of a patch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.bindings import bindings
from tui.state.choices import Choices
from tui.widgets.words import new_words

if TYPE_CHECKING:
    from core.validate import Finding


class ProposalView(OptionList):
    """What the model proposes. Space or a click takes or leaves the marked sentence."""

    DEFAULT_CSS = """
    ProposalView { border: none; padding: 0; height: 1fr; background: transparent; }
    /* Lines are broken before it is known whether they scroll: the bar has its column from the start. */
    ProposalView { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    ProposalView:focus { border: none; background-tint: transparent; }
    """
    BINDINGS = bindings("workbench", "proposal")

    @dataclass
    class Toggled(Message):
        """A sentence was taken or left."""

        index: int

    @dataclass
    class Marked(Message):
        """The cursor went to a sentence."""

        index: int

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id, markup=False)
        self.choices: Choices | None = None
        self._findings: tuple[Finding, ...] = ()
        self._coming: tuple[str, str] | None = None

    def show(self, choices: Choices, findings: Sequence[Finding] = ()) -> None:
        """Show a proposal with what is taken of it so far; the cursor stays where it is.

        Args:
            choices: the proposal.
            findings: what the check does not let through of ``choices.text``; each is said at its words.
        """
        self._coming = None
        fresh = choices is not self.choices
        self.choices = choices
        self._findings = tuple(findings)
        at = self.highlighted
        self.set_options(self._rows(choices))
        if fresh:
            first = next(iter(choices.changed), None)
            self.highlighted = self.get_option_index(str(first)) if first is not None else None
        elif at is not None:
            self.highlighted = min(at, self.option_count - 1)

    def show_coming(self, before: str, now: str) -> None:
        """Show a letter whose rewrite is not yet done, with what is new in it; there is nothing to take yet.

        Args:
            before: the letter as it was. now: as it stands, with the same paragraphs.
        """
        self.choices = None
        self._coming = before, now
        rows: list[Option] = []
        for old, new in zip(before.split("\n\n"), now.split("\n\n"), strict=False):
            rows += [
                Option(self._behind("  ", "", new_words(old, new)), disabled=True),
                Option("", disabled=True),
            ]
        self.set_options(rows)

    def on_resize(self) -> None:
        """Lines are broken anew."""
        if self.choices is not None:
            self.show(self.choices, self._findings)
        elif self._coming is not None:
            self.show_coming(*self._coming)

    def _rows(self, choices: Choices) -> list[Option]:
        options: list[Option] = []
        start = 0
        for number, piece in enumerate(choices.pieces):
            begins, start = start, start + len(piece.text)
            if piece.sentence is not None:
                rows = [self._row(choices, piece.sentence, begins), *self._said(begins, start)]
                row = Content("\n").join(rows)
                options.append(Option(row, id=str(piece.sentence)))
            elif "\n\n" in piece.text and options:
                options.append(Option(Content(""), id=f"gap-{number}", disabled=True))
            elif piece.text.strip():
                row = self._behind("  ", "", Content(piece.text.strip()))
                options.append(Option(row, id=f"text-{number}", disabled=True))
        return options

    def _row(self, choices: Choices, index: int, start: int) -> Content:
        sentence = choices.sentence(index)
        if index in choices.taken:
            words = self._doubt(new_words(sentence.draft, sentence.text), start)
            return self._behind("▌ ", "$success bold", words)
        if index in choices.changed:
            left = self._behind("○ ", "$warning", self._doubt(Content(sentence.draft), start))
            offer = self._behind("  ", "", Content.styled(f"instead of: {sentence.text}", "dim"))
            return Content("\n").join([left, offer])
        note = ("  (locked)", "dim italic") if sentence.locked else ""
        return self._behind("  ", "", self._doubt(Content.assemble(sentence.draft, note), start))

    def _said(self, begins: int, ends: int) -> list[Content]:
        """What the check says of the words between two places."""
        about = [f for f in self._findings if f.span[1] and f.span[0] < ends and f.span[1] > begins]
        said = [Content.assemble(("✗ ", "$error bold"), (f.message, "$error")) for f in about]
        return [self._behind("  ", "", line) for line in said]

    def _doubt(self, words: Content, start: int) -> Content:
        """Mark what the check does not let through of a piece that begins at ``start``."""
        for begin, end in (finding.span for finding in self._findings):
            if begin < start + len(words) and end > start:
                words = words.stylize("$error reverse", max(0, begin - start), end - start)
        return words

    def _behind(self, mark: str, style: str, content: Content) -> Content:
        """Lines that all stand behind a mark."""
        width = max(10, self.scrollable_content_region.width - len(mark))
        return Content("\n").join(Content.assemble((mark, style), line) for line in content.wrap(width))

    @property
    def marked(self) -> int | None:
        """The sentence under the cursor."""
        option = self.highlighted_option
        return int(option.id) if option is not None and option.id and option.id.isdigit() else None

    def action_take_leave(self) -> None:
        """Take or leave the sentence under the cursor."""
        if self.marked is not None:
            self.post_message(self.Toggled(self.marked))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_take_leave()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.marked is not None:
            self.post_message(self.Marked(self.marked))
