"""The plan: whom to tell, in which order, how, when on both clocks, and why."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from core.errors import BowoutError
from core.plan import Plan, Step
from tui.bindings import bindings
from tui.messages import CaseChanged, Go
from tui.screens.base import BowoutScreen
from tui.state.clocks import window_in_words
from tui.state.session import Tick
from tui.state.summary import step_title
from tui.workspace import Workspace

_VERDICTS = {
    "go": ("Go ahead", "$success bold"),
    "pause": ("Sleep on it", "$warning bold"),
    "ask_first": ("Ask first", "$warning bold"),
}
_TICKS: dict[Tick | None, tuple[str, str]] = {
    None: ("○", "dim"),
    "waiting": ("◐", "$warning"),
    "told": ("✓", "$success bold"),
}
_INDENT = " " * 6


class StepList(OptionList):
    """The steps in order."""

    BINDINGS = bindings("plan", "list")


class PlanScreen(BowoutScreen):
    """Advice, then the steps."""

    PLACE: ClassVar[str] = "plan"
    PLACE_LABEL: ClassVar[str] = "plan"
    CSS_PATH = "plan.tcss"
    BINDINGS = bindings("plan")

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._plan: Plan | None = None

    def body(self) -> Iterable[Widget]:
        """What the decision check says, above what to do."""
        advice = VerticalScroll(Static("", id="advice-text", markup=False), id="advice", can_focus=False)
        steps = StepList(id="steps", markup=False)
        panel = Vertical(steps, id="steps-panel", classes="panel")
        panel.border_title = "Whom to tell, in this order"
        yield advice
        yield panel

    def on_mount(self) -> None:
        """Show the plan with the next step marked."""
        self.session.be_at("plan", "")
        self.query_one(StepList).focus()
        self._show()
        steps = self.plan.steps
        upcoming = self.session.next_step
        self.query_one(StepList).highlighted = steps.index(upcoming) if upcoming in steps else 0

    @property
    def plan(self) -> Plan:
        """The plan as shown."""
        if self._plan is None:
            self._plan = self.session.plan
        return self._plan

    @property
    def has_step(self) -> bool:
        """Whether there is a step to act on."""
        return bool(self.plan.steps)

    def show_top(self) -> None:
        """The clocks go on, and with them what can be done now."""
        super().show_top()
        if self._plan is not None and self.is_mounted:
            self._show()

    def on_resize(self) -> None:
        """The reasons are wrapped anew."""
        if self._plan is not None:
            self._show()

    def _show(self) -> None:
        self._plan = self.session.plan
        self.query_one("#advice-text", Static).update(_advice(self._plan, self.session.needed))
        step_list = self.query_one(StepList)
        at = step_list.highlighted
        step_list.set_options(
            Option(self._line(number, step), id=step.id) for number, step in enumerate(self._plan.steps, 1)
        )
        step_list.highlighted = min(at or 0, len(self._plan.steps) - 1)
        self.query_one("#steps-panel").border_subtitle = Content(
            f"{self.session.told} of {len(self._plan.steps)} told"
        )

    def _line(self, number: int, step: Step) -> Content:
        mark, style = _TICKS[self.session.tick_of(step.id)]
        done = self.session.tick_of(step.id) == "told"
        head = Content.assemble(
            (f" {mark} ", style),
            (f"{number}. ", "dim"),
            (step_title(step.message), "dim" if done else "bold"),
            *_way(step),
            ("  ! urgent", "$error bold") if step.urgent and not done else "",
        )
        lines = [head]
        if step.window is not None and not done:
            when = window_in_words(self.session.case, step.window, self.session.clock())
            lines.append(Content.assemble(_INDENT, (when, "$accent")))
        if self.session.tick_of(step.id) == "waiting":
            lines.append(Content.assemble(_INDENT, ("waiting for an answer", "$warning")))
        if not done:
            width = max(20, self.size.width - len(_INDENT) - 6)
            lines += [Content.assemble(_INDENT, (line, "dim")) for line in textwrap.wrap(step.why, width)]
        return Content("\n").join([*lines, Content("")])

    # Commands

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        self.post_message(Go("workbench", event.option_id))

    def _marked(self) -> Step | None:
        option = self.query_one(StepList).highlighted_option
        return self.plan.step(option.id) if option is not None and option.id else None

    def _tick(self, tick: Tick) -> None:
        step = self._marked()
        if step is not None:
            self.session.tick(step.id, tick)
            self._show()
            self.post_message(CaseChanged())

    def action_told(self) -> None:
        """Tick the step, or take the tick back."""
        self._tick("told")

    def action_waiting(self) -> None:
        """Mark the step as waiting for an answer."""
        self._tick("waiting")

    def action_save_all(self) -> None:
        """Save all letters."""
        from tui.screens.save import SaveDialog

        try:
            self.app.push_screen(SaveDialog(self.workspace, self._marked(), everything=True))
        except BowoutError as error:
            self.notify(str(error), severity="error", markup=False)

    def action_back(self) -> None:
        """Back to the questions."""
        self.post_message(Go("checklist"))

    def action_home(self) -> None:
        """Back to all cases."""
        self.post_message(Go("home"))


def _way(step: Step) -> tuple[str | tuple[str, str], ...]:
    if step.channel == "note":
        return (("  for yourself", "dim"),)
    return ("  to ", "dim"), ", ".join(step.to), (f"  by {step.channel}", "dim")


def _advice(plan: Plan, missing: list[str]) -> Content:
    advice = plan.advice
    lines = [Content.assemble(_VERDICTS[advice.verdict], "  ", " ".join(advice.because))]
    lines += [Content.assemble(("• ", "$warning"), caution.text) for caution in advice.cautions]
    lines += [Content.assemble(("! ", "$warning bold"), warning) for warning in plan.warnings]
    if missing:
        guess = f"A first guess, until you answer: {', '.join(missing)}. escape goes back."
        lines.append(Content.assemble(("! ", "$warning bold"), guess))
    return Content("\n").join(lines)
