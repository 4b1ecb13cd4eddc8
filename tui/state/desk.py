"""One letter on the workbench: its tone, what its owner typed into it, and the way back.

Nothing typed is lost: an edit stays when the tone moves, until its owner starts over from the new tone,
and even then it is one undo away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from core.controls import without_controls
from core.errors import BowoutError
from core.letter import Channel, Letter, Move, MoveKind
from core.tone import Tone
from tui.state.courtesies import known_wish, with_line, without_line
from tui.state.session import tone_as_data, tone_from
from tui.state.stand_ins import in_words

if TYPE_CHECKING:
    from core.plan import Step
    from core.validate import Finding, Verdict
    from tui.state.session import Session

_UNDO_DEPTH = 50


@dataclass(frozen=True)
class Sheet:
    """A letter as it lies on the desk.

    Attributes:
        tone: where the tone pad stands.
        edit: the letter as its owner wrote it, or None while the draft stands.
        subject: its subject as its owner wrote it, or None.
        base: the tone the owner last settled on for the edit.
        courtesy: the language of its courtesy line, ``ja`` or ``ja:greeting``; "" where it has none.
    """

    tone: Tone
    edit: str | None = None
    subject: str | None = None
    base: Tone | None = None
    courtesy: str = ""

    def as_data(self) -> dict[str, Any]:
        """Plain data for the store."""
        return {
            "tone": tone_as_data(self.tone),
            "edit": self.edit,
            "subject": self.subject,
            "base": tone_as_data(self.base) if self.base else None,
            "courtesy": self.courtesy,
        }

    @classmethod
    def from_data(cls, data: object, fallback: Tone) -> Sheet:
        """A sheet from plain data; what is not understood is left at its default."""
        if not isinstance(data, dict):
            return cls(fallback)
        edit, subject = data.get("edit"), data.get("subject")
        return cls(
            tone_from(data.get("tone")) or fallback,
            edit if isinstance(edit, str) else None,
            subject if isinstance(subject, str) else None,
            tone_from(data.get("base")),
            known_wish(data.get("courtesy")),
        )


class Desk:
    """The letter of one step of the open case.

    Attributes:
        problem: why no draft can be written as the case stands, such as something private that would show;
            "" if it can.
    """

    def __init__(self, session: Session, step: Step) -> None:
        self.session = session
        self.step = step
        self.problem = ""
        self._draft: Letter | None = None
        self._hints: tuple[tuple[str, str], tuple[Finding, ...]] | None = None
        self._history = [
            Sheet.from_data(data, session.case.tone)
            for data in session.noted("undo").get(step.id, [])
            if isinstance(data, dict)
        ]
        kept = session.noted("sheets").get(step.id)
        self.sheet = replace(Sheet.from_data(kept, session.case.tone), edit=session.record.edits.get(step.id))

    @property
    def tone(self) -> Tone:
        """Where the tone pad stands."""
        return self.sheet.tone

    @property
    def edited(self) -> bool:
        """Whether the letter is its owner's own."""
        return self.sheet.edit is not None

    @property
    def asks(self) -> bool:
        """Whether the tone moved away under an edit, so that its owner has to say which one counts."""
        return self.edited and self.sheet.base != self.sheet.tone

    @property
    def draft(self) -> Letter:
        """What the templates write in the present tone; where they may not, what they wrote last.

        Raises:
            BowoutError: they never could, so there is nothing to show.
        """
        try:
            self._draft = self.draft_in(self.tone)
        except BowoutError as error:
            if self._draft is None:
                raise
            self.problem = in_words(error)
        else:
            self.problem = ""
        return self._draft

    def draft_in(self, tone: Tone) -> Letter:
        """What the templates write in another tone.

        Raises:
            BowoutError: they cannot.
        """
        return self.session.compose(self.step, tone, self.sheet.courtesy)

    @property
    def text(self) -> str:
        """The letter as it stands: the edit, else the draft."""
        return self.sheet.edit if self.sheet.edit is not None else self.draft.text

    @property
    def subject(self) -> str:
        """Its subject as it stands."""
        return self.sheet.subject if self.sheet.subject is not None else self.draft.subject

    @property
    def letter(self) -> Letter:
        """The letter as it stands, ready to be written to a file."""
        draft = self.draft
        if not self.edited:
            return replace(draft, subject=self.subject)
        blocks = tuple((Move(MoveKind.REPLY, block),) for block in self.text.split("\n\n"))
        return replace(draft, subject=self.subject, greeting="", paragraphs=blocks, sign_off=())

    # Asking about it

    @property
    def decision(self) -> str | None:
        """How the draft states the decision in the present tone, for the rewriter."""
        return next((move.text for move in self.draft.moves if move.kind is MoveKind.DECISION), None)

    def check(self, draft: str, rewrite: str) -> Verdict:
        """What the check says of other words for a letter of this case."""
        from core.validate import check

        case = self.session.case
        return check(draft, rewrite, private=case.private_texts, tone=self.tone, names=case.known_names)

    @property
    def hints(self) -> tuple[Finding, ...]:
        """What is worth another look in its owner's words, and what of it is private.

        What the draft does as well is not their doing: a request for a call states no decision.
        """
        if not self.edited or not self.is_written:
            return ()
        asked = (self.draft.text, self.text)
        if self._hints is None or self._hints[0] != asked:
            from core.lint import lint
            from core.validate.own_words import worth_a_hint

            known = {finding.code for finding in lint(asked[0])}
            found = [finding for finding in lint(asked[1]) if finding.code not in known]
            grave = worth_a_hint(self.check(*asked).findings, asked[1])
            self._hints = asked, tuple(_apart([*grave, *found]))
        return self._hints[1]

    # Changing it

    def turn(self, tone: Tone) -> None:
        """Move the tone. The draft follows; an edit stays as it is."""
        if tone != self.tone:
            self._lay(replace(self.sheet, tone=tone))

    @property
    def is_written(self) -> bool:
        """Whether it is written to somebody, so that a courtesy line may stand in it."""
        return self.step.channel not in (Channel.NOTE, Channel.PHONE)

    def greet(self, wish: str) -> None:
        """Add a courtesy line in place of the one that is there; "" takes it out.

        Where the letter is its owner's own, the line is all that changes in it.
        """
        edit, was = self.sheet.edit, self.sheet.courtesy
        if edit is not None:
            edit = with_line(without_line(edit, was), wish, self.tone, signed=bool(self.draft.sign_off))
        self._lay(replace(self.sheet, edit=edit, courtesy=wish))

    def write(self, text: str, subject: str | None = None, *, since: Sheet | None = None) -> None:
        """Put its owner's words in place of the letter.

        Args:
            text: the letter.
            subject: its subject; None leaves it as it is.
            since: the sheet before this sitting; what is typed in one sitting is one change to undo.
        """
        text = without_controls(text).strip("\n")
        subject = self.subject if subject is None else without_controls(subject)
        if (text, subject) == (self.text, self.subject):
            return
        draft = self.draft
        edit = None if text == draft.text else text
        sheet = replace(
            self.sheet,
            edit=edit,
            subject=None if edit is None and subject == draft.subject else subject,  # as it was seen
            base=None if edit is None else self.tone,
        )
        if since is not None and self._history and self._history[-1] == since:
            self.sheet = sheet
            self._note()
        else:
            self._lay(sheet)

    def restore(self, sheet: Sheet) -> None:
        """Back to an earlier sheet; what was there since is one undo away."""
        self._lay(sheet)

    def use_tone_everywhere(self) -> None:
        """Make this tone the case's own, and let every letter follow it that is not edited."""
        tone = self.tone
        self.session.answer("tone", tone_as_data(tone))
        sheets = self.session.noted("sheets")
        for step_id in [*sheets]:
            if step_id != self.step.id and step_id not in self.session.record.edits:
                courtesy = Sheet.from_data(sheets.pop(step_id), tone).courtesy
                if courtesy:
                    sheets[step_id] = Sheet(tone, courtesy=courtesy).as_data()
        self.session.touch()

    def keep(self) -> None:
        """The edit stays, whatever the tone."""
        self._lay(replace(self.sheet, base=self.tone))

    def start_over(self) -> None:
        """Back to the draft, in the present tone."""
        self._lay(Sheet(self.tone, courtesy=self.sheet.courtesy))

    def undo(self) -> bool:
        """Take back the last change. Says whether there was one."""
        if not self._history:
            return False
        self.sheet = self._history.pop()
        self._note()
        return True

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._history)

    def _lay(self, sheet: Sheet) -> None:
        if sheet == self.sheet:
            return
        self._history = [*self._history, self.sheet][-_UNDO_DEPTH:]
        self.sheet = sheet
        self._note()

    def _note(self) -> None:
        session, step_id = self.session, self.step.id
        if self.sheet.edit is None:
            session.record.edits.pop(step_id, None)
        else:
            session.record.edits[step_id] = self.sheet.edit
        session.noted("sheets")[step_id] = self.sheet.as_data() | {"edit": None}
        session.noted("undo")[step_id] = [sheet.as_data() for sheet in self._history]
        session.touch()


def _apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without those about words that an earlier one is about already."""
    taken: list[tuple[int, int]] = []
    for finding in findings:
        start, end = finding.span
        if not any(start < stop and end > begin for begin, stop in taken):
            taken.append(finding.span)
            yield finding
