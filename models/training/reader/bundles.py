"""Small letters made of claims: sentences said anew, in any order, one perhaps said badly, missing or new.

From whole letters the large network learns nothing at first: it has to find which sentence answers to which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any, NamedTuple

from core.validate.sentences import Role, sentences
from tests.corpus.pairs import HARM_OF, places

MAY_LACK = frozenset({Role.GOODWILL, Role.CLOSURE, Role.APOLOGY, Role.REPLY, Role.PERSONAL})
"""Roles of sentences that a good rewrite may leave out."""
MAY_BE_NEW = MAY_LACK | {Role.THANKS}
"""Roles of those that it may add."""
_BAD = 0.5
_SAID_BADLY, _LACKING = 0.65, 0.17  # shares of the bad ones; in the rest a sentence is new
_BAD_IN_BOTH = 0.2  # of the good ones: what would be bad, if the draft did not say it too
_SHUFFLED = 0.6


class Bundle(NamedTuple):
    """Two small letters: is the second unfit for the place of the first, what harm does it do, and where?"""

    draft: str
    rewrite: str
    bad: bool
    harm: str
    marks: tuple[tuple[int, int], ...]


@dataclass
class _Said:
    """How a sentence is said: well, and badly."""

    well: list[str] = field(default_factory=list)
    badly: list[dict[str, Any]] = field(default_factory=list)


class Bundles:
    """All bundles that can be made of some claims, drawn at random."""

    def __init__(self, claims: Iterable[dict[str, Any]], random: Random, most: int = 5) -> None:
        """``claims`` are rows of the corpus; ``most`` sentences are in a bundle."""
        self._random, self._most = random, most
        self._said: dict[str, _Said] = {}
        for claim in claims:
            said = self._said.setdefault(claim["draft"], _Said())
            if claim["label"] == "same":
                said.well.append(claim["rewrite"])
            else:
                said.badly.append(claim)
        self._good = [text for text, said in self._said.items() if said.well]
        self._both = [text for text in self._good if self._said[text].badly]
        self._roles = {text: _role(text) for text in self._said}

    def draw(self) -> Bundle:
        """One bundle."""
        chance = self._random
        old = chance.sample(self._good, chance.randint(1, self._most))
        if not any(self._said[text].badly for text in old):
            old[0] = chance.choice(self._both)
        new: list[tuple[str, dict[str, Any]]] = [(chance.choice(self._said[text].well), {}) for text in old]
        bad = chance.random() < _BAD
        if bad:
            self._spoil(old, new)
        elif chance.random() < _BAD_IN_BOTH:
            at = chance.randrange(len(old))
            old[at] = chance.choice(self._said[chance.choice(self._both)].badly)["rewrite"]
            new[at] = (old[at], {})
        if chance.random() < _SHUFFLED:
            chance.shuffle(new)
        return _bundle(old, new, bad=bad)

    def _spoil(self, old: list[str], new: list[tuple[str, dict[str, Any]]]) -> None:
        """Make one of the new sentences a bad one, take one away, or add one."""
        chance, kind = self._random, self._random.random()
        needed = [at for at, text in enumerate(old) if self._roles[text] not in MAY_LACK]
        if _SAID_BADLY <= kind < _SAID_BADLY + _LACKING and needed and len(old) > 1:
            new.pop(chance.choice(needed))
            return
        others = [text for text in self._good if self._roles[text] not in MAY_BE_NEW and text not in old]
        if kind >= _SAID_BADLY + _LACKING and others:
            text = chance.choice(others)
            said = chance.choice(self._said[text].well)
            label = "reason_added" if self._roles[text] is Role.REASON else "fact_added"
            new.insert(chance.randint(0, len(new)), (said, {"label": label, "rewrite": said, "at": said}))
            return
        at = chance.choice([at for at, text in enumerate(old) if self._said[text].badly])
        claim = chance.choice(self._said[old[at]].badly)
        new[at] = (claim["rewrite"], claim)


def _bundle(old: list[str], new: list[tuple[str, dict[str, Any]]], *, bad: bool) -> Bundle:
    text, harm = "", ""
    marks: list[tuple[int, int]] = []
    for said, claim in new:
        if claim:
            harm = HARM_OF.get(claim["label"], "")
            marks = [(len(text) + start, len(text) + end) for start, end in places(claim)]
        text += said + " "
    return Bundle(" ".join(old), text.strip(), bad, harm if marks else "", tuple(marks))


def _role(text: str) -> Role:
    return next((each.role for each in sentences(text)), Role.OTHER)
