"""The one table of commands: keys, footer, palette, help and docs all read it.

A key is only a shortcut: every command is in the palette too, so a terminal that eats a key
takes nothing away. ctrl+j, ctrl+s and ctrl+q are eaten often; no command lives on them alone.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """Something the app can do.

    Attributes:
        id: its name; the app runs ``action_<id>`` for it, and a person rebinds it by this.
        keys: the default keys, separated by commas.
        label: two or three words for footer and palette.
        help: one sentence for the help screen and the docs.
        screen: the screen it belongs to; "app" means everywhere.
        part: the widget of that screen it belongs to; "" for the screen itself.
        footer: whether the footer shows it.
    """

    id: str
    keys: str
    label: str
    help: str
    screen: str = "app"
    part: str = ""
    footer: bool = True

    @property
    def action(self) -> str:
        """The Textual action that does it."""
        return self.id


COMMANDS: tuple[Command, ...] = (
    Command("palette", "ctrl+p", "Commands", "Find any command by its name."),
    Command("help", "f1", "Help", "Show what can be done here, and with which keys."),
    Command("back", "escape", "Back", "Go back one screen. Nothing is lost."),
    Command("quit", "ctrl+q,ctrl+c", "Quit", "Save everything and leave.", footer=False),
    Command("new_case", "n", "New", "Start leaving another process.", "home"),
    Command("open_case", "enter", "Open", "Open the chosen case where you left it.", "home"),
    Command("example_case", "x", "Example", "Open a made-up case to try things on.", "home"),
    Command("search", "slash", "Search", "Find a case by company, role or person.", "home"),
    Command("archive_case", "a", "Archive", "Put the case away; it can be brought back.", "home"),
    Command("delete_case", "d", "Delete", "Remove the case; undo brings it back.", "home"),
    Command("journal", "j", "Journal", "See how past exits went.", "home"),
    Command("next", "enter", "Next", "Go to the next question.", "checklist"),
    Command("previous", "shift+tab", "Previous", "Go to the question before.", "checklist", footer=False),
    Command("missing", "f2", "Missing", "Jump to the first answer that the letter still needs.", "checklist"),
    Command("plan", "f3", "Plan", "See whom to tell, how and when.", "checklist"),
    Command("letter", "f4", "Letter", "Show the letter as it stands now.", "checklist"),
    Command("open_step", "enter", "Open", "Open this step's letter.", "plan"),
    Command("tick", "space", "Tick", "Mark this step as told, waiting or answered.", "plan"),
    Command("save_all", "w", "Save all", "Save every letter of the plan into a folder.", "plan"),
    Command("tone", "t", "Tone", "Go to the tone pad.", "workbench"),
    Command("rewrite", "r", "Rewrite", "Ask the model for this tone, or once more.", "workbench"),
    Command("take_sentence", "space", "Take / leave", "Take or leave one proposed sentence.", "workbench"),
    Command("take_all", "a", "Take all", "Take the whole proposal.", "workbench"),
    Command("undo", "u", "Undo", "Take back the last change.", "workbench"),
    Command("edit", "e", "Edit", "Change the letter's words yourself.", "workbench"),
    Command("save", "s", "Save", "Save the letter to a file and say where it is.", "workbench"),
    Command("copy", "c", "Copy", "Send the letter to the clipboard.", "workbench"),
)
"""All commands, in the order in which help shows them."""


def commands(screen: str, part: str = "") -> tuple[Command, ...]:
    """The commands of a screen, or of one of its widgets."""
    return tuple(command for command in COMMANDS if (command.screen, command.part) == (screen, part))
