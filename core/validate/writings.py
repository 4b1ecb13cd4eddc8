"""The rewrite with its times, days and sums as the draft writes them, for those who read words.

"The call at 16:00 on the 22nd of May" is "the call at 4 pm on 22 May", and who looks at words takes the one
for another fact. Only what is the same is written otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from core.validate.sentences import sentences
from core.validate.terms import terms
from core.validate.told import stands_as_hour, told
from core.validate.verdict import NOWHERE, Finding

_MOST = 200
"""No letter tells more; every one is compared with every other."""


class Change(NamedTuple):
    """Where a piece stands now, and where it stood."""

    now: tuple[int, int]
    then: tuple[int, int]


class Written(NamedTuple):
    """A text in another's writing, and the way back to its own."""

    text: str
    original: str
    changes: tuple[Change, ...]

    def back(self, finding: Finding) -> Finding:
        """A finding on this text as one on the original."""
        if not self.changes or finding.span == NOWHERE:
            return finding
        start, end = self._place(finding.span[0], 0), self._place(finding.span[1], 1)
        same = finding.evidence == self.text[slice(*finding.span)]
        return replace(
            finding, span=(start, end), evidence=self.original[start:end] if same else finding.evidence
        )

    def quoted(self, finding: Finding) -> Finding:
        """A finding that quotes this text, of which something is missing, as one that quotes the original."""
        at = self.text.find(finding.evidence) if self.changes and finding.span == NOWHERE else -1
        if at < 0 or not finding.evidence:
            return finding
        end = at + len(finding.evidence)
        shown = self.original[self._place(at, 0) : self._place(end, 1)]
        message = finding.message.replace(finding.evidence, shown)
        return replace(finding, message=message, evidence=shown)

    def _place(self, at: int, side: int) -> int:
        moved = 0
        for now, then in self.changes:
            if now[0] < at < now[1]:
                return then[side]
            if at >= now[1]:
                moved = then[1] - now[1]
        return at + moved


def as_written_in(draft: str, rewrite: str) -> Written:
    """The rewrite, with what both tell written as in the draft."""
    drafted = [*told(draft), *terms(draft, rewrite, named=True)]
    text, done = "", 0
    changes: list[Change] = []
    full_stops = {each.end for each in sentences(rewrite)} if drafted else set()
    found = [*told(rewrite), *terms(rewrite, draft)] if 0 < len(drafted) <= _MOST else []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        same = [draft[other.start : other.end] for other in drafted if each.value.agrees(other.value)]
        shown = _plain(rewrite[each.start : each.end])
        if not same or shown in map(_plain, same) or each.start < done:
            continue
        ends = each.end - (each.end in full_stops and rewrite[each.end - 1] == ".")  # "at 5 p.m. Do call me."
        said = same[0] if rewrite[ends - 1] == "." else same[0].removesuffix(".")
        if said.isdigit() and not stands_as_hour(rewrite, each.start):
            continue  # "(9 a.m.)" would be a paragraph
        text += rewrite[done : each.start]
        changes.append(Change((len(text), len(text) + len(said)), (each.start, ends)))
        text, done = text + said, ends
    return Written(text + rewrite[done:], rewrite, tuple(changes))


def _plain(shown: str) -> str:
    """Without what makes no other writing: "Three years" is "three-year"."""
    return shown.lower().replace("-", " ").removesuffix(".").removesuffix("s")
