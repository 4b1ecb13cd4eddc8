"""Private notes must not show: neither their words nor words that stand for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.quoting import QUOTED, quotes
from core.validate.lexicon import lexicon
from core.validate.reading import Reading
from core.validate.rules import saying
from core.validate.sentences import tokenised
from core.validate.thesaurus import is_everyday
from core.validate.verdict import Finding
from core.validate.word_lists import KIN, NUMBERS
from core.validate.words import Token, all_tokens

TELLING_PHRASES = frozenset({"child", "ill"})  # said in plain words: "a little one", "poor health"


def findings(private: Sequence[str], d: Reading, r: Reading) -> Iterator[Finding]:
    """Where the rewrite gives away what is private."""
    for note in private:
        words = [token for token in all_tokens(note) if token.is_word]
        yield from _hints(words, d, r)
        yield from _quotations(words, r)


def _hints(note: list[Token], d: Reading, r: Reading) -> Iterator[Finding]:
    known = lexicon()
    drafted = set(d.text.lower().split())
    rare = [
        token
        for token in note
        if known.is_content(token.stem)
        and token.canon not in NUMBERS
        and token.stem not in d.stems
        and token.text.lower() not in drafted
        and not any(word.startswith(token.stem) for word in drafted if len(token.stem) > 3)
    ]
    stems = {token.stem for token in rare}
    classes = {name for names in known.meanings(rare) for name in names}
    classes -= {name for root in d.stems for name in known.classes.get(root, ())}
    kin = {KIN[token.canon] for said in d.said for token in said.run if token.canon in KIN}
    for clause in (c for said in r.said for c in said.clauses):
        hits = [
            token
            for token, names in zip(clause.run, clause.meanings, strict=True)
            if (token.stem in stems and token.is_word and KIN.get(token.canon) not in kin)
            or (names & classes and known.is_content(token.stem) and token.stem not in d.stems)
            or names & classes & TELLING_PHRASES
        ]
        if len(hits) > 1 or any(not is_everyday(token.canon) for token in hits):
            span = (hits[0].start, hits[-1].end)
            yield Finding("private_leak", saying("private"), span, r.text[span[0] : span[1]])


def _quotations(note: list[Token], r: Reading) -> Iterator[Finding]:
    if len(note) < QUOTED:
        return
    secret = [token.canon for token in note]  # contractions written out: "don't" is quoted by "do not"
    for sentence, run in tokenised(r.text):  # names included: a note may hold one that the draft has too
        if quotes([token.canon for token in run if token.is_word], secret):
            yield Finding("private_leak", saying("private"), (sentence.start, sentence.end), sentence.text)
