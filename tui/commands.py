"""The one table of commands: keys, footer, palette, help and docs all read it.

Pure data: nothing of Textual is imported here, so that the command line can print it too.
A key is only a shortcut: every command is in the palette as well. No key that terminals, tmux or flow
control eat (ctrl+j, ctrl+s, ctrl+q) is the only way to anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """Something the app can do.

    Attributes:
        id: ``screen.action``; a person rebinds it by this. Screen ``app`` means everywhere.
        keys: the default keys, separated by commas; the first is the one to show.
        label: two or three words for footer and palette.
        help: one sentence for the help screen and the docs.
        available: the attribute of the screen that says whether it can be done now; "" = always.
        footer: whether the footer shows it.
        part: the widget of the screen that it belongs to; "" for the screen itself.
    """

    id: str
    keys: str
    label: str
    help: str
    available: str = ""
    footer: bool = True
    part: str = ""

    @property
    def screen(self) -> str:
        """The screen it belongs to."""
        return self.id.partition(".")[0]

    @property
    def action(self) -> str:
        """The Textual action that does it."""
        return self.id.partition(".")[2]


COMMANDS: tuple[Command, ...] = (
    Command("app.help", "f1,question_mark", "Help", "Show what can be done here, and with which keys.",
            footer=False),
    Command("app.command_palette", "ctrl+p", "Commands", "Find any command by its name.", footer=False),
    Command("app.quit", "ctrl+q,f10", "Quit", "Save everything and leave.", footer=False),
    Command("home.select", "enter", "Open", "Open the case where you left it.", "has_case", part="list"),
    Command("home.new", "n", "New case", "Start leaving another process."),
    Command("home.example", "x", "Example", "Open a made-up case to try things on."),
    Command("home.search", "slash,ctrl+f", "Find", "Find a case by role, company or people.", "has_cases"),
    Command("home.archive", "a", "Archive", "Put the case away; undo brings it back.", "has_open_case"),
    Command("home.delete", "d,delete", "Delete", "Move the case to the trash; undo brings it back.",
            "has_open_case"),
    Command("home.destroy", "d,delete", "Delete for good", "Delete the marked case of the trash for good.",
            "in_trash"),
    Command("home.restore", "u", "Undo", "Bring back what was put away last; elsewhere, the marked case.",
            "can_restore"),
    Command("home.shelf", "v", "Put away", "Look into the archive, then the trash, then at your cases again.",
            footer=False),
    Command("home.journal", "j", "Journal", "See how past exits went, in words and in charts."),
    Command("home.back", "escape", "Back", "Out of the search, or back to your cases.", "can_go_back"),
    Command("home.leave", "q", "Quit", "Save everything and leave."),
    Command("checklist.next", "ctrl+n,f8", "Next", "Go to the next section; so does enter at its end."),
    Command("checklist.previous", "f7", "Before", "Go to the section before.", footer=False),
    Command("checklist.missing", "ctrl+o,f4", "Missing", "Jump to the first answer still needed.",
            "has_missing"),
    Command("checklist.letter", "ctrl+l,f6", "Letter", "Show or hide the letter.", "is_narrow"),
    Command("checklist.other_letter", "f5", "Other letter", "Show another letter.", "has_letters"),
    Command("checklist.plan", "ctrl+g,f9", "Plan", "See whom to tell, how and when."),
    Command("checklist.back", "escape", "Back", "From a question to the sections, and from there home."),
    Command("checklist.add", "a", "Add a person", "Add somebody to the people of the process.",
            footer=False, part="people"),
    Command("checklist.paste", "p", "Paste people", "Find people in a mail's header or a signature.",
            part="people"),
    Command("checklist.remove", "d,delete,backspace", "Remove", "Remove the marked person.", part="people"),
    Command("checklist.restore", "u", "Undo", "Bring back the person removed last.", footer=False,
            part="people"),
    Command("plan.select", "enter", "Open", "Open this step's letter.", part="list"),
    Command("plan.told", "t", "Told", "Tick the step: they know. Once more takes it back.", "has_step"),
    Command("plan.waiting", "w", "Waiting", "Mark the step: done, no answer yet. Once more takes it back.",
            "has_step"),
    Command("plan.answered", "a", "Answer", "Note how they took it, for your journal.", "has_step"),
    Command("plan.other", "m,slash", "More letters", "Find a letter that the plan does not hold: "
            "a reply, a thank-you, an apology."),
    Command("plan.save_all", "s", "Save all", "Save every letter of the plan into a folder.", "has_step"),
    Command("plan.calendar", "c", "Calendar", "Write the times into a calendar file (.ics) of your own.",
            "has_window"),
    Command("plan.home", "h", "Home", "Back to your cases.", footer=False),
    Command("plan.back", "escape", "Checklist", "Back to the questions."),
    Command("workbench.keep", "k", "Keep mine", "Keep your words, whatever the tone.", "has_question"),
    Command("workbench.start_over", "n", "New draft", "The draft in the new tone; undo brings yours back.",
            "has_question"),
    Command("workbench.take", "a", "Accept", "Put the chosen sentences into your letter.", "has_proposal"),
    Command("workbench.take_leave", "space", "Take/leave", "Take the marked sentence, or leave it.",
            "has_proposal", part="proposal"),
    Command("workbench.all", "asterisk", "All/none", "Take every sentence of the proposal, or none.",
            "has_proposal", footer=False),
    Command("workbench.mend", "m", "Mend", "Leave the sentences that the check refuses, and no others.",
            "is_refused"),
    Command("workbench.drop", "d", "Drop", "Put the proposal away.", "has_proposal"),
    Command("workbench.cancel", "x", "Cancel", "Stop the model; the draft stays as it is.", "is_working"),
    Command("workbench.rewrite", "r", "Rewrite", "Ask the model for this tone, or once more.", "is_idle"),
    Command("workbench.edit", "e", "Edit", "Change the letter's words yourself."),
    Command("workbench.save", "s", "Save", "Save this letter or all, as text, Markdown or mail file."),
    Command("workbench.copy", "c", "Copy", "Send the letter to the clipboard."),
    Command("workbench.undo", "u", "Undo", "Take back the last change to this letter.", "can_undo"),
    Command("workbench.folder", "o", "Open folder", "Open the folder that the letter was saved to.",
            "has_file", footer=False),
    Command("workbench.editor", "v", "Editor", "Edit the letter in $VISUAL or $EDITOR.", footer=False),
    Command("workbench.plain", "p", "Plain", "Plain English: short sentences, no idioms.", footer=False),
    Command("workbench.preset", "t", "Preset", "Go through the named tones.", footer=False),
    Command("workbench.compare", "b", "Compare", "See the letter in two tones side by side."),
    Command("workbench.suggested", "y", "As there", "Take the tone that may suit their country.",
            "has_suggestion", footer=False),
    Command("workbench.courtesy", "l", "Their language", "Add a line of thanks or a greeting in the "
            "reader's own language, or take it out.", "is_written", footer=False),
    Command("workbench.tone_for_all", "g", "Tone for all", "Use this tone for every letter of the case.",
            footer=False),
    Command("workbench.next_step", "right_square_bracket", "Next letter", "Open the next step's letter.",
            footer=False),
    Command("workbench.previous_step", "left_square_bracket", "Letter before",
            "Open the letter of the step before.", footer=False),
    Command("workbench.back", "escape", "Plan", "Back to the plan."),
    Command("journal.outcome", "a", "How it went", "Say how they took it, and note what you learned.",
            "has_entry"),
    Command("journal.reply", "r", "Reply", "Open the letter that answers what they asked.", "wants_reply"),
    Command("journal.reflection", "n", "Reflection", "Open the note to yourself about this exit.",
            "has_case"),
    Command("journal.criteria", "k", "Criteria", "Open the page of what you look for next time.", "has_case",
            footer=False),
    Command("journal.charts", "c", "Charts", "See outcomes, days to tell and reasons by month.",
            "has_entries"),
    Command("journal.save", "s", "Save", "Write the journal to a file: csv or Markdown.", "has_entries"),
    Command("journal.search", "slash,ctrl+f", "Find", "Find an exit by role, company, outcome or note.",
            "has_entries", footer=False),
    Command("journal.remove", "d,delete", "Take out", "Take the marked exit out of the journal for good.",
            "has_entry", footer=False),
    Command("journal.back", "escape", "Back", "Out of the search, or back to your cases."),
    Command("charts.back", "escape,c", "Journal", "Back to the journal."),
    Command("compare.take", "enter", "Take it", "Take the tone of the column in use."),
    Command("compare.other_side", "tab,shift+tab", "Other side", "Go to the other column."),
    Command("compare.preset", "t", "Preset", "Go through the named tones."),
    Command("compare.scroll_on", "space", "Scroll", "Scroll both columns a page, from the end to the top."),
    Command("compare.back", "escape,b", "Close", "Leave the tone as it was."),
)  # fmt: skip
"""All commands, in the order in which help shows them."""


CONFIG = "config.toml"
"""The file in the data folder where its owner may set other keys."""

PLACES = {
    "home": "your cases",
    "checklist": "checklist",
    "plan": "plan",
    "workbench": "letter",
    "journal": "journal",
}
"""What the places are called in the middle of a line."""

_NAMES = {
    "escape": "esc", "slash": "/", "asterisk": "*", "right_square_bracket": "]", "left_square_bracket": "[",
    "question_mark": "?", "delete": "del",
}  # fmt: skip


def key_names(command: Command) -> list[str]:
    """A command's keys, a person's own among them, as people write them."""
    return [_NAMES.get(key, key) for key in _own.get(command.id, command.keys).split(",")]


def key_of(command_id: str) -> str:
    """The first key of a command, for a sentence that mentions it."""
    return next(key_names(command)[0] for command in COMMANDS if command.id == command_id)


def use_keys(own: Mapping[str, str]) -> None:
    """From now on some commands have other keys: what is shown anywhere says so."""
    _own.clear()
    _own.update(own)


_own: dict[str, str] = {}


def commands(screen: str, part: str = "") -> tuple[Command, ...]:
    """The commands of a screen, or of one of its widgets."""
    return tuple(command for command in COMMANDS if (command.screen, command.part) == (screen, part))


def find(screen: str, action: str) -> Command | None:
    """The command that an action of a screen does."""
    return next((c for c in COMMANDS if c.screen == screen and c.action == action), None)
