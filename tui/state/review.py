"""A proposal under review: what is taken of it, and what the check says of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.rewrite.proposal import tenable
from tui.state.choices import Choices

if TYPE_CHECKING:
    from core.rewrite.proposal import Proposal
    from core.validate import Verdict
    from tui.state.desk import Desk


class Review:
    """Choices and their verdict, which is worked out anew when the choices change."""

    def __init__(self, desk: Desk, draft: str, proposal: Proposal) -> None:
        self.choices = Choices(draft, proposal)
        self._desk = desk
        self._known: tuple[str, Verdict] = (proposal.text, proposal.verdict)

    @property
    def verdict(self) -> Verdict:
        """What the check says of the letter with the taken sentences in it."""
        text = self.choices.text
        if text != self._known[0]:
            self._known = (text, self._desk.check(self.choices.draft, text))
        return self._known[1]

    def mend(self) -> int:
        """Leave the sentences that the check refuses, until it lets the rest through. Says how many."""
        before = len(self.choices.taken)
        tenable(self.choices.proposal.sentences, self.choices.taken, self._try)
        return before - len(self.choices.taken)

    def _try(self, taken: set[int]) -> Verdict:
        self.choices.taken = taken
        return self.verdict
