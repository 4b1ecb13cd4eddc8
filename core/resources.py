"""Where the data that comes with Bowout lies: one answer for a checkout and for an installation."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from core.errors import TemplateError

_CORE = Path(__file__).resolve().parent


@cache
def data_folder(name: str) -> Path:
    """The folder ``templates`` or ``models``: beside ``core`` in a checkout, inside it in a wheel.

    Raises:
        TemplateError: the folder is in neither place, so the installation is broken.
    """
    for folder in (_CORE / "data" / name, _CORE.parent / name):
        if folder.is_dir():
            return folder
    raise TemplateError(f"The folder {name!r} of Bowout is missing: install Bowout again.")


@cache
def load_toml(path: Path) -> dict[str, Any]:
    """A TOML file that comes with Bowout, read once.

    Raises:
        TemplateError: the file is missing or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise TemplateError(f"{path.name} cannot be read: {error}") from error
