"""Settings: flags beat the environment, that beats ``config.toml`` in the data folder, that beats the case.

Click looks at the flag, then at the variable; the config file is the option's default, read only when
neither was given. None from all three means: as the case says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from core.errors import BadInput
from core.tone import Context, Formality, Tone

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("text", "md", "eml", "json")
CHANNELS = ("email", "phone", "linkedin", "sms", "note")

_CHOICES: dict[str, tuple[str, ...]] = {
    "formality": tuple(each.value for each in Formality),
    "context": tuple(each.value for each in Context),
    "format": FORMATS,
}
_KINDS: dict[str, type | tuple[type, ...]] = {"plain": bool, "model": str, "timeout": (int, float)}
_KIND_MENDS = {
    "plain": "Give true or false.",
    "model": "Give the path of a GGUF file.",
    "timeout": "Give seconds.",
}

_Command = TypeVar("_Command", bound=Callable[..., Any])


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
    if name in _CHOICES and value not in _CHOICES[name]:
        raise BadInput(f"{path}: {name}", "is no choice", f"Give {', '.join(_CHOICES[name])}.", value)
    if name in _KINDS and (
        not isinstance(value, _KINDS[name]) or isinstance(value, bool) != (name == "plain")
    ):
        raise BadInput(f"{path}: {name}", "is of the wrong kind", _KIND_MENDS[name], value)
    return value


def setting(name: str, *flags: str, **how: Any) -> Callable[[_Command], _Command]:
    """An option that also listens to ``BOWOUT_NAME`` and to the config file."""
    if name in _CHOICES:
        how.setdefault("type", click.Choice(_CHOICES[name]))
    return click.option(
        *(flags or (f"--{name}",)), name, envvar=f"BOWOUT_{name.upper()}", default=lambda: config(name), **how
    )


def tone_options(command: _Command) -> _Command:
    """``--formality``, ``--context`` and ``--plain``."""
    for option in (
        setting("plain", "--plain/--no-plain", help="Short sentences, no idioms."),
        setting("context", help="How much cushioning: low is brief and direct, high is warm."),
        setting("formality", help="How formal the words are."),
    ):
        command = option(command)
    return command


def model_path(value: str | None) -> Path | None:
    """The model that was chosen; ``~`` is spelled out, as no shell has seen the config file."""
    from pathlib import Path

    try:
        return Path(value).expanduser() if value else None
    except RuntimeError as error:  # nobody of that name
        raise BadInput("model", "is no path", "Give the path of a GGUF file.", value) from error


def chosen_tone(base: Tone, formality: str | None, context: str | None, plain: bool | None) -> Tone:
    """The tone with what was chosen put over it."""
    return Tone(
        Formality(formality) if formality else base.formality,
        Context(context) if context else base.context,
        base.plain if plain is None else plain,
    )
