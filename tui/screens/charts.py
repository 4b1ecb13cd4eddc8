"""The journal in charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from tui.bindings import bindings
from tui.screens.base import BowoutScreen
from tui.state.charts import charts
from tui.widgets.chart import ChartView
from tui.workspace import Workspace

if TYPE_CHECKING:
    from core.journal import Entry

_NOTHING = "There is nothing to draw yet. Tick the steps of a plan as you tell people: it all begins there."


class ChartsScreen(BowoutScreen):
    """Outcomes, days to tell, reasons by month.

    Args:
        workspace: what all screens share.
        entries: what to draw.
    """

    PLACE: ClassVar[str] = "charts"
    PLACE_LABEL: ClassVar[str] = "journal in charts"
    NEEDS_CASE: ClassVar[bool] = False
    CSS_PATH = "journal.tcss"
    BINDINGS = bindings("charts")

    def __init__(self, workspace: Workspace, entries: Sequence[Entry]) -> None:
        super().__init__(workspace)
        self._entries = entries

    def body(self) -> Iterable[Widget]:
        """One chart under the other, two beside each other where there is room."""
        found = charts(self._entries)
        nothing = [] if found else [Static(_NOTHING, markup=False)]
        yield VerticalScroll(*map(ChartView, found), *nothing, id="charts")

    def action_back(self) -> None:
        """Back to the journal."""
        self.dismiss()
