"""Files of older versions of the program, brought up to this one; those of newer ones are refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.errors import UnknownVersion

Step = Callable[[dict[str, Any]], dict[str, Any]]
"""Makes the next version out of the content of a file."""


def upgraded(data: Mapping[str, Any], steps: Mapping[int, Step], current: int) -> dict[str, Any]:
    """The content of a file as this version of the program writes it.

    Args:
        data: the content; it is not changed.
        steps: for each older version, what makes the next one out of it.
        current: the version that this program writes.

    Raises:
        UnknownVersion: a newer program wrote it.
        ValueError: it has no version, or one that there never was.
    """
    version = data.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < min(steps, default=current):
        raise ValueError("its version is missing or none that there ever was")
    if version > current:
        raise UnknownVersion(
            "version", f"this program reads versions up to {current}", "Use a newer Bowout.", version
        )
    content = dict(data)
    try:
        while version < current:
            content = steps[version](content)
            version += 1
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"it is not what version {version} wrote") from error
    return content | {"version": current}
