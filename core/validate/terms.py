"""Terms in other forms, for those who read words: NDA and non-disclosure agreement, Herr Frei and Mr Frei."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from core.resources import load_toml
from core.validate.lexicon import lexicon
from core.validate.rules import RULES
from core.validate.told import Term, Told
from core.validate.words import Token, all_tokens, level


def terms(text: str, beside: str, *, named: bool = False) -> Iterator[Told]:
    """The terms of a text, of those that a text beside it may say in another form.

    Args:
        named: only what is written with capitals has an acronym: "my new delivery address" is no NDA.
    """
    plain = level(text)
    for meaning, pattern in _known():
        for match in pattern.finditer(plain):
            yield Told(Term(meaning), *match.span())
    run, other = all_tokens(text), all_tokens(beside)
    here, there = _acronyms(run), _acronyms(other)
    yield from (Told(Term(token.plain), token.start, token.end) for token in here.values())
    if wanted := there.keys() - here.keys():
        spelled = _spelled(run, named)
        yield from (Told(Term(acronym), *spelled[acronym]) for acronym in sorted(wanted & spelled.keys()))


@cache
def _known() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = load_toml(RULES / "terms.toml")
    found = [(forms[0], rf"(?i)(?<!\d)(?<!\d )\b(?:{'|'.join(forms)})\b") for forms in data["alike"]]
    found += [
        (forms[0], rf"\b(?:{'|'.join(map(str.title, forms))})\b\.?(?= [A-Z])") for forms in data["titles"]
    ]
    return tuple((meaning, re.compile(pattern)) for meaning, pattern in found)


@cache
def _left_out() -> frozenset[str]:
    return frozenset(load_toml(RULES / "terms.toml")["left_out"].split())


def _acronyms(run: tuple[Token, ...]) -> dict[str, Token]:
    """Words of three to six capitals, each where it stands first."""
    found: dict[str, Token] = {}
    for token in run:
        bare = token.text.removesuffix("'s")
        if _SHORTEST <= len(bare) <= _LONGEST and bare.isalpha() and bare.isupper():
            found.setdefault(bare.lower(), token)
    return found


_SHORTEST, _LONGEST = 3, 6  # letters; two may stand for much
_CAPITALS = 2  # words of a name: "No objection Certificate"


def _spelled(run: tuple[Token, ...], named: bool) -> dict[str, tuple[int, int]]:
    """What acronyms the runs of telling words of a text would have, with the place of each."""
    found: dict[str, tuple[int, int]] = {}
    for stretch in _stretches(run):
        for size in range(_SHORTEST, min(_LONGEST, len(stretch)) + 1):
            for at in range(len(stretch) - size + 1):
                part = stretch[at : at + size]
                if named and sum(token.capital for token in part) < _CAPITALS:
                    continue
                initials = "".join(token.plain[0] for token in part)
                found.setdefault(initials, (part[0].start, part[-1].end))
    return found


def _stretches(run: tuple[Token, ...]) -> Iterator[list[Token]]:
    """Telling words that follow each other, with nothing between them but what acronyms leave out."""
    now: list[Token] = []
    for before, token in pairwise((None, *run)):
        telling = token is not None and token.is_word and token.stem not in lexicon().function
        if token and telling and token.plain[:1].isalpha():
            now.append(token)
        elif not (token and (token.plain in _left_out() or (token.text == "-" and before and now))):
            yield now
            now = []
    yield now
