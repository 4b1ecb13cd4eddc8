"""One rewrite: what the model is asked about a draft, what is thought of its answers, and the outcome."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from core.rewrite.candidates import Judge, Option, Refusal, best, is_unbeatable
from core.rewrite.faithful import chance_of_deciding
from core.rewrite.mask import Masked, joined, mask
from core.rewrite.prompts import is_large, prompts, sampling
from core.rewrite.proposal import Brief, Progress, Proposal, tenable
from core.rewrite.protocol import Candidate, Generate, Loaded
from core.rewrite.same import sameness
from core.rewrite.shape import Turn, turns
from core.rewrite.slots import Lock, Slot, lock_of, names_in
from core.tone import Formality, Tone
from core.validate import Verdict
from core.validate.sentences import Role, Sentence, sentences

_RULES = -0.3
"""A swap counts as likely as that: a surer answer of the model goes before it, a less sure one after."""
_UNSURE = -0.27
"""An answer of the model with the adapter that is less likely than that is often broken English."""
_SAMPLE = "Dear Ms. Kerr,\n\nThanks, it's my pleasure. I shall write regarding it.\n\nRegards,\nAda Lark"
_LIKELY = 0.45
"""So likely must a sentence be the decision to be left alone where no other is."""
_CUT = "a bracket stands in the middle of it"
_OPEN_BRACKET = re.compile(r"^[^(\[].*[.!?…][\"'”’]?[)\]]$", re.DOTALL)
_TOGETHER = "the letter as a whole was refused with it"
_REASON = re.compile(
    r"\b(?:because|since|as|so|due to|owing to|given|after|having|in order|therefore|"
    r"for (?:family|personal|health)|accepted (?:another|an|a))\b",
    re.IGNORECASE,
)


class Work:
    """One rewrite, from the brief to the proposal. It asks the validator: not for the event loop."""

    def __init__(self, brief: Brief, on_progress: Callable[[Progress], None] | None = None) -> None:
        self._brief = brief
        self._on_progress, self._reported = on_progress, -1
        self._attempts, self._least = 0, -math.inf
        parts = sentences(brief.draft)
        self.slots = [Slot(part, lock_of(part, brief.private)) for part in parts]
        self._lock_decision()
        self._tie()
        self._judge = Judge(brief.draft, parts, brief.tone, brief.private, brief.names)
        self._names = [*brief.names, *names_in(parts)]
        findings = self._judge.verdict(brief.draft).findings
        self._fault = f"your draft itself is refused: {findings[0].message}" if findings else ""
        if not self._fault:
            self._replace_decision()
            for slot in self.slots:
                if not slot.why:
                    slot.open(brief.tone, self._names)

    @property
    def open(self) -> list[Slot]:
        """What the model is asked for."""
        return [slot for slot in self.slots if slot.masked]

    def _lock_decision(self) -> None:
        """Where nothing is known as the decision, leave the sentence alone that most likely is it."""
        if any(slot.lock is Lock.DECISION for slot in self.slots):
            return
        free = [slot for slot in self.slots if not slot.lock]
        likeliest = max(free, key=lambda slot: chance_of_deciding(slot.part.text), default=None)
        if likeliest and chance_of_deciding(likeliest.part.text) >= _LIKELY:
            likeliest.lock = Lock.DECISION

    def _tie(self) -> None:
        """Leave what only looks like a sentence: more of a greeting, and what a bracket cuts in two."""
        for before, after in pairwise(self.slots):
            if "\n" in self._between(before, after):
                continue
            if before.lock is Lock.GREETING:
                if not after.lock and sameness().has("greets", after.part.text):
                    after.lock = Lock.GREETING
            elif _OPEN_BRACKET.match(before.part.text) and after.part.text[:1].islower():
                before.why = after.why = _CUT

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
        """What to ask this model: a large one is given passages, and the letter around them.

        Swaps are judged first, and what they settle is not asked for.
        """
        if is_large(loaded):
            self._cut_anew(list(self._passages()))
        letter = self._context if is_large(loaded) else ""
        self._least = _UNSURE if loaded.adapted else -math.inf
        self._swap()
        asked = [
            each
            for key, slot in enumerate(self.slots)
            if slot.masked and not slot.is_settled
            for each in prompts(key, slot.masked.text, self._brief.tone, loaded, letter)
        ]
        for slot in self.slots:
            slot.wanted = 0
        for each in asked:
            self.slots[each.key].wanted += each.candidates
        return Generate(tuple(asked), sampling(self._brief.seed))

    def _swap(self) -> None:
        """Judge what swaps alone make of every open sentence; settle what no answer could better."""
        for index, slot in enumerate(self.slots):
            if slot.masked:
                slot.swapped = self._judge.swapped(index, slot.part.text, "rules", _RULES)
                if self._is_wary and is_unbeatable(slot.swapped):
                    self._choose(slot)

    @property
    def _is_wary(self) -> bool:
        """Whether the model may be wrong where it is not sure."""
        return self._least > -math.inf

    def in_turns(self, wanted: Generate) -> Iterator[Generate]:
        """What is wanted, in one go, which is quickest; while no change can be seen yet, in two.

        Then the shortest sentence is answered by itself first. Only where the model keeps a sentence's
        state between requests: others would read their instruction twice.
        """
        prompts = wanted.prompts
        if prompts and all(each.head for each in prompts) and self._text_so_far() == self._brief.draft:
            shortest = min(prompts, key=lambda each: len(each.messages[-1]["content"])).key
            yield replace(wanted, prompts=tuple(each for each in prompts if each.key == shortest))
            prompts = tuple(each for each in prompts if each.key != shortest)
        if prompts:
            yield replace(wanted, prompts=prompts)

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
            self._choose(slot)

    def by_rules(self) -> None:
        """Settle what is open without a model."""
        self._swap()
        for slot in self.open:
            self._choose(slot)

    def _choose(self, slot: Slot) -> None:
        """The best of what was heard and of what the rules say; when all is refused, why."""
        judged = [*slot.heard.values(), slot.swapped]
        options = [answer for answer in judged if isinstance(answer, Option)]
        refusals = [answer for answer in judged if isinstance(answer, Refusal)]
        if options:
            slot.chosen = best(options, slot.part.text, wary=self._is_wary)
        else:
            slot.why = max(refusals, key=lambda refusal: refusal.stage).reason

    def report(self) -> None:
        """Tell how far it is: at once, for what the swaps say, and for every settled sentence."""
        done = sum(slot.is_settled for slot in self.open)
        if self._on_progress and done > self._reported:
            self._reported = done
            self._on_progress(Progress(done, len(self.open), self._text_so_far()))

    def _text_so_far(self) -> str:
        return self._judge.assemble({index: slot.so_far for index, slot in enumerate(self.slots)})

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


@cache
def prepare() -> None:
    """Load and compile what judging needs, so that the first rewrite need not wait for it."""
    for formality in Formality:
        Work(Brief(_SAMPLE, Tone(formality))).by_rules()
