"""Settings that outlive a run: ``config.toml`` in the data folder, and which model is to be used.

A flag beats the environment, that beats the config file, that beats the default; the app and the
command line ask here, so that both use the model that their owner chose.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from core.errors import BadInput
from core.tone import Context, Formality

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("text", "md", "eml", "json")

CHOICES: dict[str, tuple[str, ...]] = {
    "formality": tuple(each.value for each in Formality),
    "context": tuple(each.value for each in Context),
    "format": FORMATS,
}
"""The settings that are one of some words."""

_KINDS: dict[str, type | tuple[type, ...]] = {"plain": bool, "model": str, "timeout": (int, float)}
_KIND_MENDS = {
    "plain": "Give true or false.",
    "model": "Give the path of a GGUF file.",
    "timeout": "Give seconds.",
}


def config_path() -> Path:
    """Where the config file is, whether or not it is there."""
    from core.files import home_path

    return home_path() / "config.toml"


def config(name: str) -> Any:
    """A setting of the config file, or None.

    Raises:
        BadInput: the file is not TOML, or the value is none that the setting knows.
    """
    import tomllib

    path = config_path()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BadInput(str(path), f"cannot be read: {error}", "Mend or remove it.") from None
    value = values.get(name)
    if value is None:
        return None
    if name in CHOICES and value not in CHOICES[name]:
        raise BadInput(f"{path}: {name}", "is no choice", f"Give {', '.join(CHOICES[name])}.", value)
    if name in _KINDS and (
        not isinstance(value, _KINDS[name]) or isinstance(value, bool) != (name == "plain")
    ):
        raise BadInput(f"{path}: {name}", "is of the wrong kind", _KIND_MENDS[name], value)
    return value


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"BOWOUT_{name.upper()}"


def model_path(value: str | None) -> Path | None:
    """The model that was chosen; ``~`` is spelled out, as no shell has seen the config file.

    Raises:
        BadInput: it is in the home folder of nobody.
    """
    from pathlib import Path

    try:
        return Path(value).expanduser() if value else None
    except RuntimeError as error:  # nobody of that name
        raise BadInput("model", "is no path", "Give the path of a GGUF file.", value) from error


def chosen_model(flag: str | None = None) -> Path | None:
    """The model file to use: the flag's, else the environment's, else the config file's; None is the default.

    Raises:
        BadInput: what was chosen is no path, or the config file cannot be used.
    """
    return model_path(flag or os.environ.get(variable("model")) or config("model"))
