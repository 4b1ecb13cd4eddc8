"""The plan: whom to tell, in which order, how, when on both clocks, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import on, work
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from core.calendar import across_borders
from core.checklist import Question
from core.errors import StoreError
from core.journal import OUTCOMES
from core.plan import Plan, Step
from core.steps import text
from tui.bindings import bindings
from tui.commands import key_of
from tui.messages import CaseChanged, Go
from tui.screens.base import BowoutScreen
from tui.state.clocks import day_in_words, hour_for_both, window_in_words
from tui.state.exits import outcome, set_outcome
from tui.state.kept import saved_path
from tui.state.lacking import is_needed, person_lacking, to_ask
from tui.state.past import REPLIES
from tui.state.session import Tick
from tui.state.summary import step_title
from tui.widgets.paths import broken
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
    "answered": ("✓", "$success bold"),
}
_INDENT = " " * 6


class StepList(OptionList):
    """The steps in order."""

    BINDINGS = bindings("plan", "list")


class PlanScreen(BowoutScreen):
    """Advice, then the steps.

    Args:
        workspace: what all screens share.
        wanted: a message to open once what it still needs is answered.
    """

    PLACE: ClassVar[str] = "plan"
    PLACE_LABEL: ClassVar[str] = "plan"
    CSS_PATH = "plan.tcss"
    BINDINGS = bindings("plan")

    def __init__(self, workspace: Workspace, wanted: str | None = None) -> None:
        super().__init__(workspace)
        self._plan: Plan | None = None
        self._wanted = wanted

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
        if self._wanted is not None:
            self.call_after_refresh(self._open_message, self._wanted)

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

    @property
    def has_window(self) -> bool:
        """Whether a step has a time."""
        return any(step.window is not None for step in self.plan.steps)

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
        abroad = across_borders(self.session.case)
        self.query_one("#advice-text", Static).update(_advice(self._plan, self.session.needed, abroad=abroad))
        step_list = self.query_one(StepList)
        at = step_list.highlighted
        step_list.set_options(
            Option(self._line(number, step), id=step.id) for number, step in enumerate(self._plan.steps, 1)
        )
        step_list.highlighted = min(at or 0, len(self._plan.steps) - 1)
        urgent = "! should not wait · " if any(step.urgent for step in self._plan.steps) else ""
        count = f"{self.session.done} of {len(self._plan.steps)} done"
        self.query_one("#steps-panel").border_subtitle = Content(urgent + count)

    def _line(self, number: int, step: Step) -> Content:
        mark, style = _TICKS[self.session.tick_of(step.id)]
        done = self.session.tick_of(step.id) in ("told", "answered")
        head = Content.assemble(
            ("! ", "$error bold") if step.urgent and not done else "",
            (step_title(step.message), "dim" if done else "bold"),
            *_way(step),
        )
        first, *rest = self._behind(head, len(_INDENT))
        lines = [Content.assemble((f" {mark} ", style), (f"{number}. ", "dim"), first), *rest]
        if step.window is not None and not done:
            when = window_in_words(self.session.case, step.window, self.session.clock())
            lines += self._behind(Content.styled(when, "$accent"))
            lines += self._behind(Content.styled(hour_for_both(self.session.case, step.window), "dim"))
        if step.after and not done:
            wait = "after_urgent" if step.urgent else "after"
            lines += self._behind(Content.styled(text("why", wait, name=step.after), "$warning"))
        if step.due is not None and not done:
            promised = f"promised by {day_in_words(self.session.case, step.due, self.session.clock())}"
            lines += self._behind(Content.styled(promised, "$warning"))
        if (path := saved_path(self.session, step.id)) is not None and not done:
            lines += self._behind(Content.assemble(("Saved: ", "$success"), (str(path), "dim")))
        if self.session.tick_of(step.id) == "waiting":
            lines.append(Content.assemble(_INDENT, ("waiting for an answer", "$warning")))
        if self.session.tick_of(step.id) == "answered":
            name, _ = outcome(self.session)
            lines.append(Content.assemble(_INDENT, (OUTCOMES.get(name or "", "answered"), "$success")))
        lines += self._behind(Content.styled(step.why, "dim"))
        return Content("\n").join([*lines, Content("")])

    def _behind(self, content: Content, hanging: int = 0) -> list[Content]:
        """The lines of a content, all of them indented, the first less if it hangs."""
        if not content:
            return []
        width = max(20, self.size.width - len(_INDENT) - 6)
        first, *rest = broken(content, width).wrap(width)
        return [
            Content.assemble(_INDENT[hanging:], first),
            *(Content.assemble(_INDENT, line) for line in rest),
        ]

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
            self._ticked()

    def _ticked(self) -> None:
        """Show it, save it, and let the journal know."""
        self._show()
        self.post_message(CaseChanged())
        self._note_exit()

    @work
    async def _note_exit(self) -> None:
        try:
            await self.workspace.note_exit_meanwhile()
        except StoreError as error:
            self.notify(str(error), severity="warning", markup=False)

    def action_told(self) -> None:
        """Tick the step, or take the tick back."""
        self._tick("told")

    def action_waiting(self) -> None:
        """Mark the step as waiting for an answer."""
        self._tick("waiting")

    def action_answered(self) -> None:
        """Ask how they took it."""
        from tui.screens.outcome import OutcomeDialog

        step = self._marked()
        if step is None:
            return

        def told(answer: tuple[str | None, str] | None) -> None:
            if answer is None:
                return
            name, note = answer
            set_outcome(self.session, name, note)
            if (name is not None) != (self.session.tick_of(step.id) == "answered"):
                self.session.tick(step.id, "answered")
            self._ticked()
            if reply := REPLIES.get(name or ""):
                self.notify(
                    f"There is a letter for that: {key_of('plan.other')}, then “{step_title(reply)}”.",
                    markup=False,
                )

        self.app.push_screen(OutcomeDialog(*outcome(self.session)), told)

    # Letters outside the plan

    def action_other(self) -> None:
        """Find a letter that the plan does not hold."""
        from tui.screens.catalogue import CatalogueDialog

        planned = frozenset(step.message for step in self.plan.steps)
        self.app.push_screen(CatalogueDialog(planned), self._open_message)

    def _open_message(self, message_id: str | None) -> None:
        """Open it, once what it needs is answered."""
        if message_id is None:
            return
        kind = person_lacking(self.session, message_id)
        asked = to_ask(self.session, message_id)
        if kind is not None:
            self._ask_for_person(message_id, kind)
        elif asked:
            self._ask_for_details(message_id, asked)
        else:
            self.post_message(Go("workbench", message_id))

    def _ask_for_person(self, message_id: str, kind: str) -> None:
        from tui.screens.person import PersonDialog

        def named(person: dict[str, Any] | None) -> None:
            if person is not None:
                people = self.session.answers.get("people")
                self.session.answer("people", [*(people if isinstance(people, list) else []), person])
                self.post_message(CaseChanged())
                self._open_message(message_id if person.get("kind") == kind else None)

        self.app.push_screen(PersonDialog({"kind": kind}, self.session.answers.get("stage")), named)

    def _ask_for_details(self, message_id: str, asked: tuple[Question, ...]) -> None:
        from tui.screens.details import DetailsDialog

        def answered(values: dict[str, Any] | None) -> None:
            if values is not None:
                for path, value in values.items():
                    self.session.answer(path, value)
                self.post_message(CaseChanged())
                self.post_message(Go("workbench", message_id))

        needed = frozenset(question.id for question in asked if is_needed(question, message_id))
        self.app.push_screen(DetailsDialog(step_title(message_id), asked, needed), answered)

    # Elsewhere

    def action_save_all(self) -> None:
        """Save all letters."""
        from tui.screens.save import SaveDialog

        dialog = SaveDialog(self.workspace, self.session, self._marked(), everything=True)
        self.app.push_screen(dialog, lambda _: self._show())

    def action_calendar(self) -> None:
        """Write the times into a calendar file."""
        from tui.screens.export import CalendarDialog

        self.app.push_screen(CalendarDialog(self.workspace, self.session))

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


def _advice(plan: Plan, missing: list[str], *, abroad: bool) -> Content:
    advice = plan.advice
    lines = [Content.assemble(_VERDICTS[advice.verdict], "  ", " ".join(advice.because))]
    lines += [Content.assemble(("• ", "$warning"), caution.text) for caution in advice.cautions]
    lines += [Content.assemble(("! ", "$warning bold"), warning) for warning in plan.warnings]
    if abroad:
        lines.append(Content.styled(text("why", "holidays"), "dim"))
    if missing:
        guess = f"A first guess, until you answer: {', '.join(missing)}. {key_of('plan.back')} goes back."
        lines.append(Content.assemble(("! ", "$warning bold"), guess))
    return Content("\n").join(lines)
