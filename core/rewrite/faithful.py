"""Whether a sentence still says the same: who does what, when, and about what.

The validator looks at the whole letter; this sees what gets lost inside one sentence. It is for the
commonest faults of small models: they answer instead of rewriting, swap writer and reader, move a
thing that was into the present, or leave a word out.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from core.resources import load_toml
from core.validate.lexicon import lexicon
from core.validate.words import Token, tokens

_SPEAKERS = {
    **dict.fromkeys(("i", "we", "my", "our", "mine", "ours"), "writer"),
    **dict.fromkeys(("you", "your", "yours"), "reader"),
}
_PAST, _PRESENT = {"was", "were", "been"}, {"am", "is", "are"}
_SHARED = 0.25


def unfaithful(source: str, text: str) -> str:
    """What the second sentence does to the first, in plain words; "" when nothing was seen."""
    for fault, test in _TESTS.items():
        if not test(source, text):
            return fault
    return ""


def same_speakers(source: str, text: str) -> bool:
    """Whether nobody does or has in one sentence what the other does or has in the other."""
    before, after = _doers(source), _doers(text)
    return all(before[stem] & after[stem] for stem in before.keys() & after.keys())


def same_subject(source: str, text: str) -> bool:
    """Whether enough of the sentence's own words are there in some form, and not many times over."""
    before, after = _stems(source), _stems(text)
    if not before:
        return True
    return (
        len(set(before) & set(after)) >= _SHARED * len(set(before))
        and len(after) < 3 * len(set(after)) / 2 + 1
    )


def same_content(source: str, text: str) -> bool:
    """Whether every word with content has its like in the other sentence, both ways."""
    return _covers(source, text) and _covers(text, source)


def same_time(source: str, text: str) -> bool:
    """Whether what was is not said to be now."""
    before, after = (
        {word for token in tokens(each) for word in token.canon.split()} for each in (source, text)
    )
    past, present = before & _PAST, before & _PRESENT
    if past and not present:
        return bool(after & _PAST) or not after & _PRESENT
    if present and not past:
        return bool(after & _PRESENT) or not after & _PAST
    return True


def no_answer(source: str, text: str) -> bool:
    """Whether the sentence does not open as an answer or a greeting does."""
    opening = [next((word.canon for word in _words(each)), "") for each in (text, source)]
    return opening[0] == opening[1] or opening[0] not in _list("answers")


_TESTS: dict[str, Callable[[str, str], bool]] = {
    "it answers the sentence": no_answer,
    "it swaps who does what": same_speakers,
    "it speaks of something else": same_subject,
    "it changes when something is": same_time,
    "it leaves something out or adds something": same_content,
}


def _covers(whole: str, part: str) -> bool:
    """Whether every word of ``part`` that says something of its own stands in ``whole`` in some form."""
    known = lexicon()
    have, need = tokens(whole), tokens(part)
    stems = {token.stem for token in have}
    classes = frozenset[str]().union(*known.meanings(have))
    return all(
        token.stem in stems or meaning & classes
        for token, meaning in zip(need, known.meanings(need), strict=True)
        if token.is_word and known.is_content(token.stem)
    )


def _stems(text: str) -> list[str]:
    return [word.stem for word in _words(text) if not set(word.canon.split()) <= _list("empty")]


def _doers(text: str) -> dict[str, set[str]]:
    """For each word that follows a personal pronoun, as its verb or thing does: writer or reader."""
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
