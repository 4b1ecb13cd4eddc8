"""Settings of the command line: flags beat the environment, that beats ``config.toml``, that beats the case.

Click looks at the flag, then at the variable; the config file is the option's default, read only when
neither was given. None from all three means: as the case says.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from core.letter import Channel
from core.settings import CHOICES, config, variable
from core.tone import Context, Formality, Tone

CHANNELS = tuple(channel.value for channel in Channel)

_Command = TypeVar("_Command", bound=Callable[..., Any])


def setting(name: str, *flags: str, **how: Any) -> Callable[[_Command], _Command]:
    """An option that also listens to ``BOWOUT_NAME`` and to the config file."""
    if name in CHOICES:
        how.setdefault("type", click.Choice(CHOICES[name]))
    return click.option(
        *(flags or (f"--{name}",)), name, envvar=variable(name), default=lambda: config(name), **how
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


def chosen_tone(base: Tone, formality: str | None, context: str | None, plain: bool | None) -> Tone:
    """The tone with what was chosen put over it."""
    return Tone(
        Formality(formality) if formality else base.formality,
        Context(context) if context else base.context,
        base.plain if plain is None else plain,
    )
