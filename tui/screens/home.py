"""Home: the cases and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, get_current_worker

from core.errors import StoreError
from core.record import CaseRecord
from core.store import Shelf
from tui.bindings import bindings
from tui.commands import key_of
from tui.messages import Go, OpenCase
from tui.screens.searching import SearchingScreen
from tui.widgets.chrome import BottomBar
from tui.widgets.paths import PathText
from tui.workspace import Workspace

_SUMMED_UP = 40
"""Only so many cases get their plan worked out: those that a screen can show."""

_LISTED = 100
"""Laying out thousands of lines would hold up every key; the search finds the others."""

_KEY = "key"
_SHELVES: dict[Shelf, str] = {"cases": "Your cases", "archive": "Archive", "trash": "Trash"}


class CaseList(OptionList):
    """The cases, the one touched last on top."""

    BINDINGS = bindings("home", "list")


class Welcome(Static):
    """What can be done while there is no case yet; a click presses the key."""

    def on_click(self, event: Click) -> None:
        """Press the key of the line."""
        if key := event.style.meta.get(_KEY):
            self.app.simulate_key(str(key))


class HomeScreen(SearchingScreen):
    """All cases; a new one, an old one, or an example to play with."""

    PLACE: ClassVar[str] = "home"
    PLACE_LABEL: ClassVar[str] = "leave a hiring process well"
    NEEDS_CASE: ClassVar[bool] = False
    AUTO_FOCUS = "CaseList"
    SEARCHED = CaseList
    BINDINGS = bindings("home")

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.shelf: Shelf = "cases"
        self.records: list[CaseRecord] = []
        self._summaries: dict[str, str] = {}
        self._removed: list[CaseRecord] = []
        self._left = False

    def body(self) -> Iterable[Widget]:
        """The list, or what to do while there is nothing in it."""
        yield Vertical(
            Static("", id="cases-title", markup=False),
            Input(placeholder="role, company or a name", id="find", select_on_focus=False, compact=True),
            CaseList(id="cases", markup=False),
            Welcome(_welcome(), id="welcome", markup=False),
            PathText(f"Nothing is sent to anyone. All stays in {self.workspace.folder}", widget_id="promise"),
            id="home",
        )

    def on_screen_resume(self) -> None:
        """Look at the cases anew whenever one comes home."""
        self._left = False
        self.show_top()
        self.show_saved()
        self.load()

    @work(thread=True, exclusive=True, group="home")
    def load(self) -> None:
        """Read the cases, then work out where they stand; both off the screen's own thread."""
        shelf, worker = self.shelf, get_current_worker()
        records = self.workspace.cases.list(shelf, newest=_SUMMED_UP)
        if len(records) == _SUMMED_UP:  # these at once, then all that there are
            self.app.call_from_thread(self._show, records, worker)
            records = self.workspace.cases.list(shelf)
        self.app.call_from_thread(self._show, records, worker)
        from tui.state.summary import sum_up

        for record in records[:_SUMMED_UP] if shelf == "cases" else ():
            summary = sum_up(record, self.workspace.cases, self.workspace.clock)
            self.app.call_from_thread(self._show_summary, record.id, summary)

    def _show(self, records: list[CaseRecord], read_by: Worker[None]) -> None:
        if read_by.is_cancelled or not self.query(CaseList):
            return  # another shelf has been asked for since, or the app is on its way out
        self.records = records
        self.show_found()
        nothing = self.shelf == "cases" and not records
        self.set_class(nothing, "-empty")
        if not nothing and self.focused is not self.query_one("#find"):
            self.set_focus(self._list)
        for notice in self.workspace.untold(self.workspace.cases.notices):
            self.notify(notice, severity="warning", timeout=12, markup=False)

    def show_found(self) -> None:
        """Those that fit what is searched for."""
        words = self.searched_words
        found = [record for record in self.records if all(word in _index(record) for word in words)]
        at = self._highlighted_id() or self.workspace.settings.get("last_case")
        listed = found[:_LISTED]
        self._list.set_options(
            Option(_line(record, self._summary(record)), id=record.id) for record in listed
        )
        ids = [record.id for record in listed]
        self._list.highlighted = ids.index(at) if at in ids else 0 if ids else None
        title = _SHELVES[self.shelf]
        if self.shelf != "cases":
            for_good = f", {key_of('home.destroy')} deletes it for good" if self.shelf == "trash" else ""
            back = key_of("home.restore")
            title += (
                f" · enter or {back} brings a case back{for_good}" if self.records else " · nothing in it"
            )
        elif words:
            title += f" · {len(found)} of {len(self.records)}"
        if len(found) > _LISTED:
            title += f" · the last {_LISTED} of {len(found)} · {key_of('home.search')} finds the others"
        self.query_one("#cases-title", Static).update(Content(title))
        self.refresh_bindings()

    def _summary(self, record: CaseRecord) -> str:
        if self.shelf != "cases":
            return f"last changed {record.updated.astimezone():%d %b %Y}"
        return self._summaries.get(record.id, "")

    def _show_summary(self, case_id: str, summary: str) -> None:
        self._summaries[case_id] = summary
        if not self.query(CaseList):
            return
        record = next((record for record in self.records if record.id == case_id), None)
        listed = any(option.id == case_id for option in self._list.options)
        if record is not None and listed and self.shelf == "cases":
            self._list.replace_option_prompt(case_id, _line(record, summary))

    @property
    def _list(self) -> CaseList:
        return self.query_one(CaseList)

    def _highlighted_id(self) -> str | None:
        option = self._list.highlighted_option
        return option.id if option is not None else None

    def _marked(self) -> CaseRecord | None:
        case_id = self._highlighted_id()
        return next((record for record in self.records if record.id == case_id), None)

    # What can be done

    @property
    def has_cases(self) -> bool:
        """Whether there is something to search."""
        return bool(self.records)

    @property
    def has_case(self) -> bool:
        """Whether a case is marked."""
        return self._marked() is not None

    @property
    def has_open_case(self) -> bool:
        """Whether a case is marked that is not put away."""
        return self.shelf == "cases" and self.has_case

    @property
    def in_trash(self) -> bool:
        """Whether a case is marked that is in the trash."""
        return self.shelf == "trash" and self.has_case

    @property
    def can_restore(self) -> bool:
        """Whether there is a case to bring back."""
        return bool(self._removed) if self.shelf == "cases" else self.has_case

    @property
    def can_go_back(self) -> bool:
        """Whether one is in a search, or looks at what was put away."""
        return self.shelf != "cases" or self.is_searching

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys typed ahead of the next screen do nothing to the cases here."""
        return not self._left and super().check_action(action, parameters)

    # Opening

    def _leave(self, wish: OpenCase) -> None:
        self._left = True
        self.query_one(BottomBar).show_saved("opening …")
        self.call_after_refresh(self.post_message, wish)  # it is seen to be heard, however long it takes

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        if self.shelf == "cases":
            self._leave(OpenCase(event.option_id))
        else:
            self.action_restore()

    def action_new(self) -> None:
        """Begin a new case."""
        self._leave(OpenCase())

    def action_example(self) -> None:
        """Open the worked example."""
        self._leave(OpenCase(example=True))

    def action_journal(self) -> None:
        """Look at past exits."""
        self.post_message(Go("journal"))

    def action_back(self) -> None:
        """Out of the search; else back from what was put away."""
        if self.is_searching:
            self.end_search()
        else:
            self.shelf = "cases"
            self.load()

    # Putting away

    def action_archive(self) -> None:
        """Put the marked case away."""
        self._put_away(self.workspace.cases.archive, "in the archive")

    def action_delete(self) -> None:
        """Move the marked case to the trash."""
        self._put_away(self.workspace.cases.delete, "in the trash")

    def _put_away(self, move: Callable[[str], None], where: str) -> None:
        record = self._marked()
        if record is None or not self._moved(move, record):
            return
        self._removed.append(record)
        self.notify(f"{record.title} is {where}. {key_of('home.restore')} brings it back.", markup=False)
        self.load()

    def action_destroy(self) -> None:
        """Delete the marked case of the trash for good, after asking."""
        from tui.screens.confirm import ConfirmDialog

        record = self._marked()
        if record is None:
            return

        def answered(sure: bool | None) -> None:
            if sure and self._moved(self.workspace.cases.destroy, record):
                self._removed = [known for known in self._removed if known.id != record.id]
                self.app.clear_notifications()
                self.notify(f"{record.title} is gone.", markup=False)
            self.load()

        question = (
            f"Delete {record.title} for good? This cannot be undone. Letters that you saved to files stay "
            "where they are, and so does its line in the journal."
        )
        self.app.push_screen(ConfirmDialog(question, yes="Delete", no="Keep"), answered)

    def action_restore(self) -> None:
        """Bring back what was put away last; among what was put away, the marked case."""
        record = self._removed.pop() if self.shelf == "cases" else self._marked()
        if record is not None and self._moved(self.workspace.cases.restore, record):
            self._removed = [known for known in self._removed if known.id != record.id]
            self.app.clear_notifications()
            self.notify(f"{record.title} is back.", markup=False)
        self.load()

    def _moved(self, move: Callable[[str], None], record: CaseRecord) -> bool:
        try:
            move(record.id)
        except StoreError as error:
            self.notify(str(error), severity="error", markup=False)
            return False
        return True

    def action_shelf(self) -> None:
        """Look at what was put away."""
        shelves = list(_SHELVES)
        self.shelf = shelves[(shelves.index(self.shelf) + 1) % len(shelves)]
        self.load()

    async def action_leave(self) -> None:
        """Quit."""
        await self.app.run_action("app.quit")


def _index(record: CaseRecord) -> str:
    people = record.answers.get("people")
    names = (
        [str(p.get("name", "")) for p in people if isinstance(p, dict)] if isinstance(people, list) else []
    )
    return " ".join([record.title, *names]).casefold()


def _line(record: CaseRecord, summary: str) -> Content:
    named = record.answers.get("role") or record.answers.get("company")
    begun = "" if named else f"  begun {record.created.astimezone():%d %b, %H:%M}"
    return Content.assemble((record.title, "bold"), (begun, "dim"), "\n", (summary or "…", "dim"), "\n")


_WELCOME = {
    "home.new": "answer a few questions and see the letter grow",
    "home.example": "look at a worked example first",
    "app.help": "what can be done, and with which key",
    "home.leave": "quit",
}


def _welcome() -> Content:
    lines = [Content.styled("Leaving a hiring process, and wanting to do it well?\n", "bold")]
    for command, does in _WELCOME.items():
        key = key_of(command)
        line = Content.assemble("  ", (f"{key:<4}", "$accent bold"), does)
        lines.append(line.stylize(Style.from_meta({_KEY: key})))
    return Content("\n").join(lines)
