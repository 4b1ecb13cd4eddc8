"""The plain way to change a sentence's formality: swaps that keep the meaning word for word."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path

from core.resources import load_toml
from core.tone import Formality


def variant(sentence: str, formality: Formality) -> str:
    """The sentence with every swap that leads towards this formality; itself when there is none."""
    curly = "’" in sentence
    text = sentence.replace("’", "'")
    for pattern, replacement in _swaps(formality):
        text = pattern.sub(partial(_in_case, replacement), text)
    return text.replace("'", "’") if curly else text


def _in_case(replacement: str, match: re.Match[str]) -> str:
    new = match.expand(replacement)
    return new[:1].upper() + new[1:] if match[0][:1].isupper() else new


@cache
def _swaps(formality: Formality) -> tuple[tuple[re.Pattern[str], str], ...]:
    data = load_toml(Path(__file__).parent / "variants.toml")
    swaps = [swap for name in data["towards"][str(formality)] for swap in data[name]["swaps"]]
    return tuple((re.compile(pattern, re.IGNORECASE), new) for pattern, new in swaps)
