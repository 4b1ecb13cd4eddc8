"""``bowout ask``: the whole job as questions and answers in the plain terminal."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING

import click

from core.errors import EXIT_BAD_INPUT, EXIT_OK, BadInput
from tui.cli.asking import Ended, Word, choose, tell
from tui.cli.complete import folders
from tui.cli.settings import setting
from tui.cli.talk import say_all, stop

if TYPE_CHECKING:
    from core.export import Format
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
        from tui.cli.offers import Offers

        self._workspace = workspace
        self._session = _resumed(workspace) if go_on else workspace.begin()
        self._interview = Interview(workspace, self._session, anew=not go_on)
        self._offers = Offers(workspace, self._session, self._interview)
        self._out, self._fmt = out, fmt

    def run(self) -> None:
        """Ask, advise, give the letters."""
        tell("`help` says what you may say besides answers; `stop` keeps everything and leaves.")
        try:
            if self._is_answered() or self._interview.run() is not Word.STOP:
                self._session.be_at("plan")
                self._offers.show_plan()
                self._give()
        except Ended:
            if not sys.stdin.isatty():  # a pipe has said all that it had to say; a person wants to leave
                self._input_ended()
        except KeyboardInterrupt:
            tell("")
            self._say_where()
            raise
        self._say_where()

    def close(self) -> None:
        """Save, and let go of the case."""
        self._workspace.close_case()

    def _is_answered(self) -> bool:
        """Whether its owner was through with the questions when they left the case."""
        at_plan = self._session.place[0] in ("plan", "workbench")
        return at_plan and not self._session.missing and not self._session.refused

    def _give(self) -> None:
        if self._out is not None:
            self._offers.save(self._fmt, self._out)
        else:
            self._offers.offer()

    def _input_ended(self) -> None:
        if lacking := self._session.needed:
            self._say_where()
            tell(f"No letter can be written yet; still needed: {', '.join(lacking)}.")
            raise stop(EXIT_BAD_INPUT)
        if not self._offers.plan_shown:
            self._offers.show_plan()
        if self._out is not None:
            self._offers.save(self._fmt, self._out)
        elif not self._offers.given:
            self._offers.show_letters()

    def _say_where(self) -> None:
        if not self._session.holds_nothing:
            tell("Your answers are kept: `bowout ask --continue` goes on, and so does the app.")


def _resumed(workspace: Workspace) -> Session:
    records = [record for record in workspace.cases.list() if not record.progress.get("example")]
    say_all(workspace.cases.notices)
    if not records:
        raise BadInput("--continue", "there is no case yet", "Begin one: `bowout ask`.")
    record = records[0]
    if len(records) > 1 and sys.stdin.isatty():
        try:
            chosen = choose("Which case? Enter takes the first.", [each.title for each in records])
        except Ended:
            raise stop(EXIT_OK) from None
        record = records[chosen] if isinstance(chosen, int) else record
    tell(f"{record.title}.")
    session, notice = workspace.resume(record.id)
    if notice:
        tell(notice)
    return session
