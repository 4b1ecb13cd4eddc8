"""Turns the table of commands into Textual bindings."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.commands import commands


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
        )
        for command in commands(screen, part)
    ]
