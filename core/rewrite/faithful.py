"""A quick look at whether a sentence still says the same: who does what, and about what.

The validator looks at the whole letter; this sees what gets lost inside one sentence. It is for the
commonest faults of small models: they answer instead of rewriting, and swap writer and reader.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from core.resources import load_toml
from core.validate.words import Token, tokens

_SPEAKERS = {"i": "writer", "we": "writer", "you": "reader"}
_SHARED = 0.25


def same_speakers(source: str, text: str) -> bool:
    """Whether nobody who does something in one sentence has it done by the other in the other."""
    before, after = _doers(source), _doers(text)
    return all(before[stem] & after[stem] for stem in before.keys() & after.keys())


def same_subject(source: str, text: str) -> bool:
    """Whether enough of the sentence's own words are there in some form, and not many times over."""
    before, after = _content(source), _content(text)
    if not before:
        return True
    return (
        len(set(before) & set(after)) >= _SHARED * len(set(before))
        and len(after) < 3 * len(set(after)) / 2 + 1
    )


def _content(text: str) -> list[str]:
    return [word.stem for word in _words(text) if not set(word.canon.split()) <= _list("empty")]


def _doers(text: str) -> dict[str, set[str]]:
    """For each word that follows a personal pronoun, as its verb does: writer or reader."""
    found: dict[str, set[str]] = {}
    speaker = ""
    for token in tokens(text):
        for word in token.canon.split() if token.is_word else [""]:
            if word in _SPEAKERS:
                speaker = _SPEAKERS[word]
            elif speaker and word not in _list("between"):
                found.setdefault(token.stem, set()).add(speaker)
                speaker = ""
    return found


def _words(text: str) -> list[Token]:
    return [token for token in tokens(text) if token.is_word]


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(load_toml(Path(__file__).parent / "tones.toml")["words"][name].split())
