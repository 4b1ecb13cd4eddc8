"""What goes into a rewrite and what comes of it. Light: whoever only shows a proposal loads nothing more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.tone import Tone
    from core.validate import Finding, Verdict


@dataclass(frozen=True)
class Brief:
    """What is to be rewritten, and what is to be minded.

    Attributes:
        draft: any text; its owner's word, trusted.
        tone: what is asked for.
        decision: the phrase bank's decision sentence for this tone, to take the draft's place.
        private: texts that neither the model nor the result may hold.
        names: people and companies, to be kept as they are.
        seed: for the drawn candidates.
    """

    draft: str
    tone: Tone
    decision: str | None = None
    private: Sequence[str] = ()
    names: Sequence[str] = ()
    seed: int = 0


@dataclass(frozen=True)
class Progress:
    """So many of the open sentences are settled; ``text`` is the letter as it stands now.

    A sentence that is not settled may stand there with swaps already, and be worded otherwise later.
    """

    done: int
    total: int
    text: str


@dataclass(frozen=True)
class ProposedSentence:
    """One sentence of the draft and what became of it.

    Attributes:
        draft: as it stands in the draft.
        text: as proposed; the same unless it was worded anew.
        span: where it stands in the draft.
        locked: whether it was kept from the model.
        why_kept: why it stayed; "" when changed.
        by: who worded it anew: ``model``, ``rules`` or ``phrases``; "" when kept.
    """

    draft: str
    text: str
    span: tuple[int, int]
    locked: bool = False
    why_kept: str = ""
    by: str = ""

    @property
    def changed(self) -> bool:
        """Whether it was worded anew."""
        return self.text != self.draft

    def lost(self, words: str) -> bool:
        """Whether the draft says these words and the proposal does not."""
        said, says = (words.casefold() in each.casefold() for each in (self.draft, self.text))
        return said and not says


@dataclass(frozen=True)
class Proposal:
    """A rewrite that the validator accepts; the draft itself when no change was good enough.

    ``attempts`` is how many answers of the model were read.
    """

    text: str
    sentences: tuple[ProposedSentence, ...]
    verdict: Verdict
    model: str = ""
    attempts: int = 0
    seconds: float = 0.0

    @property
    def changed(self) -> tuple[int, ...]:
        """The numbers of the sentences that were worded anew."""
        return tuple(number for number, sentence in enumerate(self.sentences) if sentence.changed)


# -- what of it stands --------------------------------------------------------------------------------


def tenable(
    sentences: Sequence[ProposedSentence], taken: Collection[int], check: Callable[[set[int]], Verdict]
) -> tuple[set[int], Verdict]:
    """What of the taken changes stands when those that the verdicts name are dropped, one after the other.

    Args:
        sentences: all that was proposed.
        taken: the numbers of the changes that are wanted.
        check: the verdict on the letter with these changes in it.
    """
    kept = set(taken)
    while not (verdict := check(set(kept))).accepted and kept:
        kept.remove(meant(verdict.findings[0], sentences, kept))
    return kept, verdict


def meant(finding: Finding, sentences: Sequence[ProposedSentence], taken: Collection[int]) -> int:
    """Which of the taken changes a finding is about: the first that has its words, or that lost them.

    The last of all where it is about none of them.
    """
    begin, end = finding.span
    if end:
        about = [number for number, start, stop in _places(sentences, taken) if begin < stop and start < end]
    else:
        about = [number for number in sorted(taken) if sentences[number].lost(finding.evidence)]
    return next((number for number in about if number in taken), max(taken))


def _places(sentences: Sequence[ProposedSentence], taken: Collection[int]) -> Iterator[tuple[int, int, int]]:
    """Each sentence with where it begins and ends in the letter with the taken changes in it."""
    moved = 0
    for number, sentence in enumerate(sentences):
        start, stop = sentence.span
        size = len(sentence.text if number in taken else sentence.draft)
        yield number, start + moved, start + moved + size
        moved += size - (stop - start)
