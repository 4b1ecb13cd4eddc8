"""Cuts a message into sentences, and says what each sentence does.

Works on any text: letters with subject, greeting, paragraphs and signature; one-line SMS; text
without paragraphs, without whitespace, or in a script that sets no spaces. Every place that is
reported is a place in the text as it was given. All of it takes linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from core.resources import load_toml
from core.validate.rules import RULES, frame
from core.validate.words import Canonical, Token, level, tokens


class Role(StrEnum):
    """What a sentence does in a message."""

    SUBJECT = "subject"
    GREETING = "greeting"
    THANKS = "thanks"
    DECISION = "decision"
    REASON = "reason"
    PERSONAL = "personal"
    LOGISTICS = "logistics"
    REQUEST = "request"
    CLOSURE = "closure"
    GOODWILL = "goodwill"
    APOLOGY = "apology"
    REPLY = "reply"
    SIGNOFF = "signoff"
    SIGNATURE = "signature"
    OTHER = "other"


FRAME = frozenset({Role.SUBJECT, Role.GREETING, Role.SIGNOFF, Role.SIGNATURE})
"""The roles that stand around the body."""


@dataclass(frozen=True)
class Sentence:
    """One sentence, or one line of the frame, with its place in the message."""

    text: str
    start: int
    end: int
    role: Role


Place = tuple[int, int, Role]

SUBJECT = re.compile(r"(?i)(?:subject|re|betreff|objet|asunto)\s*:")
GREETING = re.compile(
    r"(?i)(?:dear|dearest|hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|to whom|"
    rf"{'|'.join(frame('greeting', 'foreign').split())})\b"
)
_CLOSING = re.compile(rf"(?i)(?:{frame('closing', 'starts')})\b")
_END = re.compile(r"[.!?…]+[\"')\]]*(?=\s|$)|[。！？]+[」』”\"')]*|\n[ \t]*\n\s*|\n")
_MAY_END, _INSIDE = frame("abbreviation", "may_end"), frame("abbreviation", "inside")
_ABBREVIATION = re.compile(rf"(?i)(?:\b(?:{_MAY_END})|(?:^|[\s.(])[a-z])$")
_ALWAYS_INSIDE = re.compile(rf"(?i)(?:\b(?:{_INSIDE})|(?:^|[\s(])[a-hj-z])$")
_NUMBERED = re.compile(rf"(?i)\b(?:{frame('abbreviation', 'numbered')})$")
_WITH_A_FIGURE = re.compile(r"\s*[#(]?[^\W\d_]{0,3}[-/]?\d")
_LONGEST_GREETING, _LONGEST_NAME = 9, 5  # words
_LOOKED_AT = 2000  # characters of a sentence that say what it does
_WRAPPED = 45  # a line at least this long that ends without a full stop goes on in the next line
_BULLET = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)])\s")
_INLINE_GREETING = re.compile(
    r"(?i)(?:dear|hi|hello|hey|hiya|howdy|kia ora|good (?:morning|afternoon|evening))\b(?:, (?=(?-i:[A-Z])))?"
    r"[^\n,.!?:;]{0,60}?"
    r"(?:\b(?:ms|mr|mrs|mx|dr|prof)\.[^\n,.!?:;]{0,40})?[,!:;–—-]\s"
)
_INLINE_SIGNATURE = re.compile(
    rf"(?i)(?:(?:kind|best|warm|kindest|warmest|many)?\s*(?:{frame('closing', 'inline')})|yours \w+),?\s+"
    r"(?-i:[A-Z])[^\n.!?,]{0,40}$"
)


def sentences(message: str) -> list[Sentence]:
    """The message in order: subject, greeting, sentences of the body, sign-off, signature."""
    return [sentence for sentence, _ in tokenised(message)]


@lru_cache(maxsize=8)
def tokenised(message: str) -> tuple[tuple[Sentence, tuple[Token, ...]], ...]:
    """The sentences of a message, each with its tokens."""
    text = level(message)
    lines = _lines(text)
    body_from, found = _head(text, lines)
    body_to, tail = _tail(text, [line for line in lines if line[0] >= body_from])
    places: list[tuple[int, int, Role | None]] = [*found]
    for start, end in _pieces(text, body_from, body_to):
        signed = not tail and end - start < 70 and _INLINE_SIGNATURE.match(text[start:end])
        places.append((start, end, Role.SIGNOFF if signed else None))
    cut = []
    for start, end, role in [*places, *tail]:
        run = tuple(tokens(text, start, end))
        cut.append((Sentence(message[start:end], start, end, role or _role_of(run, start)), run))
    return tuple(cut)


def _role_of(run: Sequence[Token], start: int) -> Role:
    """What one sentence of the body does."""
    return role_of_canonical(Canonical.of([t for t in run if t.end - start <= _LOOKED_AT]).text)


@lru_cache(maxsize=4096)
def role_of_canonical(canonical: str) -> Role:
    """What a stretch of canonical text does."""
    for role, pattern in _role_rules():
        if pattern.search(canonical):
            return role
    return Role.OTHER


@cache
def _role_rules() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    data = load_toml(RULES / "roles.toml")
    return tuple((Role(rule["role"]), re.compile(rule["pattern"])) for rule in data["role"])


def _lines(text: str) -> list[tuple[int, int]]:
    """Places of the lines that hold anything, without the blanks around them."""
    found = []
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = at + len(line) - len(line.lstrip())
            found.append((start, start + len(stripped)))
        at += len(line) + 1
    return found


def _head(text: str, lines: list[tuple[int, int]]) -> tuple[int, list[Place]]:
    """Where the body begins, and the subject and greeting before it."""
    found: list[Place] = []
    rest = list(lines[:3])
    if len(lines) > 1 and rest and SUBJECT.match(text, rest[0][0]):
        start, end = rest.pop(0)
        found.append((start, end, Role.SUBJECT))
    if not rest:
        return (found[-1][1] if found else 0), found
    start, end = rest[0]
    line = text[start:end]
    opens = GREETING.match(line)
    words = len(line.split())
    inline = _INLINE_GREETING.match(text, start, min(end, start + 120))
    spoken = inline is not None and text[inline.end() : inline.end() + 1].islower()  # "Hello Ana, thank you"
    alone = len(lines) > 1 and words <= _LONGEST_GREETING and not spoken
    if alone and ((opens and line[-1] != "?") or (line[-1] == "," and words <= _LONGEST_NAME)):
        found.append((start, end, Role.GREETING))
        return end, found
    if inline:
        stop = inline.end() - 1
        found.append((start, stop, Role.GREETING))
        return stop, found
    return start, found


def _tail(text: str, lines: list[tuple[int, int]]) -> tuple[int, list[Place]]:
    """Where the body ends, and the sign-off and signature after it."""
    size = len(text)
    for back in range(1, min(6, len(lines)) + 1):
        start, end = lines[-back]
        line = text[start:end]
        below = lines[len(lines) - back + 1 :]
        if not all(_is_signature(text[s:e]) for s, e in below):
            break
        if _is_closing(line, bool(below)):
            return start, [(start, end, Role.SIGNOFF), *((s, e, Role.SIGNATURE) for s, e in below)]
    signed: list[Place] = []
    for start, end in reversed(lines[1:]):
        if len(signed) == 3 or not _is_name_line(text[start:end]):
            break
        signed.append((start, end, Role.SIGNATURE))
    return (signed[-1][0], signed[::-1]) if signed else (size, [])


def _is_closing(line: str, signed: bool) -> bool:
    words = len(line.split())
    if line.endswith(","):
        return signed and (words <= 16 if _CLOSING.match(line) else words <= 5)
    return words <= 6 and bool(_CLOSING.match(line)) and line[-1] not in ".?:;" and (signed or words <= 3)


def _is_signature(line: str) -> bool:
    return (
        len(line.split()) <= 7 and line[-1] not in "?!:;," and not (line[-1] == "." and len(line.split()) > 3)
    )


def _is_name_line(line: str) -> bool:
    words = line.strip("-–—").split()
    return (
        0 < len(words) <= 4
        and line[-1] not in ".?!:;,"
        and all(word[0].isupper() or not word[0].isalpha() or len(word) <= 3 for word in words)
        and any(word[0].isalpha() for word in words)
    )


def _pieces(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The places of the sentences between two points."""
    begin = start
    for match in _END.finditer(text, start, stop):
        if not _ends_sentence(text, begin, match, stop):
            continue
        end = match.end() if text[match.start()] != "\n" else match.start()
        yield from _trimmed(text, begin, end)
        begin = match.end()
    yield from _trimmed(text, begin, stop)


def _ends_sentence(text: str, begin: int, match: re.Match[str], stop: int) -> bool:
    mark = match.group()
    if mark[0] == "\n":
        if mark.count("\n") > 1:
            return True
        following = text[match.end() : match.end() + 80]
        if _BULLET.match(following):
            return True
        line_start = text.rfind("\n", max(begin - 1, match.start() - 400), match.start())
        length = match.start() - max(begin, line_start + 1)
        after = following.lstrip()[:1]
        return length < _WRAPPED and not after.islower()
    if mark[0] != "." or mark[1:2] == ".":
        return True
    before = text[max(begin, match.start() - 12) : match.start()]
    after = text[match.end() : min(stop, match.end() + 12)].lstrip(" \t\"'(")[:1]
    if _NUMBERED.search(before):
        return not _WITH_A_FIGURE.match(text, match.end(), stop)
    if _ALWAYS_INSIDE.search(before):
        return False
    return not (_ABBREVIATION.search(before) and (after.islower() or after.isdigit()))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        yield start, start + len(stripped)


def without_subject(message: str) -> str:
    """A message from its second line on, where the first is a subject."""
    return message.partition("\n")[2] if SUBJECT.match(message) else message
