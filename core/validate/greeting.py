"""Greeting and signature: the same people, in the same places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from core.validate.lexicon import lexicon
from core.validate.names_alike import with_plain_letters
from core.validate.rules import frame
from core.validate.sentences import Role, Sentence, sentences
from core.validate.verdict import Finding
from core.validate.word_lists import GREETING_WORDS, NOBODY, TITLES
from core.validate.words import plain_words

_FIRST, _LAST = 400, 160  # characters in which a name may stand that no greeting or signature has
_SEVERAL = frozenset(frame("greeting", "several").split())
_ALL = frozenset(frame("greeting", "together").split())
_INTRODUCES = frozenset(frame("greeting", "introduces").split())
_NEAR = 60  # characters after a greeting in which the name may follow: "Good day. I am glad, Mr. Rao, that"


def findings(draft: str, rewrite: str, names: Sequence[str]) -> list[Finding]:
    """Who is greeted or signs otherwise than in the draft."""
    old, new = sentences(draft), sentences(rewrite)
    return [*_greeted(old, new, rewrite, names), *_signed(old, new, rewrite)]


def _greeted(
    old: Sequence[Sentence], new: Sequence[Sentence], rewrite: str, names: Sequence[str]
) -> Iterator[Finding]:
    addressee = _addressee(old)
    if not addressee:
        return
    message, evidence = f"Greet {' '.join(addressee).title()} by name.", " ".join(addressee)
    known = {*addressee, *(word for name in names for word in plain_words(name))}
    greeting = next((s for s in new if s.role is Role.GREETING), None)
    if greeting is None:
        if with_plain_letters(known).isdisjoint(with_plain_letters(plain_words(rewrite[:_FIRST]))):
            yield Finding.missing("fact_dropped", message, evidence)
        return
    here, span = set(plain_words(greeting.text)), (greeting.start, greeting.end)
    if here & set(_signer(old)) - set(addressee) - TITLES and here.isdisjoint(_INTRODUCES):
        yield Finding("garbled", "Greet the addressee: here the writer is greeted.", span, greeting.text)
        return
    near = set(plain_words(rewrite[span[0] : span[1] + _NEAR]))
    drafted = {w for s in old if s.role is Role.GREETING for w in plain_words(s.text)}
    several = not drafted.isdisjoint(_SEVERAL) and not here.isdisjoint(_ALL)
    titled = here & TITLES and here <= TITLES | GREETING_WORDS  # "Hi Professor,"
    titled = titled and not known.isdisjoint(plain_words(rewrite))
    if with_plain_letters(known).isdisjoint(with_plain_letters(here | near)) and not (several or titled):
        yield Finding("fact_dropped", message, span, evidence)
    before, after = _titles(drafted), _titles(here)
    if before and after and not before & (after | _titles(near)):
        text = f"Use the draft's title, {' '.join(sorted(drafted & TITLES)).title()}."
        yield Finding("fact_changed", text, span, greeting.text)


def _titles(words: Iterable[str]) -> set[str]:
    """The titles among words: a professor is a prof."""
    return {"prof" if word == "professor" else word for word in TITLES.intersection(words)}


def _signed(old: Sequence[Sentence], new: Sequence[Sentence], rewrite: str) -> Iterator[Finding]:
    signer = _signer(old)
    tail = {w for s in new if s.role in (Role.SIGNATURE, Role.SIGNOFF) for w in plain_words(s.text)}
    here = tail.union(plain_words(rewrite[-_LAST:]), plain_words(rewrite[:_FIRST]))
    if signer and with_plain_letters(here).isdisjoint(with_plain_letters(signer)):
        message = f"Sign with the writer's name, {' '.join(signer).title()}."
        yield Finding.missing("fact_dropped", message, " ".join(signer))


def _addressee(parts: Sequence[Sentence]) -> list[str]:
    greeting = next((s.text for s in parts if s.role is Role.GREETING), "")
    return [
        w
        for w in plain_words(greeting)
        if w not in GREETING_WORDS and w not in NOBODY and w not in TITLES and w not in lexicon().function
    ]


def _signer(parts: Sequence[Sentence]) -> list[str]:
    signature = next((s.text for s in parts if s.role is Role.SIGNATURE), "")
    if not signature:
        closing = next((s.text for s in parts if s.role is Role.SIGNOFF), "")
        signature = closing.rpartition(",")[2]
    return [w for w in plain_words(signature) if not w.isdigit()]
