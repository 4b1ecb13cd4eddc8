"""The plain way to change a sentence's tone: swaps that keep the meaning word for word.

``variants.toml`` holds what belongs to a tone as a whole, ``pairs.toml`` single words and phrases that
say the same to everybody and differ in formality alone, subject by subject, with sentences that they
must leave alone; the tables of ``wordings/`` thousands more that need no pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from core.resources import load_toml
from core.rewrite import wordings
from core.rewrite.wordings import Swap
from core.tone import Formality, Tone

_I = re.compile(r"I\b")
_HAVING = re.compile(
    r"(?:\b(?:have|has|had|having|been|being|was|were)|'ve|'d)"
    r"(?: (?:\w+ly|also|already|just|never|not|both|all))* $",
    re.IGNORECASE,
)
_PIECE = re.compile(r"<(\w+)>")


def variant(sentence: str, tone: Tone) -> str:
    """The sentence with every swap that leads towards this tone; itself when there is none."""
    text = sentence
    for name in _names(tone):
        for swap in _swaps(name, text):
            text = _swapped(text, swap)
    return _opened(sentence, text, tone)


def in_steps(sentence: str, tone: Tone, holds: Callable[[str], bool]) -> str:
    """The sentence with those swaps alone that hold, one after the other: for when they do not together."""
    text = sentence
    for name in _names(tone):
        for swap in _swaps(name, text):
            new = _opened(sentence, _swapped(text, swap), tone)
            if new != text and holds(new):
                text = new
    return text


def alternatives(text: str, tone: Tone) -> Iterator[str]:
    """A swapped sentence with one more swap each, to something else that is as near to the tone."""
    for swap in _list(f"or_{tone.formality}"):
        new = _opened(text, _swapped(text, swap), tone)
        if new != text:
            yield new


def _swapped(text: str, swap: Swap) -> str:
    curly = "’" in text
    pattern, replacement = swap
    new = pattern.sub(partial(_in_case, replacement), text.replace("’", "'"))
    return new.replace("'", "’") if curly else new


def _opened(sentence: str, text: str, tone: Tone) -> str:
    """The text with a capital where the sentence has one, or where the tone asks for one."""
    careless = tone.formality is not Formality.CASUAL and sentence[-1:] in tuple(".!?")
    if sentence[:1].isupper() or careless:  # what came before the first word may be gone
        return text[:1].upper() + text[1:]
    return text


def _in_case(replacement: str, match: re.Match[str]) -> str:
    """In small letters, except for what opens a sentence or had a capital that is not that of "I".

    After "have", a past tense becomes its participle: "gave" is "given".
    """
    new = match.expand(replacement)
    first, *rest = new.split(" ", 1)
    if first in _participles() and _HAVING.search(match.string[: match.start()]):
        new = " ".join((_participles()[first], *rest))
    if match.re.groups and match.start(1) == 0 and not _I.match(match[0]) and replacement[:2] != r"\1":
        first = match[1]  # it opened the sentence, and does no more
        new = new.replace(first, first[:1].lower() + first[1:], 1)
    capital = match[0][:1].isupper() and (not match.start() or not _I.match(match[0]))
    return new[:1].upper() + new[1:] if capital else new


@cache
def _participles() -> dict[str, str]:
    participles: dict[str, str] = _load("variants")["participles"]
    return participles


@cache
def _names(tone: Tone) -> tuple[str, ...]:
    """The lists that lead towards a tone, in order."""
    towards: dict[str, list[str]] = _load("variants")["towards"]
    ways = [str(tone.formality), f"{tone.formality}_{tone.context}", *(["plain"] if tone.plain else [])]
    return tuple(name for way in ways for name in towards.get(way, ()))


def _swaps(name: str, text: str) -> Sequence[Swap]:
    return wordings.swaps(text, name) if name in wordings.TABLES else _list(name)


@cache
def _list(name: str) -> tuple[Swap, ...]:
    """The swaps of this name, of the subjects first: what is said as a whole sees the words it will have."""
    subjects, whole = _load("pairs"), _load("variants")
    pieces: dict[str, str] = subjects["pieces"]
    found = [swap for subject in subjects.values() for swap in subject.get(name, ())]
    found += whole.get(name, {"swaps": ()})["swaps"]
    return tuple(
        (re.compile(_PIECE.sub(lambda piece: pieces.get(piece[1], piece[0]), pattern), re.IGNORECASE), new)
        for pattern, new in found
    )


def _load(name: str) -> dict[str, Any]:
    return load_toml(Path(__file__).parent / f"{name}.toml")
