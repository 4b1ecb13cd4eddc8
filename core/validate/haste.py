"""What people type in haste, written out: "appt thurs w/ the asst mgr" as others write it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from core.resources import load_toml
from core.validate.rules import RULES
from core.validate.words import level
from core.validate.writings import Change, Written


def both_written_out(draft: str, rewrite: str) -> tuple[Written, Written]:
    """Draft and rewrite, each with its short forms written out.

    What is careless and not only short stays in a rewrite whose draft is typed with care: it fits no tone.
    """
    drafted = _drafted(draft)
    careless = any(_is_careless(draft[slice(*change.then)]) for change in drafted.changes)
    return drafted, _written_out(rewrite, careless=careless)


@lru_cache(maxsize=8)
def _drafted(draft: str) -> Written:
    return _written_out(draft, careless=True)


def _written_out(text: str, *, careless: bool) -> Written:
    plain = level(text)
    now, done = "", 0
    changes: list[Change] = []
    for match in _forms().finditer(plain):
        full = _full(match, careless)
        if full:
            now += text[done : match.start()]
            changes.append(Change((len(now), len(now) + len(full)), match.span()))
            now, done = now + full, match.end()
    return Written(now + text[done:], text, tuple(changes))


def _full(match: re.Match[str], careless: bool) -> str:
    """What a short form stands for where it stands; "" where it is none."""
    shown, form = match[0], match[0].lower()
    section, full = _table()[form]
    if section in _CASUAL and not careless:
        return ""
    if section in _SMALL and not shown.islower():
        return ""
    if section == "dated" and not _is_dated(match):
        return ""
    stays = _stays().get(form.removesuffix("s"))
    if stays and stays.match(match.string, match.end()):
        return ""
    return full[0].upper() + full[1:] if shown[0].isupper() and len(shown) > 1 else full


_CASUAL = frozenset({"casual", "casual_small"})
_SMALL = frozenset({"small", "casual_small"})


def _is_careless(shown: str) -> bool:
    return _table()[level(shown).lower()][0] in _CASUAL


def _is_dated(match: re.Match[str]) -> bool:
    before, after, verb = _beside()
    text, near = match.string, max(0, match.start() - _NEAR)
    if verb.search(text, near, match.start()):
        return False
    return bool(before.search(text, near, match.start()) or after.match(text, match.end()))


_NEAR = 8  # characters; the longest word that may stand before a day, with a space


@cache
def _data() -> dict[str, dict[str, str]]:
    return load_toml(RULES / "haste.toml")


@cache
def _table() -> dict[str, tuple[str, str]]:
    """Short forms, each with its section and what it stands for."""
    sections = ("short", "small", "dated", "casual", "casual_small")
    return {form: (section, full) for section in sections for form, full in _data()[section].items()}


@cache
def _forms() -> re.Pattern[str]:
    longest_first = sorted(_table(), key=len, reverse=True)
    return re.compile(rf"(?i)(?<![\w'@./-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w'@]|[./-]\w)")


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    before, after, verb = (_data()["beside"][side].replace(" ", "|") for side in ("before", "after", "verb"))
    return (
        re.compile(rf"(?i)\b(?:{before}) \Z"),
        re.compile(rf"(?i),? ?(?:(?:at|the|before|after|from|between) )?\d|,? (?:{after})\b"),
        re.compile(rf"(?i)\b(?:{verb}) \Z"),
    )


@cache
def _stays() -> dict[str, re.Pattern[str]]:
    return {form: re.compile(rule) for form, rule in _data()["unless"].items()}
