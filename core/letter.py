"""What a letter is: subject, greeting, moves in paragraphs, sign-off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class MoveKind(StrEnum):
    """What a piece of a letter does."""

    THANKS = "thanks"
    DECISION = "decision"
    REASON = "reason"
    PERSONAL = "personal"
    LOGISTICS = "logistics"
    REQUEST = "request"
    CLOSURE = "closure"
    GOODWILL = "goodwill"
    APOLOGY = "apology"
    REPLY = "reply"


class Channel(StrEnum):
    """How a message travels; a ``note`` stays with its writer."""

    EMAIL = "email"
    PHONE = "phone"
    LINKEDIN = "linkedin"
    SMS = "sms"
    NOTE = "note"


@dataclass(frozen=True)
class Move:
    """One or more sentences that do one thing. ``text`` is plain text; a note's may span lines."""

    kind: MoveKind
    text: str


@dataclass(frozen=True)
class Letter:
    """A composed message.

    Attributes:
        id: the catalogue id of the message.
        channel: how it travels.
        to: the names it goes to.
        subject: one line; "" where the channel has none.
        greeting: e.g. ``Dear Ms. Okafor,``; "" in scripts and notes.
        paragraphs: the body: moves in order, grouped as they stand on the page.
        sign_off: closing line and signature lines, in order; () in scripts and notes.
    """

    id: str
    channel: Channel
    to: tuple[str, ...]
    subject: str
    greeting: str
    paragraphs: tuple[tuple[Move, ...], ...]
    sign_off: tuple[str, ...]

    @property
    def moves(self) -> Iterator[Move]:
        """All moves of the body, in order."""
        return (move for paragraph in self.paragraphs for move in paragraph)

    @property
    def body(self) -> str:
        """The body alone: sentences joined by a space, paragraphs by an empty line."""
        return "\n\n".join(" ".join(m.text for m in paragraph) for paragraph in self.paragraphs)

    @property
    def text(self) -> str:
        """Greeting, body and sign-off, without the subject and without a newline at the end."""
        blocks = [self.greeting, self.body, "\n".join(self.sign_off)]
        return "\n\n".join(block for block in blocks if block)
