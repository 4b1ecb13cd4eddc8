"""Rules that are data: a pattern, what it means, and the sentences that it must and must not hit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.resources import load_toml

RULES = Path(__file__).parent / "rules"


@dataclass(frozen=True, eq=False)
class Rule:
    """A pattern over canonical text, or over the text as typed where ``case`` is set.

    Attributes:
        id: its name. code: of the finding it makes, "" where the caller decides.
        unless: cancels a hit when it is found in the same stretch. needs: must be found too.
        aligned: a clause that says just what a sentence of the draft says may hit it.
        start: only at the beginning of the message.
        unless_draft: cancels all hits when it is found in the draft.
    """

    id: str
    code: str
    message: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    aligned: bool = False
    case: bool = False
    start: bool = False
    unless_draft: re.Pattern[str] | None = None

    def find(self, text: str) -> re.Match[str] | None:
        """The first hit in a stretch of text, if nothing cancels it."""
        match = self.pattern.search(text)
        if match is None or (self.needs and not self.needs.search(text)):
            return None
        return None if self.unless and self.unless.search(text) else match


@cache
def rules(file: str, section: str = "rule") -> tuple[Rule, ...]:
    """The rules of one section of one file, compiled once."""
    return tuple(_rule(entry) for entry in load_toml(RULES / f"{file}.toml")[section])


def _rule(entry: dict[str, Any]) -> Rule:
    def compiled(key: str) -> re.Pattern[str] | None:
        return re.compile(entry[key], re.MULTILINE) if key in entry else None

    pattern = compiled("pattern")
    assert pattern is not None  # noqa: S101 - every rule has one, and the tests run them all
    return Rule(
        id=entry.get("id") or entry.get("kind") or entry["role"],
        code=entry.get("code", ""),
        message=entry.get("message", ""),
        pattern=pattern,
        unless=compiled("unless"),
        needs=compiled("needs"),
        aligned=entry.get("aligned", False),
        case=entry.get("case", False),
        start=entry.get("where") == "start",
        unless_draft=compiled("unless_draft"),
    )


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the shared patterns of patterns.toml."""
    entries = load_toml(RULES / "patterns.toml")["pattern"]
    return re.compile("|".join(next(entry["any"] for entry in entries if entry["id"] == name)))


@cache
def frame(section: str, key: str = "words") -> str:
    """One of the lists of frame.toml, as it stands there."""
    return str(load_toml(RULES / "frame.toml")[section][key])


@cache
def saying(name: str) -> str:
    """The plain sentence of a finding that no single rule makes, from sayings.toml."""
    return str(load_toml(RULES / "sayings.toml")["sayings"][name])
