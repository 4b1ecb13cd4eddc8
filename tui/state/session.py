"""The open case: its answers, its plan, where its owner is in it, and what is not saved yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from core.tone import Context, Formality, Tone
from tui.state.stand_ins import NEEDED
from tui.state.typed import clean

if TYPE_CHECKING:
    from core.case import Case
    from core.checklist import Question
    from core.letter import Letter
    from core.plan import Plan, Step
    from core.record import CaseRecord
    from core.store import Cases
    from tui.state.preview import Preview

Tick = Literal["told", "waiting", "answered"]
_PLAN_AGE = timedelta(minutes=1)


class Session:
    """One open case. Everything shown about it comes from here, every change goes through here.

    Args:
        record: the case as the store keeps it.
        cases: the store.
        clock: says what time it is.
    """

    def __init__(self, record: CaseRecord, cases: Cases, clock: Callable[[], datetime]) -> None:
        self.record = record
        self.clock = clock
        self._cases = cases
        self._preview: Preview | None = None
        self._plan: tuple[datetime, Plan] | None = None
        self._asked: tuple[Question, ...] | None = None
        self.changes = self._kept = 0
        self.saved_at: datetime | None = None
        self.question = ""
        """The question that was in use last: where one comes back to from the plan."""

    # What is known

    @property
    def answers(self) -> dict[str, Any]:
        """The answers, in the shape of a case file, perhaps incomplete."""
        return self.record.answers

    def answer(self, path: str, value: Any) -> bool:
        """Take an answer. Says whether it changed anything."""
        from core.checklist import set_answer

        answers = set_answer(self.answers, path, clean(value))
        if answers == self.answers:
            return False
        self.record.answers = answers
        self._preview = self._plan = self._asked = None
        self.touch()
        return True

    @property
    def preview(self) -> Preview:
        """The best case that can be made of the answers so far."""
        from tui.state.preview import preview

        if self._preview is None:
            self._preview = preview(self.answers)
        return self._preview

    @property
    def case(self) -> Case:
        """The case, with stand-ins for what is still missing."""
        return self.preview.case

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that matter as the answers stand."""
        from core.checklist import questions

        if self._asked is None:
            self._asked = questions(self.answers)
        return self._asked

    @property
    def missing(self) -> tuple[Question, ...]:
        """Questions that a complete letter still needs answered."""
        from core.checklist import is_answered

        return tuple(q for q in self.asked if q.required and not is_answered(self.answers, q.id))

    @property
    def refused(self) -> tuple[Question, ...]:
        """Questions whose answer cannot be understood, so that the letters do without it."""
        problems = self.preview.problems
        if not problems:
            return ()
        return tuple(q for q in self.asked if any(path.startswith(q.id) for path in problems))

    @property
    def needed(self) -> list[str]:
        """What is missing, in a few words each."""
        return [NEEDED.get(question.id, question.label.rstrip("?")) for question in self.missing]

    @property
    def title(self) -> str:
        """What the case is called: the role and the company, as far as they are known."""
        return self.record.title

    @property
    def is_example(self) -> bool:
        """Whether this is the worked example, whose people nobody should be asked to be."""
        return bool(self.record.progress.get("example"))

    @property
    def holds_nothing(self) -> bool:
        """Whether it was begun and left at once: nothing but one's own name, which is kept elsewhere."""
        return set(self.answers) <= {"you"} and not self.record.edits and not self._part("ticks")

    # The plan

    @property
    def plan(self) -> Plan:
        """The plan as of now; made anew when the answers change or a minute has passed."""
        from core.plan import make_plan

        now = self.clock()
        if self._plan is None or now - self._plan[0] >= _PLAN_AGE:
            self._plan = (now, make_plan(self.case, now))
        return self._plan[1]

    def step(self, step_id: str) -> Step | None:
        """A step of the plan, or one made for a message that the plan does not hold."""
        from core.errors import BowoutError
        from core.plan import find_step

        planned = self.plan.step(step_id)
        if planned is not None:
            return planned
        try:
            return find_step(self.case, step_id, self.clock())
        except BowoutError:
            return None

    def compose(self, step: Step, tone: Tone, courtesy: str = "") -> Letter:
        """The draft of a step's letter in a tone, with a courtesy line where one is asked for."""
        from core.compose import compose

        to, by = step.people, step.channel
        return compose(self.case, step.message, people=to, channel=by, tone=tone, courtesy=courtesy or None)

    def tick_of(self, step_id: str) -> Tick | None:
        """How far a step is: told, waiting for an answer, answered, or not begun."""
        tick = self._part("ticks").get(step_id)
        return tick if tick in ("told", "waiting", "answered") else None

    def tick(self, step_id: str, tick: Tick) -> None:
        """Set a tick, or take it away when it is set already."""
        ticks, moments = self._part("ticks"), self._part("moments")
        if ticks.get(step_id) == tick:
            del ticks[step_id]
            moments.pop(step_id, None)
        else:
            ticks[step_id] = tick
            moments.setdefault(step_id, self.clock().isoformat())
        self.touch()

    @property
    def done(self) -> int:
        """How many steps of the plan are taken, answered or not."""
        return sum(self.tick_of(step.id) is not None for step in self.plan.steps)

    @property
    def next_step(self) -> Step | None:
        """The first step that nobody has taken yet."""
        return next((step for step in self.plan.steps if self.tick_of(step.id) is None), None)

    # Where its owner is

    @property
    def place(self) -> tuple[str, str]:
        """The screen where the case was left, and the section or step there."""
        progress = self.record.progress
        return str(progress.get("screen", "checklist")), str(progress.get("at", ""))

    def be_at(self, screen: str, at: str = "") -> None:
        """Remember where its owner is."""
        if self.place != (screen, at):
            self.record.progress |= {"screen": screen, "at": at}
            if screen == "checklist":
                self.record.progress["section"] = at
            self.touch()

    @property
    def section(self) -> str:
        """The section of the checklist that was open last."""
        return str(self.record.progress.get("section", ""))

    def noted(self, part: str) -> dict[str, Any]:
        """A part of what the app itself remembers about the case, to read or change."""
        return self._part(part)

    def _part(self, name: str) -> dict[str, Any]:
        part = self.record.progress.get(name)
        if not isinstance(part, dict):
            part = self.record.progress[name] = {}
        return part

    # Saving

    @property
    def changed(self) -> bool:
        """Whether there is something that stands in no file yet."""
        return self.changes != self._kept

    def touch(self) -> None:
        """Something changed."""
        self.changes += 1

    def save(self) -> None:
        """Write the case to its file, if anything changed.

        Raises:
            StoreError: it cannot be written; the change is kept for the next try.
        """
        if self.changed:
            self._cases.save(self.record)
            self.is_kept(self.record, self.changes)

    def snapshot(self) -> CaseRecord:
        """The case as it stands, to be written while its owner goes on."""
        return deepcopy(self.record)

    def is_kept(self, written: CaseRecord, changes: int) -> None:
        """The case is in a file, perhaps as another one, as it was after so many changes."""
        record = self.record
        record.id, record.created, record.updated = written.id, written.created, written.updated
        self._kept = changes
        self.saved_at = self.clock()


def tone_from(data: object) -> Tone | None:
    """A tone as the answers keep it, or None if it is none."""
    if not isinstance(data, Mapping):
        return None
    try:
        formality = Formality(data.get("formality", Formality.NEUTRAL))
        context = Context(data.get("context", Context.BALANCED))
    except ValueError:
        return None
    return Tone(formality, context, data.get("plain") is True)


def tone_as_data(tone: Tone) -> dict[str, Any]:
    """A tone as the answers keep it."""
    return {"formality": str(tone.formality), "context": str(tone.context), "plain": tone.plain}
