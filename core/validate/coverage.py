"""Closing the world: what the rewrite says must come from the draft, and what the draft needs must be said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.validate.clauses import Role
from core.validate.lexicon import COMPARATIVE, lexicon
from core.validate.reading import DATE_WORDS, NAME, Clause, Reading, Said
from core.validate.rules import Rule, rules
from core.validate.verdict import Finding
from core.validate.words import Token

_NEEDED = (Role.REQUEST, Role.LOGISTICS, Role.REASON, Role.DECISION, Role.OTHER, Role.CLOSURE, Role.REPLY)
_THANKS = re.compile(r"\b(thank\w*|grateful|gratitude|appreciat\w*|obliged|indebted)\b")
_NOT_THANKS = re.compile(
    r"\b(pass|convey|give|send|extend|relay|offer)( on)?( \w+){0,2} (thanks|gratitude|appreciation)\b"
    r"|\b(please|do|kindly|to) thank (?!you)|\bthank (him|her|them|§)|\b(grateful|obliged|appreciate it|glad) if\b|\bthanks to (my|the|a)\b"
)
_CAUSE = re.compile(r"\b(because|as i|since i|due to|owing to|reasons?|so that|in order to|on account of|given (my|that i)|for the sake)\b")
_SELF = re.compile(r"\b(i|my|me|we|our)\b")
_FUTURE = re.compile(r"\b(i|we) (will|shall|can|could|would|am going to|may)\b|\blet me\b|\bplease\b")
_EMPLOYER = re.compile(r"\b(you|your|the (team|company|process|panel|interview\w*|role|offer|position|job|post)|they|their|§)\b")


@dataclass(frozen=True)
class World:
    """All that the draft licenses."""

    draft: Reading

    @cached_property
    def meanings(self) -> frozenset[str]:
        """The classes that words of the draft stand in, the plainest verbs apart."""
        words = lexicon()
        return frozenset(
            name
            for said in self.draft.said
            for clause in said.clauses
            for token, names in zip(clause.run, clause.meanings, strict=True)
            if token.stem not in words.function
            for name in names
        )

    def covers(self, token: Token, names: frozenset[str]) -> bool:
        """Whether the draft says the word, or one that stands for it."""
        return token.stem in self.draft.stems or bool(names & self.meanings)


def findings(d: Reading, r: Reading) -> list[Finding]:
    """What the rewrite adds and what it loses."""
    world = World(d)
    found = list(_added_frames(world, d, r))
    found += list(_added_words(world, d, r, [f.span for f in found]))
    found += list(_topics(d, r))
    found += list(_dropped(d, r))
    found += list(_thanks(d, r))
    return found


# -- what is added ---------------------------------------------------------------------------------


def novelty(world: World, clause: Clause) -> tuple[float, list[Token], int]:
    """How much a clause says that the draft does not: weight, the words, and how many words are covered."""
    words = lexicon()
    score, new, anchored = 0.0, [], 0
    harmless = [m.span() for m in _HARMLESS.finditer(clause.canonical.text)]
    for at, (token, names) in enumerate(zip(clause.run, clause.meanings, strict=True)):
        if token.canon == NAME:
            anchored += 1
        if not token.is_word or token.canon.removesuffix("'s") in DATE_WORDS or token.text[0].isdigit():
            continue
        weight = words.weight(token)
        if world.covers(token, names) and not (weight == COMPARATIVE and token.stem not in world.draft.stems):
            anchored += words.is_content(token.stem)
            continue
        place = clause.canonical.starts[at]
        if weight and not any(a <= place < b for a, b in harmless):
            score += weight
            new.append(token)
    return score, new, anchored


_HARMLESS = re.compile(
    r"\b(problems?|challenges?|questions?|issues?) (of|in|around|with|posed by)\b|\b(sorry|apolog\w*)\b.*|\bdisappoint\w* (to|not to|that i)\b"
    r"|\b(can|could) not have been( \w+){0,3}|\b(get|got|know|know\w*|understand)( \w+){0,4} better\b|\bno (problem|trouble|doubt|hard feelings)\b"
    r"|\b(short|late|little) notice\b|\b(sad|sadden\w*|pains?) (me|to)\b|\b(miss|missing) (working|the chance|out|meeting|our)\b"
    r"|\bwithout (hesitation|doubt|reservation)\b|\b(hard|difficult|tough) (to|choice|decision)\b|\bfind you well\b|\bfinds you well\b"
)


def _added_words(world: World, d: Reading, r: Reading, known: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    for said in r.said:
        if said.role in (Role.GREETING, Role.SIGNATURE):
            continue
        for clause in said.clauses:
            score, new, anchored = novelty(world, clause)
            if score < 1 or (score < 2 and anchored >= 2):
                continue
            span = (new[0].start, new[-1].end)
            if any(a <= span[0] and span[1] <= b for a, b in known):
                continue
            code, message = _judge(clause, new)
            yield Finding(code, message, span, r.text[span[0] : span[1]])


def _judge(clause: Clause, new: Sequence[Token]) -> tuple[str, str]:
    """The code for words that the draft does not license, from what stands around them."""
    words = lexicon()
    text = clause.canonical.text
    critical = any(t.stem in words.critical or t.canon in words.comparative for t in new)
    if critical and _EMPLOYER.search(text):
        return "grievance_added", "Take this out: it can be read as criticism, and the draft makes none."
    if _CAUSE.search(text):
        return "reason_added", "Take this reason out: the draft does not give it."
    if critical:
        return "grievance_added", "Take this out: it can be read as criticism, and the draft makes none."
    if _FUTURE.search(text):
        return "commitment_added", "Take this out: the draft does not offer or ask for it."
    return "fact_added", "Take this out: the draft does not say it."


def _added_frames(world: World, d: Reading, r: Reading) -> Iterator[Finding]:
    for file in ("criticism", "promises"):
        for rule in rules(file):
            licences = [s for s in d.said if rule.find(s.canonical.text)]
            for said in r.body:
                for clause in said.clauses:
                    match = rule.find(clause.canonical.text)
                    if match and not _licensed(world, rule, clause, licences, d):
                        span = clause.canonical.span(*match.span())
                        yield Finding(rule.code, rule.message, span, r.text[span[0] : span[1]])


def _licensed(world: World, rule: Rule, clause: Clause, licences: Sequence[Said], d: Reading) -> bool:
    """A frame is the draft's own when the draft has it and the clause says nothing else."""
    score, _, _ = novelty(world, clause)
    if licences:
        return score < 1
    if score > 0:
        return False
    promise = rule.code == "commitment_added"
    for said in d.body:
        if promise and not _FUTURE.search(said.canonical.text):
            continue
        if overlap(clause, said) >= (0.75 if promise else 0.6):
            return True
    return False


def overlap(clause: Clause, said: Said) -> float:
    """The share of a clause's content that one sentence of the draft covers; 0 when there is next to none."""
    words = lexicon()
    stems = {t.stem for t in said.run}
    names = {n for c in said.clauses for m in c.meanings for n in m}
    content = [(t, m) for t, m in zip(clause.run, clause.meanings, strict=True) if t.is_word and words.is_content(t.stem)]
    if len(content) < 2:
        return 0.0
    return sum(t.stem in stems or bool(m & names) for t, m in content) / len(content)


def _topics(d: Reading, r: Reading) -> Iterator[Finding]:
    """Reasons that the draft does not touch, and those that are gone."""
    for rule in rules("reasons", "topic"):
        if any(rule.find(s.canonical.text) for s in d.said):
            continue
        for said in r.body:
            match = rule.find(said.canonical.text)
            if match:
                span = said.canonical.span(*match.span())
                yield Finding("reason_added", "Take this reason out: the draft does not give it.", span, r.text[span[0] : span[1]])
                break


# -- what is lost ----------------------------------------------------------------------------------


def _units(said: Said) -> Iterator[list[tuple[Token, frozenset[str]]]]:
    """The parts of a sentence that must each be said: cut at commas and at each "and" or "or"."""
    for clause in said.clauses:
        unit: list[tuple[Token, frozenset[str]]] = []
        for token, names in zip(clause.run, clause.meanings, strict=True):
            if token.canon in {"and", "or", ","}:
                yield unit
                unit = []
            elif token.is_word:
                unit.append((token, names))
        yield unit


def _dropped(d: Reading, r: Reading) -> Iterator[Finding]:
    words = lexicon()
    for said in d.body:
        if said.role not in _NEEDED:
            continue
        for unit in _units(said):
            content = [(t, m) for t, m in unit if words.is_content(t.stem) and not t.text[0].isdigit()]
            missing = [t for t, m in content if t.stem not in r.stems and not m & r.meanings]
            if content and len(missing) > len(content) / 2:
                evidence = d.text[unit[0][0].start : unit[-1][0].end]
                code = {Role.REASON: "reason_dropped", Role.DECISION: "fact_dropped"}.get(said.role, "fact_dropped")
                yield Finding(code, f"Say this as the draft does: “{evidence}”.", (0, 0), evidence)


def _thanks(d: Reading, r: Reading) -> Iterator[Finding]:
    def thanks(said: Said) -> bool:
        text = said.canonical.text
        return bool(_THANKS.search(_NOT_THANKS.sub(" ", text)))

    if any(thanks(s) for s in d.body) and not any(thanks(s) for s in r.said):
        yield Finding("thanks_dropped", "Thank the reader, as the draft does.", (0, 0), "")
