"""What words are worth: which carry content, which are courtesy, which criticise, which mean the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.resources import load_toml
from core.validate.stems import stem
from core.validate.words import Token

UNKNOWN = 1.0
ABSTRACT = 0.5
CRITICAL = 2.0
COMPARATIVE = 1.5


_SHORT_ADVERB = 6  # letters; "family" and "rely" end like adverbs


@dataclass(frozen=True)
class Lexicon:
    """The word lists of lexicon.toml, by stem."""

    function: frozenset[str]
    light: frozenset[str]
    courtesy: frozenset[str]
    critical: frozenset[str]
    comparative: frozenset[str]
    abstract: frozenset[str]
    classes: dict[str, frozenset[str]]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]

    def is_content(self, root: str) -> bool:
        """Whether the word says something of its own."""
        return root not in self.function and root not in self.light and root not in self.courtesy

    def is_known(self, root: str) -> bool:
        """Whether the word stands in any list, so that a capital at a sentence's start means nothing."""
        return not self.is_content(root) or root in self.classes or root in self.critical

    def is_loaded(self, token: Token) -> bool:
        """Whether the word criticises or compares."""
        return token.stem in self.critical or token.canon in self.comparative

    def weight(self, token: Token) -> float:
        """How much an uncovered word weighs."""
        if token.canon in self.comparative:
            return COMPARATIVE
        if token.stem in self.critical and not (token.stem in self.courtesy or token.stem in self.light):
            return CRITICAL
        if not self.is_content(token.stem):
            return 0.0
        adverb = token.canon.endswith("ly") and len(token.canon) > _SHORT_ADVERB
        return ABSTRACT if adverb or token.stem in self.abstract else UNKNOWN

    def meanings(self, run: Sequence[Token]) -> list[frozenset[str]]:
        """For each token the classes it stands in, alone or as part of a phrase."""
        found = [self.classes.get(token.stem, frozenset()) for token in run]
        for at, token in enumerate(run):
            for words, name in self.phrases.get(token.stem, ()):
                if tuple(t.stem for t in run[at : at + len(words)]) == words:
                    for inside in range(at, at + len(words)):
                        found[inside] = found[inside] | {name}
        return found


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    data = load_toml(Path(__file__).parent / "rules" / "lexicon.toml")

    def stems(section: str) -> frozenset[str]:
        return frozenset(stem(word) for word in data[section]["words"].split())

    classes: dict[str, set[str]] = {}
    for name, words in data["classes"].items():
        for word in words.split():
            classes.setdefault(stem(word), set()).add(name)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, texts in data["phrases"].items():
        for text in texts:
            words = tuple(stem(word) for word in text.split())
            phrases.setdefault(words[0], []).append((words, name))
    return Lexicon(
        function=stems("function"),
        light=stems("light"),
        courtesy=stems("courtesy"),
        critical=stems("critical"),
        abstract=stems("abstract"),
        comparative=frozenset(data["comparative"]["words"].split()),
        classes={root: frozenset(names) for root, names in classes.items()},
        phrases={root: tuple(entries) for root, entries in phrases.items()},
    )
