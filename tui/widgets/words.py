"""What differs between two texts, word by word."""

from __future__ import annotations

import difflib
import re

from textual.content import Content


def new_words(before: str, after: str, style: str = "$success underline") -> Content:
    """A text with the words styled that another one does not have in that place."""
    old, new = _words(before), _words(after)
    parts: list[str | tuple[str, str]] = []
    for tag, _a, _b, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if words := "".join(new[start:end]):
            parts.append(words if tag == "equal" or words.isspace() else (words, style))
    return Content.assemble(*parts)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
