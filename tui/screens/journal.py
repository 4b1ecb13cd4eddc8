"""The journal: how past exits went, and what one makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, get_current_worker

from core.errors import StoreError
from core.journal import OUTCOMES, Journal
from tui.bindings import bindings
from tui.commands import key_of
from tui.messages import Go, OpenCase
from tui.screens.searching import SearchingScreen
from tui.state.charts import reason_names
from tui.state.exits import ASKED
from tui.state.past import REPLIES, keep_outcome, sum_of, told_of
from tui.workspace import Workspace

if TYPE_CHECKING:
    from core.journal import Entry

_EMPTY = (
    "The journal is empty. It fills by itself: open a case, and in its plan tick whom you have told (t) "
    "and how they took it (a). Nothing of it leaves this machine."
)


_LISTED = 200
"""As many as anybody would scroll through; a search finds the others."""


class EntryList(OptionList):
    """The exits, the last decided first."""

    BINDINGS = bindings("journal", "list")


class JournalScreen(SearchingScreen):
    """All exits, and all about the marked one."""

    PLACE: ClassVar[str] = "journal"
    PLACE_LABEL: ClassVar[str] = "journal"
    NEEDS_CASE: ClassVar[bool] = False
    CSS_PATH = "journal.tcss"
    AUTO_FOCUS = "EntryList"
    SEARCHED = EntryList
    BINDINGS = bindings("journal")

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.journal = Journal(workspace.folder)
        self.entries: list[Entry] = []
        self._known: dict[str, tuple[Entry, str]] = {}

    def body(self) -> Iterable[Widget]:
        """A list beside what is known of one."""
        yield Vertical(
            Static("", id="journal-sum", markup=False),
            Input(
                placeholder="role, company, outcome or note", id="find", select_on_focus=False, compact=True
            ),
            Horizontal(
                EntryList(id="entries", markup=False),
                VerticalScroll(Static("", id="entry-text", markup=False), id="entry", classes="panel"),
                id="journal-panes",
            ),
            id="journal",
        )

    def on_screen_resume(self) -> None:
        """Look at it anew whenever one comes here."""
        self.load()

    @work(thread=True, exclusive=True, group="journal")
    def load(self) -> None:
        """Read the journal off the screen's own thread, and show it."""
        problem, entries, worker = "", self.entries, get_current_worker()
        try:
            entries = self.journal.entries()
            reason_names()  # while nobody waits for it
        except StoreError as error:
            problem = str(error)
        self.app.call_from_thread(self._loaded, entries, problem, worker)

    def _loaded(self, entries: list[Entry], problem: str, read_by: Worker[None]) -> None:
        if read_by.is_cancelled or not self.query(EntryList):
            return  # it is read anew already, or the screen is on its way out
        self.entries = entries
        if problem:
            self.notify(problem, severity="error", timeout=12, markup=False)
        for notice in self.workspace.untold(self.journal.notices):
            self.notify(notice, severity="warning", timeout=12, markup=False)
        self._known = {entry.id: (entry, _index(entry)) for entry in self.entries}
        self.show_found()

    def show_found(self) -> None:
        """Those that fit what is searched for."""
        words = self.searched_words
        found = [entry for entry, text in self._known.values() if all(word in text for word in words)]
        listed = self.query_one(EntryList)
        marked = self._marked()
        listed.set_options(Option(_line(entry), id=entry.id) for entry in found[:_LISTED])
        ids = [entry.id for entry in found[:_LISTED]]
        listed.highlighted = ids.index(marked.id) if marked and marked.id in ids else 0 if ids else None
        self.query_one("#journal-sum", Static).update(
            Content(sum_of(found) if found else "Nothing fits that." if self.entries else _EMPTY)
        )
        more = f"the last {_LISTED} of {len(found)} · {key_of('journal.search')} finds the others"
        listed.border_subtitle = Content(more if len(found) > _LISTED else "")
        self.set_class(not found, "-nothing")
        self._show_entry()

    @on(OptionList.OptionHighlighted)
    def _show_entry(self) -> None:
        entry = self._marked()
        if entry is not None:
            panel = self.query_one("#entry")
            panel.border_title = Content(f"{entry.role}, {entry.company}")
            lines = [Content.assemble((f"{label:<9} ", "dim"), value) for label, value in told_of(entry)]
            self.query_one("#entry-text", Static).update(Content("\n").join(lines))
        self.refresh_bindings()

    def _marked(self) -> Entry | None:
        option = self.query_one(EntryList).highlighted_option
        known = self._known.get(option.id or "") if option is not None else None
        return known[0] if known is not None else None

    # What can be done

    @property
    def has_entries(self) -> bool:
        """Whether there is anything in the journal."""
        return bool(self.entries)

    @property
    def has_entry(self) -> bool:
        """Whether an exit is marked."""
        return self._marked() is not None

    @property
    def has_case(self) -> bool:
        """Whether the marked exit's case is still there to write letters for."""
        entry = self._marked()
        return entry is not None and (self.workspace.folder / "cases" / f"{entry.id}.json").is_file()

    @property
    def wants_reply(self) -> bool:
        """Whether they asked something that a letter answers."""
        entry = self._marked()
        return self.has_case and entry is not None and entry.outcome in REPLIES

    @on(OptionList.OptionSelected)
    def action_outcome(self) -> None:
        """Say how they took it."""
        from tui.screens.outcome import OutcomeDialog

        entry = self._marked()
        if entry is None:
            return

        def told(answer: tuple[str | None, str] | None) -> None:
            if answer is not None:
                try:
                    keep_outcome(self.journal, self.workspace.cases, self.workspace.clock(), entry, *answer)
                except StoreError as error:
                    self.notify(str(error), severity="error", timeout=12, markup=False)
                self.load()

        known = entry.outcome if entry.outcome in ASKED else None
        self.app.push_screen(OutcomeDialog(known, entry.note), told)

    def action_reply(self) -> None:
        """Open the letter that answers them."""
        if (entry := self._marked()) is not None:
            self.post_message(OpenCase(entry.id, step=REPLIES[entry.outcome]))

    def action_reflection(self) -> None:
        """Open the note to oneself about this exit."""
        if (entry := self._marked()) is not None:
            self.post_message(OpenCase(entry.id, step="reflection_note"))

    def action_criteria(self) -> None:
        """Open the page of what one looks for."""
        if (entry := self._marked()) is not None:
            self.post_message(OpenCase(entry.id, step="criteria_page"))

    def action_charts(self) -> None:
        """Show the journal in charts."""
        from tui.screens.charts import ChartsScreen

        self.app.push_screen(ChartsScreen(self.workspace, self.entries))

    def action_save(self) -> None:
        """Write the journal to a file."""
        from tui.screens.export import JournalDialog

        self.app.push_screen(JournalDialog(self.workspace, self.entries))

    def action_remove(self) -> None:
        """Take the marked exit out of the journal, after asking."""
        from tui.screens.confirm import ConfirmDialog

        entry = self._marked()
        if entry is None:
            return

        def answered(sure: bool | None) -> None:
            if sure:
                try:
                    self.journal.remove(entry.id)
                except StoreError as error:
                    self.notify(str(error), severity="error", timeout=12, markup=False)
                self.load()

        question = f"Take {entry.role}, {entry.company} out of the journal for good? The case itself stays."
        self.app.push_screen(ConfirmDialog(question, yes="Take it out", no="Keep"), answered)

    def action_back(self) -> None:
        """Out of the search, else home."""
        if self.is_searching:
            self.end_search()
        else:
            self.post_message(Go("home"))


def _index(entry: Entry) -> str:
    return f"{entry.role} {entry.company} {OUTCOMES[entry.outcome]} {entry.note}".casefold()


def _line(entry: Entry) -> Content:
    moment = entry.told or entry.decided
    day = f"{moment.astimezone():%d %b %Y}  " if moment else ""
    return Content.assemble(
        (f"{entry.role}, {entry.company}", "bold"), "\n", (f"{day}{OUTCOMES[entry.outcome]}", "dim"), "\n"
    )
