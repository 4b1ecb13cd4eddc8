"""The pieces of words that the second reader knows, as its makers cut them: uncased WordPiece."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_UNSEEN = ("Cc", "Cf")
_LONGEST = 100
"""Letters of a word; longer ones are not looked at."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a word: its number, and where it stands in the text."""

    number: int
    start: int
    end: int


def pieces(text: str, numbers: Mapping[str, int], unknown: int) -> list[Piece]:
    """A text in pieces. ``numbers`` has the pieces that are known, later ones of a word with "##" before."""
    found: list[Piece] = []
    for word, starts in _words(text):
        found += _cut(word, starts, numbers, unknown)
    return found


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """Runs of letters and digits, and marks one by one, folded; with the place of each character."""
    word: list[str] = []
    starts: list[int] = []
    for at, raw in enumerate(text):
        if raw.isspace():
            if word:
                yield "".join(word), starts
            word, starts = [], []
            continue
        if unicodedata.category(raw) in _UNSEEN or raw == "\ufffd":
            continue
        for char in unicodedata.normalize("NFD", raw.lower()):
            if unicodedata.category(char) == "Mn":
                continue
            if _is_mark(char):
                if word:
                    yield "".join(word), starts
                yield char, [at]
                word, starts = [], []
            else:
                word.append(char)
                starts.append(at)
    if word:
        yield "".join(word), starts


def _is_mark(char: str) -> bool:
    ascii_mark = char.isascii() and not char.isalnum() and char.isprintable()
    return ascii_mark or unicodedata.category(char)[0] == "P" or 0x4E00 <= ord(char) <= 0x9FFF


def _cut(word: str, starts: list[int], numbers: Mapping[str, int], unknown: int) -> list[Piece]:
    """The longest known pieces of a word, from its start; one unknown piece where that does not work out."""
    whole = [Piece(unknown, starts[0], starts[-1] + 1)]
    if len(word) > _LONGEST:
        return whole
    found: list[Piece] = []
    begin = 0
    while begin < len(word):
        for end in range(len(word), begin, -1):
            number = numbers.get(word[begin:end] if not begin else f"##{word[begin:end]}")
            if number is not None:
                found.append(Piece(number, starts[begin], starts[end - 1] + 1))
                begin = end
                break
        else:
            return whole
    return found
