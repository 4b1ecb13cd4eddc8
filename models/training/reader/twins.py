"""Couples of pairs that only the draft tells apart: one change, made in one of two messages or in both.

"My sister" for "my brother" is wrong where the draft has the brother, and right where it has the sister.
Hands write few such couples, and a reader that never needs the draft learns how faults sound instead of
comparing. Here any good rewrite makes as many as are wanted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from random import Random
from typing import Any, NamedTuple

import numpy as np

from core.validate.sentences import Role, sentences
from core.validate.thesaurus import terms
from tests.corpus.pairs import HARM_OF, places

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’])*[^\W\d_]|\d+")
_SHORTEST = 4  # letters of a word that is changed
_COMMON = 0.05  # of all messages: a word that more of them have is left alone
_NEAREST, _FARTHEST = 6, 90  # neighbours that stand for a word, after those that may mean the same
_PLAIN = 0.6  # so often no name or number is looked for: those the rules see
_ALIKE = 0.3  # cosine from which two words may change places
_ENDINGS = ("ing", "ed", "ly", "s", "")
_APART = re.compile(r"(?i)[\s,]*(?:and|or|&|/|,)?[\s,]*")
_WHO = (("my", "your", "his", "her", "their", "our"), ("me", "you", "him", "them", "us"), ("I", "he", "she"))
_OF_WHOM = re.compile(r"\b(my|your|his|her|their|our) [a-z]{3,}")
_WITH_WHOM = re.compile(
    r"\b(?:to|for|with|from|by|of|tell|told|give|gave|send|sent|let|ask|asked) (me|you|him|them|us)\b"
)
_BY_WHOM = re.compile(
    r"\b(I|he|she) (?:was|had|will|would|can|could|did|should|may|might|said|took|made|left|went)\b"
)
_ADDED_FREELY = {Role.THANKS, Role.GOODWILL, Role.CLOSURE, Role.APOLOGY, Role.PERSONAL, Role.REPLY}
_LEFT_OUT_FREELY = {Role.GOODWILL, Role.CLOSURE, Role.APOLOGY, Role.REPLY}
_TINY = 1e-9
_FRAME = {Role.SUBJECT, Role.GREETING, Role.SIGNOFF, Role.SIGNATURE}


class Twin(NamedTuple):
    """A pair with one change: whether it made it bad, the harm done (empty: not said which), and where."""

    draft: str
    rewrite: str
    bad: bool
    harm: str = ""
    marks: tuple[tuple[int, int], ...] = ()


class Twins:
    """Makes pairs out of good ones."""

    def __init__(
        self,
        messages: Iterable[str],
        claims: Sequence[dict[str, Any]],
        vocabulary: dict[str, int],
        vectors: np.ndarray,
        random: Random,
    ) -> None:
        """``claims`` as in the corpus; ``vectors`` are those of the words of ``vocabulary``, row by row."""
        self._random = random
        said = [set(_WORD.findall(message)) for message in messages]
        seen = Counter(word for words in said for word in words)
        self._too_common = {word for word, times in seen.items() if times > _COMMON * len(said)}
        lower = [w for w, times in seen.items() if w.islower() and w in vocabulary and times > 1]
        names = [w for w in seen if w[0].isupper() and w.lower() in vocabulary and w.lower() not in seen]
        self._pools = {False: lower, True: names}
        self._vectors = {
            kind: _normal(vectors[[vocabulary[word.lower()] for word in pool]])
            for kind, pool in self._pools.items()
        }
        self._at = {kind: {word: at for at, word in enumerate(pool)} for kind, pool in self._pools.items()}
        self._near: dict[str, list[str]] = {}
        self._same = [c for c in claims if c["label"] == "same" and not _decides(c)]
        self._other = [c for c in claims if c["label"] != "same" and not _decides(c)]

    def of(self, draft: str, rewrite: str) -> Twin | None:
        """A pair like this good one, with one change; None where none was found."""
        makers: list[Callable[[str, str], Twin | None]] = [
            self._another_word,
            self._exchanged,
            self._somebody_else,
            self._a_sentence_more,
        ]
        make = self._random.choices(makers, (45, 12, 13, 30))[0]
        return make(draft, rewrite)

    def _another_word(self, draft: str, rewrite: str) -> Twin | None:
        shared = self._shared(draft, rewrite)
        if not shared:
            return None
        plain = [word for word in shared if word.islower()]
        word = self._random.choice(plain if plain and self._random.random() < _PLAIN else shared)
        other = self._instead(word)
        if not other or other in draft or other in rewrite:
            return None
        return self._in_one_or_both(draft, rewrite, lambda text: _replaced(text, {word: other}), "fact")

    def _exchanged(self, draft: str, rewrite: str) -> Twin | None:
        shared = self._shared(draft, rewrite)
        couples = [(a, b) for at, a in enumerate(shared) for b in shared[at + 1 :] if self._alike(a, b)]
        couples = [c for c in couples if not any(_side_by_side(text, *c) for text in (draft, rewrite))]
        if not couples:
            return None
        a, b = self._random.choice(couples)
        return self._in_one_or_both(draft, rewrite, lambda text: _replaced(text, {a: b, b: a}), "fact")

    def _somebody_else(self, draft: str, rewrite: str) -> Twin | None:
        pattern = self._random.choice((_OF_WHOM, _WITH_WHOM, _BY_WHOM))
        run = {m[0]: m[1] for m in pattern.finditer(draft) if draft.count(m[0]) == rewrite.count(m[0]) == 1}
        if not run:
            return None
        words, who = self._random.choice(sorted(run.items()))
        others = next(group for group in _WHO if who in group)
        other = re.sub(rf"\b{who}\b", self._random.choice([o for o in others if o != who]), words)
        return self._in_one_or_both(draft, rewrite, lambda text: _swap(text, words, other), "garbled")

    def _a_sentence_more(self, draft: str, rewrite: str) -> Twin | None:
        ends = [[s.end for s in sentences(text) if s.role not in _FRAME] for text in (draft, rewrite)]
        if not all(ends):
            return None
        in_draft, in_rewrite = (self._random.choice(each) for each in ends)
        kind = self._random.random()
        claim = self._random.choice(self._same if kind < 0.8 else self._other)
        old, new = _with(draft, in_draft, claim["draft"]), _with(rewrite, in_rewrite, claim["rewrite"])
        if kind < 0.5:
            return Twin(old, new, bad=False)
        if kind < 0.65:
            free = _role(claim["draft"]) in _LEFT_OUT_FREELY
            return None if free else Twin(old, rewrite, bad=True)
        if kind < 0.8:
            role = _role(claim["rewrite"])
            mark = new.index(claim["rewrite"]), new.index(claim["rewrite"]) + len(claim["rewrite"])
            harm = "reason" if role is Role.REASON else "fact"
            return None if role in _ADDED_FREELY else Twin(draft, new, True, harm, (mark,))
        harm = HARM_OF.get(claim["label"], "")
        return Twin(old, new, True, harm, tuple(places({**claim, "rewrite": new})) if harm else ())

    def _in_one_or_both(
        self, draft: str, rewrite: str, change: Callable[[str], tuple[str, list[tuple[int, int]]]], harm: str
    ) -> Twin:
        old, _ = change(draft)
        new, marks = change(rewrite)
        if self._random.random() < 0.5:
            return Twin(old, new, bad=False)
        if self._random.random() < 0.65:
            return Twin(draft, new, bad=True, harm=harm, marks=tuple(marks))
        return Twin(old, rewrite, bad=True)

    def _shared(self, draft: str, rewrite: str) -> list[str]:
        """Words that either message has just once, and not every message."""
        old, new = (Counter(_WORD.findall(text)) for text in (draft, rewrite))
        return [
            word
            for word, times in old.items()
            if times == new[word] == 1
            and (len(word) >= _SHORTEST or not word.islower())
            and word not in self._too_common
        ]

    def _instead(self, word: str) -> str:
        if word.isdigit():
            return str(self._random.randrange(10 ** (len(word) - 1), 10 ** len(word)))
        near = self._neighbours(word)
        return near[int(len(near) * self._random.random() ** 2)] if near else ""

    def _neighbours(self, word: str) -> list[str]:
        """Words of the same kind and ending that are about the same things and do not mean the same."""
        if word not in self._near:
            kind = word[0].isupper()
            pool, at = self._pools[kind], self._at[kind].get(word)
            order = (
                np.argsort(-self._vectors[kind] @ self._vectors[kind][at])
                if at is not None
                else self._random.sample(range(len(pool)), len(pool))
            )
            ending = _ending(word)
            mine = terms((word.lower(),))[0]
            found = []
            for place in order[1:]:
                other = pool[place]
                theirs = terms((other.lower(),))[0]
                means_the_same = theirs.root == mine.root or not theirs.groups.isdisjoint(mine.groups)
                if _ending(other) == ending and other not in self._too_common and not means_the_same:
                    found.append(other)
                if len(found) == _FARTHEST:
                    break
            self._near[word] = found[_NEAREST:]
        return self._near[word]

    def _alike(self, a: str, b: str) -> bool:
        """Whether two words may stand in each other's place."""
        kind = a[0].isupper()
        if a.isdigit() or b.isdigit() or kind != b[0].isupper() or _ending(a) != _ending(b):
            return a.isdigit() and b.isdigit()
        one, other = self._at[kind].get(a), self._at[kind].get(b)
        if one is None or other is None:
            return kind
        return kind or float(self._vectors[kind][one] @ self._vectors[kind][other]) > _ALIKE


def _normal(vectors: np.ndarray) -> np.ndarray:
    centred = vectors - vectors.mean(0)
    return np.asarray(centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), _TINY))


def _ending(word: str) -> str:
    return next(ending for ending in _ENDINGS if word.endswith(ending))


def _replaced(text: str, words: dict[str, str]) -> tuple[str, list[tuple[int, int]]]:
    """The text with words replaced, and where the new ones stand."""
    out, marks, end = "", [], 0
    for match in _WORD.finditer(text):
        if match[0] in words:
            out += text[end : match.start()]
            marks.append((len(out), len(out) + len(words[match[0]])))
            out += words[match[0]]
            end = match.end()
    return out + text[end:], marks


def _with(text: str, at: int, sentence: str) -> str:
    return f"{text[:at]} {sentence}{text[at:]}"


def _swap(text: str, words: str, other: str) -> tuple[str, list[tuple[int, int]]]:
    at = text.index(words)
    return text.replace(words, other), [(at, at + len(other))]


def _side_by_side(text: str, a: str, b: str) -> bool:
    """Whether only "and", "or" or a comma stands between them: their order says nothing."""
    (first, end), (second, _) = sorted((text.index(word), text.index(word) + len(word)) for word in (a, b))
    return first < second and bool(_APART.fullmatch(text[end:second]))


def _role(sentence: str) -> Role:
    return next((each.role for each in sentences(sentence)), Role.OTHER)


def _decides(claim: dict[str, Any]) -> bool:
    """Whether a claim is about the decision: a letter has only one."""
    return claim["label"].startswith("decision") or Role.DECISION in map(
        _role, (claim["draft"], claim["rewrite"])
    )
