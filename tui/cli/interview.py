"""The checklist as a conversation: what to ask next, the way back, and keeping each answer at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from core.checklist import Kind, Question, answer, is_answered, person_questions, sections
from core.errors import StoreError
from core.tone import Context, Formality
from tui.cli.asking import Word, read_answer, said_as, tell
from tui.cli.asking import ask as put
from tui.state.desk import Desk
from tui.state.guesses import not_known

if TYPE_CHECKING:
    from tui.state.session import Session
    from tui.workspace import Workspace

_TONE: tuple[tuple[str, Kind, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "formality",
        "choice",
        "How formal should it sound?",
        tuple((each.value, each.value) for each in Formality),
    ),
    (
        "context",
        "choice",
        "How much should stand around the decision?",
        (
            (Context.LOW.value, "little: brief and direct"),
            (Context.BALANCED.value, "some"),
            (Context.HIGH.value, "much: warm, with thanks first"),
        ),
    ),
    ("plain", "yesno", "Should it keep to plain English: short sentences, no idioms?", ()),
)


class Interview:
    """Asks what is open in a case.

    Args:
        workspace: keeps the answers.
        session: the open case.
        anew: whether to ask as well what is answered already.
    """

    def __init__(self, workspace: Workspace, session: Session, *, anew: bool) -> None:
        self._workspace = workspace
        self._session = session
        self._asked: list[str] = []
        self._left: set[str] = set()
        self._at = ""
        self._section = ""
        known = () if anew else (q.id for q in self._questions() if is_answered(session.answers, q.id))
        self._done = set(known) - {question.id for question in session.refused}

    def run(self) -> Word:
        """Ask until nothing is open, or until ``stop``; each answer is saved before the next question.

        Raises:
            Ended: there is no more input.
        """
        titles = {section.id: section for section in sections()}
        while question := self._next():
            if question.section != self._section:
                self._section = question.section
                part = titles[self._section]
                tell("")
                tell(f"{part.title}. {part.intro}")
            said = self._people(question) if question.kind == "people" else self.ask(question)
            if said is Word.STOP:
                return said
            self._go_on(question, said)
        return Word.DONE

    def again(self) -> None:
        """Ask everything once more, with the answers so far."""
        self._done, self._asked, self._left, self._section = set(), [], set(), ""

    def _questions(self) -> Iterator[Question]:
        for question in self._session.asked:
            if question.kind != "tone":
                yield question
                continue
            for name, kind, label, choices in _TONE:
                yield replace(question, id=f"tone.{name}", kind=kind, label=label, choices=choices)

    def _next(self) -> Question | None:
        """The question that was gone back to, else the first that is open, else one that is needed."""
        open_ = list(self._questions())
        at, self._at = self._at, ""
        back = next((q for q in open_ if q.id == at), None)
        first = next((q for q in open_ if q.id not in self._done and q.section not in self._left), None)
        return back or first or next(iter(self._session.missing), None)

    def ask(self, question: Question) -> Any:
        """The answer or a word; an answer that cannot be used is explained, and asked for again."""
        while True:
            before, lacking = answer(self._session.answers, question.id), bool(self._session.missing)
            said = put(question, before)
            if isinstance(said, Word) and said is not Word.CLEAR:
                return said
            self._session.answer(question.id, None if said is Word.CLEAR else said)
            problem = self._problem(question, said)
            if not problem:
                self._save()
                self._tell_when_enough(lacking)
                return said
            self._session.answer(question.id, before)
            tell(problem)

    def _tell_when_enough(self, lacking: bool) -> None:
        if lacking and not self._session.missing:
            tell("")
            tell("That is all a letter needs. Each further answer makes it better; `done` asks nothing more.")

    def _go_on(self, question: Question, said: Any) -> None:
        if said is Word.LETTER:
            self._at = question.id
            self._show_letter()
        elif said is Word.CLEAR:
            self._at = question.id
            tell("The answer is taken away.")
        elif said is Word.BACK:
            if self._asked:
                self._at = self._asked.pop()
            else:
                tell("This is the first question.")
                self._at = question.id
        else:
            if said is Word.SKIP and question.required and not self._answered(question):
                tell("No letter can be written without this, so it is asked again at the end.")
            if said is Word.NEXT:
                self._left.add(question.section)
            if said is Word.DONE:
                self._left |= {section.id for section in sections()}
            self._done.add(question.id)
            self._asked.append(question.id)

    def _answered(self, question: Question) -> bool:
        return is_answered(self._session.answers, question.id)

    def _problem(self, question: Question, said: Any) -> str:
        """What is wrong with an answer just given, "" if nothing."""
        problems = self._session.preview.problems
        found = next((text for path, text in problems.items() if path.startswith(question.id)), "")
        return not_known(question, str(said)) if found and question.choices else found

    def _people(self, question: Question) -> Word:
        """Ask for one person after the other."""
        while True:
            people = [dict(person) for person in self._session.answers.get("people", ())]
            tell("")
            tell(question.label)
            tell(question.why)
            tell(f"Such as: {question.hint}")
            for number, person in enumerate(people, 1):
                tell(f"  {number}. {self._person_line(person)}")
            tell("Give a name, or enter to go on." + (" `remove 1` takes one out." if people else ""))
            said = read_answer()
            if isinstance(said, Word):
                return said
            verb, _, which = said.partition(" ")
            if verb.casefold() == "remove" and which.isascii() and which.isdigit():
                people[int(which[:4]) - 1 : int(which[:4])] = []
                self._keep_people(people)
                continue
            person, word = self._person({"name": said})
            if "kind" in person:
                self._keep_people([*people, person])
            if word in (Word.STOP, Word.DONE):
                return word

    def _person(self, person: dict[str, Any]) -> tuple[dict[str, Any], Word]:
        """Ask about one person; ``next`` ends it, ``back`` leaves them out."""
        done, stage = {"name"}, self._session.answers.get("stage")
        while question := next((q for q in person_questions(person, stage) if q.id not in done), None):
            said = put(question)
            if said is Word.BACK:
                tell(f"{person['name']} is left out.")
                return {}, said
            if said in (Word.NEXT, Word.STOP, Word.DONE) and "kind" in person:
                return person, said
            if isinstance(said, Word) and question.required:
                if said in (Word.STOP, Word.DONE):
                    return person, said
                tell("The plan needs to know this; `back` leaves them out.")
                continue
            done.add(question.id)
            if not isinstance(said, Word):
                person[question.id] = said
        return person, Word.SKIP

    def _keep_people(self, people: list[dict[str, Any]]) -> None:
        before = self._session.answers.get("people")
        self._session.answer("people", people)
        if problem := next(
            (t for p, t in self._session.preview.problems.items() if p.startswith("people")), ""
        ):
            self._session.answer("people", before)
            tell(problem)
        self._save()

    @staticmethod
    def _person_line(person: dict[str, Any]) -> str:
        kind = next(question for question in person_questions(person) if question.id == "kind")
        return f"{person.get('name', '')}: {said_as(kind, person.get('kind', ''))}"

    def _show_letter(self) -> None:
        tell("")
        tell(Desk(self._session, self._session.plan.steps[0]).text)

    def _save(self) -> None:
        try:
            if told := self._workspace.save():
                tell(told)
        except StoreError as error:
            tell(f"{error} It is tried again with the next answer.")
