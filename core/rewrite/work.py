"""One rewrite: the sentences of a draft, which are open to the model, and what became of each."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from core.courtesy import is_courtesy
from core.rewrite.faithful import decides
from core.rewrite.judge import NO_NEARER, Judge, Option, Refusal, best
from core.rewrite.mask import Masked, joined, mask
from core.rewrite.meter import formality, in_tone
from core.rewrite.prompts import is_large, prompts, sampling
from core.rewrite.proposal import Brief, Progress, Proposal, ProposedSentence, tenable
from core.rewrite.protocol import Candidate, Generate, Loaded
from core.rewrite.shape import Turn, turns
from core.rewrite.variants import variant
from core.validate import Verdict
from core.validate.clauses import FRAME, Role, Sentence, sentences
from core.validate.thesaurus import is_ordinary

_RULES = -0.3
"""A swap counts as likely as that: a surer answer of the model goes before it, a less sure one after."""
_UNSURE = -0.5
"""An answer of the model with the adapter that is less likely than that is often broken English."""
_IN_TONE = "it is in this tone already"
_FACTS = "it holds hardly anything but facts"
_BARE = 3
"""So few words outside the facts say nothing that could be said in another tone, unless they are marked."""
_TOO_LONG = "it is too long for the model"
_TOGETHER = "the letter as a whole was refused with it"
_LONGEST = 800
"""Bytes: no script has more tokens than bytes, so that many and two answers fit the model's context."""
_REASON = re.compile(
    r"\b(?:because|since|as|so|due to|owing to|given|after|having|in order|therefore|"
    r"for (?:family|personal|health)|accepted (?:another|an|a))\b",
    re.IGNORECASE,
)


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
        wanted: how many answers it is asked for.
        heard: what was thought of each answer, by its number.
        chosen: the wording that takes its place.
        why: why it stays as it is, once that is known.
    """

    part: Sentence
    lock: Lock | None = None
    masked: Masked | None = None
    wanted: int = 0
    heard: dict[int, Option | Refusal] = field(default_factory=dict)
    chosen: Option | None = None
    why: str = ""

    @property
    def text(self) -> str:
        """As it stands in the letter now."""
        return self.chosen.text if self.chosen else self.part.text

    def proposed(self, fault: str) -> ProposedSentence:
        """What became of it; ``fault`` is why nothing at all was changed."""
        why = "" if self.chosen else str(self.lock or self.why or fault or NO_NEARER)
        by = self.chosen.by if self.chosen else ""
        span = (self.part.start, self.part.end)
        return ProposedSentence(self.part.text, self.text, span, self.lock is not None, why, by)


class Work:
    """One rewrite, from the brief to the proposal. It asks the validator: not for the event loop."""

    def __init__(self, brief: Brief, on_progress: Callable[[Progress], None] | None = None) -> None:
        self._brief = brief
        self._on_progress, self._reported = on_progress, -1
        self._attempts, self._least = 0, -math.inf
        parts = sentences(brief.draft)
        self.slots = [Slot(part, _lock(part, brief.private)) for part in parts]
        self._judge = Judge(brief.draft, parts, brief.tone, brief.private, brief.names)
        self._names = [*brief.names, *_names_in(parts)]
        findings = self._judge.verdict(brief.draft).findings
        self._fault = f"your draft itself is refused: {findings[0].message}" if findings else ""
        if not self._fault:
            self._replace_decision()
            self._open()

    @property
    def open(self) -> list[Slot]:
        """What the model is asked for."""
        return [slot for slot in self.slots if slot.masked]

    def _open(self) -> None:
        """Open to the model what it may word anew and what may gain by it."""
        for slot in self.slots:
            text = slot.part.text
            if slot.lock:
                continue
            if in_tone(text, self._brief.tone):
                slot.why = _IN_TONE
            elif len(text.encode("utf-8", "replace")) > _LONGEST:
                slot.why = _TOO_LONG
            else:
                masked = mask(text, self._names)
                words = re.findall(r"[^\W\d]+", re.sub(r"@\d+", "", masked.text))
                if len(words) > _BARE or formality(text):
                    slot.masked = masked
                else:
                    slot.why = _FACTS

    def _replace_decision(self) -> None:
        """The phrase bank's decision for the draft's, unless that says more."""
        decision = self._brief.decision
        places = [index for index, slot in enumerate(self.slots) if slot.part.role is Role.DECISION]
        if not decision or len(places) != 1:
            return
        slot = self.slots[places[0]]
        old = slot.part.text
        if old == decision:
            return
        if _REASON.search(old) or not set(mask(old).facts) <= set(mask(decision).facts):
            slot.lock = Lock.GIVES_REASON
        elif self._judge.verdict(self._judge.assemble({places[0]: decision})).accepted:
            slot.chosen = Option(decision, "phrases", 0.0, 0.0)

    # -- what is asked ------------------------------------------------------------------------------------

    def request(self, loaded: Loaded) -> Generate:
        """What to ask this model: a large one is given passages, and the letter around them."""
        if is_large(loaded):
            self._cut_anew(list(self._passages()))
        letter = self._context if is_large(loaded) else ""
        asked = [
            each
            for key, slot in enumerate(self.slots)
            if slot.masked
            for each in prompts(key, slot.masked.text, self._brief.tone, loaded, letter)
        ]
        for slot in self.slots:
            slot.wanted = 0
        for each in asked:
            self.slots[each.key].wanted += each.candidates
        self._least = _UNSURE if loaded.adapted else -math.inf
        return Generate(tuple(asked), sampling(self._brief.seed))

    def _passages(self) -> Iterator[Slot]:
        """The slots, with open ones that stand side by side as one."""
        groups: list[list[Slot]] = []
        for slot in self.slots:
            before = groups[-1][-1] if groups else None
            if before and before.masked and slot.masked and "\n" not in self._between(before, slot):
                groups[-1].append(slot)
            else:
                groups.append([slot])
        for group in groups:
            if len(group) == 1 and not group[0].masked:
                yield group[0]
            else:
                part = self._joined(group)
                yield Slot(part, masked=self._masked(part.text))

    def _between(self, before: Slot, after: Slot) -> str:
        return self._brief.draft[before.part.end : after.part.start]

    def _joined(self, slots: Sequence[Slot]) -> Sentence:
        first, end = slots[0].part, slots[-1].part.end
        return replace(first, text=self._brief.draft[first.start : end], end=end)

    def _cut_anew(self, slots: list[Slot]) -> None:
        self.slots = slots
        self._judge = self._judge.over([slot.part for slot in slots])

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
        shown = {
            index: "[…]"
            if slot.lock is Lock.PRIVATE
            else re.sub(r"@\d+", "…", self._masked(slot.part.text).text)
            for index, slot in enumerate(self.slots)
        }
        return self._judge.assemble(shown)

    # -- what is answered ---------------------------------------------------------------------------------

    def hear(self, candidate: Candidate) -> None:
        """Judge one answer; when it is the last for its sentence, settle that sentence."""
        key = candidate.key
        slot = self.slots[key] if 0 <= key < len(self.slots) else None
        if not slot or not slot.masked or not 0 <= candidate.index < slot.wanted:
            return  # nobody asked
        if candidate.index in slot.heard:
            return
        self._attempts += 1
        if candidate.logprob < self._least:
            slot.heard[candidate.index] = Refusal("the model was not sure of its answer", 2)
        else:
            slot.heard[candidate.index] = self._judge.candidate(key, slot.masked, candidate)
        if len(slot.heard) == slot.wanted:
            self._choose(key, slot)

    def _choose(self, index: int, slot: Slot) -> None:
        """The best of what was heard and of what the rules say; when all is refused, why."""
        source, judged = slot.part.text, list(slot.heard.values())
        plain = self._swapped(source)
        if plain != source:
            judged.append(self._judge.wording(index, plain, "rules", _RULES))
        options = [answer for answer in judged if isinstance(answer, Option)]
        refusals = [answer for answer in judged if isinstance(answer, Refusal)]
        if options:
            slot.chosen = best(options, source)
        else:
            slot.why = max(refusals, key=lambda refusal: refusal.stage).reason

    def _swapped(self, text: str) -> str:
        """A sentence, or each sentence of a passage, with the swaps that lead to the tone."""
        swapped, end = [], 0
        for part in sentences(text):
            swapped += [text[end : part.start], variant(part.text, self._brief.tone)]
            end = part.end
        return "".join([*swapped, text[end:]])

    def report(self) -> None:
        """Tell how far it is, once for every settled sentence."""
        done = sum(bool(slot.chosen or slot.why) for slot in self.open)
        if self._on_progress and done > self._reported:
            self._reported = done
            self._on_progress(Progress(done, len(self.open), self._text()))

    # -- what comes of it ---------------------------------------------------------------------------------

    def settle(self) -> Proposal:
        """The letter with all changes that the validator accepts together."""
        verdict = self._leave_refused()
        parts = [slot.part for slot in self.slots]
        for turn in () if self._fault else turns(self._brief.draft, parts, self._brief.tone):
            before = self.slots
            self._cut_anew(self._turned(turn))
            if (judged := self._judge.verdict(self._text())).accepted:
                verdict = judged
            else:
                self._cut_anew(before)
        proposed = tuple(slot.proposed(self._fault) for slot in self.slots)
        return Proposal(self._text(), proposed, verdict, attempts=self._attempts)

    def _leave_refused(self) -> Verdict:
        """Take back what the validator does not accept together, and say what it thinks of the rest."""
        proposed = [slot.proposed(self._fault) for slot in self.slots]
        chosen = {index for index, slot in enumerate(self.slots) if slot.chosen}
        kept, verdict = tenable(
            proposed,
            chosen,
            lambda kept: self._judge.verdict(self._judge.assemble({at: proposed[at].text for at in kept})),
        )
        for slot in (self.slots[index] for index in chosen - kept):
            slot.chosen, slot.why = None, _TOGETHER
        return verdict

    def _turned(self, turn: Turn) -> list[Slot]:
        """The slots, with the turned ones as a single change."""
        said = turn.said([slot.text for slot in self.slots])
        part = self._joined(self.slots[turn.first : turn.last])
        slot = Slot(part, chosen=Option(said, "rules", 0.0, 0.0))
        return [*self.slots[: turn.first], slot, *self.slots[turn.last :]]

    def _text(self) -> str:
        return self._judge.assemble({index: slot.text for index, slot in enumerate(self.slots)})


def _lock(part: Sentence, private: Sequence[str]) -> Lock | None:
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
