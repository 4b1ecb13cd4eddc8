"""Turns the table of commands into Textual bindings."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.commands import commands

AHEAD: tuple[BindingType, ...] = (
    Binding("tab", "app.focus_next", "Next field", show=False, priority=True),
    Binding("shift+tab", "app.focus_previous", "Field before", show=False, priority=True),
    Binding("enter", "enter", "Next question", show=False, priority=True),
)
"""Keys that move the focus before the next key is read, so that what is typed fast lands where it should."""


_FIRST = frozenset({
    "app.quit",  # in dialogs, too, which keep the app's other keys out
    "home.search", "journal.search",  # before what is typed next, which is what is searched for
})  # fmt: skip


def bindings(screen: str, part: str = "") -> list[BindingType]:
    """Bindings for a screen, or for one of its widgets; the command id is the id to rebind by."""
    return [
        Binding(
            command.keys,
            command.action,
            command.label,
            show=command.footer,
            tooltip=command.help,
            id=command.id,
            priority=command.id in _FIRST,
        )
        for command in commands(screen, part)
    ]
