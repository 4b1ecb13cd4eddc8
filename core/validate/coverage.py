"""Closing the world: what the rewrite says comes from the draft, and what the draft needs is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from core.validate import actors
from core.validate.align import ASKING, World, hits, novelty, overlap
from core.validate.clauses import Clause
from core.validate.lexicon import UNKNOWN, lexicon
from core.validate.reading import Reading, Said
from core.validate.rules import Rule, frame, pattern, rules, saying
from core.validate.sentences import Role, role_of_canonical
from core.validate.stems import stem
from core.validate.verdict import Finding
from core.validate.words import Token

_NEEDED = (Role.REQUEST, Role.LOGISTICS, Role.REASON, Role.DECISION, Role.OTHER, Role.CLOSURE, Role.REPLY)


def certain(world: World, r: Reading) -> list[Finding]:
    """What needs no second look: words turned round, owners swapped, no thanks left, requests gone."""
    d = world.draft
    said_otherwise = [*_turned(d, r), *_denied(d, r), *_owners(d, r), *actors.findings(d, r)]
    return [*said_otherwise, *_thanks(d, r), *(list(_cut_out(d, r)) or _without_a_trace(d, r))]


def suspicions(world: World, r: Reading) -> list[tuple[str, Finding]]:
    """What may be too much, by the kind of rule that thinks so; the judges have the last word."""
    frames = list(_added_frames(world, r))
    words = _added_words(world, r, [f.span for f in frames])
    return [
        *(("frames", f) for f in frames),
        *(("criticism" if f.code == "grievance_added" else "words", f) for f in words),
        *(("topics", f) for f in _reasons_added(world, r)),
    ]


def lost(world: World, r: Reading) -> Iterator[Finding]:
    """What may be missing; the judges have the last word, and may not ask."""
    yield from _dropped(world.draft, r)
    yield from _unasked(world.draft, r)
    yield from _reasons_lost(world, r)


# -- what is added ---------------------------------------------------------------------------------


def _added_words(world: World, r: Reading, known: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    for said in r.said:
        if said.role in (Role.GREETING, Role.SIGNATURE):
            continue
        for clause in said.clauses:
            score, new, anchored = novelty(world, clause)
            if score < 1 or (score < 2 and (anchored >= 2 or _nearly_said(clause, world))):
                continue
            span = (new[0].start, new[-1].end)
            if any(a <= span[0] and span[1] <= b for a, b in known):
                continue
            code, message = _judge(clause, new)
            yield Finding(code, message, span, r.text[span[0] : span[1]])


def _nearly_said(clause: Clause, world: World) -> bool:
    """Whether the draft says the clause but for a word."""
    body = world.draft.body
    return len(clause.run) > 5 and any(
        overlap(clause, *pair) >= _ALL_BUT_ONE for pair in zip(body, [*body[1:], *body[-1:]], strict=True)
    )


_ALL_BUT_ONE = 0.65


def _judge(clause: Clause, new: Sequence[Token]) -> tuple[str, str]:
    """The code for words that the draft does not license, from what stands around them."""
    words = lexicon()
    text = clause.canonical.text
    critical = any(t.stem in words.critical or t.canon in words.comparative for t in new)
    if critical and pattern("employer").search(text):
        code = "grievance_added"
    elif pattern("cause").search(text):
        code = "reason_added"
    elif critical:
        code = "grievance_added"
    elif pattern("future").search(text):
        return "commitment_added", saying("not_asked_for")
    else:
        code = "fact_added"
    return code, saying(code)


def _added_frames(world: World, r: Reading) -> Iterator[Finding]:
    for file in ("criticism", "promises"):
        for rule in rules(file):
            for _, span in hits(world, rule, r):
                yield Finding(rule.code, rule.message, span, r.text[span[0] : span[1]])


def _reasons_added(world: World, r: Reading) -> Iterator[Finding]:
    """Reasons that the draft does not touch, and whether one stands in the place of another."""
    topics = rules("reasons", "topic")
    new = [rule for rule in topics if r.mentions(rule) and not world.draft.mentions(rule)]
    for span in [span for rule in new for _, span in hits(world, rule, r)]:
        shown = r.text[span[0] : span[1]]
        yield Finding("reason_added", saying("reason_added"), span, shown)
        if next(_reasons_lost(world, r), None):
            yield Finding("reason_changed", saying("other_reason"), span, shown)


def _reasons_lost(world: World, r: Reading) -> Iterator[Finding]:
    """Reasons of the draft that the rewrite does not touch."""
    for rule in rules("reasons", "topic"):
        if not r.mentions(rule) and world.draft.mentions(rule):
            yield from _lost_reasons(rule, world.draft, r)


def _lost_reasons(rule: Rule, d: Reading, r: Reading) -> Iterator[Finding]:
    for whole, clause in ((said, c) for said in d.body for c in said.clauses):
        if not rule.find(clause.canonical.text):
            continue
        thanking = whole.role is Role.THANKS  # what stands in thanks may be recalled in thanks
        telling = [s for s in r.said if thanking or s.role not in (Role.THANKS, Role.GREETING)]
        given = max((overlap(clause, *pair) for pair in pairwise([*telling, *telling[-1:]])), default=0.0)
        if given < _STILL_GIVEN:
            evidence = d.text[clause.span[0] : clause.span[1]]
            yield Finding.missing("reason_dropped", saying("no_reason").format(evidence), evidence)


_STILL_GIVEN = 0.5


_NEVER_TURNED = frozenset(
    {"willing", "accepted", "able", "fortunate", "fortunately", "welcome", "done", "doing"}
)
"""An offer goes unaccepted when it is declined, and the news is unwelcome; nobody is turned round by that."""


def _turned(d: Reading, r: Reading) -> Iterator[Finding]:
    """Words turned into their opposite: "unsigned" for "signed" and the reverse."""
    for clause in (c for said in r.body for c in said.clauses):
        for token in clause.run:
            bare = token.canon.removeprefix("un")
            if (
                not token.is_word
                or len(bare) < 4
                or bare in _NEVER_TURNED
                or token.stem in d.stems
                or pattern("negated").search(clause.canonical.text)
            ):
                continue
            plain = stem(bare)
            turned = (
                f"un{bare}" in _canons(d)
                if bare == token.canon
                else plain in d.stems and not pattern("negated").search(d.joined)
            )
            if turned:
                message = saying("opposite")
                yield Finding("fact_changed", message, (token.start, token.end), token.text)


def _denied(d: Reading, r: Reading) -> Iterator[Finding]:
    """What the writer has not done, said as done: "I have signed" for "I have not signed"."""
    undone = pattern("undone")
    for match in undone.finditer(d.joined):
        root = stem(match.group("done"))
        clauses = [c for said in r.body for c in said.clauses if any(t.stem == root for t in c.run)]
        if not clauses or root in {stem(word) for word in undone.sub(" ", d.joined).split()}:
            continue
        clauses = [c for c in clauses if not _is_to_come(c, root)]
        if clauses and not any(pattern("negated").search(c.canonical.text) for c in clauses):
            span = clauses[0].span
            message = saying("opposite_of").format(match.group())
            yield Finding("fact_changed", message, span, r.text[span[0] : span[1]])


def _is_to_come(clause: Clause, root: str) -> bool:
    """Whether a clause says only that something will be done, or asks for it: "I will return the badge"."""
    places = [at for at, token in enumerate(clause.run) if token.stem == root]
    before = (clause.run[max(0, at - _RIGHT_BEFORE) : at] for at in places)
    return all(any(pattern("to_come").search(token.canon) for token in tokens) for tokens in before)


_RIGHT_BEFORE = 2


def _owners(d: Reading, r: Reading) -> Iterator[Finding]:
    """What is the writer's given to the reader: "your passport" for "my passport"."""
    own = {noun for noun in _owned(d, "my") if _telling(noun)} - _owned(d, "your").keys()
    kept, given = _owned(r, "my"), _owned(r, "your")
    for noun in sorted(own & given.keys() - kept.keys()):
        token = given[noun]
        message = saying("swapped")
        yield Finding("garbled", message, (token.start, token.end), token.text)


_REFERENCE = frozenset(
    stem(word) for word in f"{frame('heading')} {frame('shared')}".split()
)  # "your ref. HR-5531" is yours in both


def _telling(root: str) -> bool:
    words = lexicon()
    return root not in words.function and root not in words.courtesy and root not in _REFERENCE


def _owned(reading: Reading, whose: str) -> dict[str, Token]:
    """The stems of the words right after "my" or "your"."""
    runs = [[token for token in said.run if token.canon != "own"] for said in reading.body]
    return {b.stem: b for run in runs for a, b in pairwise(run) if a.canon == whose and b.is_word}


def _canons(reading: Reading) -> set[str]:
    return {token.canon for said in reading.said for token in said.run}


# -- what is lost ----------------------------------------------------------------------------------


def _parts(said: Said) -> Iterator[list[tuple[Token, frozenset[str]]]]:
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
        if said.role not in _NEEDED or pattern("applied").search(said.canonical.text):
            continue
        for unit in _parts(said):
            content = [(t, m) for t, m in unit if _matters(t) and words.weight(t) >= UNKNOWN]
            missing = [t for t, m in content if t.stem not in r.stems and not m & r.meanings]
            if len(missing) <= len(content) / 2:
                continue
            text = " ".join(t.canon for t, _ in unit)
            role = role_of_canonical(text)
            courteous = any(t.stem in words.courtesy for t, _ in unit)
            if _decides(text) or role not in _NEEDED or (courteous and role is Role.OTHER):
                continue
            enough = 2 if role is Role.OTHER else 1
            if len(content) >= enough and not _marked_again(unit, r):
                evidence = d.text[unit[0][0].start : unit[-1][0].end]
                code = "reason_dropped" if Role.REASON in (role, said.role) else "fact_dropped"
                yield Finding.missing(code, saying("unsaid").format(evidence), evidence)


@lru_cache(maxsize=2048)
def _decides(text: str) -> bool:
    return any(rule.find(text) for rule in rules("decision", "decision"))


def _marked_again(unit: Sequence[tuple[Token, frozenset[str]]], r: Reading) -> bool:
    """Whether a sentence of the rewrite has the numbers of a part, and some of its words."""
    marks = {t.canon for t, _ in unit if t.is_number}
    part = Clause(tuple(t for t, _ in unit))
    return bool(marks) and any(
        marks <= {t.canon for t in said.run} and overlap(part, said) >= _MOSTLY for said in r.body
    )


def _cut_out(d: Reading, r: Reading) -> Iterator[Finding]:
    """Requests that are gone from a letter that else has only sentences of the draft."""
    drafted = {said.canonical.text for said in d.body}
    kept = {said.canonical.text for said in r.body}
    if not kept or not kept < drafted:
        return
    for said in d.body:
        text = said.canonical.text
        if said.role is Role.REQUEST and text not in kept and not _may_go(said):
            yield Finding.missing(
                "fact_dropped", saying("unasked").format(said.sentence.text), said.sentence.text
            )


def _without_a_trace(d: Reading, r: Reading) -> Iterator[Finding]:
    """What is asked for in words of which the rewrite has not one, nor any that means the same."""
    for said in d.body:
        if said.role is not Role.REQUEST or _may_go(said):
            continue
        for unit in _parts(said):
            telling = [(token, names) for token, names in unit if _matters(token)]
            enough = _ENOUGH - any(names & _ACTS for _, names in telling)
            if len(telling) < enough or any(t.stem in r.stems or names & r.meanings for t, names in telling):
                continue
            evidence = d.text[unit[0][0].start : unit[-1][0].end]
            yield Finding.missing("fact_dropped", saying("unsaid").format(evidence), evidence)


_ENOUGH = 3  # telling words: two may well be said otherwise, unless one is what the reader is to do
_ACTS = frozenset(frame("acts").split())


def _may_go(said: Said) -> bool:
    """Whether a request is a courtesy, or the decision, which is tested elsewhere."""
    text = said.canonical.text
    if pattern("in_touch").search(text) or _thanks_reader(text) or pattern("applied").search(text):
        return True
    return len(said.clauses) == 1 and _decides(text)


def _unasked(d: Reading, r: Reading) -> Iterator[Finding]:
    """Requests and practical facts that no sentence of the rewrite makes."""
    for said in d.body:
        whole = Clause(said.run)
        if said.role not in ASKING or _may_go(said):
            continue
        if overlap(whole, said) and not any(_made_again(whole, said, new) for new in r.said):
            evidence = said.sentence.text
            yield Finding.missing("fact_dropped", saying("unasked").format(evidence), evidence)


def _made_again(whole: Clause, said: Said, new: Said) -> bool:
    if overlap(whole, new) >= _MOSTLY:
        return True
    if _same_marks(said, new) and overlap(whole, new) >= _PARTLY:
        return True
    parts = [c for c in said.clauses if len(c.run) > 3]
    return any(overlap(c, new) >= _MOSTLY for c in parts) or any(
        overlap(c, said) >= _FULLY for c in new.clauses
    )


def _same_marks(said: Said, new: Said) -> bool:
    """Whether a sentence has all numbers of another, and there are some."""
    marks = {t.canon for t in said.run if t.is_number}
    return bool(marks) and marks <= {t.canon for t in new.run}


_PARTLY = 0.25
_MOSTLY = 0.45
_FULLY = 0.8


def _matters(token: Token) -> bool:
    """Whether the loss of a word could matter; numbers and the decision's own words are tested elsewhere."""
    return lexicon().is_content(token.stem) and not token.is_number and token.stem not in _DECIDING


_DECIDING = frozenset({"withdraw", "decline", "rescind", "accept", "stress"})


def _thanks(d: Reading, r: Reading) -> Iterator[Finding]:
    """No thanks left: to the reader; where the draft thanks others only, to anybody."""
    drafted = [said.canonical.text for said in d.body]
    given = [said.canonical.text for said in r.said]
    others = pattern("thanks_to_others")
    reader = any(_thanks_reader(others.sub(" ", text)) for text in drafted)
    thanks = _thanks_reader if reader else pattern("thanks").search
    if not any(map(thanks, drafted)):
        return
    if not any(thanks(text) or pattern("thanks_otherwise").search(text) for text in given):
        yield Finding.missing("thanks_dropped", saying("no_thanks"))


def _thanks_reader(text: str) -> bool:
    return bool(pattern("thanks").search(pattern("thanks_elsewhere").sub(" ", text)))
