"""One line of the table of measurements."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True)
class Row:
    """A measured value, the yardstick measured beside it (if any), and the budget that it has to keep.

    The budget is on the ratio where there is a yardstick (``value / yardstick``), else on the value.
    """

    name: str
    value: float | None
    unit: str
    yardstick: float | None = None
    budget: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Value over yardstick."""
        return self.value / self.yardstick if self.value is not None and self.yardstick else None

    @property
    def holds(self) -> bool | None:
        """Whether the budget is kept; None where there is none, or nothing was measured."""
        judged = self.ratio if self.yardstick else self.value
        return None if self.budget is None or judged is None else judged <= self.budget

    @staticmethod
    def head() -> str:
        """The heading of the table."""
        return f"{'':34}{'measured':>12}{'yardstick':>12}{'ratio':>8}{'budget':>9}  holds"

    def __str__(self) -> str:
        value = "-" if self.value is None else _number(self.value, self.unit)
        base = _number(self.yardstick, self.unit) if self.yardstick else ""
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else ""
        limit = "" if self.budget is None else f"<= {self.budget:.3g}"
        word = {True: "yes", False: "NO", None: ""}[self.holds]
        return f"{self.name:34}{value:>12}{base:>12}{ratio:>8}{limit:>9}  {word:5} {self.note}".rstrip()


def _number(value: float, unit: str) -> str:
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def median_ms(action: Callable[[], object], runs: int) -> float:
    """The median milliseconds of so many runs, after a warm-up."""
    for _ in range(max(3, runs // 20)):
        action()
    return statistics.median(timed(action) for _ in range(runs)) * 1000


def timed(action: Callable[[], object]) -> float:
    """How many seconds one call takes."""
    started = perf_counter()
    action()
    return perf_counter() - started


def interleaved(actions: Sequence[Callable[[], float]], runs: int) -> list[list[float]]:
    """Measurements of each action, in turn so that a busy moment hits all alike; the first is dropped."""
    results: list[list[float]] = [[] for _ in actions]
    for turn in range(runs + 1):
        for action, kept in zip(actions, results, strict=True):
            measured = action()
            if turn:
                kept.append(measured)
    return results
