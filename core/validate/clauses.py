"""Cuts a sentence into clauses: at marks, at brackets, and at connectives that begin a new statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from core.validate.lexicon import lexicon
from core.validate.rules import pattern
from core.validate.words import NAME, Canonical, Token

_JOINING = frozenset({"and", "or", "nor"})
_CONCESSIVE = frozenset({"if", "though", "when", "where", "after", "while"})
_SPLITTERS = _JOINING | frozenset(
    "but so because as since although though which who where while whereas yet if unless until".split()
)
_SUBJECTS = frozenset(
    "i we he she it they this that there please would could can may do then thank thanks".split()
)
_DETERMINERS = frozenset("you my our your his her their the a an".split())
_ALWAYS_SPLIT = frozenset({";", ":", "—", "–", "(", ")"})


@dataclass(frozen=True)
class Clause:
    """A stretch of a sentence that says one thing."""

    run: tuple[Token, ...]

    @cached_property
    def canonical(self) -> Canonical:
        """Its canonical text."""
        return Canonical.of(self.run)

    @cached_property
    def meanings(self) -> list[frozenset[str]]:
        """The classes of its tokens."""
        return lexicon().meanings(self.run)

    @cached_property
    def harmless(self) -> list[tuple[int, int]]:
        """Places in its canonical text of words that are harmless together."""
        return [match.span() for match in pattern("harmless").finditer(self.canonical.text)]

    @property
    def span(self) -> tuple[int, int]:
        """Its place in the message."""
        return (self.run[0].start, self.run[-1].end) if self.run else (0, 0)


def clauses(run: Sequence[Token]) -> tuple[Clause, ...]:
    """The clauses of a sentence; pieces without a word are none."""
    return tuple(
        Clause(tuple(piece)) for piece in _cut(run) if any(t.is_word or t.canon == NAME for t in piece)
    )


def _cut(run: Sequence[Token]) -> list[list[Token]]:
    """Cut at marks and at connectives that begin a new statement."""
    pieces: list[list[Token]] = [[]]
    aside: list[Token] | None = (
        None  # what stands in brackets is a piece of its own; the sentence goes on after it
    )
    for at, token in enumerate(run):
        if token.canon == "(" and aside is None:
            aside = []
        elif token.canon == ")" and aside is not None:
            pieces.insert(len(pieces) - 1, aside)
            aside = None
        elif aside is not None:
            aside.append(token)
        elif token.canon in _ALWAYS_SPLIT:
            pieces.append([])
        else:
            after = run[at + 1].canon.split(" ", 1)[0] if at + 1 < len(run) else ""
            if len(pieces[-1]) > 2 and _begins_statement(run[at - 1].canon if at else "", token.canon, after):
                pieces.append([])
            pieces[-1].append(token)
    pieces.append(aside or [])
    return [piece for piece in pieces if piece]


def _begins_statement(before: str, word: str, after: str) -> bool:
    if word == "even":
        return after in _CONCESSIVE
    if word not in _SPLITTERS or before == "even":
        return False
    if word in _JOINING:
        return after in _SUBJECTS
    return before == "," or after in _SUBJECTS or after in _DETERMINERS
