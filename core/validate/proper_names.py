"""Names in a message: finding them, and putting one mark in the place of each.

Names of the draft (a role called "Complaints Manager", a company called "Better") are folded into one
mark, so that no word rule takes a name for a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from core.validate.lexicon import lexicon
from core.validate.sentences import Role, tokenised
from core.validate.thesaurus import is_ordinary
from core.validate.word_lists import COUNTS, DATE_WORDS, GREETING_WORDS, SHORT_DATES, TITLES, UNNAMED
from core.validate.words import NAME, Token, all_tokens

_LINKS = frozenset({"of", "&", "de", "la", "van", "von", "der", "den", "al", "bin", "-", "'", ".", "/"})
_NO_NAMES = DATE_WORDS | COUNTS | UNNAMED | (SHORT_DATES.keys() - {"mar", "jan"})  # these two are names too

Name = tuple[str, ...]


@lru_cache(maxsize=8)
def proper_names(message: str) -> tuple[Name, ...]:
    """The names in a message: runs of capitals, as lower-case words, longest first, each once."""
    found: dict[Name, None] = {}
    for sentence, run in tokenised(message):
        for group, first in _capital_runs(run):
            if name := _name(group, first, sentence.role):
                found[name] = None
    return tuple(sorted(found, key=len, reverse=True))


def with_known(found: tuple[Name, ...], known: Sequence[str]) -> tuple[Name, ...]:
    """The names of a draft, and what else whoever is named there may be called: Hana Okafor, Hana, Okafor.

    A word that letters use in lower case is no name by itself: not "the", nor "works", of The Home Works.
    """
    said = {word for name in found for word in name}
    more: list[Name] = []
    for each in known:
        words = tuple(token.plain for token in all_tokens(each) if token.is_word and len(token.text) > 1)
        if said.intersection(words):
            more += [words, *((word,) for word in words if not is_ordinary(word))]
    return tuple(sorted(dict.fromkeys((*found, *more)), key=len, reverse=True))


def _name(group: list[Token], first: bool, role: Role) -> Name:
    """The name that a run of capitals makes; () when it is none."""
    known = lexicon()
    words = [t for t in group if t.is_word and t.canon not in _LINKS]
    opening = bool(words) and (known.is_known(words[0].stem) or words[0].canon in GREETING_WORDS)
    if first and len(words) > 1 and opening and role is not Role.SIGNATURE:
        words, group = words[1:], group[1:]  # the capital of a sentence's first word says nothing
    if all(t.canon in _NO_NAMES or t.canon in TITLES for t in words):
        return ()
    if len(words) == 1 and (first or role is Role.SUBJECT) and known.is_known(words[0].stem):
        return ()
    if role is Role.SUBJECT and all(known.is_known(t.stem) for t in words):
        return ()
    return tuple(t.plain for t in group if t.is_word or t.canon == "&")


def _capital_runs(run: Sequence[Token]) -> list[tuple[list[Token], bool]]:
    """Runs of capitalised words without titles, and whether each opens its sentence."""
    runs: list[tuple[list[Token], bool]] = []
    at, opens = 0, True
    while at < len(run):
        if not _is_capital(run, at):
            opens = run[at].canon in {":", ";"} or (opens and not run[at].is_word)
            at += 1
            continue
        end = at + 1
        while step := _continues(run, end):
            end += step
        begin = at
        while begin < end - 1 and (run[begin].canon in TITLES or not run[begin].is_word):
            begin += 1
        runs.append((list(run[begin:end]), opens))
        at, opens = end, False
    return runs


def _is_capital(run: Sequence[Token], at: int) -> bool:
    if at >= len(run) or not run[at].is_word or not run[at].capital:
        return False
    is_date = run[at].canon in SHORT_DATES and at + 1 < len(run) and run[at + 1].is_number
    return not is_date  # "Jan 6", but Jan by himself may be a name


def _continues(run: Sequence[Token], at: int) -> int:
    """How many tokens belong to a run of capitals that has come so far."""
    if _is_capital(run, at):
        return 0 if run[at].canon in DATE_WORDS else 1
    if at < len(run) and run[at].canon == "-" and run[at - 1].canon in DATE_WORDS:
        return 0  # "16 June - Offer 4077"
    return 2 if at < len(run) and run[at].canon in _LINKS and _is_capital(run, at + 1) else 0


def by_first_word(names: Iterable[Name]) -> dict[str, list[Name]]:
    """Names by the word that they begin with."""
    folded: dict[str, list[Name]] = {}
    for name in names:
        if name:
            folded.setdefault(name[0], []).append(name)
    return folded


def fold(run: Sequence[Token], names: dict[str, list[Name]]) -> list[Token]:
    """Put one mark in the place of each name."""
    out: list[Token] = []
    at = 0
    while at < len(run):
        end = next((e for name in names.get(run[at].plain, ()) if (e := _match(run, at, name))), 0)
        if end:
            first, last = run[at], run[end - 1]
            out.append(first._replace(end=last.end, canon=NAME, stem="", is_word=False))
            at = end
        else:
            out.append(run[at])
            at += 1
    return out


def _match(run: Sequence[Token], at: int, name: Name) -> int:
    """Where a name that begins at a token ends; 0 when it does not stand there.

    A name of one word must be written with a capital; a longer one may be in lower case.
    """
    end = at
    for word in name:
        while end < len(run) and end > at and run[end].canon in {".", "-", "'", "/"}:
            end += 1
        if end >= len(run) or run[end].plain != word:
            return 0
        end += 1
    return end if len(name) > 1 or run[at].capital else 0
