"""A person's own keys: the ``[keys]`` table of ``config.toml``, checked before it is used.

    [keys]
    "workbench.rewrite" = "f3"
    "home.new" = ["n", "insert"]

Nothing of Textual is imported here, so that the command line can check and print keys too.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tui.commands import COMMANDS, CONFIG, Command

EATEN = frozenset({"ctrl+j", "ctrl+s", "ctrl+q", "ctrl+b", "ctrl+c", "ctrl+z"})
"""Keys that terminals, tmux or flow control may keep to themselves."""

_KEY = re.compile(
    r"(?:(?:ctrl|alt|shift|super)\+)*(?:f(?:[1-9]|1\d|2[0-4])|enter|escape|space|tab|up|down|left|right|home|end|"
    r"pageup|pagedown|delete|backspace|insert|[a-z]+(?:_[a-z]+)+|[a-z]|slash|asterisk|minus|plus|comma|semicolon)"
)
_TYPED = re.compile(r"(?:shift\+)?(?:.|space|[a-z]+_[a-z_]+|slash|asterisk|minus|plus|comma|semicolon)")
_KEEPS = {"app", "checklist"}
"""Screens whose commands are wanted while somebody types into a field."""


@dataclass(frozen=True)
class OwnKeys:
    """What the config file says of keys.

    Attributes:
        keys: command id -> its keys, separated by commas.
        problems: what is wrong with the rest, and how to mend it; those commands keep their keys.
    """

    keys: Mapping[str, str]
    problems: tuple[str, ...] = ()


def read_keys(folder: Path) -> OwnKeys:
    """A person's own keys, from the config file in the data folder."""
    path = folder / CONFIG
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8")).get("keys", {})
    except FileNotFoundError:
        return OwnKeys({})
    except (OSError, ValueError) as error:
        return OwnKeys({}, (f"{path} cannot be read: {error} Mend or remove it.",))
    return checked(values, str(path))


def checked(values: object, where: str = CONFIG) -> OwnKeys:
    """What can be used of a ``[keys]`` table.

    Args:
        values: the table.
        where: the file it is from, for what is said of it.
    """
    if not isinstance(values, dict):
        return OwnKeys(
            {}, (f"{where}: keys is no table. Write [keys], and below it a line for each command.",)
        )
    known = {command.id: command for command in COMMANDS}
    keys: dict[str, str] = {}
    problems: list[str] = []
    for name, value in values.items():
        wanted = [value] if isinstance(value, str) else value
        problem = _unknown(name) if name not in known else _unusable(known[name], wanted)
        if problem:
            problems.append(f"{where}: {problem}")
        else:
            keys[name] = ",".join(map(_normal, wanted))
    while clash := next(((name, other) for name in keys if (other := _clash(known[name], keys))), None):
        name, other = clash  # and once more: it has its own key back, which another one may have taken
        problems.append(
            f"{where}: {name} and {other} would share a key ({keys[name]}). Give one of them another key."
        )
        del keys[name]
    return OwnKeys(keys, tuple(problems))


_SIGNS = {
    "/": "slash",
    "*": "asterisk",
    "?": "question_mark",
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "-": "minus",
    "+": "plus",
    ",": "comma",
    ";": "semicolon",
    " ": "space",
    ".": "full_stop",
    "=": "equals_sign",
    "!": "exclamation_mark",
    "esc": "escape",
    "del": "delete",
}
"""What keys are called inside."""


def _normal(key: str) -> str:
    key = key.strip() or key
    return _SIGNS.get(key, key)


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, [command.id for command in COMMANDS], n=1, cutoff=0.5)
    return f"“{name}” is no command.{f' Did you mean {near[0]}?' if near else ' F1 lists them all.'}"


def _unusable(command: Command, wanted: object) -> str:
    """Why a command cannot have these keys; "" if it can."""
    if not isinstance(wanted, list) or not wanted or not all(isinstance(key, str) and key for key in wanted):
        return f'{command.id} needs a key such as "f3", or a list of keys.'
    for key in map(_normal, wanted):
        if not _KEY.fullmatch(key.lower() if len(key) == 1 else key):
            return f"{command.id}: “{key}” is no key. Write it like r, f3, ctrl+r or alt+enter."
        if command.screen in _KEEPS and not command.part and _TYPED.fullmatch(key):
            return f"{command.id}: “{key}” would be typed into the field. Add ctrl or alt, or take an F key."
    if EATEN.issuperset(map(_normal, wanted)):
        return f"{command.id}: many terminals keep {wanted[0]} to themselves. Give another key besides."
    return ""


def _clash(command: Command, keys: Mapping[str, str]) -> str:
    """Another command that would answer to the same key in the same place."""
    ours = set(keys[command.id].split(","))
    for other in COMMANDS:
        same_place = command.screen in (other.screen, "app") or other.screen == "app"
        exclusive = command.available and other.available and command.available != other.available
        theirs = set(keys.get(other.id, other.keys).split(","))
        if other.id != command.id and same_place and not exclusive and ours & theirs:
            return other.id
    return ""
