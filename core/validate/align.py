"""Alignment: what of a rewrite the draft covers, word by word and clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.validate.clauses import Clause
from core.validate.lexicon import lexicon
from core.validate.proper_names import proper_names
from core.validate.reading import Reading, Said
from core.validate.rules import Rule
from core.validate.sentences import Role
from core.validate.word_lists import DATE_WORDS, NUMBERS, SHORT_DATES
from core.validate.words import NAME, Token

_TESTED_AS_FACTS = DATE_WORDS | SHORT_DATES.keys() | NUMBERS.keys()
ASKING = (Role.REQUEST, Role.LOGISTICS, Role.CLOSURE)
"""The roles of sentences that ask for something or say what will be done."""


@dataclass(frozen=True)
class World:
    """All that the draft licenses."""

    draft: Reading

    @property
    def meanings(self) -> frozenset[str]:
        """The classes that words of the draft stand in."""
        return self.draft.meanings

    def covers(self, token: Token, names: frozenset[str]) -> bool:
        """Whether the draft says the word, or one that stands for it."""
        root = token.stem
        if root in self.draft.stems or names & self.meanings:
            return True
        if root.startswith("un") and root[2:] in self.draft.stems:
            return True
        if token.canon in self._names and not lexicon().is_loaded(token):
            return True
        return len(root) > 2 and any(
            s.startswith(root) or (len(s) > 3 and root.startswith(s)) for s in self._rare
        )

    @cached_property
    def _rare(self) -> frozenset[str]:
        """The draft's words with content: short forms of them are theirs too ("lab" for "laboratory")."""
        return frozenset(s for s in self.draft.stems | self._names if lexicon().is_content(s))

    @cached_property
    def _names(self) -> frozenset[str]:
        """The words of the draft's names, as they are written in lower case."""
        return frozenset(w for n in proper_names(self.draft.text) for w in n if len(w) > 1)


def novelty(world: World, clause: Clause) -> tuple[float, list[Token], int]:
    """How much a clause says that the draft does not: weight, the words, and how many words are covered."""
    words = lexicon()
    score, anchored = 0.0, 0
    new: list[Token] = []
    for at, (token, names) in enumerate(zip(clause.run, clause.meanings, strict=True)):
        if token.canon == NAME:
            anchored += 1
        if not token.is_word or token.is_number or token.canon in _TESTED_AS_FACTS:
            continue
        weight = words.weight(token)
        if world.covers(token, names):
            anchored += words.is_content(token.stem)
            continue
        place = clause.canonical.starts[at]
        if weight and not any(a <= place < b for a, b in clause.harmless):
            score += weight
            new.append(token)
    return score, new, anchored


def licensed(world: World, rule: Rule, clause: Clause, licences: Sequence[Said]) -> bool:
    """A frame is the draft's own when the draft has it and the clause says nothing else."""
    score, _, _ = novelty(world, clause)
    if licences:
        return score < 1
    if score > 0 or not rule.aligned:
        return False
    enough = 0.75 if rule.code == "commitment_added" else 0.6
    body = world.draft.body
    return any(overlap(clause, *pair) >= enough for pair in zip(body, [*body[1:], *body[-1:]], strict=True))


_QUESTION_WORDS = frozenset({"how", "when", "where", "why", "what", "whether", "which", "who"})


def overlap(clause: Clause, *said: Said) -> float:
    """The share of a clause's content that some sentences cover; 0 when there is next to none."""
    words = lexicon()
    stems = {t.stem for s in said for t in s.run}
    names = {n for s in said for c in s.clauses for m in c.meanings for n in m}
    telling = [
        (t, m)
        for t, m in zip(clause.run, clause.meanings, strict=True)
        if t.canon == NAME or (t.is_word and (t.stem not in words.function or t.canon in _QUESTION_WORDS))
    ]
    if len(telling) < 2:
        return 0.0
    return sum(t.stem in stems or bool(m & names) for t, m in telling) / len(telling)


def hits(world: World, rule: Rule, r: Reading) -> Iterator[tuple[Clause, tuple[int, int]]]:
    """Where a rule hits a rewrite and the draft does not license it."""
    if not r.mentions(rule) or (rule.unless_draft and rule.unless_draft.search(world.draft.joined)):
        return
    clauses = (clause for said in r.said for clause in said.clauses)
    found = [(clause, match) for clause in clauses if (match := rule.find(clause.canonical.text))]
    licences = [s for s in world.draft.said if found and rule.find(s.canonical.text)]
    for clause, match in found:
        if not licensed(world, rule, clause, licences):
            yield clause, clause.canonical.span(*match.span())
