"""What the model is asked for one masked sentence."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from core.resources import load_toml
from core.rewrite.protocol import Prompt, Sampling
from core.tone import Tone

_TOKENS_A_WORD = 1.35
_LONGER = 1.4
_ROOM = 8


def prompt(key: int, sentence: str, tone: Tone, parameters: int) -> Prompt:
    """The prompt for a sentence; a small model is shown examples, a larger one is told what to do."""
    data = _data()
    small = parameters < data["small"]["below"]
    words = data["small" if small else "large"]["instruction"].format(style=_style(tone))
    turns = [("system", words)]
    for example in data["small"]["examples"][str(tone.formality)] if small else ():
        turns += [("user", example["before"]), ("assistant", example["after"])]
    turns.append(("user", sentence))
    messages = tuple({"role": role, "content": content} for role, content in turns)
    most = int(len(sentence.split()) * _TOKENS_A_WORD * _LONGER) + _ROOM
    return Prompt(key, messages, data["sampling"]["candidates"], most, one_line=True)


def sampling(seed: int) -> Sampling:
    """How candidates are drawn."""
    data = _data()["sampling"]
    return Sampling(seed, data["temperature"], data["top_p"])


def _style(tone: Tone) -> str:
    styles = _data()["styles"]
    parts = [styles[str(tone.formality)], styles[str(tone.context)], styles["plain"] if tone.plain else ""]
    return " and ".join(part for part in parts if part)


@cache
def _data() -> dict[str, Any]:
    return load_toml(Path(__file__).parent / "prompts.toml")
