"""The half of the workbench that has to do with the model: asking it, and deciding on what it proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.css.query import NoMatches
from textual.worker import Worker

from core.errors import BowoutError
from core.rewrite.proposal import Brief
from tui.commands import key_of
from tui.screens.base import BowoutScreen
from tui.state.desk import Desk
from tui.state.review import Review
from tui.widgets import remarks
from tui.widgets.proposal_view import ProposalView
from tui.widgets.tone_pad import TonePad
from tui.workspace import Workspace

if TYPE_CHECKING:
    from core.plan import Step
    from core.rewrite.proposal import Progress


class ProposingScreen(BowoutScreen):
    """A letter on the desk, for which the model may be asked.

    Args:
        workspace: what all screens share.
        step: whose letter it is.
    """

    def __init__(self, workspace: Workspace, step: Step) -> None:
        super().__init__(workspace)
        self.step = step
        self.desk = Desk(self.session, step)
        self.review: Review | None = None
        self.progress: Progress | None = None
        self.outcome: Content | None = None
        self._work: Worker[None] | None = None

    def show_all(self) -> None:
        """Show everything as it stands now."""
        raise NotImplementedError

    def show_progress(self) -> None:
        """Show what has come of a proposal so far."""
        raise NotImplementedError

    def changed(self) -> None:
        """The letter is another one now."""
        raise NotImplementedError

    @property
    def is_working(self) -> bool:
        """Whether the model is at work."""
        return self._work is not None

    @property
    def is_idle(self) -> bool:
        """Whether the model may be asked."""
        return self._work is None and not self.desk.problem

    @property
    def has_proposal(self) -> bool:
        """Whether there is a proposal to decide on."""
        return self.review is not None

    @property
    def is_refused(self) -> bool:
        """Whether the check refuses what is taken of the proposal."""
        return self.review is not None and not self.review.verdict.accepted

    # Asking

    def action_rewrite(self) -> None:
        """Ask for a proposal."""
        self.desk.turn(self.query_one(TonePad).tone)  # this key may have overtaken what the pad said
        self.outcome = None
        self.progress = None
        self.review = None
        self._work = self.run_worker(self._rewrite(), group="rewrite", exclusive=True, exit_on_error=False)
        self.show_all()

    async def _rewrite(self) -> None:
        draft = self.desk.text
        try:
            case = self.session.case
            brief = Brief(draft, self.desk.tone, self.desk.decision, case.private_texts, case.known_names)
            proposal = await self.workspace.model.rewrite(brief, self._progressed)
            if proposal.changed:
                self.review = Review(self.desk, draft, proposal)
            else:
                self.outcome = remarks.on_no_change(proposal)
        except BowoutError as error:
            self.outcome = remarks.on_problem(str(error))
        finally:  # however it ended, every key works as before
            self._work = None
            self.progress = None
            if self.is_mounted and self.is_running:
                self._show_outcome()

    def _show_outcome(self) -> None:
        try:
            self.show_all()
        except NoMatches:  # the screen is on its way out
            return
        if self.review is not None and self.review.choices.changed and self.is_current:
            self.query_one(ProposalView).focus()

    def _progressed(self, progress: Progress) -> None:
        self.progress = progress
        if self.is_working and self.is_mounted:
            self.show_progress()

    def stop_work(self) -> None:
        """Stop the model, if it is at work."""
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def action_cancel(self) -> None:
        """Stop the model."""
        self.stop_work()
        self.show_all()

    def on_unmount(self) -> None:
        """No work for a letter that nobody looks at."""
        self.stop_work()

    # Deciding

    @on(ProposalView.Toggled)
    def _sentence_toggled(self, event: ProposalView.Toggled) -> None:
        if self.review is None:
            return
        sentence = self.review.choices.sentence(event.index)
        if not sentence.changed:
            why = sentence.why_kept or "no other words are proposed for it"
            self.notify(f"There is nothing to take or leave here: {why}.", markup=False)
            return
        self.review.choices.toggle(event.index)
        self.show_all()

    def action_all(self) -> None:
        """Take every sentence, or none."""
        if self.review is not None:
            self.review.choices.take_all()
            self.show_all()

    def action_take(self) -> None:
        """Put what is taken into the letter, if the check lets it."""
        if self.review is None:
            return
        if not self.review.verdict.accepted:
            mend = key_of("workbench.mend")
            self.notify(f"The check refuses this mixture. {mend} leaves the sentences that it is about.",
                        severity="warning", markup=False)  # fmt: skip
            return
        count = len(self.review.choices.taken)
        self.desk.write(self.review.choices.text)
        self.changed()
        self.query_one(TonePad).focus()
        taken = "1 sentence" if count == 1 else f"{count} sentences"
        said = f"{taken} taken. {key_of('workbench.undo')} takes it back."
        self.notify(said if count else "Nothing taken; the letter stays as it was.", markup=False)

    def action_mend(self) -> None:
        """Leave what the check refuses; the rest stays taken."""
        if self.review is not None:
            count = self.review.mend()
            self.show_all()
            self.notify(f"{count} {'sentence' if count == 1 else 'sentences'} left as before.", markup=False)

    def action_drop(self) -> None:
        """Put the proposal away."""
        self.review = None
        self.show_all()
        self.query_one(TonePad).focus()
