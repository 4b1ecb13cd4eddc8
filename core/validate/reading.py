"""A message as the validator reads it: sentences as tokens, names folded, sentences cut into clauses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from core.validate.clauses import Clause, clauses
from core.validate.proper_names import Name, by_first_word, fold
from core.validate.rules import Rule
from core.validate.sentences import FRAME, Role, Sentence, tokenised
from core.validate.words import Canonical, Token, level

LONGEST = 220  # tokens looked at together; longer runs are cut, so that patterns stay fast


@dataclass(frozen=True)
class Said:
    """A sentence with its tokens, names folded."""

    sentence: Sentence
    run: tuple[Token, ...]

    @property
    def role(self) -> Role:
        """What it does."""
        return self.sentence.role

    @cached_property
    def canonical(self) -> Canonical:
        """Its canonical text."""
        return Canonical.of(self.run)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The sentence, cut where another statement begins."""
        return clauses(self.run)


@dataclass(frozen=True, eq=False)
class Reading:
    """A whole message."""

    text: str
    said: tuple[Said, ...]

    @cached_property
    def body(self) -> tuple[Said, ...]:
        """The sentences between greeting and sign-off."""
        return tuple(s for s in self.said if s.role not in FRAME)

    def of_role(self, *roles: Role) -> tuple[Said, ...]:
        """The sentences with one of some roles."""
        return tuple(s for s in self.said if s.role in roles)

    def mentions(self, rule: Rule) -> bool:
        """Whether a rule hits anywhere; asked again and again, so remembered."""
        known = self._mentioned.get(rule)
        if known is None:
            known = self._mentioned[rule] = rule.pattern.search(self.joined) is not None
        return known

    @cached_property
    def _mentioned(self) -> dict[Rule, bool]:
        return {}

    @cached_property
    def joined(self) -> str:
        """All clauses, one a line: what no rule hits here, it hits nowhere."""
        return "\n".join(clause.canonical.text for said in self.said for clause in said.clauses)

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words, names apart."""
        return frozenset(t.stem for s in self.said for t in s.run if t.is_word)

    @cached_property
    def meanings(self) -> frozenset[str]:
        """The classes of all words."""
        return frozenset(name for s in self.said for c in s.clauses for m in c.meanings for name in m)


@lru_cache(maxsize=8)
def read(message: str, names: tuple[Name, ...]) -> Reading:
    """Read a message, with some names folded."""
    folded = by_first_word(names)
    said: list[Said] = []
    for sentence, plain in tokenised(message):
        run = fold(plain, folded)
        said.extend(
            Said(sentence, tuple(run[at : at + LONGEST])) for at in range(0, max(1, len(run)), LONGEST)
        )
    return Reading(level(message), tuple(said))
