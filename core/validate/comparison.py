"""A draft and a rewrite side by side, and what each part of the validator finds between them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache

from core.validate import coverage, decision, form, greeting, judge, leaks, named, numbers
from core.validate.align import World
from core.validate.evidence import Look
from core.validate.proper_names import proper_names, with_known
from core.validate.reading import Reading, read
from core.validate.verdict import Finding


@lru_cache(maxsize=8)
def _world(draft: Reading) -> World:
    return World(draft)


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
            *form.findings(self._world, self.rewrite),
            *self._decided,
            *numbers.findings(self.draft.text, self.rewrite.text),
            *greeting.findings(*self._texts, self._names),
            *named.findings(*self._texts, self.draft, self.rewrite, self._names),
            *coverage.certain(self._world, self.rewrite),
            *leaks.findings(private, self.draft, self.rewrite),
        ]

    def doubtful(self) -> list[Finding]:
        """What the learned judges refuse, with the suspicions of rules as evidence."""
        stated = [] if self._decided else decision.statements(self.rewrite)
        firm = [statement.span for statement in stated]
        lost = coverage.lost(self._world, self.rewrite)
        return judge.findings(self.draft, self.rewrite, self.suspected, lost, firm)

    @cached_property
    def suspected(self) -> list[judge.Suspicion]:
        """Where rules suspect something without being sure."""
        turned = [*self._decided, *decision.suspicions(self._world, self.rewrite)]
        return [*coverage.suspicions(self._world, self.rewrite), *(("decision", f) for f in turned)]

    def rows_of_rewrite(self) -> list[list[float]]:
        """What the judge of additions sees: a row for each unit of the rewrite."""
        look = Look(self.rewrite, self.draft)
        return [look.row(at) + judge.columns(unit, self.suspected) for at, unit in enumerate(look.units)]

    def rows_of_draft(self) -> list[list[float]]:
        """What the judge of losses sees: a row for each unit of the draft."""
        look = Look(self.draft, self.rewrite, subject=False)
        return [look.row(at) for at in range(len(look.units))]
