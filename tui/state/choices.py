"""A proposal, sentence by sentence: which of them its owner takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.rewrite.proposal import Proposal, ProposedSentence


@dataclass(frozen=True)
class Piece:
    """A stretch of the letter: a sentence of the proposal, or what stands between two of them."""

    text: str
    sentence: int | None = None


class Choices:
    """A draft, a proposal for it, and what is taken of it. At first all that changed is taken.

    Args:
        draft: the letter that was to be rewritten.
        proposal: what came back.
    """

    def __init__(self, draft: str, proposal: Proposal) -> None:
        self.draft = draft
        self.proposal = proposal
        self.taken: set[int] = set(self.changed)

    @property
    def changed(self) -> tuple[int, ...]:
        """The sentences that the proposal changes, to be chosen one by one."""
        return self.proposal.changed

    def sentence(self, index: int) -> ProposedSentence:
        """A sentence of the proposal."""
        return self.proposal.sentences[index]

    def span(self, index: int) -> tuple[int, int]:
        """Where a sentence stands in the draft."""
        return self.sentence(index).span

    def toggle(self, index: int) -> None:
        """Take a sentence, or leave it."""
        if index in self.changed:
            self.taken ^= {index}

    def take_all(self) -> None:
        """Take every change, or leave every one if all were taken."""
        self.taken = set() if self.taken == set(self.changed) else set(self.changed)

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The letter with the taken sentences in place, cut at its sentences."""
        pieces: list[Piece] = []
        end = 0
        for index, sentence in enumerate(self.proposal.sentences):
            start, stop = sentence.span
            if start > end:
                pieces.append(Piece(self.draft[end:start]))
            pieces.append(Piece(sentence.text if index in self.taken else sentence.draft, index))
            end = stop
        if end < len(self.draft):
            pieces.append(Piece(self.draft[end:]))
        return tuple(pieces)

    @property
    def text(self) -> str:
        """The letter with the taken sentences in place."""
        return "".join(piece.text for piece in self.pieces)
