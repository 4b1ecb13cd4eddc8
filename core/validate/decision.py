"""The decision: present, of the same kind, plain, and contradicted nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from core.validate.align import World, hits, licensed
from core.validate.clauses import Clause
from core.validate.moves import model
from core.validate.reading import Reading, Said
from core.validate.rules import Rule, pattern, rules, saying
from core.validate.sentences import Role
from core.validate.units import units
from core.validate.verdict import NOWHERE, Finding

OPEN = "open"
_APART = (Role.REQUEST, Role.THANKS)  # a condition in these is about something else
_NAMED = {
    "withdraw": "a withdrawal",
    "decline": "a declined offer",
    "rescind": "an acceptance taken back",
    OPEN: "leaving",
}


@dataclass(frozen=True)
class Statement:
    """One place where a decision is said."""

    kind: str
    said: Said
    clause: Clause
    span: tuple[int, int]


@lru_cache(maxsize=8)
def statements(reading: Reading) -> list[Statement]:
    """Every decision that a message states, in order."""
    found = []
    known = [rule for rule in rules("decision", "decision") if reading.mentions(rule)]
    for said in reading.body:
        for clause in said.clauses:
            text = clause.canonical.text
            moved = pattern("postponed").search(said.canonical.text)
            for rule in known:
                if rule.id == OPEN and moved:
                    continue
                if (match := rule.find(text)) and not pattern("about_others").search(text):
                    found.append(Statement(rule.id, said, clause, clause.canonical.span(*match.span())))
                    if rule.id == "rescind":
                        break
    return found


def findings(world: World, r: Reading) -> list[Finding]:
    """What is wrong with the rewrite's decision."""
    old, new = statements(world.draft), statements(r)
    found: list[Finding] = []
    if not old and _decides(world.draft, _LIKELY):
        return found  # the draft says it in words of its own: alignment has to do
    if old:
        found += _missing_or_other(world.draft, old, new, r)
        found += list(_weakened(world, old, new, r))
    else:
        told = pattern("told_of").search(world.draft.joined)
        fresh = [
            s.span for s in new if s.kind != OPEN and not _is_denied(s) and not (told and _is_told_of(s))
        ] + list(_given_away(world.draft, r))
        found += [
            Finding(
                "decision_changed",
                saying("decision_given_away"),
                span,
                _shown(r, span),
            )
            for span in fresh[:1]
        ]
    return found


def _is_told_of(s: Statement) -> bool:
    """Whether a decision is spoken of and not made: "your kind note about my withdrawal"."""
    return bool(pattern("told_of").search(s.clause.canonical.text))


def _is_denied(s: Statement) -> bool:
    """Whether the writer says not to decide so: "I am not declining"."""
    return any(rule.find(_with_frame(s)) for rule in rules("decision", "negated"))


def suspicions(world: World, r: Reading) -> list[Finding]:
    """What may turn the decision round; the judges have the last word."""
    told = statements(world.draft)
    if told and _is_past(told):
        return []
    return list(_against(world, r)) if told or _decides(world.draft) else []


def _is_past(decided: list[Statement]) -> bool:
    """Whether a message only tells of a decision of some time ago."""
    return all(pattern("left_before").search(s.clause.canonical.text) for s in decided)


_SURE, _LIKELY, _HINT = 0.6, 0.45, 0.3


def _decides(reading: Reading, chance: float = _SURE) -> bool:
    """Whether some unit most likely is a decision, though no rule knows its words."""
    at = model().names.index("decision")
    return any(unit.moves[at] >= chance or unit.whole.moves[at] >= chance for unit in units(reading))


def _given_away(d: Reading, r: Reading) -> Iterator[tuple[int, int]]:
    """Hints at a decision that the draft keeps for later."""
    hint = pattern("gives_away")
    if not hint.search(d.joined):
        for clause in (c for said in r.body for c in said.clauses):
            if match := hint.search(clause.canonical.text):
                yield clause.canonical.span(*match.span())


def _missing_or_other(
    d: Reading, old: list[Statement], new: list[Statement], r: Reading
) -> Iterator[Finding] | list[Finding]:
    wanted = {s.kind for s in old}
    if pattern("accepted_before").search(d.joined):
        wanted.add("rescind")  # saying no after a yes takes the yes back, in whatever words
    given = {s.kind for s in new}
    first = next((s for s in old if s.kind != OPEN), old[0])
    if not new:
        if _decides(r, _HINT if _is_past(old) else _SURE):
            return []
        if turned := _turned(d, r):
            return [turned]
        text = saying("no_decision").format(_short(first.said))
        return [Finding.missing("decision_dropped", text, _short(first.said))]
    if OPEN in wanted and len(wanted) == 1:
        return []
    other = [
        s for s in new if s.kind != OPEN and s.kind not in wanted and not _allowed(s.kind, wanted, given)
    ]
    if other:
        meant = _NAMED[first.kind]
        text = saying("other_decision").format(meant, _NAMED[other[0].kind])
        return [Finding("decision_changed", text, other[0].span)]
    return []


class Turn(NamedTuple):
    """A way to say something else than the end: its code, what knows it, and what is said of it."""

    code: str
    pattern: str
    rules: tuple[Rule, ...]
    saying: str


@cache
def _turns() -> tuple[Turn, ...]:
    changes, reversals = rules("decision", "change"), rules("decision", "reversal")
    back = tuple(rule for rule in reversals if rule.id != "conditional_return")
    return (
        Turn("decision_changed", "postpones", changes, "another_decision"),
        Turn("decision_reversed", "goes_on", back, "decision_reversed"),
    )


def _turned(d: Reading, r: Reading) -> Finding | None:
    """What puts off what the draft ends, or goes on with it, in a rewrite that has no decision."""
    drafted = " . ".join(said.canonical.text for said in d.body)
    for said in r.body:
        turn, words = _turn(said.canonical.text)
        if turn and words not in drafted:
            span = (said.sentence.start, said.sentence.end)
            return Finding(turn.code, saying(turn.saying), span, _shown(r, span))
    return None


def _turn(text: str) -> tuple[Turn | None, str]:
    """How a text turns a decision into another or round, with its words; nothing for what sounds open."""
    for turn in _turns():
        known = filter(None, (rule.find(text) for rule in turn.rules))
        match = pattern(turn.pattern).search(text) or next(known, None)
        if match and not pattern(f"{turn.pattern}_in_doubt").search(text):
            return turn, match.group()
    return None, ""


def rightly_coded(finding: Finding, r: Reading) -> Finding:
    """A finding that something sounds open, as a changed or a reversed decision where it is one."""
    if finding.code != "decision_hedged" or finding.span == NOWHERE:
        return finding
    said = [
        each
        for each in r.body
        if each.sentence.start < finding.span[1] and finding.span[0] < each.sentence.end
    ]
    clauses = [
        clause.canonical.text
        for each in said
        for clause in each.clauses
        if clause.span[0] < finding.span[1] and finding.span[0] < clause.span[1]
    ]
    turn = next((turn for turn, _ in map(_turn, clauses) if turn), None)
    return replace(finding, code=turn.code, message=saying(turn.saying)) if turn else finding


def _allowed(kind: str, wanted: set[str], given: set[str]) -> bool:
    """An extra kind beside the right one: leaving the process when an offer is declined, and the like."""
    if kind == "withdraw":
        return "rescind" in wanted or ("decline" in wanted and bool(given & (wanted | {OPEN})))
    return kind == "decline" and ("rescind" in wanted or bool(given & (wanted - {OPEN})))


def _weakened(world: World, old: list[Statement], new: list[Statement], r: Reading) -> Iterator[Finding]:
    drafted = [_with_frame(o) for o in old]
    kept = {said.canonical.text for said in world.draft.body}
    stated = any(not s.said.canonical.text.endswith("?") for s in new)
    for s in new:
        if s.said.canonical.text in kept:
            continue  # whatever it is, the draft says it in the same words
        text = _with_frame(s)
        for rule in rules("decision", "negated"):
            if (match := rule.find(text)) and not _in(rule, drafted):
                span = _place(s, match)
                yield Finding("decision_reversed", saying("negated"), span, _shown(r, span))
        for rule in rules("decision", "hedge"):
            if (match := rule.find(text)) and not _in(rule, drafted) and not _is_drafted(world, text, match):
                span = _place(s, match)
                framed = match.start() < len(text) - len(s.clause.canonical.text)
                words = match.group() if framed else _shown(r, span)
                yield Finding("decision_hedged", saying("hedged").format(words), span, words)
        whole = s.said.canonical.text
        if whole.endswith("?") and not stated and not pattern("asked").search(whole):
            yield Finding("decision_hedged", saying("asked"), s.span, _shown(r, s.span))
    yield from _conditions(world, old, new, r)


def _is_drafted(world: World, text: str, match: re.Match[str]) -> bool:
    """Whether the draft has the words of a hit with the word after them: "the drive would not work"."""
    after = text[match.end() :].split()[:1]
    return bool(after) and f" {match.group()} {after[0]} " in f" {world.draft.joined} "


def _with_frame(s: Statement) -> str:
    """The clause of a decision, with the one before it where that governs it ("I think it best | if...")."""
    clauses = s.said.clauses
    at = clauses.index(s.clause)
    text = s.clause.canonical.text
    governed = at > 0 and s.clause.run[0].canon in {"if", "that", "whether"}
    return f"{clauses[at - 1].canonical.text} {text}" if governed else text


def _place(s: Statement, match: re.Match[str]) -> tuple[int, int]:
    """Where in the rewrite a hit in the clause of a decision, or in the words that govern it, stands."""
    begin = len(_with_frame(s)) - len(s.clause.canonical.text)
    return (
        s.span
        if match.start() < begin
        else s.clause.canonical.span(match.start() - begin, match.end() - begin)
    )


def _conditions(world: World, old: list[Statement], new: list[Statement], r: Reading) -> Iterator[Finding]:
    drafted = [said.canonical.text for said in _around(old, world.draft)]
    anywhere = [said.canonical.text for said in world.draft.body]
    deciding = {id(s.said) for s in new}
    for said in _around(new, r):
        for rule in rules("decision", "condition"):
            decides = id(said) in deciding  # the next sentence may be about something else
            if not rule.find(said.canonical.text) or _in(rule, drafted if decides else anywhere):
                continue
            for clause in said.clauses:
                match = rule.pattern.search(clause.canonical.text)
                if match and (_is_of_a_reason(match, clause, new) or not (decides or _begins(match, said))):
                    continue
                if match and not licensed(world, rule, clause, ()):
                    span = clause.canonical.span(*match.span())
                    message = saying("condition")
                    yield Finding("decision_hedged", message, span, _shown(r, span))


def _is_of_a_reason(match: re.Match[str], clause: Clause, decided: list[Statement]) -> bool:
    """Whether "until" ends what a clause tells besides: "..., as I care for her until the spring is over"."""
    return (
        match.group() == "until" and match.start() > _OPENS and all(s.clause is not clause for s in decided)
    )


def _begins(match: re.Match[str], said: Said) -> bool:
    """Whether a condition can belong to the sentence before: "until" does so at its beginning only.

    "I withdraw. The doctor lets nobody climb until the autumn." tells of something else.
    """
    return match.group() != "until" or "until" in said.canonical.text.split()[:_FIRST]


_FIRST = 3  # words: "but only until"
_OPENS = 12  # characters; a clause that begins with "until" or "but only until" says when the decision ends


def _around(decisions: list[Statement], reading: Reading) -> list[Said]:
    """The sentences that decide, and those after them that may still qualify the decision."""
    deciding = {id(s.said): s.said for s in decisions}
    after = [new for old, new in pairwise(reading.body) if id(old) in deciding]
    return [*deciding.values(), *(s for s in after if id(s) not in deciding and s.role not in _APART)]


def _against(world: World, r: Reading) -> Iterator[Finding]:
    sections = [
        ("reversal", "decision_reversed", saying("decision_reversed")),
        ("change", "decision_changed", saying("another_decision")),
        ("afterwards", "decision_reversed", saying("decision_reversed")),
    ]
    for section, code, message in sections:
        asked = rules("decision", section)
        if section == "reversal":
            fresh = tuple(rule for rule in asked if not world.draft.mentions(rule))
            if len(fresh) < len(asked) and not statements(world.draft):
                continue  # a draft that comes back, or asks to
            asked = fresh  # the others tell of a yes that the draft takes back
        for rule in asked:
            for _, span in hits(world, rule, r):
                yield Finding(code, message, span, _shown(r, span))


def _in(rule: Rule, texts: list[str]) -> bool:
    return any(rule.find(text) for text in texts)


def _shown(reading: Reading, span: tuple[int, int]) -> str:
    return reading.text[span[0] : span[1]]


def _short(said: Said) -> str:
    text = said.sentence.text
    return text if len(text) <= 120 else text[:119] + "…"
