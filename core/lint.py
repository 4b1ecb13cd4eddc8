"""Looks at a message by itself, without a draft: the mistakes that people make most often when they leave.

What it looks for and what it says is in ``lint.toml``; criticism, hedges and blanks are found by the
validator's rules.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from core.resources import load_toml
from core.validate.clauses import Clause
from core.validate.lexicon import CRITICAL, lexicon
from core.validate.proper_names import proper_names
from core.validate.reading import Reading, Said, read
from core.validate.rules import Rule, rules
from core.validate.sentences import Role
from core.validate.verdict import Finding

_FORM_CODES = ("placeholder_left", "unprofessional", "meta_text", "markup_added")
_HARSH = "HARSH"  # stands in a frame for any word of criticism; what is read is in small letters
_DOUBTS = {"hedge": "decision_hedged", "condition": "decision_hedged", "negated": "decision_negated"}


def lint(message: str) -> tuple[Finding, ...]:
    """What is worth another look, in the order of the text; what is missing comes first."""
    if not message.strip():
        return (_finding("empty"),)
    reading = read(message, proper_names(message))
    found = [
        *_missing(reading),
        *_decision(reading),
        *_unkind(reading),
        *_public(reading),
        *_lengths(reading),
        *_form(message, reading),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: (finding.span, finding.code)))


def _missing(reading: Reading) -> Iterator[Finding]:
    roles = Counter(said.role for said in reading.said)
    if not _decisions(reading):
        yield _finding("decision_missing")
    if not any("thank" in said.canonical.text or said.role is Role.THANKS for said in reading.said):
        yield _finding("thanks_missing")
    if not roles[Role.GREETING]:
        yield _finding("greeting_missing")
    if not roles[Role.SIGNATURE] and not roles[Role.SIGNOFF] and not _named_last(reading.text):
        yield _finding("signature_missing")


def _named_last(text: str) -> bool:
    """Whether the last line, set apart by an empty one, is a name."""
    *before, last = text.rstrip().split("\n")
    return bool(before) and not before[-1].strip() and bool(re.fullmatch(_data()["name"], last.strip()))


def _decisions(reading: Reading) -> list[Said]:
    """Where the decision is stated: as news, or as one that stands."""
    told = re.compile(_data()["decision_told"])
    return [said for said in reading.body if said.role is Role.DECISION or told.search(said.canonical.text)]


def _decision(reading: Reading) -> Iterator[Finding]:
    decisions = _decisions(reading)
    for said in decisions:
        for section, code in _DOUBTS.items():
            yield from _hits(said, rules("decision", section), code)
    for said in reading.body:
        yield from _hits(said, rules("decision", "reversal"), "mixed_signal")
    words = sum(map(_words, reading.body))
    if decisions:
        begins = decisions[0].sentence.start
        before = sum(_words(said) for said in reading.body if said.sentence.start < begins)
        if before > max(60, words // 2):
            yield _finding("decision_late", decisions[0])


def _unkind(reading: Reading) -> Iterator[Finding]:
    about_oneself = re.compile(_data()["about_oneself"])
    for said in reading.body:
        if about_oneself.search(said.canonical.text):
            continue
        framed = list(_hits(said, rules("criticism"), "criticism", unless=_data()["criticism"]["leave_out"]))
        framed = framed or list(_framed(said))
        yield from framed or (found for clause in said.clauses for found in _harsh(clause))


def _framed(said: Said) -> Iterator[Finding]:
    """Criticism that needs no bad word: "you should have told me", "before this drags on"."""
    for frame in _data()["criticism"]["frames"]:
        if match := re.search(frame, said.canonical.text):
            yield _shown(said, match, "criticism", _data()["messages"]["criticism"])


def _harsh(clause: Clause) -> Iterator[Finding]:
    """A word of criticism said of the employer: "the process was chaotic", "your slow replies"."""
    text = clause.canonical.text
    if re.search(_data()["harsh"]["unless"], text):
        return
    for token in clause.run:
        if lexicon().weight(token) == CRITICAL:
            marked = re.sub(rf"\b{re.escape(token.canon)}\b", _HARSH, text)
            if any(re.search(frame, marked) for frame in _data()["harsh"]["frames"]):
                message = _data()["messages"]["criticism"]
                yield Finding("criticism", message, (token.start, token.end), token.text)


def _public(reading: Reading) -> Iterator[Finding]:
    data = _data()["public"]
    for said in reading.body:
        if re.search(data["unless"], said.canonical.text):
            continue
        for frame in data["frames"]:
            if match := re.search(frame, said.canonical.text):
                yield _shown(said, match, "public", _data()["messages"]["public"])
                break


def _lengths(reading: Reading) -> Iterator[Finding]:
    limits = _data()["limits"]
    if sum(map(_words, reading.body)) > limits["words"]:
        yield _finding("too_long")
    reasons = reading.of_role(Role.REASON)
    if len(reasons) > limits["reason_sentences"] or sum(map(_words, reasons)) > limits["reason_words"]:
        yield _finding("over_explained", reasons[-1])
    apologies = reading.of_role(Role.APOLOGY)
    if len(apologies) > limits["apologies"]:
        yield _finding("over_apologised", apologies[-1])
    for said in reading.body:
        if _words(said) > limits["sentence_words"]:
            yield _finding("long_sentence", said)


def _form(message: str, reading: Reading) -> Iterator[Finding]:
    for rule in rules("form"):
        if rule.code not in _FORM_CODES:
            continue
        if rule.case:
            if match := rule.find(message):
                yield Finding(rule.code, rule.message, match.span(), match[0])
        elif not rule.start:
            for said in reading.said:
                yield from _hits(said, (rule,), rule.code, rule.message)


def _hits(
    said: Said, wanted: tuple[Rule, ...], code: str, text: str = "", unless: Sequence[str] = ()
) -> Iterator[Finding]:
    for rule in wanted:
        if rule.id not in unless and (match := rule.find(said.canonical.text)):
            yield _shown(said, match, code, text or _data()["messages"][code])


def _shown(said: Said, match: re.Match[str], code: str, message: str) -> Finding:
    start, end = said.canonical.span(*match.span())
    begins = said.sentence.start
    return Finding(code, message, (start, end), said.sentence.text[start - begins : end - begins])


def _finding(code: str, said: Said | None = None) -> Finding:
    sentence = said.sentence if said else None
    span = (sentence.start, sentence.end) if sentence else (0, 0)
    return Finding(code, _data()["messages"][code], span, sentence.text if sentence else "")


def _words(said: Said) -> int:
    return sum(token.is_word for token in said.run)


@cache
def _data() -> dict[str, Any]:
    return load_toml(Path(__file__).with_suffix(".toml"))
