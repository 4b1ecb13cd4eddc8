"""What the journal's charts show, and how each is drawn as text of a given size.

plotext draws; it is loaded when the first chart is wanted and never before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.journal import OUTCOMES

if TYPE_CHECKING:
    from core.journal import Entry

_DAYS = (("the same day", 1), ("1 day", 2), ("2 days", 3), ("3 to 6 days", 7), ("1 week", 14))
_LATER = "2 weeks or more"
_MONTHS = 12
_COLOURS = ("blue+", "orange+", "green+", "magenta+", "cyan+", "red+", "yellow+", "gray+")
_SERIES = len(_COLOURS)


@dataclass(frozen=True)
class Chart:
    """Bars, each of one part or of several.

    Attributes:
        title: what it shows.
        bars: what the bars stand for.
        series: the parts: what they stand for, and how much of each bar they are.
    """

    title: str
    bars: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def most(self) -> int:
        """The longest bar."""
        return max(map(sum, zip(*(values for _, values in self.series), strict=True)), default=0)

    @property
    def in_words(self) -> str:
        """The same for whoever cannot see the bars, or no colours."""
        lines = []
        for at, bar in enumerate(self.bars):
            parts = [(name, values[at]) for name, values in self.series if values[at]]
            said = ", ".join(f"{name} {count}" if name else str(count) for name, count in parts)
            lines.append(f"{bar}: {said or 0}")
        return " · ".join(lines)


def charts(entries: Sequence[Entry]) -> tuple[Chart, ...]:
    """All charts that there is something to show in."""
    found = (_outcomes(entries), _days_to_tell(entries), _reasons_by_month(entries))
    return tuple(chart for chart in found if chart.most)


def _outcomes(entries: Iterable[Entry]) -> Chart:
    counts = Counter(entry.outcome for entry in entries)
    known = [name for name in OUTCOMES if counts[name]]
    values = tuple(counts[name] for name in known)
    return Chart("How they ended", tuple(OUTCOMES[name] for name in known), (("", values),))


def _days_to_tell(entries: Iterable[Entry]) -> Chart:
    days = [entry.days_to_tell for entry in entries if entry.days_to_tell is not None]
    names = [next((name for name, limit in _DAYS if day < limit), _LATER) for day in days]
    counts = Counter(names)
    bars = tuple(name for name in (*(name for name, _ in _DAYS), _LATER) if counts[name])
    return Chart("Days from your decision to the first message", bars, (("", tuple(map(counts.get, bars))),))  # type: ignore[arg-type]


def _reasons_by_month(entries: Iterable[Entry]) -> Chart:
    dated = [(entry.month, entry.reason) for entry in entries if entry.month]
    months = sorted({month for month, _ in dated})[-_MONTHS:]
    counts = Counter(dated)
    totals = Counter(reason for month, reason in dated if month in months)
    names = reason_names()
    reasons = [reason for reason, _ in totals.most_common(_SERIES)]
    series = tuple((names.get(r, r), tuple(counts[month, r] for month in months)) for r in reasons)
    return Chart("Reasons by month", tuple(months), series)


def reason_names() -> dict[str, str]:
    """What each kind of reason is called."""
    from core.checklist import question

    asked = question("reason.kind")
    return {str(value): label for value, label in asked.choices} if asked is not None else {}


def drawn(chart: Chart, width: int, height: int) -> str:
    """A chart as lines of text with colours for a terminal."""
    import plotext

    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(width, height)
    names = [name for name, _ in chart.series]
    values = [list(amounts) for _, amounts in chart.series]
    ticks = sorted({round(chart.most * part / 4) for part in range(5)})
    if names == [""]:
        # The first bar belongs on top; plotext begins at the bottom.
        bars, amounts = [f"{bar} " for bar in reversed(chart.bars)], [*reversed(values[0])]
        plotext.bar(bars, amounts, orientation="horizontal", width=0.1, color=_COLOURS[0])
        plotext.ylim(0.75, len(bars) + 0.25)  # so that all bars are of one thickness
        plotext.xticks(ticks, list(map(str, ticks)))
    else:
        colours = list(_COLOURS[: len(values)])
        plotext.stacked_bar(list(chart.bars), values, labels=names, color=colours, width=0.5)
        plotext.yticks(ticks, list(map(str, ticks)))
    plotext.frame(False)
    return str(plotext.build())
