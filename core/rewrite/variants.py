"""The plain way to change a sentence's tone: swaps that keep the meaning word for word."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path

from core.resources import load_toml
from core.tone import Tone


def variant(sentence: str, tone: Tone) -> str:
    """The sentence with every swap that leads towards this tone; itself when there is none."""
    curly = "’" in sentence
    text = sentence.replace("’", "'")
    for pattern, replacement in _swaps(tone):
        text = pattern.sub(partial(_in_case, replacement), text)
    if sentence[:1].isupper():  # what came before the first word may be gone
        text = text[:1].upper() + text[1:]
    return text.replace("'", "’") if curly else text


def _in_case(replacement: str, match: re.Match[str]) -> str:
    new = match.expand(replacement)
    return new[:1].upper() + new[1:] if match[0][:1].isupper() else new


@cache
def _swaps(tone: Tone) -> tuple[tuple[re.Pattern[str], str], ...]:
    data = load_toml(Path(__file__).parent / "variants.toml")
    ways = [str(tone.formality), f"{tone.formality}_{tone.context}", *(["plain"] if tone.plain else [])]
    names = [name for way in ways for name in data["towards"].get(way, ())]
    swaps = [swap for name in names for swap in data[name]["swaps"]]
    return tuple((re.compile(pattern, re.IGNORECASE), new) for pattern, new in swaps)
