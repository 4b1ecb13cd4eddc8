"""Whether a text repeats words of another. What keeps private texts private asks here, wherever it stands.

Plain words against plain words: who asks says what a word is to it, and how many in a row are too many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

QUOTED = 3
"""Words in a row that are a quotation; fewer may be chance."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def words(text: str) -> list[str]:
    """The words alone, without case; one apostrophe is as good as the other."""
    return _WORD.findall(text.replace("’", "'").casefold())


def quotes(text: Sequence[str], secret: Sequence[str], row: int | None = None) -> bool:
    """Whether a text holds so many words in a row of a secret; all of it if not told, or if it is short."""
    size = len(secret) if row is None else min(row, len(secret))
    said = f" {' '.join(text)} "  # each between spaces, so that only whole words are found
    rows = range(len(secret) - size + 1) if size else ()
    return any(f" {' '.join(secret[at : at + size])} " in said for at in rows)
