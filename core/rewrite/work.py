"""One rewrite: the sentences of a draft, which are open to the model, and what became of each."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from core.courtesy import is_courtesy
from core.rewrite.faithful import decides
from core.rewrite.judge import NO_NEARER, Judge, Option, Refusal, best
from core.rewrite.mask import Masked, joined, mask
from core.rewrite.meter import formality, in_tone
from core.rewrite.prompts import is_large, prompts, sampling
from core.rewrite.protocol import Candidate, Generate, Loaded
from core.rewrite.shape import Turn, turns
from core.rewrite.variants import variant
from core.tone import Tone
from core.validate import Verdict
from core.validate.clauses import Role, Sentence, sentences
from core.validate.thesaurus import is_ordinary

_FRAME = {
    Role.SUBJECT: "the subject is not the model's",
    Role.GREETING: "the greeting is not the model's",
    Role.SIGNOFF: "the sign-off is not the model's",
    Role.SIGNATURE: "your name is not the model's",
}
_RULES = -0.3
"""A swap counts as likely as that: a surer answer of the model goes before it, a less sure one after."""
_UNSURE = -0.5
"""An answer of the model with the adapter that is less likely than that is often broken English."""
_DECISION = "the decision is never the model's"
_COURTESY = "it is in their own language"
_PRIVATE = "it touches your private notes, which the model never sees"
_IN_TONE = "it is in this tone already"
_FACTS = "it holds hardly anything but facts"
_BARE = 3
"""So few words outside the facts say nothing that could be said in another tone, unless they are marked."""
_TOO_LONG = "it is too long for the model"
_TOGETHER = "the letter as a whole was refused with it"
_LONGEST = 800
"""Bytes: no script has more tokens than bytes, so that many and two answers fit the model's context."""
_GIVES_REASON = "your decision sentence says more than the decision"
_REASON = re.compile(
    r"\b(?:because|since|as|so|due to|owing to|given|after|having|in order|therefore|"
    r"for (?:family|personal|health)|accepted (?:another|an|a))\b",
    re.IGNORECASE,
)


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
        text: as proposed; the same unless ``changed``.
        changed: whether it was worded anew.
        locked: whether it was kept from the model.
        why_kept: why it stayed; "" when changed.
        by: who worded it anew: ``model``, ``rules`` or ``phrases``; "" when kept.
    """

    draft: str
    text: str
    changed: bool
    locked: bool
    why_kept: str
    by: str = ""


@dataclass(frozen=True)
class Proposal:
    """A rewrite that the validator accepts; the draft itself when no change was good enough.

    ``changed`` are indexes into ``sentences``; ``attempts`` is how many answers of the model were read.
    """

    text: str
    sentences: tuple[ProposedSentence, ...]
    verdict: Verdict
    model: str
    attempts: int
    seconds: float
    changed: tuple[int, ...]


class Work:
    """One rewrite: the draft's sentences and what is known about each."""

    def __init__(
        self,
        draft: str,
        tone: Tone,
        decision: str | None,
        private: Sequence[str],
        names: Sequence[str],
        seed: int,
        on_progress: Callable[[Progress], None],
    ) -> None:
        self.draft, self.tone, self.seed = draft, tone, seed
        self.parts = sentences(draft)
        self.judge = Judge(draft, self.parts, tone, private, names)
        self.why: dict[int, str] = {}
        self.chosen: dict[int, Option] = {}
        self.attempts = 0
        self._on_progress, self._reported = on_progress, -1
        self._wanted: Counter[int] = Counter()
        self._least = -math.inf
        self._heard: dict[tuple[int, int], Option | Refusal] = {}
        findings = self.judge.verdict(draft).findings
        self._fault = f"your draft itself is refused: {findings[0].message}" if findings else ""
        self.locked = {index: why for index, part in enumerate(self.parts) if (why := _lock(part, private))}
        if decision and not self._fault:
            self._replace_decision(decision)
        self._names = [*names, *_names_in(self.parts)]
        self.open = self._open_sentences() if not self._fault else {}

    def _open_sentences(self) -> dict[int, Masked]:
        found = {}
        for index, part in enumerate(self.parts):
            if index in self.locked:
                continue
            if in_tone(part.text, self.tone):
                self.why[index] = _IN_TONE
                continue
            if len(part.text.encode("utf-8", "replace")) > _LONGEST:
                self.why[index] = _TOO_LONG
                continue
            masked = mask(part.text, self._names)
            if len(re.findall(r"[^\W\d]+", re.sub(r"@\d+", "", masked.text))) > _BARE or formality(part.text):
                found[index] = masked
            else:
                self.why[index] = _FACTS
        return found

    def _replace_decision(self, decision: str) -> None:
        places = [index for index, part in enumerate(self.parts) if part.role is Role.DECISION]
        if len(places) != 1 or self.parts[places[0]].text == decision or places[0] not in self.locked:
            return
        [index] = places
        old = self.parts[index].text
        if _REASON.search(old) or not set(mask(old).facts) <= set(mask(decision).facts):
            self.locked[index] = _GIVES_REASON
        elif self.judge.verdict(self.judge.assemble({index: decision})).accepted:
            self.chosen[index] = Option(decision, "phrases", 0.0, 0.0)

    def by_passages(self) -> None:
        """Take open sentences that stand side by side as one passage, for a model that writes more than one.

        To be called before anything is asked or heard.
        """
        groups: list[list[int]] = []
        for index, part in enumerate(self.parts):
            beside = index and "\n" not in self.draft[self.parts[index - 1].end : part.start]
            if beside and index in self.open and index - 1 in self.open:
                groups[-1].append(index)
            else:
                groups.append([index])
        place = {group[0]: number for number, group in enumerate(groups)}
        ends = [self.parts[group[-1]].end for group in groups]
        starts = [self.parts[group[0]] for group in groups]
        self.parts = [
            replace(part, text=self.draft[part.start : end], end=end)
            for part, end in zip(starts, ends, strict=True)
        ]
        self.judge = self.judge.over(self.parts)
        self.locked = {place[index]: why for index, why in self.locked.items()}
        self.why = {place[index]: why for index, why in self.why.items()}
        self.chosen = {place[index]: option for index, option in self.chosen.items()}
        opened = [place[index] for index in self.open if index in place]
        self.open = {index: self._masked(self.parts[index].text) for index in opened}

    def _masked(self, passage: str) -> Masked:
        """Sentence by sentence, because a capital says nothing where a sentence begins."""
        pieces, end = [], 0
        for part in sentences(passage):
            pieces.append((passage[end : part.start], mask(part.text, self._names)))
            end = part.end
        return joined(pieces)

    @property
    def _context(self) -> str:
        """The letter as a larger model may see it: no fact, and nothing that touches private notes."""
        hidden = {index for index, why in self.locked.items() if why == _PRIVATE}
        shown = {
            index: "[…]" if index in hidden else re.sub(r"@\d+", "…", self._masked(part.text).text)
            for index, part in enumerate(self.parts)
        }
        return self.judge.assemble(shown)

    def request(self, loaded: Loaded) -> Generate:
        """What to ask the model."""
        letter = self._context if is_large(loaded) else ""
        asked = [
            each
            for index, masked in self.open.items()
            for each in prompts(index, masked.text, self.tone, loaded, letter)
        ]
        self._wanted = Counter()
        for each in asked:
            self._wanted[each.key] += each.candidates
        self._least = _UNSURE if loaded.adapted else -math.inf
        return Generate(tuple(asked), sampling(self.seed))

    def hear(self, candidate: Candidate) -> None:
        """Judge one answer; when it is the last for its sentence, settle that sentence."""
        key, place = candidate.key, (candidate.key, candidate.index)
        if place in self._heard or candidate.index >= self._wanted[key]:
            return
        self.attempts += 1
        if candidate.logprob < self._least:
            self._heard[place] = Refusal("the model was not sure of its answer", 2)
        else:
            self._heard[place] = self.judge.candidate(key, self.open[key], candidate)
        judged = [answer for (owner, _), answer in self._heard.items() if owner == key]
        if len(judged) == self._wanted[key]:
            self._settle_sentence(key, judged)

    def _settle_sentence(self, index: int, judged: list[Option | Refusal]) -> None:
        source = self.parts[index].text
        plain = self._swapped(source)
        if plain != source:
            judged = [*judged, self.judge.wording(index, plain, "rules", _RULES)]
        options = [answer for answer in judged if isinstance(answer, Option)]
        if options:
            self.chosen[index] = best(options, source)
            return
        refusals = [answer for answer in judged if isinstance(answer, Refusal)]
        self.why[index] = max(refusals, key=lambda refusal: refusal.stage).reason if refusals else NO_NEARER

    def _swapped(self, text: str) -> str:
        """A sentence, or each sentence of a passage, with the swaps that lead to the tone."""
        swapped, end = [], 0
        for part in sentences(text):
            swapped += [text[end : part.start], variant(part.text, self.tone)]
            end = part.end
        return "".join([*swapped, text[end:]])

    def report(self) -> None:
        """Tell how far it is, once for every settled sentence."""
        done = sum(index in self.chosen or index in self.why for index in self.open)
        if done > self._reported:
            self._reported = done
            self._on_progress(Progress(done, len(self.open), self._text()))

    def settle(self) -> Proposal:
        """The letter with all changes that the validator accepts together."""
        verdict = self.judge.verdict(self._text())
        while self.chosen and not verdict.accepted:
            index = self._suspect(verdict)
            del self.chosen[index]
            self.why[index] = _TOGETHER
            verdict = self.judge.verdict(self._text())
        proposed = [self._proposed(index, part) for index, part in enumerate(self.parts)]
        text = self._text()
        for turn in () if self._fault else turns(self.draft, self.parts, self.tone):
            parts, shaped = self._turned(turn, proposed)
            whole = self.judge.over(parts).assemble({index: each.text for index, each in enumerate(shaped)})
            if (judged := self.judge.verdict(whole)).accepted:
                self.parts, proposed, text, verdict = parts, shaped, whole, judged
        changed = tuple(index for index, sentence in enumerate(proposed) if sentence.changed)
        return Proposal(text, tuple(proposed), verdict, "", self.attempts, 0.0, changed)

    def _turned(
        self, turn: Turn, proposed: list[ProposedSentence]
    ) -> tuple[list[Sentence], list[ProposedSentence]]:
        """The parts and what is proposed for them, with the turned ones as a single change."""
        first, last = self.parts[turn.first], self.parts[turn.last - 1]
        old = self.draft[first.start : last.end]
        said = turn.said([each.text for each in proposed])
        part = replace(first, text=old, end=last.end)
        new = ProposedSentence(old, said, True, False, "", "rules")
        return (
            [*self.parts[: turn.first], part, *self.parts[turn.last :]],
            [*proposed[: turn.first], new, *proposed[turn.last :]],
        )

    def _suspect(self, verdict: Verdict) -> int:
        """The change that the first finding points at, else the last one."""
        begin = 0
        start, stop = verdict.findings[0].span
        for index, part in enumerate(self.parts):
            gap = part.start - (self.parts[index - 1].end if index else 0)
            wording = self.chosen[index].text if index in self.chosen else part.text
            begin, end = begin + gap, begin + gap + len(wording)
            if index in self.chosen and begin < stop and start < end:
                return index
            begin = end
        return max(self.chosen)

    def _proposed(self, index: int, part: Sentence) -> ProposedSentence:
        locked = index in self.locked
        if option := self.chosen.get(index):
            return ProposedSentence(part.text, option.text, True, locked, "", option.by)
        why = self.locked.get(index) or self.why.get(index) or self._fault or NO_NEARER
        return ProposedSentence(part.text, part.text, False, locked, why)

    def _text(self) -> str:
        return self.judge.assemble({index: option.text for index, option in self.chosen.items()})


def _lock(part: Sentence, private: Sequence[str]) -> str:
    """Why the model never gets this sentence; "" when it does."""
    if part.role in _FRAME:
        return _FRAME[part.role]
    if is_courtesy(part.text):
        return _COURTESY
    if part.role is Role.DECISION or decides(part.text):
        return _DECISION
    return _PRIVATE if any(_touches(part.text, secret) for secret in private) else ""


def _touches(text: str, secret: str) -> bool:
    """Whether a sentence holds a private text, or three of its words in a row."""
    words, secret_words = (re.findall(r"\w+", each.casefold()) for each in (text, secret))
    size = min(3, len(secret_words))
    if not size:
        return False
    grams = {tuple(words[at : at + size]) for at in range(len(words))}
    return any(tuple(secret_words[at : at + size]) in grams for at in range(len(secret_words) - size + 1))


def _names_in(parts: Sequence[Sentence]) -> set[str]:
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
