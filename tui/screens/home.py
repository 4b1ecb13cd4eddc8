"""Home: the cases and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from core.errors import StoreError
from core.record import CaseRecord
from tui.bindings import bindings
from tui.messages import OpenCase
from tui.screens.base import BowoutScreen
from tui.workspace import Workspace

_SUMMED_UP = 40
"""Only so many cases get their plan worked out: those that a screen can show."""


class CaseList(OptionList):
    """The cases, the one touched last on top."""

    BINDINGS = bindings("home", "list")


class HomeScreen(BowoutScreen):
    """All cases; a new one, an old one, or an example to play with."""

    PLACE: ClassVar[str] = "home"
    PLACE_LABEL: ClassVar[str] = "leave a hiring process well"
    BINDINGS = bindings("home")

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.records: list[CaseRecord] = []
        self._removed: list[CaseRecord] = []
        self._left = False

    def body(self) -> Iterable[Widget]:
        """The list, or what to do while there is nothing in it."""
        yield Vertical(
            Static("Your cases", id="cases-title", markup=False),
            CaseList(id="cases", markup=False),
            Static(_welcome(), id="welcome", markup=False),
            Static(
                Content(f"Nothing is sent to anyone. All stays in {self.workspace.folder}"),
                id="promise",
                markup=False,
            ),
            id="home",
        )

    def on_screen_resume(self) -> None:
        """Look at the cases anew whenever one comes home."""
        self._left = False
        self.load()

    @work(thread=True, exclusive=True, group="home")
    def load(self) -> None:
        """Read the cases, then work out where they stand; both off the screen's own thread."""
        records = self.workspace.cases.list()
        self.app.call_from_thread(self._show, records)
        from tui.state.summary import sum_up

        for record in records[:_SUMMED_UP]:
            summary = sum_up(record, self.workspace.cases, self.workspace.clock)
            self.app.call_from_thread(self._show_summary, record.id, summary)

    def _show(self, records: list[CaseRecord]) -> None:
        known = {option.id: option.prompt for option in self._list.options}
        at = self._highlighted_id() or self.workspace.settings.get("last_case")
        self.records = records
        self._list.set_options(
            Option(_line(record, "") if record.id not in known else known[record.id], id=record.id)
            for record in records
        )
        ids = [record.id for record in records]
        self._list.highlighted = ids.index(at) if at in ids else 0 if ids else None
        self.set_class(not records, "-empty")
        if records:
            self._list.focus()
        for notice in self.workspace.cases.notices:
            self.notify(notice, severity="warning", timeout=12, markup=False)
        self.workspace.cases.notices.clear()
        self.refresh_bindings()

    def _show_summary(self, case_id: str, summary: str) -> None:
        record = next((record for record in self.records if record.id == case_id), None)
        if record is not None and self.is_mounted:
            self._list.replace_option_prompt(case_id, _line(record, summary))

    @property
    def _list(self) -> CaseList:
        return self.query_one(CaseList)

    def _highlighted_id(self) -> str | None:
        option = self._list.highlighted_option
        return option.id if option is not None else None

    @property
    def has_case(self) -> bool:
        """Whether a case is marked."""
        return bool(self.records) and self._highlighted_id() is not None

    @property
    def can_restore(self) -> bool:
        """Whether there is a case to bring back."""
        return bool(self._removed)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys typed ahead of the next screen do nothing to the cases here."""
        return not self._left and super().check_action(action, parameters)

    def _leave(self, wish: OpenCase) -> None:
        self._left = True
        self.post_message(wish)

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        self._leave(OpenCase(event.option_id))

    def action_new(self) -> None:
        """Begin a new case."""
        self._leave(OpenCase())

    def action_example(self) -> None:
        """Open the worked example."""
        self._leave(OpenCase(example=True))

    def action_delete(self) -> None:
        """Move the marked case to the trash."""
        case_id = self._highlighted_id()
        record = next((record for record in self.records if record.id == case_id), None)
        if record is None:
            return
        try:
            self.workspace.cases.delete(record.id)
        except StoreError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self._removed.append(record)
        self.notify(f"{record.title} is in the trash. u brings it back.", markup=False)
        self.load()

    def action_restore(self) -> None:
        """Bring the case back that was removed last."""
        record = self._removed.pop()
        try:
            self.workspace.cases.restore(record.id)
        except StoreError as error:
            self.notify(str(error), severity="error", markup=False)
        self.load()

    async def action_leave(self) -> None:
        """Quit."""
        await self.app.run_action("app.quit")


def _line(record: CaseRecord, summary: str) -> Content:
    return Content.assemble((record.title, "bold"), "\n", (summary or "…", "dim"), "\n")


def _welcome() -> Content:
    return Content.assemble(
        ("Leaving a hiring process, and wanting to do it well?\n\n", "bold"),
        ("  n   ", "$accent bold"),
        "answer a few questions: the letter grows beside them\n",
        ("  x   ", "$accent bold"),
        "look at a worked example first\n",
        ("  f1  ", "$accent bold"),
        "what can be done, and with which key\n",
        ("  q   ", "$accent bold"),
        "quit\n",
    )
