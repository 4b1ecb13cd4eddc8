"""Words: one token stream for everything, with places in the original text.

Canonical text is lower case, with contractions written out and one space between tokens, so that
rules stay short. Every canonical character can be traced back to the text as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from core.validate.stems import stem

NAME = "ŋ"  # stands for a name; a letter that English does not use, so patterns may treat it as a word

# One character for one character, so that places in the text stay true.
_SAME_LENGTH = str.maketrans(
    "‘’ʼ‛`´“”„«»\u00a0\u2007\u202f\u2009\u200a\u3000\t\u2010\u2011\u2012\r\u2028\u2029\x0b\x0c！？，；：、",
    "'" * 6 + '"' * 5 + " " * 7 + "-" * 3 + "\n" * 5 + "!?,;:,",
)

_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25}
_TIME = (
    r"(?i:half(?:[ -]past)?|(?:a )?quarter[ -](?:past|after|to|of|before)|"
    r"(?:twenty[ -]five|five|ten|twenty)(?: minutes)? (?:past|to)|(?:5|10|20|25)(?: minutes)? past)"
    rf"[ -](?i:[0-2]?\d|{'|'.join(_HOURS)}|noon|midnight)\b"
    r"(?![.:,/]?\d| (?:an? |of |hours?|days?|weeks?|months?|years?|people)\b)"
)
_TOKEN = re.compile(
    rf"\b(?<!\ba ){_TIME}|"
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|https?://[^\s<>()\"']{1,300}|"
    r"\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|am|pm)?\b|[^\W\d_]+(?:'[^\W\d_]+)*|\w+|[^\w\s]"
)

_CONTRACTED = {
    "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not",
    "let's": "let us", "it's": "it is", "that's": "that is", "there's": "there is", "here's": "here is",
    "what's": "what is", "who's": "who is", "he's": "he is", "she's": "she is", "y'all": "you all",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "cant": "can not", "couldnt": "could not",
    "wont": "will not", "wouldnt": "would not", "isnt": "is not", "wasnt": "was not", "arent": "are not",
    "havent": "have not", "hasnt": "has not", "im": "i am", "ive": "i have", "youre": "you are",
    "thats": "that is",
}  # fmt: skip
_ENDINGS = (
    ("n't", " not"),
    ("'m", " am"),
    ("'re", " are"),
    ("'ve", " have"),
    ("'ll", " will"),
    ("'d", " would"),
)


def level(text: str) -> str:
    """The text with typographic quotes, dashes and spaces made plain; same length, same places."""
    return text.translate(_SAME_LENGTH)


class Token(NamedTuple):
    """A word, number or mark.

    Attributes:
        text: as typed. start, end: its place in the whole text.
        canon: lower case, contractions written out; may be several words.
        stem: what it is compared by; "" for marks.
        is_word: a word or a number, not a mark.
        capital: written with a capital first letter, as names are.
        plain: lower case, without the "'s" of an owner.
    """

    text: str
    start: int
    end: int
    canon: str
    stem: str
    is_word: bool
    capital: bool
    plain: str

    @property
    def is_number(self) -> bool:
        """Whether it is written in figures, or a time."""
        return self.canon[:1].isdigit()


@lru_cache(maxsize=8192)
def _form(word: str) -> tuple[str, str, bool, bool, str]:
    """What a token is but for its place."""
    canon, root = _canonical(word) if len(word) < _LONG else (word.lower(), word.lower())
    capital = word[0].isupper() and canon.split(" ", 1)[0] != "i"
    return canon, root, bool(root), capital, word.lower().removesuffix("'s")


_LONG = 60


def _canonical(word: str) -> tuple[str, str]:
    lower = unicodedata.normalize("NFC", word).lower()
    if " " in lower or lower.startswith(("half-", "quarter-")):
        time = spoken_time(lower)
        return time, time
    if lower in _CONTRACTED:
        canon = _CONTRACTED[lower]
        return canon, stem(canon.split()[0])
    for ending, full in _ENDINGS:
        if lower.endswith(ending) and len(lower) > len(ending):
            canon = lower[: -len(ending)] + full
            return canon, stem(canon.split()[0])
    if lower.endswith("'s"):
        return lower[:-2], stem(lower[:-2])
    return lower, stem(lower) if lower[0].isalnum() else ""


def spoken_time(words: str) -> str:
    """A time said in words as a clock shows it: 8:30 for "half past eight", 4:45 for "quarter to five"."""
    said = words.replace("-", " ").removeprefix("a ").split()
    last = said[-1]
    hour = int(last) if last.isdigit() else _HOURS.index(last) + 1 if last in _HOURS else 12
    told = "twenty-five" if said[:2] == ["twenty", "five"] else said[0]
    minutes = int(told) if told.isdigit() else _MINUTES[told]
    if {"to", "of", "before"}.intersection(said):
        hour, minutes = hour - 1, 60 - minutes
    return f"{hour or 12}:{minutes:02}"


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of a stretch of levelled text."""
    matches = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return [_new(Token, (word := match.group(), *match.span(), *_form(word))) for match in matches]


_new = tuple.__new__  # a third of the time: a letter has its tokens made some thousand times


def all_tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a whole text, levelled or not; several tests ask for the same."""
    return _all_tokens(level(text))


@lru_cache(maxsize=16)
def _all_tokens(levelled: str) -> tuple[Token, ...]:
    return tuple(tokens(levelled))


@lru_cache(maxsize=256)
def plain_words(text: str) -> list[str]:
    """The words of a text as they are compared with names: in lower case, without the "'s" of an owner."""
    return [token.plain for token in all_tokens(text) if token.is_word]


class Canonical(NamedTuple):
    """Canonical text of a run of tokens, and the way back to the places in the original."""

    text: str
    starts: tuple[int, ...]
    run: Sequence[Token]

    @classmethod
    def of(cls, run: Sequence[Token]) -> Canonical:
        """Join the tokens' canonical forms with single spaces."""
        words = [token.canon for token in run]
        starts = accumulate((len(word) + 1 for word in words[:-1]), initial=0)
        return cls(" ".join(words), tuple(starts), run)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of a stretch of the canonical text."""
        if not self.run:
            return (0, 0)
        first = max(0, bisect_right(self.starts, start) - 1)
        last = max(first, bisect_right(self.starts, max(start, end - 1)) - 1)
        return (self.run[first].start, self.run[last].end)
