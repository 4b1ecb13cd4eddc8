"""A screen with a long list, in which one types to see only what fits."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.actions import SkipAction
from textual.timer import Timer
from textual.widgets import Input, OptionList

from tui.screens.base import BowoutScreen
from tui.workspace import Workspace

_FIND_DELAY = 0.08


class SearchingScreen(BowoutScreen):
    """Has a field ``#find`` that shows up when it is wanted, and a list under it.

    Args:
        workspace: what all screens share.
    """

    SEARCHED: ClassVar[type[OptionList]] = OptionList
    """The list that is searched."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._find_timer: Timer | None = None

    def show_found(self) -> None:
        """List what fits the words that are searched for."""
        raise NotImplementedError

    @property
    def searched_words(self) -> list[str]:
        """What is searched for, in small letters."""
        return self._field.value.casefold().split()

    @property
    def is_searching(self) -> bool:
        """Whether the field is there."""
        return self._field.display

    @property
    def _field(self) -> Input:
        return self.query_one("#find", Input)

    def action_search(self) -> None:
        """Type to see only what fits."""
        if self.focused is self._field:
            raise SkipAction  # it is a character like any other
        self._field.display = True  # at once: what is typed next goes there
        self.set_focus(self._field)
        self.refresh_bindings()

    @on(Input.Changed, "#find")
    def _find_soon(self) -> None:
        if self._find_timer is not None:
            self._find_timer.stop()
        self._find_timer = self.set_timer(_FIND_DELAY, self.show_found)

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self.show_found()
        self.set_focus(self.query_one(self.SEARCHED))

    def end_search(self) -> None:
        """Show all again."""
        self._field.value = ""
        self._field.display = False
        self.set_focus(self.query_one(self.SEARCHED))
        self.refresh_bindings()
