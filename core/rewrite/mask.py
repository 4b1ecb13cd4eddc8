"""Facts never pass through the model: they are masked as @1, @2 … before and restored after."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.validate.word_lists import MONTHS

_MONTHS = "|".join(month.capitalize() for month in MONTHS)
_FACTS = re.compile(
    "|".join(
        (
            r"@\d+",  # what looks like a mask is a fact itself
            r"“[^”\n]*”|«[^»\n]*»|\"[^\"\n]*\"",  # quoted text
            r"(?:https?://|www\.)\S*[^\s.,;:!?)\]]",
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
            r"\+?\d[\d\s().-]{6,}\d",  # telephone numbers
            rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{_MONTHS})(?:,? \d{{4}})?",
            rf"(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?",
            r"\d{1,2}(?:[:.]\d{2})? ?[ap]\.?m\b\.?",
            r"(?:[€$£¥] ?)?\d(?:[\d.,:/-]*\d)?(?:\s?[%€]|[kKmM]\b)?",
            r"\{\{.*?\}\}|\[[^\]\n]*\]|<[^>\n]*>|`[^`\n]*`",  # anything that looks like code or mark-up
        )
    )
)
_NAME = r"[^\W\d_a-zß-öø-ÿ][\w’'&.-]*"
_LINK = r"(?:of|the|and|de|da|di|do|dos|van|von|der|den|le|la|el|bin|al|&)"
_NAMES = re.compile(rf"(?<![\w@]){_NAME}(?:(?: {_LINK}){{0,2}} {_NAME})*")
_MASK = re.compile(r"@(\d+)(?!\w)")
_OWNER = re.compile(r"@\d+[’']s\b")
_PRONOUN = re.compile(r"I(?:[’']\w+)?")


@dataclass(frozen=True)
class Masked:
    """A text without its facts, and the facts in the order of their masks."""

    text: str
    facts: tuple[str, ...]

    def restore(self, text: str) -> str | None:
        """The text with the facts in their places; None unless every mask is there exactly once."""
        numbers = [int(number) for number in _MASK.findall(text)]
        if sorted(numbers) != list(range(1, len(self.facts) + 1)):
            return None
        if len(_OWNER.findall(text)) > len(_OWNER.findall(self.text)):
            return None  # "@1's" says of a fact what the draft does not
        restored = _MASK.sub(lambda match: self.facts[int(match[1]) - 1], text)
        return restored if text.count("@") == len(self.facts) else None


def mask(text: str, names: Iterable[str] = ()) -> Masked:
    """Replace names, numbers, dates, addresses, links, quotations and code by masks.

    ``names`` are facts wherever they stand, whatever their case.
    """
    places = [match.span() for match in _FACTS.finditer(text)]
    places += _known(text, names)
    places += _capitalised(text)
    facts: list[str] = []
    pieces: list[str] = []
    end = 0
    for start, stop in _merged(text, places):
        pieces.append(text[end:start])
        facts.append(text[start:stop])
        pieces.append(f"@{len(facts)}")
        end = stop
    pieces.append(text[end:])
    masked = "".join(pieces)
    # A stray @ would be taken for the start of a mask: then nothing is open to the model.
    if masked.count("@") != len(facts):
        return Masked("@1", (text,))
    return Masked(masked, tuple(facts))


def joined(pieces: Iterable[tuple[str, Masked]]) -> Masked:
    """Masked sentences as one text, each after what stands before it; the marks are numbered through."""
    text, facts = "", list[str]()
    for before, masked in pieces:
        parts = _MASK.split(masked.text)
        parts[1::2] = [f"@{int(number) + len(facts)}" for number in parts[1::2]]
        text += before + "".join(parts)
        facts += masked.facts
    return Masked(text, tuple(facts))


def _known(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    found = []
    for name in names:
        if name.strip():
            pattern = rf"(?<!\w){re.escape(name.strip())}(?!\w)"
            found += [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
    return found


def _capitalised(text: str) -> list[tuple[int, int]]:
    """Runs of capitalised words; a first word alone may be just the start of the sentence."""
    found = []
    for match in _NAMES.finditer(text):
        start, stop = match.span()
        words = match[0].split(" ")
        if start == len(text) - len(text.lstrip()) and not _stands_out(words[0]):
            start += len(words[0]) + 1
            words = words[1:]
            while words and words[0][:1].islower():
                start += len(words[0]) + 1
                words = words[1:]
        while words and _PRONOUN.fullmatch(words[0]):
            start += len(words[0]) + 1
            words = words[1:]
        if words:
            found.append((start, stop - _trailing_mark(match[0])))
    return [(start, stop) for start, stop in found if start < stop]


def _stands_out(word: str) -> bool:
    """Whether a word cannot be an ordinary first word: an initialism, a dot or a capital within."""
    return not _PRONOUN.fullmatch(word) and sum(letter.isupper() for letter in word) > 1


def _trailing_mark(run: str) -> int:
    """How much of the run's end is the sentence's own punctuation: ``Ltd.`` keeps its dot."""
    abbreviated = re.search(r"\b(?:Ltd|Inc|Co|Corp|Ms|Mr|Mrs|Dr|Prof|St|Jr|Sr)\.$", run)
    stripped = run.rstrip(".'’-&" if not abbreviated else "'’-&")
    return len(run) - len(stripped)


def _merged(text: str, places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order, without overlap, each grown to whole words (so that no digit can follow a mask)."""
    grown = [(_back(text, start), _forth(text, stop)) for start, stop in places]
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(grown):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def _back(text: str, at: int) -> int:
    while 0 < at < len(text) and _in_word(text[at - 1]) and _in_word(text[at]):
        at -= 1
    return at


def _forth(text: str, at: int) -> int:
    while at < len(text) and _in_word(text[at]):
        at += 1
    return at


def _in_word(letter: str) -> bool:
    return letter == "_" or letter.isalnum()
