"""Whether a candidate may stand in the letter, and if not, why, in words for its writer."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.resources import load_toml
from core.rewrite.faithful import inexact, unfaithful
from core.rewrite.mask import Masked
from core.rewrite.meter import distance
from core.rewrite.protocol import Candidate
from core.rewrite.variants import alternatives, in_steps, variant
from core.tone import Context, Tone
from core.validate import Verdict, check
from core.validate.sentences import Sentence, sentences

NO_NEARER = "no wording came nearer to the tone"

_WRAPPERS = re.compile(
    r"^<(think|thinking|reasoning)>.*?</\1>\s*|^[\"“']+(?=\w)|(?<=[.!?])[\"”']+$", re.DOTALL
)
_LONGEST, _SHORTEST = 1.7, 0.5
_FREE_WORDS = 6
_LONG = 16
_DOUBT = 0.5
"""What a unit of log-probability is worth in distance from the tone."""
_NEARER = 0.25
"""How much nearer to the tone the model's own words must come than swaps."""
_REFUSED = 6
"""The stage of what is nearer to the tone, but may not stand."""
_MASKS = re.compile(r"@\d+")
_STOPS = re.compile(r"[.!?…](?=\s|$)")


@dataclass(frozen=True)
class Option:
    """A wording that may stand in the letter. ``by`` is ``model`` or ``rules``."""

    text: str
    by: str
    distance: float
    logprob: float


@dataclass(frozen=True)
class Refusal:
    """Why a wording may not; the higher the ``stage``, the nearer it came."""

    reason: str
    stage: int


class Judge:
    """Judges wordings for the sentences of one draft."""

    def __init__(
        self, draft: str, parts: Sequence[Sentence], tone: Tone, private: Sequence[str], names: Sequence[str]
    ) -> None:
        self._draft, self._parts, self._tone = draft, parts, tone
        self._private, self._names = tuple(private), tuple(names)

    def over(self, parts: Sequence[Sentence]) -> Judge:
        """The same judge for the draft cut in another way."""
        return Judge(self._draft, parts, self._tone, self._private, self._names)

    def verdict(self, text: str) -> Verdict:
        """What the validator says of the letter as a whole."""
        return check(self._draft, text, private=self._private, tone=self._tone, names=self._names)

    def assemble(self, wordings: dict[int, str]) -> str:
        """The draft with some sentences worded anew; everything between them stays as it is."""
        text, end = [], 0
        for index, part in enumerate(self._parts):
            text += [self._draft[end : part.start], wordings.get(index, part.text)]
            end = part.end
        return "".join([*text, self._draft[end:]])

    def candidate(self, index: int, masked: Masked, candidate: Candidate) -> Option | Refusal:
        """What to think of a model's answer for the sentence of this number."""
        text = _WRAPPERS.sub("", candidate.text.strip())
        if masked.text.rstrip()[-1:] in tuple(",;:)"):
            return Refusal(NO_NEARER, 4)  # half a sentence, "I remain,", is nothing to word anew
        if candidate.finish != "end" or text[-1:] not in tuple(".!?…"):
            return Refusal("the model did not finish the sentence", 1)
        if masked.text[-1:] not in ".!?…":
            text = text.removesuffix(".")  # typed without; "Brightwell Ltd." brings its own
        if not fits(masked.text, text):
            return Refusal("the model answered instead of rewriting", 2)
        restored = masked.restore(text)
        if restored is None:
            return Refusal("the model lost or changed a fact", 3)
        if _MASKS.findall(text) != _MASKS.findall(masked.text):
            return Refusal("the model put the facts in another order", 3)  # who is to tell whom?
        by = "rules" if restored == self._parts[index].text else "model"
        return self.swapped(index, restored, by, candidate.logprob)

    def swapped(self, index: int, text: str, by: str, logprob: float) -> Option | Refusal:
        """A wording with the swaps that lead to the tone: all that may stand, or as it is when none may."""
        source, further = self._parts[index].text, self._further(text)
        if further == source:
            return Refusal(NO_NEARER, 0)
        judged = self.wording(index, further, by, logprob, text)
        if isinstance(judged, Option) or further == text:
            return judged
        for other in alternatives(further, self._tone) if judged.stage >= _REFUSED else ():
            if isinstance(option := self.wording(index, other, by, logprob, text), Option):
                return option
        if judged.stage >= _REFUSED and len(sentences(text)) == 1:
            some = in_steps(text, self._tone, lambda new: not self._fault(index, source, text, new))
            part = self.wording(index, some, by, logprob, text)
            if isinstance(part, Option):
                return part
        return judged if by == "rules" else self.wording(index, text, by, logprob)

    def wording(
        self, index: int, text: str, by: str, logprob: float = 0.0, base: str = ""
    ) -> Option | Refusal:
        """What to think of a finished wording, facts and all.

        ``base`` is what swaps were made on, if they were: they are exact, so what differs from it is
        spared the tests that are for a model's freer words.
        """
        source = self._parts[index].text
        if text == source:
            return Refusal(NO_NEARER, 4)
        away, before = distance(text, self._tone), distance(source, self._tone)
        cut = self._tone.context is Context.LOW and by == "rules" and len(text) < len(source)
        if away > before or (away == before and not cut):  # what only stands around goes for no other gain
            return Refusal(NO_NEARER, 5)
        base = base or text
        return self._fault(index, source, base, text) or Option(text, by, away, logprob)

    def _further(self, text: str) -> str:
        """The text with every swap, sentence by sentence."""
        swapped, end = [], 0
        for part in sentences(text):
            swapped += [text[end : part.start], variant(part.text, self._tone)]
            end = part.end
        return "".join([*swapped, text[end:]])

    def _fault(self, index: int, source: str, base: str, text: str) -> Refusal | None:
        """Why a text may not stand for the source; what differs from ``base`` was swapped."""
        fault = (unfaithful(source, base) if base != source else "") or inexact(base, text)
        if fault:
            return Refusal(fault, _REFUSED)
        findings = self._alone(source, base).findings if base != source else ()
        findings = findings or self.verdict(self.assemble({index: text})).findings
        return Refusal(f"refused: {findings[0].message}", _REFUSED + 1) if findings else None

    def _alone(self, source: str, text: str) -> Verdict:
        """The same check in a letter that says hardly anything else: nothing may hide behind the real one.

        A letter, because the validator knows letters: of bare sentences it refuses every second good rewrite.
        """
        before, after = (_frame().replace("SENTENCE", each) for each in (source, text))
        natural = {finding.code for finding in check(before, before).findings}
        findings = check(before, after, private=self._private, names=self._names).findings
        return Verdict(tuple(finding for finding in findings if finding.code not in natural))


@cache
def _frame() -> str:
    return str(load_toml(Path(__file__).parent / "same.toml")["frame"]["letter"])


def is_unbeatable(swapped: Option | Refusal) -> bool:
    """Whether swaps come so near to the tone that ``best``, when wary, takes no other words for them."""
    return isinstance(swapped, Option) and swapped.distance < _NEARER


def best(options: Sequence[Option], source: str, wary: bool = False) -> Option:
    """The one nearest to the tone, unless the model doubts it; then the one that changes less.

    Swaps are exact. When ``wary``, a model's own words are worth their risk only where they come clearly
    nearer.
    """
    swapped = min((each.distance for each in options if each.by == "rules"), default=math.inf)
    same = {each.text for each in options if each.by == "rules"}
    worth = [
        each
        for each in options
        if not wary or each.by == "rules" or each.text in same or each.distance <= swapped - _NEARER
    ]
    return min(
        worth, key=lambda o: (round(o.distance - _DOUBT * o.logprob, 1), _edits(source, o.text), o.text)
    )


def fits(source: str, text: str) -> bool:
    """Whether the length and the number of sentences are those of a rewrite, not of an answer."""
    words, before = len(text.split()), len(source.split())
    more = len(_STOPS.findall(text)) - len(_STOPS.findall(source))
    return (
        before * _SHORTEST <= words <= before * _LONGEST + _FREE_WORDS
        and "\n" not in text
        and more <= (before >= _LONG)  # only a long sentence may become two
    )


def _edits(source: str, text: str) -> int:
    return len(set(source.split()) ^ set(text.split()))
