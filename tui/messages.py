"""Messages that travel from a screen or widget to the app."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.message import Message

Place = Literal["home", "checklist", "plan", "workbench"]


@dataclass
class Go(Message):
    """Somebody wants to be somewhere else.

    Attributes:
        place: the screen to show.
        step: the plan step to open in the workbench.
    """

    place: Place
    step: str | None = None

    bubble = True

    def __post_init__(self) -> None:
        super().__init__()


@dataclass
class OpenCase(Message):
    """Open a case where its owner left off; None = a new one."""

    case_id: str | None = None

    bubble = True

    def __post_init__(self) -> None:
        super().__init__()


class CaseChanged(Message):
    """The open case changed, so it wants saving soon."""

    bubble = True
