"""The people of a case: a short list; a dialog asks about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

KINDS = {
    "hiring_manager": "hiring manager",
    "interviewer": "interviewer",
    "hr": "HR",
    "recruiter": "recruiter",
    "referrer": "referred you",
    "referee": "speaks for you",
}
_ADD = "add"


class PeopleEditor(OptionList):
    """Who is in the process. Enter opens a person, the last line adds one, delete removes, u undoes it."""

    DEFAULT_CSS = """
    PeopleEditor { height: auto; max-height: 12; border: none; margin: 0 1; padding: 0; background: $panel; }
    PeopleEditor:focus { border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add a person", show=False),
        Binding("delete,backspace,d", "remove", "Remove the person", show=False),
        Binding("u", "restore", "Bring the person back", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Somebody was added, changed or removed.

        Attributes:
            editor: the list.
            people: all people now, in the shape of a case file.
        """

        editor: PeopleEditor
        people: list[dict[str, Any]]

        @property
        def control(self) -> PeopleEditor:
            """Who sent it."""
            return self.editor

    @dataclass
    class Asked(Message):
        """Somebody is to be added or changed.

        Attributes:
            editor: the list.
            index: who; None = somebody new.
        """

        editor: PeopleEditor
        index: int | None

    def __init__(self, people: list[dict[str, Any]]) -> None:
        self.people = [dict(person) for person in people if isinstance(person, dict)]
        self._removed: list[tuple[int, dict[str, Any]]] = []
        super().__init__(*self._rows(), markup=False, compact=True)

    def _rows(self) -> list[Option]:
        lines = [Option(_person_line(person), id=str(i)) for i, person in enumerate(self.people)]
        label = "+ add somebody else" if self.people else "+ add a person: recruiter, manager, HR …"
        return [*lines, Option(Content.styled(label, "$accent"), id=_ADD)]

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id == _ADD:
            self.action_add()
        else:
            self._ask(int(event.option_id or 0))

    def action_add(self) -> None:
        """Ask about somebody new."""
        self._ask(None)

    def action_remove(self) -> None:
        """Remove the person under the cursor."""
        if self.highlighted is not None and self.highlighted < len(self.people):
            at = self.highlighted
            gone = self.people.pop(at)
            self._removed.append((at, gone))
            self._tell(at)
            self.notify(f"Removed {gone.get('name', '')}. u brings them back.", markup=False)

    def action_restore(self) -> None:
        """Bring back the person removed last."""
        if self._removed:
            at, person = self._removed.pop()
            self.people.insert(at, person)
            self._tell(at)
            self.app.clear_notifications()

    def _ask(self, index: int | None) -> None:
        self.post_message(self.Asked(self, index))

    def put(self, index: int | None, person: dict[str, Any]) -> None:
        """Take what the dialog answered: a new person, or a changed one."""
        if index is None:
            self.people.append(person)
            self._tell(len(self.people))  # on to the next one
        else:
            self.people[index] = person
            self._tell(index)

    def _tell(self, at: int) -> None:
        self.set_options(self._rows())
        self.highlighted = min(at, len(self.people))
        self.post_message(self.Changed(self, [dict(person) for person in self.people]))


def _person_line(person: dict[str, Any]) -> Content:
    kind = KINDS.get(str(person.get("kind")), str(person.get("kind", "")))
    parts: list[str | tuple[str, str]] = [str(person.get("name") or "?"), (f"  {kind}", "dim")]
    if person.get("rapport"):
        parts.append(("  · you get on well", "dim"))
    return Content.assemble(*parts)
