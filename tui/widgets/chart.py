"""A chart that fills its place, and says below in words what it shows."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.state.charts import Chart, drawn

_LEAST_WIDTH = 24
_ROWS_A_BAR = 2


class ChartView(Widget):
    """One chart, drawn anew when its place changes."""

    DEFAULT_CSS = """
    ChartView { width: 1fr; height: auto; padding: 1 1 0 1; }
    """

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart = chart
        self._drawn: tuple[int, Content] | None = None

    def _content(self, width: int) -> Content:
        if self._drawn is None or self._drawn[0] != width:
            parts = [Content.styled(self.chart.title, "bold")]
            if width >= _LEAST_WIDTH:
                parts.append(_as_content(drawn(self.chart, width, self._rows)))
            parts.append(Content.styled(self.chart.in_words, "dim"))
            self._drawn = (width, Content("\n").join(parts))
        return self._drawn[1]

    @property
    def _rows(self) -> int:
        one_part = len(self.chart.series) == 1 and not self.chart.series[0][0]
        return len(self.chart.bars) * _ROWS_A_BAR + 1 if one_part else 14 + len(self.chart.series)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many rows as it takes in this width."""
        return self._content(width).get_height({}, width) if width > 0 else 1

    def render(self) -> Content:
        """The chart."""
        return self._content(self.content_size.width)


def _as_content(ansi: str) -> Content:
    from rich.text import Text

    return Content.from_rich_text(Text.from_ansi(ansi.rstrip("\n")))
