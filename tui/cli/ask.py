"""``bowout ask``: the whole job as questions and answers in the plain terminal."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import EXIT_BAD_INPUT, BadInput, BowoutError
from tui.cli.asking import Ended, Word, choose, read_answer, tell
from tui.cli.complete import folders
from tui.cli.settings import setting
from tui.cli.talk import give, give_file, say_all, stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core.export import Format
    from core.plan import Step
    from tui.state.session import Session
    from tui.workspace import Workspace


@click.command()
@click.option("--continue", "go_on", is_flag=True, help="Go on with the case that was saved last.")
@click.option(
    "--out", metavar="DIR", shell_complete=folders, help="Save the letters into this folder at the end."
)
@setting("format", help="Of the saved letters; text unless told otherwise.")
def ask(go_on: bool, out: str | None, format: str | None) -> None:  # noqa: A002  the flag is called --format
    """Answer questions one by one, in the plain terminal.

    For screen readers, for pipes, and for everybody who would rather not have a full screen. Each
    answer is saved at once, in the same place as the app's cases. `help` says what else may be said.
    Questions go to stderr, letters to stdout; where the input ends early, what is there is kept.

    \b
      bowout ask
      bowout ask --continue
      bowout ask --out letters --format eml
      printf 'Maya Lindqvist\\nNorthwind\\nData Analyst\\n3\\n' | bowout ask > letters.txt
    """
    from tui.workspace import Workspace

    with closing(_Job(Workspace(), go_on, out, format or "text")) as job:  # type: ignore[arg-type]  # click checked
        job.run()


class _Job:
    """One case from the first question to the letters."""

    def __init__(self, workspace: Workspace, go_on: bool, out: str | None, fmt: Format) -> None:
        from tui.cli.interview import Interview

        self._workspace = workspace
        self._session = _resumed(workspace) if go_on else _begun(workspace)
        self._interview = Interview(workspace, self._session, anew=not go_on)
        self._out, self._fmt = out, fmt
        self._given = False

    def run(self) -> None:
        """Ask, advise, give the letters."""
        tell("`help` says what you may say besides answers; `stop` keeps everything and leaves.")
        try:
            if self._interview.run() is Word.STOP:
                self._say_where()
                return
        except Ended:
            self._input_ended()
            return
        except KeyboardInterrupt:
            tell("")
            self._say_where()
            raise
        self._show_plan()
        if self._out is not None:
            self._save(self._fmt, self._out)
            return
        try:
            self._offer()
        except Ended:
            if not self._given and not sys.stdin.isatty():
                self._show_letters()
        self._say_where()

    def close(self) -> None:
        """Save, and let go of the case; whose name it was is known the next time."""
        if you := self._session.answers.get("you"):
            self._workspace.remember("you", you)
        self._workspace.close_case()

    def _input_ended(self) -> None:
        """Somebody at a terminal wants to leave; a pipe has said all that it had to say."""
        if sys.stdin.isatty():
            self._say_where()
        elif lacking := self._session.needed:
            self._say_where()
            tell(f"No letter can be written yet; still needed: {', '.join(lacking)}.")
            raise stop(EXIT_BAD_INPUT)
        else:
            self._show_plan()
            self._save(self._fmt, self._out) if self._out is not None else self._show_letters()
            self._say_where()

    def _offer(self) -> None:
        """What may be done with the letters, until it is enough."""
        offers = {
            "Show the letters": self._show_letters,
            "Save them as text files": lambda: self._save("text"),
            "Save them as mails that your mail program opens": lambda: self._save("eml"),
            "Write another message: a reply, a thank-you, an apology": self._another,
            "Put the times into a calendar file": self._calendar,
            "Save the answers as a case file for the other commands": self._case_file,
            "Go through the questions again": self._ask_again,
        }
        title, listed = "What would you like to do? A number, or `stop` to leave.", True
        while True:
            chosen = choose(title, list(offers), listed=listed)
            title, listed = "What else? A number, `list` for the list, or `stop`.", False
            if chosen in (Word.STOP, Word.DONE, Word.SKIP):
                return
            if isinstance(chosen, Word):
                continue
            try:
                list(offers.values())[chosen]()
            except BowoutError as error:
                tell(str(error))

    def _show_plan(self) -> None:
        from tui.cli.case import plan_lines

        tell("")
        for line in plan_lines(self._session.plan, self._session.case):
            tell(line)

    def _show_letters(self) -> None:
        self._given = True
        give("\n".join(self._letters()))

    def _letters(self) -> Iterator[str]:
        for step in self._session.plan.steps:
            yield f"--- {step.id} ---"
            yield self._text(step)

    def _text(self, step: Step) -> str:
        from core.export import render
        from tui.state.desk import Desk

        letter = Desk(self._session, step).letter
        return render(letter, "text", sender=self._session.case.you, people=step.people)

    def _save(self, fmt: Format, folder: str | None = None) -> None:
        from tui.saving import default_folder

        usual = default_folder(self._session, self._workspace.folder)
        chosen = Path(folder) if folder is not None else _asked_for(usual, "folder")
        if chosen is not None:
            self._put(self._session.plan.steps, fmt, chosen)

    def _put(self, steps: Sequence[Step], fmt: Format, folder: Path) -> None:
        from tui.saving import save_letters

        saved = save_letters(self._session, steps, fmt, folder)
        self._given = True
        say_all(saved.problems)
        if saved.paths:
            tell("Saved:")
            give("\n".join(map(str, saved.paths)))

    def _another(self) -> None:
        from core.catalogue import catalogue
        from tui.state.lacking import to_ask

        entries = list(catalogue().values())
        chosen = choose("Which message?", [f"{each.title}: {each.summary}" for each in entries])
        if isinstance(chosen, Word):
            return
        message = entries[chosen].id
        for question in to_ask(self._session, message):
            if self._interview.ask(question) is Word.STOP:
                return
        from core.plan import find_step

        step = find_step(self._session.case, message, self._session.clock())
        tell("")
        give(self._text(step))
        tell("")
        tell("A folder to save it in, or enter to go on.")
        folder = read_answer()
        if not isinstance(folder, Word):
            self._put([step], "text", Path(folder).expanduser())

    def _calendar(self) -> None:
        from core.ics import as_calendar

        text = as_calendar(self._session.case, self._session.plan.steps, self._session.clock())
        if path := _asked_for(Path("plan.ics"), "file"):
            give_file(path, text)

    def _case_file(self) -> None:
        import json

        if path := _asked_for(Path("case.json"), "file"):
            give_file(path, json.dumps(self._session.answers, ensure_ascii=False, indent=2) + "\n")

    def _ask_again(self) -> None:
        self._interview.again()
        if self._interview.run() is not Word.STOP:
            self._show_plan()

    def _say_where(self) -> None:
        if not self._session.holds_nothing:
            tell("Your answers are kept: `bowout ask --continue` goes on, and so does the app.")


def _asked_for(usual: Path, what: str) -> Path | None:
    """The path that its owner gives, the usual one for enter; None where they would rather not."""
    tell(f"Into which {what}? Enter takes {usual}")
    said = read_answer()
    if said is Word.SKIP:
        return usual
    return None if isinstance(said, Word) else Path(said).expanduser()


def _begun(workspace: Workspace) -> Session:
    you = workspace.settings.get("you")
    record = workspace.cases.new({"you": dict(you)} if isinstance(you, dict) else {})
    workspace.cases.claim(record.id)
    return workspace.open(record)


def _resumed(workspace: Workspace) -> Session:
    records = [record for record in workspace.cases.list() if not record.progress.get("example")]
    say_all(workspace.cases.notices)
    if not records:
        raise BadInput("--continue", "there is no case yet", "Begin one: `bowout ask`.")
    record = records[0]
    tell(f"{record.title}.")
    if workspace.cases.claim(record.id) is not None:
        tell("Another window has this case open. Whichever saves second becomes a case of its own.")
    return workspace.open(record)
