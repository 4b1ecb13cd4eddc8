"""What may be done with a finished checklist in the plain terminal: letters, files, ticks, more messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import BowoutError, StoreError
from tui.cli.asking import Word, choose, read_answer, tell
from tui.cli.talk import give, give_file, say_all

if TYPE_CHECKING:
    from core.export import Format
    from core.plan import Step
    from tui.cli.interview import Interview
    from tui.state.session import Session
    from tui.workspace import Workspace


class Offers:
    """The plan of the open case, and what its owner may do with it.

    Attributes:
        plan_shown: whether the plan has been shown.
        given: whether the letters have been shown or saved.
    """

    def __init__(self, workspace: Workspace, session: Session, interview: Interview) -> None:
        self._workspace = workspace
        self._session = session
        self._interview = interview
        self.plan_shown = self.given = False

    def show_plan(self) -> None:
        """Advice and steps, and what is done of them."""
        from tui.cli.case import plan_lines

        tell("")
        for line in plan_lines(self._session.plan, self._session.case):
            tell(line)
        if told := [each.id for each in self._session.plan.steps if self._session.tick_of(each.id)]:
            tell(f"Told so far: {', '.join(told)}.")
        self.plan_shown = True

    def offer(self) -> None:
        """What may be done with the letters, until it is enough."""
        offers: dict[str, Callable[[], None]] = {
            "Show the letters": self.show_letters,
            "Save them as text files": lambda: self.save("text"),
            "Save them as mails that your mail program opens": lambda: self.save("eml"),
            "Write another message: a reply, a thank-you, an apology": self._another,
            "Put the times into a calendar file": self._calendar,
            "Save the answers as a case file for the other commands": self._case_file,
            "Tick off whom you have told": self._tick,
            "Note how they took it, for your journal": self._outcome,
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

    def show_letters(self) -> None:
        """Every letter of the plan."""
        self.given = True
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

    def save(self, fmt: Format, folder: str | None = None) -> None:
        """Save every letter of the plan, into a folder that is asked for where none is given.

        Raises:
            StoreError: a letter could not be saved.
        """
        from tui.saving import default_folder

        usual = default_folder(self._session, self._workspace.folder)
        chosen = Path(folder) if folder is not None else _asked_for(usual, "folder")
        if chosen is not None:
            self._put(self._session.plan.steps, fmt, chosen)

    def _put(self, steps: Sequence[Step], fmt: Format, folder: Path) -> None:
        from tui.saving import save_letters

        saved = save_letters(self._session, steps, fmt, folder)
        if saved.paths:
            self.given = True
            tell("Saved:")
            give("\n".join(map(str, saved.paths)))
        if saved.problems:
            say_all(saved.problems)
            raise StoreError("Not every letter was saved. Your answers are kept, so try another folder.")

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

    def _tick(self) -> None:
        from tui.state.summary import step_title

        steps = self._session.plan.steps
        titles = [
            f"{step_title(step.message)}{', told' if self._session.tick_of(step.id) else ''}"
            for step in steps
        ]
        chosen = choose("Which step? Once more takes a tick back.", titles)
        if not isinstance(chosen, Word):
            self._session.tick(steps[chosen].id, "told")
            self._keep_in_journal()

    def _outcome(self) -> None:
        from core.journal import OUTCOMES
        from tui.state.exits import ASKED, set_outcome

        chosen = choose("How did they take it?", [OUTCOMES[name] for name in ASKED])
        if isinstance(chosen, Word):
            return
        tell("A note to it, for nobody else, or enter.")
        note = read_answer()
        set_outcome(self._session, ASKED[chosen], "" if isinstance(note, Word) else note)
        self._keep_in_journal()

    def _keep_in_journal(self) -> None:
        self._workspace.save()
        self._workspace.note_exit()
        tell("It is in your journal: `bowout log`.")

    def _ask_again(self) -> None:
        self._interview.again()
        if self._interview.run() is not Word.STOP:
            self.show_plan()


def _asked_for(usual: Path, what: str) -> Path | None:
    """The path that its owner gives, the usual one for enter; None where they would rather not."""
    tell(f"Into which {what}? Enter takes {usual}")
    said = read_answer()
    if said is Word.SKIP:
        return usual
    return None if isinstance(said, Word) else Path(said).expanduser()
