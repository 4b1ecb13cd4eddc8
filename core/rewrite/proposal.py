"""What goes into a rewrite and what comes of it. Light: whoever only shows a proposal loads nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.tone import Tone
    from core.validate import Verdict


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
    """So many of the open sentences are settled; ``text`` is the letter as it stands now."""

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
