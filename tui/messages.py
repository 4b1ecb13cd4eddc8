"""Messages that travel from a screen or widget to the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.message import Message

Place = Literal["home", "checklist", "plan", "workbench", "journal"]


@dataclass
class Go(Message):
    """Somebody wants to be somewhere else.

    Attributes:
        place: the screen to show.
        step: the plan step to open in the workbench.
    """

    place: Place
    step: str | None = None


@dataclass
class OpenCase(Message):
    """Open a case where its owner left off.

    Attributes:
        case_id: which one; None = a new one.
        example: make the new one a worked example.
        step: the letter to open it at, if not where it was left.
    """

    case_id: str | None = None
    example: bool = False
    step: str | None = None


class CaseChanged(Message):
    """The open case changed, so it wants saving soon."""
