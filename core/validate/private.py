"""Private notes must not show: neither their words nor their rarer ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.validate.lexicon import lexicon
from core.validate.reading import Reading
from core.validate.verdict import Finding
from core.validate.words import Token, level, tokens


def findings(private: Sequence[str], d: Reading, r: Reading) -> Iterator[Finding]:
    """Where the rewrite gives away what is private."""
    words = lexicon()
    message = "Take this out: it comes from your private notes."
    for note in private:
        run = [t for t in tokens(level(note)) if t.is_word]
        secret = {t.stem for t in run if words.is_content(t.stem)} - d.stems
        classes = frozenset(
            n for m in words.meanings([t for t in run if words.is_content(t.stem)]) for n in m
        )
        classes -= frozenset(n for m in (words.classes.get(s, frozenset()) for s in d.stems) for n in m)
        for said in r.said:
            for clause in said.clauses:
                hits: list[Token] = [
                    t
                    for t, m in zip(clause.run, clause.meanings, strict=True)
                    if t.is_word
                    and t.stem not in d.stems
                    and (
                        t.stem in secret
                        or (m & classes and words.is_content(t.stem))
                        or (
                            m & classes
                            and len(m) > 0
                            and t.stem not in words.light
                            and t.stem not in words.courtesy
                            and t.stem not in words.function
                        )
                    )
                ]
                phrase = [
                    t for t, m in zip(clause.run, clause.meanings, strict=True) if m & classes & _PHRASED
                ]
                hits = hits or phrase
                if hits:
                    span = (hits[0].start, hits[-1].end)
                    yield Finding("private_leak", message, span, r.text[span[0] : span[1]])
        plain = " ".join(t.canon for t in run)
        if len(run) >= 3:
            for said in r.said:
                text = " ".join(t.canon for t in said.run if t.is_word)
                if plain in text:
                    yield Finding("private_leak", message, (said.sentence.start, said.sentence.end), note)


_PHRASED = frozenset({"child"})
