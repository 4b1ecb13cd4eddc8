"""The checklist: sections at the left, questions in the middle, the letter growing at the right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from core.checklist import Question, Section, answer, is_answered, left_open, progress, sections
from core.errors import BowoutError
from core.plan import Step
from tui.bindings import AHEAD, bindings
from tui.commands import key_of
from tui.messages import CaseChanged, Go
from tui.screens.base import WIDE, BowoutScreen
from tui.state.guesses import not_known
from tui.state.stand_ins import in_words
from tui.state.summary import step_head
from tui.widgets.letter_view import LetterView
from tui.widgets.people import PeopleEditor
from tui.widgets.question import QuestionCard
from tui.widgets.questions import AsksQuestions, QuestionList
from tui.workspace import Workspace

_LETTER_DELAY = 0.08
_MARKS = {"empty": ("○ ", "dim"), "part": ("◐ ", "$warning"), "done": ("● ", "$success")}


class ChecklistScreen(AsksQuestions[None], BowoutScreen):
    """Questions and what they make of the letter."""

    PLACE: ClassVar[str] = "checklist"
    PLACE_LABEL: ClassVar[str] = "checklist"
    CSS_PATH = "checklist.tcss"
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("checklist"), *AHEAD]

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.section = ""
        known = [section.id for section in self._sections]
        place, at = self.session.place
        at = at if place == "checklist" else self.session.section
        self.section = at if at in known else known[0]
        self._letter_timer: Timer | None = None
        self._letter_id = ""
        self._shown_marks: tuple[object, ...] = ()

    def body(self) -> Iterable[Widget]:
        """Three columns, and a line that says what is missing."""
        section_list = OptionList(id="sections", classes="panel", markup=False)
        section_list.border_title = "Checklist"
        question_panel = Vertical(
            Static("", id="intro", markup=False),
            QuestionList(),
            Static("", id="why", markup=False),
            id="questions",
            classes="panel",
        )
        letter = LetterView(id="letter", classes="panel")
        yield Horizontal(section_list, question_panel, letter, id="columns")
        yield Static("", id="missing", markup=False)

    async def on_mount(self) -> None:
        """Show where its owner left off."""
        before = self.session.question
        await self._show_section(self.section, focus=True)
        if (card := self._list.card(before)) is not None:
            self.set_focus(card.control)
        self._show_marks()
        self.call_after_refresh(self._show_letter)  # the questions first: they are what is waited for

    # Sections

    @property
    def _sections(self) -> tuple[Section, ...]:
        """The sections in which something is asked, as the answers stand."""
        in_use = {question.section for question in self.session.asked}
        return tuple(s for s in sections() if s.id == self.section or s.id in in_use)

    async def _show_section(self, section: str, *, focus: bool = False) -> None:
        self.section = section
        self.session.be_at("checklist", section)
        shown = next(known for known in self._sections if known.id == section)
        panel = self.query_one("#questions")
        panel.border_title = Content(shown.title)
        self.query_one("#intro", Static).update(Content(shown.intro))
        with self.app.batch_update():
            await self._list.show(self._questions(), self.session.answers)
        if self._is_going or not self.query("#sections"):
            return  # the app was asked to end meanwhile
        self._show_problems()
        self._show_marks()
        if (first := self._where_left_off()) is not None:
            self._explain(first)
            if focus:
                self.set_focus(first.control)

    def _where_left_off(self) -> QuestionCard | None:
        """What is needed most: what no letter goes without, else what is left of a section not done."""
        cards, answers = self._list.cards, self.session.answers
        needed = [card for card in cards if card.is_lacking]
        if not needed and left_open(answers, [card.question for card in cards]):
            needed = [card for card in cards if not is_answered(answers, card.question.id)]
        return next(iter((*needed, *cards)), None)

    def _questions(self) -> tuple[Question, ...]:
        return tuple(question for question in self.session.asked if question.section == self.section)

    def _show_marks(self) -> None:
        """How far each section is, and what is missing."""
        marks = progress(self.session.answers)
        needed = self.session.needed
        in_use = self._list.in_use  # what is being typed is not judged yet
        refused = [q for q in self.session.refused if in_use is None or q != in_use.question]
        marks |= {question.section: "part" for question in refused}
        listed = self._sections
        shown = (marks, needed, refused, self.section, listed)
        if shown == self._shown_marks:
            return
        self._shown_marks = shown
        section_list = self.query_one("#sections", OptionList)
        with self.prevent(OptionList.OptionHighlighted):
            section_list.set_options(
                Option(Content.assemble(_MARKS[marks.get(section.id, "empty")], section.title), id=section.id)
                for section in listed
            )
            section_list.highlighted = [section.id for section in listed].index(self.section)
        missing, plan = key_of("checklist.missing"), key_of("checklist.plan")
        if needed:
            line = Content.assemble(("Still needed", "$warning"), f" ({missing}): ", " · ".join(needed))
        elif refused:
            line = Content.assemble(("Not understood", "$warning"), f" ({missing}): ", refused[0].label)
        else:
            line = Content.assemble(("Nothing is missing. ", "$success"), (f"{plan} shows the plan", "dim"))
        self.query_one("#missing", Static).update(line)
        self.refresh_bindings()

    @on(OptionList.OptionHighlighted, "#sections")
    async def _section_marked(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_id and event.option_id != self.section:
            await self._show_section(event.option_id)

    @on(OptionList.OptionSelected, "#sections")
    async def _section_chosen(self, event: OptionList.OptionSelected) -> None:
        await self._show_section(event.option_id or self.section, focus=True)

    # Answers

    @on(QuestionCard.Answered)
    async def _answered(self, event: QuestionCard.Answered) -> None:
        if self.session.answer(event.card.question.id, event.value):
            with self.app.batch_update():
                await self._list.match(self._questions(), self.session.answers)
            self._show_problems()
            self._show_marks()
            self.show_top()
            self._letter_soon()
            self.post_message(CaseChanged())

    async def after_last(self, card: QuestionCard) -> None:
        """On to the next section, and after the last one to the plan."""
        if not card.has_class("-problem") and (problem := self._problem(card)):
            card.show_problem(problem)  # before it goes out of sight; enter again goes on
            self.call_after_refresh(self._list.keep_in_sight)
        elif self.section == self._sections[-1].id:
            self.action_plan()
        else:
            await self.action_next()

    @on(PeopleEditor.Asked)
    def _person_asked(self, event: PeopleEditor.Asked) -> None:
        from tui.screens.person import PersonDialog

        event.stop()
        editor, index = event.editor, event.index
        known = editor.people[index] if index is not None else {}
        self.app.push_screen(
            PersonDialog(known, self.session.answers.get("stage")),
            lambda person: editor.put(index, person) if person is not None else None,
        )

    @on(PeopleEditor.Pasted)
    def _people_pasted(self, event: PeopleEditor.Pasted) -> None:
        from tui.screens.paste import PasteDialog

        event.stop()
        editor, you = event.editor, self.session.case.you
        own = [name for name in (you.name, you.email) if name]
        self.app.push_screen(
            PasteDialog(editor.people, own, event.text),
            lambda people: editor.take(people) if people is not None else None,
        )

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Say why the question is asked."""
        card = next((node for node in event.widget.ancestors if isinstance(node, QuestionCard)), None)
        if card is not None:
            self.session.question = card.question.id
            self._explain(card)

    def on_descendant_blur(self) -> None:
        """Only once somebody has gone on is an answer judged."""
        self.call_after_refresh(self._judge)

    def _judge(self) -> None:
        if self.workspace.session is not None and self.query(QuestionList):  # it may have been closed since
            self._keep_focus()
            self._show_problems()
            self._show_marks()

    def _keep_focus(self) -> None:
        """Where the question in use has gone, the keys go to the one in its place, never nowhere."""
        if self.focused is None and self.app.app_focus and self.is_current and (cards := self._list.cards):
            card = self._list.card(self.session.question) or cards[0]
            self.set_focus(card.control)

    def _explain(self, card: QuestionCard) -> None:
        why = Content.assemble(("Why we ask  ", "$accent"), card.question.why)
        if hint := card.hint_inside:
            why += Content.assemble("\n", (f"{hint[0].upper()}{hint[1:]}", "dim"))
        self.query_one("#why", Static).update(why)

    def _show_problems(self) -> None:
        for card in self._list.cards:
            card.show_problem("" if card.has_focus_within else self._problem(card))

    def _problem(self, card: QuestionCard) -> str:
        """What is wrong with an answer; "" if nothing."""
        asked, problems = card.question, self.session.preview.problems
        problem = next((text for path, text in problems.items() if path.startswith(asked.id)), "")
        given = answer(self.session.answers, asked.id)
        if problem and asked.kind == "line" and asked.choices and isinstance(given, str):
            return not_known(asked, given)
        return problem

    # The letter

    def _letter_soon(self) -> None:
        if self._letter_timer is not None:
            self._letter_timer.stop()
        self._letter_timer = self.set_timer(_LETTER_DELAY, self._show_letter)

    def _show_letter(self) -> None:
        view = next(iter(self.query(LetterView)), None)
        if self.workspace.session is None or view is None:  # the case, or the screen, may be closed since
            return
        try:
            steps = self._letters()
            step = next((s for s in steps if s.id == self._letter_id), None) or self._main_letter(steps)
            letter = self.session.compose(step, self.session.case.tone)
        except BowoutError as error:
            view.head("Letter", "")
            view.show(in_words(error))
            return
        kept = self.session.record.edits.get(step.id)
        said = "by phone first · "
        if step in steps:
            said = f"{steps.index(step) + 1} of {len(steps)} · " if len(steps) > 1 else ""
        way = "your own words" if kept is not None else f"{key_of('checklist.other_letter')} next"
        view.head(step_head(step), said + way)
        view.show(letter.text if kept is None else kept, letter.subject)
        self._letter_id = step.id

    def _letters(self) -> list[Step]:
        return list(self.session.plan.steps)

    def _main_letter(self, steps: list[Step]) -> Step:
        """The letter that states the decision; where a call does, as it would be written all the same.

        It is where one sees what an answer changes, and what one looked at before the plan had a call in it.
        """
        decision = self.session.plan.decision
        if any(step.message == "call_script" for step in steps) and (spoken := self.session.step(decision)):
            return spoken
        return next((step for step in steps if step.message == decision), steps[0])

    @property
    def has_letters(self) -> bool:
        """Whether there is another letter to show."""
        return len(self.session.plan.steps) > 1

    @property
    def has_missing(self) -> bool:
        """Whether an answer is still needed, or cannot be understood."""
        return bool(self.session.missing or self.session.refused)

    @property
    def is_narrow(self) -> bool:
        """Whether there is no room for questions and letter side by side."""
        return self.size.width < WIDE

    # Commands

    async def action_next(self) -> None:
        """Go to the next section."""
        await self._go_by(1)

    async def action_previous(self) -> None:
        """Go to the section before."""
        await self._go_by(-1)

    async def _go_by(self, by: int) -> None:
        ids = [section.id for section in self._sections]
        await self._show_section(ids[(ids.index(self.section) + by) % len(ids)], focus=True)

    async def action_missing(self) -> None:
        """Jump to the first answer that is needed, or cannot be understood."""
        question = next(iter((*self.session.missing, *self.session.refused)), None)
        if question is None:
            return
        self.remove_class("-letter")
        if question.section != self.section:
            await self._show_section(question.section)
        card = self._list.card(question.id)
        if card is not None:
            self.set_focus(card.control)

    def action_letter(self) -> None:
        """Show the letter in place of the questions, or the questions again."""
        self.toggle_class("-letter")
        if self.has_class("-letter"):
            self.query_one(LetterView).focus()
        elif cards := self._list.cards:
            self.set_focus(cards[0].control)

    def action_other_letter(self) -> None:
        """Show the next letter of the plan."""
        ids = [step.id for step in self._letters()]
        at = ids.index(self._letter_id) if self._letter_id in ids else -1
        self._letter_id = ids[(at + 1) % len(ids)]
        self._show_letter()

    def action_plan(self) -> None:
        """On to the plan."""
        self.post_message(Go("plan"))

    def action_back(self) -> None:
        """From a question to the sections, and from there home."""
        section_list = self.query_one("#sections")
        if self.has_class("-letter"):
            self.action_letter()
        elif self.focused is section_list:
            self.post_message(Go("home"))
        else:
            self.set_focus(section_list)  # at once: a second escape may be on its way
