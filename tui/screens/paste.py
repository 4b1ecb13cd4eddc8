"""Takes the header of a thread or a signature, and shows whom it names before anything is used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static, TextArea

from core.controls import without_controls
from tui.screens.dialog import Dialog
from tui.widgets.choice import Choice
from tui.widgets.people import KINDS, as_person, merged

_NOBODY = "Nobody is named in it. A line such as “From: Ana Silva <ana@agency.example>” is enough."
_HOW = "Paste the top of a mail, a whole thread, or a signature. It is read on this machine only."
_CHOOSE = "Space leaves one out or takes it, left and right change the part they play:"


class Found(Choice):
    """Those who were found. They are listed one below the other, so left and right are free."""

    @dataclass
    class Turned(Message):
        """Somebody plays the part after this one, or the one before."""

        index: int
        by: int

    def _columns(self, width: int) -> int:  # noqa: ARG002
        return 1

    def across(self, by: int) -> None:
        """Another part for the marked person."""
        if self.options:
            self.post_message(self.Turned(self.cursor, by))


class PasteDialog(Dialog[list[dict[str, Any]] | None]):
    """Answers with all people of the case, those found among them; None leaves all as it was.

    Args:
        people: who is known already.
        but: one's own name and address.
        text: what was pasted already.
    """

    CSS_PATH = "dialogs.tcss"
    KEYS: ClassVar[str] = "tab on · ctrl+g add them · esc cancel"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Leave as it was", show=False),
        Binding("ctrl+g,f2", "done", "Done", show=False),
    ]

    def __init__(self, people: Sequence[dict[str, Any]], but: Iterable[str], text: str = "") -> None:
        super().__init__()
        self._people = [dict(person) for person in people]
        self._but = tuple(but)
        self._text = without_controls(text)
        self._found: dict[int, dict[str, Any]] = {}

    def compose(self) -> ComposeResult:
        """A field to paste into, over what is found in it."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static("Whom does it name?", classes="title", markup=False)
            yield Static(_HOW, classes="hint", markup=False)
            yield TextArea(
                self._text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus", compact=True
            )
            yield Static("", id="said", classes="field", markup=False)
            yield Found([], many=True, widget_id="found")
            with Horizontal(classes="buttons"):
                yield Button("Add them", id="done", variant="primary", compact=True)
                yield Button("Cancel", id="cancel", compact=True)

    def on_mount(self) -> None:
        """Paste at once; what was pasted before is shown."""
        if self._text:
            self._read()
            self.query_one("#done" if self._found else TextArea).focus()
        else:
            self.query_one(TextArea).focus()

    @property
    def holds_words(self) -> bool:
        """Whether something was typed that only Done keeps."""
        return bool(self.query_one(TextArea).text.strip())

    @on(TextArea.Changed)
    def _read(self) -> None:
        from core.contacts import find_contacts

        text = without_controls(self.query_one(TextArea).text)
        people = [as_person(contact) for contact in find_contacts(text, self._but)]
        self._found = dict(enumerate(people))
        choice = self.query_one(Found)
        choice.offer(self._options(), list(self._found))
        said = "" if not text.strip() else _NOBODY if not people else _CHOOSE
        self.query_one("#said", Static).update(Content(said))
        choice.display = bool(people)
        self.query_one("#done", Button).disabled = not people

    def _options(self) -> list[tuple[int, str]]:
        return [(at, self._label(person)) for at, person in self._found.items()]

    @on(Found.Turned)
    def _turn(self, event: Found.Turned) -> None:
        """Somebody plays another part."""
        person, parts = self._found[event.index], list(KINDS)
        person["kind"] = parts[(parts.index(person["kind"]) + event.by) % len(parts)]
        person["guessed"] = False
        choice = self.query_one(Found)
        choice.options = tuple(self._options())
        choice.refresh(layout=True)

    def _label(self, person: dict[str, Any]) -> str:
        """What is known of somebody, in one line."""
        known = len(merged(self._people, [person])) == len(self._people)
        kind = KINDS[person["kind"]]
        parts = [person["name"], person.get("email", ""), f"{kind}?" if person.get("guessed") else kind]
        return " · ".join(filter(None, [*parts, "known already" if known else ""]))

    @on(Choice.Done)
    def _to_button(self) -> None:
        self.query_one("#done").focus()

    @on(Button.Pressed, "#done")
    def action_done(self) -> None:
        """Add who is ticked."""
        taken = [self._found[at] for at in self.query_one(Found).value or ()]
        self.dismiss(merged(self._people, taken) if taken else None)

    @on(Button.Pressed, "#cancel")
    def action_cancel(self) -> None:
        """Leave all as it was."""
        self.dismiss(None)
