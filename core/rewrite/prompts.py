"""What the model is asked for one masked sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from core.resources import load_toml
from core.rewrite.protocol import Loaded, Prompt, Sampling
from core.tone import Context, Tone

PLAIN = "plain"
"""The adapter knows nine cells of the pad, and this."""

_TOKENS_A_WORD = 1.35
_LONGER = 1.4
_ROOM = 8


def is_large(loaded: Loaded) -> bool:
    """Whether a model can be told what to do, and trusted with more than a sentence at a time."""
    return not loaded.adapted and loaded.parameters >= int(_data()["small"]["below"])


def prompts(key: int, sentence: str, tone: Tone, loaded: Loaded, letter: str = "") -> tuple[Prompt, ...]:
    """The prompts for a sentence, or for a passage of a letter.

    A model with the adapter is asked as it was trained; another small one is shown examples, and a
    larger one is told what to do and shown the ``letter``, its facts masked as well.
    """
    most = int(len(sentence.split()) * _TOKENS_A_WORD * _LONGER) + _ROOM
    if loaded.adapted:
        return _adapted(key, sentence, tone, most)
    data = _data()
    small = not is_large(loaded)
    words = data["small" if small else "large"]["instruction"].format(style=_style(tone), letter=letter)
    turns = [("system", words)]
    for example in data["small"]["examples"][str(tone.formality)] if small else ():
        turns += [("user", example["before"]), ("assistant", example["after"])]
    turns.append(("user", sentence))
    messages = tuple({"role": role, "content": content} for role, content in turns)
    return (Prompt(key, messages, data["sampling"]["candidates"], most, one_line=True),)


def _adapted(key: int, sentence: str, tone: Tone, most: int) -> tuple[Prompt, ...]:
    """The tone itself, and a neighbour: what is warm is often warmer than a draft allows."""
    near = Tone(
        tone.formality, Context.LOW if tone.context is Context.BALANCED or tone.plain else Context.BALANCED
    )
    styles = [PLAIN if tone.plain else tone.cell, near.cell]
    head, sentence, tails = adapted_pieces(sentence, styles)
    message = {"role": "user", "content": sentence}
    return tuple(
        Prompt(key, (message,), 1, most, True, head, tail, first) for first, tail in enumerate(tails)
    )


def adapted_pieces(sentence: str, styles: Sequence[str]) -> tuple[str, str, list[str]]:
    """What the adapter was trained with: the prompt's head, the sentence, and the tail for each style.

    The sentence comes first, so that a second tone finds its state there already. The answer is
    begun with the name of the style.
    """
    adapted = _data()["adapted"]
    tails = [adapted["tail"].format(style=adapted["styles"][style]) for style in styles]
    return adapted["head"], sentence, tails


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
