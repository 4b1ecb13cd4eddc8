"""Who does what: whether the reader does in the rewrite what the writer does in the draft, or the reverse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.validate.lexicon import lexicon
from core.validate.reading import Reading
from core.validate.rules import frame, saying
from core.validate.verdict import Finding
from core.validate.word_lists import NUMBERS
from core.validate.words import Token

_ACTORS = {"i": "writer", "you": "reader"}
_BETWEEN = frozenset(frame("actors", "between").split())
"""What may stand between an actor and the verb."""
_SHARED = frozenset(frame("actors", "shared").split())
"""What both may do to the same thing, and forms of "be", after which things are done to the actor."""
_BEFORE, _AFTER = 4, 5  # words around a verb that say what it is done to
_SHORTEST = 3


@dataclass(frozen=True)
class Act:
    """A verb with its actor, and the roots of the telling words around it."""

    actor: str
    verb: Token
    about: frozenset[str]


def findings(d: Reading, r: Reading) -> Iterator[Finding]:
    """Acts that the draft gives to the other one, and never to this one, about the same things."""
    drafted = list(_acts(d))
    for act in _acts(r):
        alike = [old for old in drafted if old.verb.stem == act.verb.stem]
        if any(old.actor == act.actor for old in alike) or not any(old.about & act.about for old in alike):
            continue
        yield Finding("garbled", saying("other_actor"), (act.verb.start, act.verb.end), act.verb.text)


def _acts(reading: Reading) -> Iterator[Act]:
    for said in reading.body:
        run = [token for token in said.run if token.text]
        for at, token in enumerate(run):
            words = token.canon.split()
            if not words or words[0] not in _ACTORS:
                continue
            place = next((i for i in range(at + 1, len(run)) if not _is_between(run[i])), len(run))
            if words[1:] and not set(words[1:]) <= _BETWEEN:
                continue
            if place < len(run) and _is_act(run[place]):
                near = [*run[max(0, at - _BEFORE) : at], *run[place + 1 : place + 1 + _AFTER]]
                yield Act(_ACTORS[words[0]], run[place], telling(near))


def _is_between(token: Token) -> bool:
    return set(token.canon.split()) <= _BETWEEN


def _is_act(token: Token) -> bool:
    known = lexicon()
    return (
        token.is_word
        and not token.is_number
        and len(token.stem) >= _SHORTEST
        and token.canon not in NUMBERS
        and token.stem not in known.function
        and token.canon not in _SHARED
    )


def telling(near: Iterable[Token]) -> frozenset[str]:
    """The roots of the words that say what something is about."""
    known = lexicon()
    return frozenset(
        t.stem for t in near if t.is_word and len(t.stem) >= _SHORTEST and t.stem not in known.function
    )
