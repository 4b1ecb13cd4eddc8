"""Small words that make a kind sentence unkind, or a firm one weak, when somebody slips them in.

"Thank you for *finally* inviting me", "*most of* the people were kind", "I withdraw *for now*". Several hands
wrote the lists, and what good rewrites often add was taken out; ``tests/corpus/README.md`` says how.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from core.validate.learned import load

KINDS = ("belittles", "limits", "late", "hedges", "promises", "reasons", "harmless")
"""What small words do. Those that do nothing stand here because they hold others: "hard decision"."""


Expressions = dict[tuple[str, ...], str]


@cache
def _expressions() -> dict[str, list[tuple[int, Expressions]]]:
    """By first word, the expressions that begin with it and what each does, the longest first."""
    found: dict[str, dict[int, Expressions]] = {}
    for kind, expressions in load("slips").items():
        for expression in expressions:
            words = tuple(expression.split())
            found.setdefault(words[0], {}).setdefault(len(words), {}).setdefault(words, kind)
    return {word: sorted(lengths.items(), reverse=True) for word, lengths in found.items()}


def slipped_in(words: tuple[str, ...], new: Sequence[bool]) -> list[str]:
    """What the small words in a run do of which the other message lacks a word."""
    return list(found_in(words, new).values())


def found_in(words: tuple[str, ...], new: Sequence[bool]) -> dict[str, str]:
    """The same, by expression; no two of them overlap."""
    known = _expressions()
    found: dict[str, str] = {}
    done = 0
    for at, word in enumerate(words):
        if at < done or word not in known:
            continue
        for length, expressions in known[word]:
            expression = words[at : at + length]
            if expression in expressions:
                done = at + length
                if any(new[at:done]):
                    found[" ".join(expression)] = expressions[expression]
                break
    return found


def forget() -> None:
    """Forget what was read from other lists."""
    _expressions.cache_clear()
