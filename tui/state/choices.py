"""A proposal, sentence by sentence: which of them its owner takes."""

from __future__ import annotations

from collections.abc import Iterator
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
        self._spans = _locate(draft, proposal)
        self.taken: set[int] = set(self.changed)

    @property
    def changed(self) -> tuple[int, ...]:
        """The sentences that the proposal changes and that can be chosen one by one."""
        return tuple(
            i for i, sentence in enumerate(self.proposal.sentences) if sentence.changed and i in self._spans
        )

    def sentence(self, index: int) -> ProposedSentence:
        """A sentence of the proposal."""
        return self.proposal.sentences[index]

    def span(self, index: int) -> tuple[int, int] | None:
        """Where a sentence stands in the draft."""
        return self._spans.get(index)

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
        for index, (start, stop) in sorted(self._spans.items(), key=lambda item: item[1]):
            if start > end:
                pieces.append(Piece(self.draft[end:start]))
            text = self.sentence(index).text if index in self.taken else self.draft[start:stop]
            pieces.append(Piece(text, index))
            end = stop
        if end < len(self.draft):
            pieces.append(Piece(self.draft[end:]))
        return tuple(pieces)

    @property
    def places(self) -> Iterator[tuple[int, int, int]]:
        """Each sentence of the proposal with where it begins and ends in ``text``, taken or not."""
        start = 0
        for piece in self.pieces:
            if piece.sentence is not None:
                yield piece.sentence, start, start + len(piece.text)
            start += len(piece.text)

    @property
    def text(self) -> str:
        """The letter with the taken sentences in place."""
        return "".join(piece.text for piece in self.pieces)


def _locate(draft: str, proposal: Proposal) -> dict[int, tuple[int, int]]:
    """Where each sentence of the proposal stands in the draft; those not found word for word are left out."""
    spans: dict[int, tuple[int, int]] = {}
    end = 0
    for index, sentence in enumerate(proposal.sentences):
        start = draft.find(sentence.draft, end) if sentence.draft else -1
        if start >= 0:
            end = start + len(sentence.draft)
            spans[index] = (start, end)
    return spans
