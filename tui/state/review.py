"""A proposal under review: what is taken of it, and what the check says of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.state.choices import Choices

if TYPE_CHECKING:
    from core.rewrite.proposal import Proposal
    from core.validate import Finding, Verdict
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
        while self.choices.taken and not self.verdict.accepted:
            named = {index for finding in self.verdict.findings for index in self._named(finding)}
            self.choices.taken -= named or {max(self.choices.taken)}
        return before - len(self.choices.taken)

    def _named(self, finding: Finding) -> set[int]:
        """The taken sentences that a finding is about: those with its words, or that replaced its words."""
        begin, end = finding.span
        if end:
            about = {index for index, start, stop in self.choices.places if begin < stop and end > start}
        else:
            drafts = ((index, self.choices.sentence(index).draft) for index in self.choices.taken)
            about = {index for index, draft in drafts if finding.evidence and finding.evidence in draft}
        return about & self.choices.taken
