"""One question: its label, the control that fits its kind, and what is wrong with the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tui.state.session import tone_as_data, tone_from
from tui.state.typed import clean
from tui.widgets.choice import Choice
from tui.widgets.line import Line
from tui.widgets.people import PeopleEditor
from tui.widgets.sentence import Sentence
from tui.widgets.tone_pad import TonePad

if TYPE_CHECKING:
    from core.checklist import Question


class QuestionCard(Vertical):
    """A question and its answer.

    Args:
        question: what is asked.
        value: the answer so far.
    """

    DEFAULT_CSS = """
    QuestionCard { height: auto; padding: 0 0 1 0; }
    QuestionCard > .question-label { width: 1fr; height: auto; padding: 0 1; }
    QuestionCard > .question-why { width: 1fr; height: auto; padding: 0 1; color: $text-muted; }
    QuestionCard > .question-problem { width: 1fr; height: auto; padding: 0 1; color: $error; display: none; }
    QuestionCard.-problem > .question-problem { display: block; }
    QuestionCard > Input { border: none; height: 1; padding: 0 1; margin: 0 1; background: $panel; }
    QuestionCard > Sentence { border: none; padding: 0 1; margin: 0 1; background: $panel; }
    QuestionCard > .text { border: none; height: 5; padding: 0 1; margin: 0 1; background: $panel; }
    QuestionCard:focus-within > .question-label { text-style: bold; color: $primary; }
    """

    @dataclass
    class Answered(Message):
        """The answer changed.

        Attributes:
            card: the question.
            value: the answer; None = none.
        """

        card: QuestionCard
        value: Any

    def __init__(self, question: Question, value: Any) -> None:
        super().__init__()
        self.question = question
        self._value = value
        self._shown_label = self._label()
        self._shown_problem = ""

    def compose(self) -> ComposeResult:
        """Label, control and room for what is wrong."""
        yield Static(self._shown_label, classes="question-label", markup=False)
        yield make_control(self.question, self._value)
        yield Static("", classes="question-problem", markup=False)

    def _label(self) -> Content:
        mark = ("  needed", "$warning") if self.is_lacking else ""
        hint = (
            f"  {self.question.hint}" if self.question.hint and self.question.kind not in _HINT_INSIDE else ""
        )
        return Content.assemble(self.question.label, mark, (hint, "dim"))

    @property
    def control(self) -> Widget:
        """What takes the answer."""
        return next(child for child in self.children if not isinstance(child, Static))

    @property
    def is_one_line(self) -> bool:
        """Whether enter means that its owner is through with it."""
        return isinstance(self.control, (Input, Sentence, Choice, TonePad))

    @property
    def hint_inside(self) -> str:
        """The hint that stands in the field only, "" if the label shows it."""
        return self.question.hint if self.question.kind in _HINT_INSIDE else ""

    @property
    def is_lacking(self) -> bool:
        """Whether no letter can be written without its answer, and there is none."""
        return self.question.required and self._value in (None, "", [], {})

    def explain(self) -> None:
        """Say under the question why it is asked, where no other place says it."""
        why = Static(Content(self.question.why), classes="question-why", markup=False)
        self.mount(why, after=".question-label")

    def show_problem(self, problem: str) -> None:
        """Say what is wrong with the answer; "" = nothing."""
        if problem == self._shown_problem:
            return
        self._shown_problem = problem
        self.query_one(".question-problem", Static).update(Content(problem))
        self.set_class(bool(problem), "-problem")

    def on_click(self) -> None:
        """A click on the question, or beneath its field, is meant for the field."""
        if self.screen.focused not in self.children:
            self.screen.set_focus(self.control)

    @on(Input.Changed)
    def _line_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._answer(event.value.strip() or None)

    @on(TextArea.Changed)
    def _text_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        field = event.text_area
        text = field.value if isinstance(field, Sentence) else field.text
        self._answer(text if text.strip() else None)

    @on(Choice.Changed)
    def _choice_changed(self, event: Choice.Changed) -> None:
        event.stop()
        self._answer(event.value)

    @on(PeopleEditor.Changed)
    def _people_changed(self, event: PeopleEditor.Changed) -> None:
        event.stop()
        self._answer(event.people)

    @on(TonePad.Changed)
    def _tone_changed(self, event: TonePad.Changed) -> None:
        event.stop()
        self._answer(tone_as_data(event.tone))

    @on(Input.Submitted)
    @on(Input.Blurred)
    def _complete(self, event: Input.Submitted | Input.Blurred) -> None:
        """What was only begun of a name that we know is finished for its owner."""
        known = completed(self.question, event.value)
        if known is not None:
            event.input.value = known

    def _answer(self, value: Any) -> None:
        self._value = value
        if self.question.required:
            label = self._label()
            if label != self._shown_label:
                self._shown_label = label
                self.query_one(".question-label", Static).update(label)
        self.post_message(self.Answered(self, clean(value)))


_HINT_INSIDE = ("line", "sentence", "date")
"""Kinds of questions whose hint stands in the empty field, which may be too narrow for it."""


def make_control(question: Question, value: Any) -> Widget:
    """The control that fits a question's kind."""
    match question.kind:
        case "choice":
            return Choice(question.choices, value, many=question.many)
        case "yesno":
            return Choice(question.choices or ((True, "yes"), (False, "no")), value)
        case "text":
            text = "\n".join(map(str, value)) if isinstance(value, list) else _as_text(value)
            return TextArea(
                text,
                soft_wrap=True,
                tab_behavior="focus",
                show_line_numbers=False,
                compact=True,
                classes="text",
            )
        case "sentence":
            return Sentence(_as_text(value), placeholder=question.hint)
        case "people":
            return PeopleEditor(value if isinstance(value, list) else [])
        case "tone":
            return TonePad(tone_from(value))
        case _:
            labels = dict(question.choices)
            return Line(
                _as_text(labels.get(value, value)),
                placeholder=question.hint,
                suggester=SuggestFromList(labels.values(), case_sensitive=False) if labels else None,
                select_on_focus=False,  # a key typed there adds to what stands there and replaces nothing
                compact=True,
            )


def completed(question: Question, text: str) -> str | None:
    """The one suggestion that a text begins, e.g. ``Japan`` for ``jap`` and ``Asia/Tokyo`` for ``tok``."""
    begun = text.strip().casefold()
    if not begun or begun in (str(value).casefold() for choice in question.choices for value in choice):
        return None
    labels = [label for _, label in question.choices]
    # A zone's own city first: Tokyo rather than Tokelau.
    cities = [(label.rpartition("/")[2].casefold(), label) for label in labels if "/" in label]
    for names in (cities, [(label.casefold(), label) for label in labels]):
        fitting = [(name, label) for name, label in names if name.startswith(begun)]
        if fitting and (len(fitting) == 1 or fitting[0][0] == begun):
            return fitting[0][1]
    return None


def _as_text(value: Any) -> str:
    return "" if value is None else clean(str(value))
