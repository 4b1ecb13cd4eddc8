"""What ``same.toml`` says, and a sentence as it is read with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from core.resources import load_toml
from core.validate.stems import stem
from core.validate.words import Token, tokens


@dataclass(frozen=True)
class Same:
    """What same.toml says: lists of words, patterns by name, and which words may stand for which."""

    words: dict[str, frozenset[str]]
    patterns: dict[str, re.Pattern[str]]
    groups: dict[str, frozenset[str]]

    def has(self, name: str, text: str) -> bool:
        """Whether a pattern of this name is in the text."""
        return bool(self.patterns[name].search(self.plain(text)))

    def plain(self, text: str) -> str:
        """The text in small letters, contractions written out."""
        return " ".join(token.canon for token in read(text)).replace("thank you", "thanks")

    def bare(self, text: str, new: bool = False) -> str:
        """The plain text without its courteous frames; a ``new`` one without what may be added, too."""
        bare = self.patterns["frames"].sub(" ", self.plain(text))
        return self.patterns["added"].sub(" ", bare) if new else bare


@cache
def sameness() -> Same:
    """What the file says, read once."""
    data = load_toml(Path(__file__).parent / "same.toml")
    groups: dict[str, frozenset[str]] = {}
    for line in data["groups"]:
        members = frozenset(stem(word) for word in line.split())
        for member in members:
            groups[member] = groups.get(member, frozenset()) | members
    patterns = {
        name: re.compile(rf"\b(?:{'|'.join(sorted(each, key=len, reverse=True))})(?!\w)")
        for name, each in data["patterns"].items()
    }
    words = {name: frozenset(each.split()) for name, each in data["words"].items()}
    return Same(words, patterns, groups)


def asks(text: str) -> bool:
    """Whether a sentence asks for something."""
    return text.endswith("?") or sameness().has("requests", text) or sameness().has("orders", text)


@lru_cache(maxsize=256)
def read(text: str) -> tuple[Token, ...]:
    """The same few sentences are asked about again and again."""
    return tuple(tokens(text))


def words(text: str) -> list[Token]:
    """What is a word in it."""
    return [token for token in read(text) if token.is_word]


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of words of ``tones.toml``."""
    return frozenset(load_toml(Path(__file__).parent / "tones.toml")["words"][name].split())
