"""What a person typed or pasted, without what a terminal would act on."""

from __future__ import annotations

import re
from typing import Any

_ACTED_ON = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def without_controls(text: str) -> str:
    """The same visible characters; control characters and bidi overrides are gone, joiners stay."""
    return _ACTED_ON.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean(value: Any) -> Any:
    """The same for all texts in plain data."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    return value
