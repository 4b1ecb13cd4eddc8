"""Which of two ways to say the same thing is nearer to a tone. A simple meter, for comparing only."""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path

from core.resources import load_toml
from core.rewrite.wordings import found_in
from core.tone import Context, Formality, Tone

_CONTRACTION = re.compile(r"\b\w+(?:n't|'(?:m|re|ve|ll|d)|(?<=it)'s|(?<=that)'s|(?<=there)'s)\b")
_FULL_FORM = re.compile(
    r"\b(?:I (?:am|have|will|would)|(?:you|we|they) (?:are|have|will|would)|(?:it|that) is|"
    r"(?:do|does|did|is|are|was|could|would|will|shall|have|has|had) not|cannot)\b"
)
_AIM = {Formality.CASUAL: -1.0, Formality.NEUTRAL: 0.0, Formality.FORMAL: 1.0}
_TABLES = {
    "formal": (("bookish_to_plain", "stiff_to_plain"), "plain_to_casual"),
    "casual": (("slang_to_plain",), "plain_to_formal"),
}
"""Tables of wordings whose words sound formal or casual: surely, and half as much beside another word."""
_CEILING, _BEYOND = 2.0, 0.1
_ENDS = re.compile(r"[.!?]\s+(?=\S)")
_LONG = 22
"""From about this many words on, a sentence is hard to follow in a second language."""


def formality(text: str, forms: bool = True) -> float:
    """Below zero sounds casual, above zero formal; about one for each marker, hardly more beyond two.

    ``forms``: whether "I am" for "I'm" and "I hope that" for "I hope" sound formal. Neutral letters say
    one as well as the other.
    """
    level = text.replace("’", "'")
    low = level.lower()
    casual = len(_CONTRACTION.findall(low)) + low.count("!") + _markers("casual", low, forms)
    formal = 0.5 * len(_FULL_FORM.findall(level)) * forms + _markers("formal", low, forms)
    score = formal - casual
    beyond = max(0.0, abs(score) - _CEILING)
    return max(-_CEILING, min(_CEILING, score)) + math.copysign(_BEYOND * beyond, score)


def distance(text: str, tone: Tone) -> float:
    """How far a sentence is from a tone; only differences of it mean anything."""
    score, aim = formality(text, tone.formality is not Formality.NEUTRAL), _AIM[tone.formality]
    if tone.formality == Formality.NEUTRAL:
        away = max(0.0, abs(score) - 0.5)
    else:
        away = max(0.0, (aim - score) * aim)
    warmth = _hits("warm", text.lower().replace("’", "'"))
    if tone.context == Context.HIGH:
        away += 0.25 * max(0, 2 - warmth)
    elif tone.context == Context.LOW:
        away += 0.25 * max(0, warmth - 1) + 0.25 * _hits("cushion", text.lower().replace("’", "'"))
    if tone.plain:
        away += max(0, max(len(each.split()) for each in _ENDS.split(text)) - _LONG) / 10
    return away


def in_tone(text: str, tone: Tone) -> bool:
    """Whether there is nothing to gain: the formality fits, and so does the length when plain."""
    return distance(text, Tone(tone.formality, Context.BALANCED, tone.plain)) == 0.0


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = load_toml(Path(__file__).parent / "tones.toml")[kind]
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


@cache
def _forms(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(load_toml(Path(__file__).parent / "tones.toml")["forms"][kind]))


def _markers(kind: str, low: str, forms: bool) -> float:
    weak = _hits(f"{kind}_weak", low) + len(_forms(f"{kind}_weak").findall(low)) * forms
    sure, slight = _TABLES[kind]
    told = sum(_rows(table, low) for table in sure) + 0.5 * _rows(slight, low) * forms
    return _hits(kind, low) + len(_forms(kind).findall(low)) + 0.5 * weak + told


def _rows(table: str, low: str) -> int:
    return sum(1 for _ in found_in(low, table))


def _hits(kind: str, low: str) -> int:
    return len(_pattern(kind).findall(low))
