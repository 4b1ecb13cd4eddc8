"""Characters that a terminal acts on, or that turn a text round: which they are, and a text without them."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and newline, bidi overrides and isolates, halves of characters. Joiners stay.
_ACTED_ON = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def without_controls(text: str) -> str:
    """The same visible characters, and a newline for every way to end a line."""
    return _ACTED_ON.sub("", _with_newlines(text))


def controls_in(text: str) -> int:
    """How many characters ``without_controls`` takes out, line ends apart."""
    return len(_ACTED_ON.findall(_with_newlines(text)))


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
