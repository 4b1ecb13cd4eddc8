"""What a person typed or pasted, without what a terminal would act on."""

from __future__ import annotations

from typing import Any

from core.controls import without_controls


def clean(value: Any) -> Any:
    """Plain data, each text in it without controls."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(item) for item in value]
    return value
