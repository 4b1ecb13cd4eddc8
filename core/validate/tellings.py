"""Who has told whom: "Ana will hear from me" is not what "I have told Ana" says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from core.resources import load_toml
from core.validate.proper_names import proper_names
from core.validate.reading import Reading, Said
from core.validate.rules import RULES, saying
from core.validate.verdict import Finding
from core.validate.words import NAME, Token


class Telling(NamedTuple):
    """That somebody who is named was told, will be, or told: of which kind, and the sentence that says it."""

    name: str
    kind: str
    said: Said


def findings(d: Reading, r: Reading) -> Iterator[Finding]:
    """Where the rewrite says another telling of somebody in the place of the draft's."""
    names = frozenset(word for name in proper_names(d.text) for word in name)
    old, new = list(_tellings(d, names)), list(_tellings(r, names))
    kinds = {(each.name, each.kind) for each in old}
    kept = {(each.name, each.kind) for each in new}
    for each in new:
        lost = (o for o in old if o.name == each.name and (o.name, o.kind) not in kept)
        turned = next((o for o in lost if each.kind in _never(o.kind)), None)
        if turned and (each.name, each.kind) not in kinds:
            sentence, was = each.said.sentence, turned.said.sentence.text
            span = (sentence.start, sentence.end)
            yield Finding("fact_changed", saying("unsaid").format(was), span, r.text[slice(*span)])


def _tellings(reading: Reading, names: frozenset[str]) -> Iterator[Telling]:
    for said in reading.body:
        text = " ".join(_word(reading, token, names) for token in said.run)
        for kind, pattern in _patterns():
            for match in pattern.finditer(text):
                yield Telling(next(filter(None, match.groupdict().values())), kind, said)


def _word(reading: Reading, token: Token, names: frozenset[str]) -> str:
    """A token's canonical text; of a name the last word, with the mark of names: "i told ŋlind"."""
    if token.canon == NAME:
        last = reading.text[token.start : token.end].lower().split()[-1]
        return NAME + _NO_LETTERS.sub("", last)
    return NAME + token.plain if token.capital and token.plain in names else token.canon


_NO_LETTERS = re.compile(r"'s$|\W")


_NAMED = rf"(?:(?:{{0}})?(?:{NAME}\w+ )?{NAME}(?P<name{{1}}>\w+)|(?:the|my|your) (?P<noun{{1}}>[a-z]+))"


@cache
def _data() -> dict[str, Any]:
    return load_toml(RULES / "tellings.toml")


@cache
def _never(kind: str) -> frozenset[str]:
    return frozenset(_data()[kind]["never"])


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each kind of telling its patterns as one."""
    data = _data()
    between = f"(?:(?:{data['between']}) |, )*"
    found = []
    for kind, section in data.items():
        if isinstance(section, dict):
            alternatives = [
                pattern.replace("{between}", between)
                .replace("{told}", f"(?:{data['told']})")
                .replace("{tell}", f"(?:{data['tell']})")
                .replace("{name}", _NAMED.format(data["title"], at))
                .replace("{tail}", r"(?: (?:at|of|in|from) (?:the )?\w+)?(?: ,)?")
                for at, pattern in enumerate(section["patterns"])
            ]
            found.append((kind, re.compile("|".join(alternatives))))
    return tuple(found)
