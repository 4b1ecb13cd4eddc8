"""A draft and a rewrite side by side, and what each part of the validator finds between them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache, partial

from core.validate import (
    contraries,
    coverage,
    decision,
    form,
    greeting,
    leaks,
    lengths,
    money,
    named,
    numbers,
    tellings,
)
from core.validate.align import World
from core.validate.judge import Judges, Suspicion, outvoted
from core.validate.proper_names import proper_names, with_known
from core.validate.reading import Reading, read
from core.validate.second_reader import SecondReader
from core.validate.verdict import Finding


@lru_cache(maxsize=8)
def _world(draft: Reading) -> World:
    return World(draft)


_MANNERS = {"unprofessional"}
"""Of what is wrong with the form, the codes that are a matter of words."""


class Comparison:
    """Both texts as they are read, with the names of the case folded."""

    def __init__(self, draft: str, rewrite: str, names: Sequence[str] = ()) -> None:
        self._texts, self._names = (draft, rewrite), names
        folded = with_known(proper_names(draft), names)
        self.draft, self.rewrite = read(draft, folded), read(rewrite, folded)
        self._world = _world(self.draft)
        self._decided = decision.findings(self._world, self.rewrite)

    def certain(self, private: Sequence[str] = ()) -> list[Finding]:
        """What the rules are sure of."""
        return [
            *self._ill_formed,
            *self._decided,
            *numbers.findings(self.draft.text, self.rewrite.text),
            *money.findings(self.draft.text, self.rewrite.text),
            *lengths.findings(self.draft.text, self.rewrite.text),
            *greeting.findings(*self._texts, self._names),
            *named.findings(*self._texts, self.draft, self.rewrite, self._names),
            *coverage.certain(self._world, self.rewrite),
            *contraries.findings(self.draft, self.rewrite),
            *tellings.findings(self.draft, self.rewrite),
            *leaks.findings(private, self.draft, self.rewrite),
        ]

    def judged(self, certain: Sequence[Finding], second: SecondReader | None = None) -> list[Finding]:
        """What is refused: what the rules are certain of, and what the learned judges doubt.

        A second reader is asked unless a certainty is of a kind that no opinion can outvote.
        """
        open_to_opinion = all(each.code in outvoted() for each in certain) and all(
            each.code in _MANNERS
            for each in self._ill_formed  # a reader of words sees no invisible character
        )
        asked = second if open_to_opinion else None
        found = self.judges.findings(certain, partial(asked.opinion, *self._texts) if asked else None)
        return [each if each in certain else decision.rightly_coded(each, self.rewrite) for each in found]

    @cached_property
    def _ill_formed(self) -> list[Finding]:
        return form.findings(self._world, self.rewrite)

    @cached_property
    def judges(self) -> Judges:
        """The learned judges, with what the rules know and suspect before them."""
        stated = [] if self._decided else decision.statements(self.rewrite)
        return Judges(
            self.draft,
            self.rewrite,
            self._suspected(),
            lambda: coverage.lost(self._world, self.rewrite),
            [statement.span for statement in stated],
        )

    def _suspected(self) -> list[Suspicion]:
        turned = [*self._decided, *decision.suspicions(self._world, self.rewrite)]
        return [*coverage.suspicions(self._world, self.rewrite), *(("decision", f) for f in turned)]
