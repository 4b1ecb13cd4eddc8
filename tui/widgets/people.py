"""The people of a case: a short list; a dialog asks about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.bindings import bindings
from tui.commands import key_of

if TYPE_CHECKING:
    from core.contacts import Contact

KINDS = {
    "hiring_manager": "hiring manager",
    "interviewer": "interviewer",
    "hr": "HR",
    "recruiter": "recruiter",
    "referrer": "referred you",
    "referee": "speaks for you",
}
_ADD = "add"
_PASTE = "paste"
_GUESS = "interviewer"
"""The part of somebody of whom nothing is known but that they were there."""


class PeopleEditor(OptionList):
    """Who is in the process. Enter opens a person, the last line adds one, delete removes, u undoes it."""

    DEFAULT_CSS = """
    PeopleEditor { height: auto; max-height: 12; border: none; margin: 0 1; padding: 0; background: $panel; }
    PeopleEditor:focus { border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = bindings("checklist", "people")

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

    @dataclass
    class Pasted(Message):
        """People are to be found in a text.

        Attributes:
            editor: the list.
            text: the text, "" if it is still to be pasted.
        """

        editor: PeopleEditor
        text: str

    def __init__(self, people: list[dict[str, Any]]) -> None:
        self.people = [dict(person) for person in people if isinstance(person, dict)]
        self._removed: list[tuple[int, dict[str, Any]]] = []
        super().__init__(*self._rows(), markup=False, compact=True)

    def _rows(self) -> list[Option]:
        lines = [Option(_person_line(person), id=str(i)) for i, person in enumerate(self.people)]
        label = "+ add somebody else" if self.people else "+ add a person: recruiter, manager, HR …"
        paste = f"+ paste a mail's header or a signature ({key_of('checklist.paste')})"
        return [
            *lines,
            Option(Content.styled(label, "$accent"), id=_ADD),
            Option(Content.styled(paste, "$accent"), id=_PASTE),
        ]

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id == _ADD:
            self.action_add()
        elif event.option_id == _PASTE:
            self.action_paste()
        else:
            self._ask(int(event.option_id or 0))

    def action_add(self) -> None:
        """Ask about somebody new."""
        self._ask(None)

    def action_paste(self) -> None:
        """Find people in a mail's header or a signature."""
        self.post_message(self.Pasted(self, ""))

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted here can only be that."""
        event.stop()
        self.post_message(self.Pasted(self, event.text))

    def take(self, people: list[dict[str, Any]]) -> None:
        """Take other people in place of those known."""
        self.people = [dict(person) for person in people]
        self._tell(len(self.people))

    def action_remove(self) -> None:
        """Remove the person under the cursor."""
        if self.highlighted is not None and self.highlighted < len(self.people):
            at = self.highlighted
            gone = self.people.pop(at)
            self._removed.append((at, gone))
            self._tell(at)
            self.notify(
                f"Removed {gone.get('name', '')}. {key_of('checklist.restore')} brings them back.",
                markup=False,
            )

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


def as_person(contact: Contact) -> dict[str, Any]:
    """Somebody who was found, in the shape of a case file; ``guessed`` where nothing tells their part."""
    person = {"name": contact.name, "kind": contact.kind or _GUESS, "guessed": not contact.kind}
    facts = {"email": contact.email, "title": contact.title}
    return {key: value for key, value in {**person, **facts}.items() if value}


def merged(people: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The people with those found: somebody known only gets what was lacking, everybody else is added."""
    result = [dict(person) for person in people]
    for new in found:
        facts = {key: value for key, value in new.items() if key != "guessed"}
        known = next((person for person in result if _is_same(person, facts)), None)
        if known is None:
            result.append(facts)
        else:
            known |= {key: value for key, value in facts.items() if not known.get(key)}
    return result


def _is_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    def folded(person: dict[str, Any], field: str) -> str:
        return str(person.get(field) or "").casefold()

    mail = folded(one, "email")
    return folded(one, "name") == folded(other, "name") or bool(mail and mail == folded(other, "email"))


def _person_line(person: dict[str, Any]) -> Content:
    kind = KINDS.get(str(person.get("kind")), str(person.get("kind", "")))
    parts: list[str | tuple[str, str]] = [str(person.get("name") or "?"), (f"  {kind}", "dim")]
    if person.get("rapport"):
        parts.append(("  · you get on well", "dim"))
    return Content.assemble(*parts)
