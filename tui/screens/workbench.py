"""The workbench: one letter, its tone, what the model proposes, and what the check says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui import external
from tui.bindings import bindings
from tui.commands import key_of
from tui.messages import CaseChanged, Go
from tui.model import ModelState
from tui.screens.proposing import ProposingScreen
from tui.state.kept import saved_path, where_saved
from tui.state.stand_ins import STAND_IN
from tui.state.summary import length_of, step_head
from tui.widgets import remarks
from tui.widgets.letter_view import LetterView
from tui.widgets.paths import PathText
from tui.widgets.proposal_view import ProposalView
from tui.widgets.suggested import hints
from tui.widgets.tone_hints import ToneHints
from tui.widgets.tone_pad import TonePad, preset_after, preset_name

if TYPE_CHECKING:
    from core.cultures import Suggestion
    from core.tone import Tone

_MODEL_STATES = {
    ModelState.COLD: "The model starts when it is wanted.",
    ModelState.WARMING: "The model is starting …",
    ModelState.READY: "The model is ready.",
    ModelState.STOPPED: "The model stopped. Asking again starts it.",
}


class WorkbenchScreen(ProposingScreen):
    """One letter of the plan.

    Args:
        workspace: what all screens share.
        step: whose letter it is.
    """

    PLACE: ClassVar[str] = "workbench"
    PLACE_LABEL: ClassVar[str] = "letter"
    CSS_PATH = "workbench.tcss"
    AUTO_FOCUS = "#tone"
    BINDINGS = bindings("workbench")

    def body(self) -> Iterable[Widget]:
        """Letter, proposal and tone side by side; what there is to say below."""
        letter = LetterView(id="letter", classes="panel")
        proposal = Vertical(ProposalView(widget_id="proposal"), id="proposal-panel", classes="panel")
        tone = VerticalScroll(
            TonePad(self.desk.tone, widget_id="tone"),
            ToneHints(),
            Static("", id="model", markup=False),
            id="side",
            classes="panel",
            can_focus=False,
        )
        tone.border_title = "Tone"
        yield Horizontal(letter, proposal, tone, id="panes")
        yield PathText(widget_id="remark")

    def on_mount(self) -> None:
        """Show the letter as it was left."""
        self.session.be_at("workbench", self.step.id)
        self.set_interval(1.0, self._show_model)
        self.show_all()

    # Showing

    def show_all(self) -> None:
        """Show everything as it stands now."""
        self._show_letter()
        self._show_proposal()
        self.show_remark()
        self._show_model()
        self.query_one(TonePad).tone = self.desk.tone
        self.query_one(ToneHints).show(self.desk.tone, list(hints(self.desk, self.suggestion)))
        self.refresh_bindings()

    def _show_letter(self) -> None:
        view = self.query_one("#letter", LetterView)
        step = self.step
        view.head(
            step_head(step),
            f"{'your own words' if self.desk.edited else 'draft'} · {length_of(step, self.desk.text)}",
        )
        marked = None
        if self.review is not None:
            index = self.query_one(ProposalView).marked
            marked = self.review.choices.span(index) if index is not None else None
        doubted = [hint.span for hint in self.desk.hints if hint.span[1]]
        view.show(self.desk.text, self.desk.subject, marked, doubted)

    def show_progress(self) -> None:
        """Show what has come of a proposal so far."""
        self._show_proposal()
        self._show_model()

    def _show_proposal(self) -> None:
        coming = self.progress if self.is_working else None
        has_words = coming is not None and coming.text != self.desk.text
        self.set_class(self.review is not None or has_words, "-proposal")
        panel = self.query_one("#proposal-panel")
        if coming is not None and has_words:
            panel.border_title = Content("Proposal · on its way")
            panel.border_subtitle = Content(f"{coming.done} of {coming.total}")
            self.query_one(ProposalView).show_coming(self.desk.text, coming.text)
        if self.review is None:
            return
        proposal = self.review.choices.proposal
        panel.border_title = Content(f"Proposal · {proposal.model}")
        panel.border_subtitle = Content(f"{len(proposal.changed)} of {len(proposal.sentences)} changed")
        self.query_one(ProposalView).show(self.review.choices, self.review.verdict.told)

    def show_remark(self) -> None:
        """What there is to say about the letter: the model's progress, the verdict, a hint."""
        if self.is_working:
            done, total = (self.progress.done, self.progress.total) if self.progress else (0, 0)
            starting = self.workspace.model.state is ModelState.WARMING
            remark = remarks.on_work(done, total, starting=starting)
        elif self.desk.problem:
            remark = remarks.on_refusal(self.desk.problem)
        elif self.review is not None:
            marked = self.query_one(ProposalView).marked
            remark = remarks.on_proposal(self.review.choices, self.review.verdict, marked)
        elif self.outcome is not None:
            remark = self.outcome
        elif self.desk.asks:
            remark = remarks.on_question(preset_name(self.desk.tone))
        elif self.desk.edited:
            remark = remarks.on_edit(self.desk.hints)
        else:
            remark = remarks.on_draft()
        where = where_saved(self.session, self.step.id, self.desk.text) if self.review is None else ""
        self.query_one("#remark", PathText).update(remarks.with_place(remark, where))

    def _show_model(self) -> None:
        model = self.workspace.model
        text = model.problem if model.state is ModelState.MISSING else _MODEL_STATES[model.state]
        self.query_one("#model", Static).update(Content(text))
        if self.is_working:
            self.show_remark()

    # What can be done

    @property
    def has_question(self) -> bool:
        """Whether its owner has to choose between an edit and a new tone."""
        return self.desk.asks and self.review is None and not self.is_working

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return self.desk.can_undo

    def changed(self) -> None:
        """The letter is another one now: an older proposal is no use for it."""
        self.stop_work()
        self.review = None
        self.outcome = None
        self.post_message(CaseChanged())
        self.show_all()

    # Tone

    @on(TonePad.Changed)
    @on(ToneHints.Chosen)
    def _tone_changed(self, event: TonePad.Changed | ToneHints.Chosen) -> None:
        if event.tone != self.desk.tone:
            self.desk.turn(event.tone)
            self.changed()

    @property
    def suggestion(self) -> Suggestion | None:
        """What may suit a company of that country; None where there is no good ground for one."""
        from core.cultures import suggest

        return suggest(self.session.case.company.country)

    @property
    def has_suggestion(self) -> bool:
        """Whether a tone is suggested for their country."""
        return self.suggestion is not None

    def action_suggested(self) -> None:
        """Take the tone suggested for their country."""
        if (suggestion := self.suggestion) is not None:
            self.query_one(TonePad).set_tone(replace(suggestion.tone, plain=self.desk.tone.plain))

    def action_plain(self) -> None:
        """Turn plain English on or off."""
        self.query_one(TonePad).toggle_plain()

    def action_preset(self) -> None:
        """Go to the next named tone."""
        self.query_one(TonePad).next_preset()

    def action_compare(self) -> None:
        """Show the letter in two tones side by side."""
        from tui.screens.compare import CompareDialog

        suggested = self.suggestion.tone if self.suggestion is not None else self.desk.tone
        other = suggested if suggested != self.desk.tone else preset_after(self.desk.tone)

        def taken(tone: Tone | None) -> None:
            if tone is not None:
                self.query_one(TonePad).set_tone(tone)

        self.app.push_screen(CompareDialog(self.desk, other), taken)

    @property
    def is_written(self) -> bool:
        """Whether a line in the reader's language may stand in it."""
        return self.desk.is_written and not self.desk.problem

    def action_courtesy(self) -> None:
        """Offer lines in the reader's language, and add the chosen one or take it out."""
        from tui.screens.courtesies import NONE, CourtesyDialog
        from tui.state.courtesies import offered

        def chosen(wish: str | None) -> None:
            if wish is not None:
                self.desk.greet("" if wish == NONE else wish)
                self.changed()

        lines = offered(self.session.case.company.country, self.step.people, self.desk.tone)
        self.app.push_screen(CourtesyDialog(lines, self.desk.sheet.courtesy), chosen)

    def action_tone_for_all(self) -> None:
        """Use this tone for every letter of the case."""
        self.desk.use_tone_everywhere()
        self.notify(
            f"{preset_name(self.desk.tone)} is now the tone of all letters of this case.", markup=False
        )
        self.changed()

    def action_keep(self) -> None:
        """The edit stays, whatever the tone."""
        self.desk.keep()
        self.changed()

    def action_start_over(self) -> None:
        """The draft in the new tone; undo brings the edit back."""
        self.desk.start_over()
        undo = key_of("workbench.undo")
        self.notify(f"This is the draft in the new tone. {undo} brings your own words back.", markup=False)
        self.changed()

    # The letter

    def action_edit(self) -> None:
        """Edit it here. Each key is kept at once, so nothing is lost however it ends."""
        from tui.screens.edit import EditDialog

        before = self.desk.sheet

        def typed(text: str, subject: str) -> None:
            self.desk.write(text, subject, since=before)
            self.app.post_message(CaseChanged())

        def done(kept: bool | None) -> None:
            if not kept:
                self.desk.restore(before)
            self.changed()

        def hint() -> Content:
            length = length_of(self.step, self.desk.text)
            return Content.assemble((f"{length}  ", "dim"), remarks.on_edit(self.desk.hints))

        self.app.push_screen(EditDialog(self.desk.subject, self.desk.text, typed, hint), done)

    def action_editor(self) -> None:
        """Edit it in its owner's editor."""
        from textual.app import SuspendNotSupported

        command = external.editor_command()
        if not command:
            self.notify("Neither $VISUAL nor $EDITOR is set, so the letter opens here.", markup=False)
            self.action_edit()
            return
        try:
            with self.app.suspend():
                edited = external.edit(self.desk.text, command)
        except SuspendNotSupported:
            edit = key_of("workbench.edit")
            self.notify(f"An editor cannot be opened from here. {edit} edits the letter.", markup=False)
            return
        if edited.notice:
            self.notify(edited.notice, severity="warning", timeout=10, markup=False)
        if edited.text is not None:
            self.desk.write(edited.text)
            self.changed()

    @on(ProposalView.Marked)
    def _sentence_marked(self) -> None:
        self._show_letter()
        self.show_remark()

    def action_undo(self) -> None:
        """Take back the last change."""
        if self.desk.undo():
            self.app.clear_notifications()  # they told of what is no longer so
            self.changed()

    def action_save(self) -> None:
        """Save it to a file."""
        from tui.screens.save import SaveDialog

        self.app.push_screen(SaveDialog(self.workspace, self.session, self.step), lambda _: self.show_all())

    @property
    def has_file(self) -> bool:
        """Whether it was saved to a file."""
        return saved_path(self.session, self.step.id) is not None

    def action_folder(self) -> None:
        """Open the folder that it was saved to."""
        path = saved_path(self.session, self.step.id)
        if path is not None:
            self.notify(external.open_folder(path.parent), markup=False)

    def action_copy(self) -> None:
        """Send it to the clipboard: the terminal's, and the desktop's where there is one."""
        if self.desk.problem:
            self.notify(self.desk.problem, severity="warning", markup=False)
            return
        self.app.copy_to_clipboard(self.desk.text)
        sure = external.copy(self.desk.text)
        if STAND_IN.search(self.desk.text):
            self.notify("Sent to the clipboard, but an answer is still missing in it: look for the ‹ ›.",
                        severity="warning", markup=False)  # fmt: skip
            return
        passed_on = "" if sure else ", if your terminal passes it on"
        save = key_of("workbench.save")
        self.notify(f"Sent to the clipboard{passed_on}. {save} saves a file for certain.", markup=False)

    # Moving on

    def action_next_step(self) -> None:
        """Open the next letter."""
        self._go_by(1)

    def action_previous_step(self) -> None:
        """Open the letter before."""
        self._go_by(-1)

    def _go_by(self, by: int) -> None:
        ids = [step.id for step in self.session.plan.steps]
        at = ids.index(self.step.id) if self.step.id in ids else 0
        self.post_message(Go("workbench", ids[(at + by) % len(ids)]))

    def action_back(self) -> None:
        """Back to the plan."""
        if self.is_working:
            self.stop_work()
            self.notify("The model was stopped; your letter is as it was.", markup=False)
        self.post_message(Go("plan"))
