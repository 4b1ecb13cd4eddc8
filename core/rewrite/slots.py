"""The sentences of a draft: which the model never gets, which it is asked for, and what became of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.courtesy import is_courtesy
from core.quoting import QUOTED, quotes, words
from core.rewrite.candidates import NO_NEARER, Option, Refusal
from core.rewrite.faithful import decides
from core.rewrite.mask import Masked, mask
from core.rewrite.meter import formality, in_tone
from core.rewrite.proposal import ProposedSentence
from core.rewrite.variants import variant
from core.tone import Context, Tone
from core.validate.sentences import FRAME, Role, Sentence
from core.validate.thesaurus import is_ordinary

_IN_TONE = "it is in this tone already"
_FACTS = "it holds hardly anything but facts"
_BARE = 3
"""So few words outside the facts say nothing that could be said in another tone, unless they are marked."""
_TOO_LONG = "it is too long for the model"
_LONGEST = 800
"""Bytes: no script has more tokens than bytes, so that many and two answers fit the model's context."""


class Lock(StrEnum):
    """Why the model never gets a sentence."""

    SUBJECT = "the subject is not the model's"
    GREETING = "the greeting is not the model's"
    SIGNOFF = "the sign-off is not the model's"
    SIGNATURE = "your name is not the model's"
    COURTESY = "it is in their own language"
    DECISION = "the decision is never the model's"
    GIVES_REASON = "your decision sentence says more than the decision"
    PRIVATE = "it touches your private notes, which the model never sees"


@dataclass
class Slot:
    """One sentence of the draft, or several that are worded as one, and what is known of it.

    Attributes:
        part: what stands there in the draft.
        lock: why the model never gets it; None when it may.
        masked: as the model is asked for it; None when it is not asked.
        swapped: what was thought of the draft's words with every swap.
        wanted: how many answers it is asked for.
        heard: what was thought of each answer, by its number.
        chosen: the wording that takes its place.
        why: why it stays as it is, once that is known.
    """

    part: Sentence
    lock: Lock | None = None
    masked: Masked | None = None
    swapped: Option | Refusal | None = None
    wanted: int = 0
    heard: dict[int, Option | Refusal] = field(default_factory=dict)
    chosen: Option | None = None
    why: str = ""

    @property
    def text(self) -> str:
        """As it stands in the letter now."""
        return self.chosen.text if self.chosen else self.part.text

    @property
    def is_settled(self) -> bool:
        """Whether it is known what becomes of it."""
        return bool(self.chosen or self.why)

    @property
    def so_far(self) -> str:
        """As it may be shown now: with its swaps until more is known."""
        swapped = self.swapped if not self.is_settled else None
        return swapped.text if isinstance(swapped, Option) else self.text

    def open(self, tone: Tone, names: Sequence[str]) -> None:
        """Open it to the model, if that may word it anew and may gain by it; else say why not."""
        text = self.part.text
        if self.lock:
            return
        if in_tone(text, tone) and not (tone.context is Context.LOW and variant(text, tone) != text):
            self.why = _IN_TONE  # as to its words; what is said at length may still be said in short
        elif len(text.encode("utf-8", "replace")) > _LONGEST:
            self.why = _TOO_LONG
        else:
            masked = mask(text, names)
            said = re.findall(r"[^\W\d]+", re.sub(r"@\d+", "", masked.text))
            if len(said) > _BARE or formality(text):
                self.masked = masked
            else:
                self.why = _FACTS

    def proposed(self, fault: str) -> ProposedSentence:
        """What became of it; ``fault`` is why nothing at all was changed."""
        why = "" if self.chosen else str(self.lock or self.why or fault or NO_NEARER)
        by = self.chosen.by if self.chosen else ""
        span = (self.part.start, self.part.end)
        return ProposedSentence(self.part.text, self.text, span, self.lock is not None, why, by)


def lock_of(part: Sentence, private: Sequence[str]) -> Lock | None:
    """Why the model never gets this sentence; None when it may."""
    if part.role in FRAME:
        return Lock[part.role.name]
    if is_courtesy(part.text):
        return Lock.COURTESY
    if part.role is Role.DECISION or decides(part.text):
        return Lock.DECISION
    return Lock.PRIVATE if any(_touches(part.text, secret) for secret in private) else None


def _touches(text: str, secret: str) -> bool:
    """Whether a sentence holds a private text, or three of its words in a row."""
    return quotes(_pieces(text), _pieces(secret), QUOTED)


def _pieces(text: str) -> list[str]:
    """The words, a contraction as two: fewer words in common are enough, as the model need not see any."""
    return [piece for word in words(text) for piece in word.split("'")]


def names_in(parts: Sequence[Sentence]) -> set[str]:
    """Names seen anywhere in the letter, so that they are known where they open a sentence too."""
    names: set[str] = set()
    for part in parts:
        if part.role is Role.SIGNATURE:
            names.update(word for word in part.text.split() if word[:1].isupper())
        else:
            names.update(fact for fact in mask(part.text).facts if fact[:1].isupper() and not _ordinary(fact))
    return names


def _ordinary(fact: str) -> bool:
    """Whether it is one common word, with a capital for some other reason than being a name."""
    return " " not in fact and not fact[1:2].isupper() and is_ordinary(fact)
