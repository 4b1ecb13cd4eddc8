"""Names, references and relatives: the same in both texts, and the same people greeted and signing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from core.resources import load_toml
from core.validate import numbers
from core.validate.clauses import Role, Sentence, tokenised
from core.validate.lexicon import lexicon
from core.validate.reading import (
    DATE_WORDS,
    SHORT_DATES,
    TITLES,
    UNNAMED,
    Name,
    Reading,
    proper_names,
)
from core.validate.rules import RULES, frame
from core.validate.thesaurus import is_ordinary
from core.validate.verdict import Finding
from core.validate.words import Token, all_tokens, level

_ROLE_NOUN = (
    "role|position|post|job|vacancy|process|search|application|opening|offer|opportunity|title|interview"
)
_UNTELLING = frozenset(_ROLE_NOUN.split("|")) | {"of", "&", "and", "the"}
_NEEDED = {Role.REQUEST, Role.LOGISTICS, Role.DECISION, Role.REASON, Role.OTHER, Role.CLOSURE, Role.REPLY}


def compare(draft: str, rewrite: str, d: Reading, r: Reading, names: Sequence[str]) -> list[Finding]:
    """All differences in facts between a draft and a rewrite."""
    found = numbers.compare(d.text, r.text) + _marks(d.text, r.text) + _kin(d, r)
    found += _frame(draft, rewrite, names)
    found += _names(draft, rewrite, d, names)
    return found


_KIN: dict[str, str] = {
    w: name for name, words in load_toml(RULES / "frame.toml")["kin"].items() for w in words.split()
}


def _kin(d: Reading, r: Reading) -> list[Finding]:
    """One relative in the place of another ("mother" for "father")."""
    old = {_KIN[t.canon] for s in d.said for t in s.run if t.canon in _KIN}
    new = {_KIN[t.canon]: t for s in r.said for t in s.run if t.canon in _KIN}
    lost = sorted(old - new.keys())
    return [
        Finding("reason_changed", f"Put back the draft's “{lost[0]}”.", (t.start, t.end), t.text)
        for name, t in new.items()
        if lost and name not in old
    ]


_MARK = re.compile(r"\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{4,}\b")


def _marks(draft: str, rewrite: str) -> list[Finding]:
    """References of capitals and figures: one in the place of another."""
    old = set(_MARK.findall(draft))
    new = {m.group(): m.span() for m in _MARK.finditer(rewrite)}
    lost = sorted(old - new.keys())
    message = "Put back the draft's reference: it says “{}”."
    return [
        Finding("fact_changed", message.format(lost[0]), span, mark)
        for mark, span in new.items()
        if lost and mark not in old
    ]


def _sentences(message: str) -> list[Sentence]:
    return [sentence for sentence, _ in tokenised(message)]


@lru_cache(maxsize=256)
def _words(line: str) -> list[str]:
    return [token.plain for token in all_tokens(line) if token.is_word]


def _frame(draft: str, rewrite: str, names: Sequence[str]) -> list[Finding]:
    """Greeting and signature: the same people, in the same places."""
    old, new = _sentences(draft), _sentences(rewrite)
    found: list[Finding] = []
    addressee, signer = _addressee(old), _signer(old)
    greeting = next((s for s in new if s.role is Role.GREETING), None)
    extra = {word for name in names for word in _words(name)}
    if addressee:
        here = set(_words(greeting.text)) if greeting else set()
        top = set(_words(rewrite[:400])) if greeting is None else here
        span = (greeting.start, greeting.end) if greeting else (0, 0)
        if greeting and here & set(signer) - set(addressee):
            found.append(
                Finding("garbled", "Greet the addressee: here the writer is greeted.", span, greeting.text)
            )
        elif not (set(addressee) | extra) & top:
            found.append(
                Finding(
                    "fact_dropped", f"Greet {' '.join(addressee).title()} by name.", span, " ".join(addressee)
                )
            )
        if greeting and (finding := _title_change(old, greeting)):
            found.append(finding)
    if signer:
        last = set(_words(rewrite[-160:]))
        tail = {w for s in new if s.role in (Role.SIGNATURE, Role.SIGNOFF) for w in _words(s.text)}
        if not set(signer) & (tail | last | set(_words(rewrite[:400]))):
            found.append(
                Finding(
                    "fact_dropped",
                    f"Sign with the writer's name, {' '.join(signer).title()}.",
                    (0, 0),
                    " ".join(signer),
                )
            )
    return found


_GREETING_WORDS = frozenset(frame("greeting").split())
_NOBODY = frozenset(frame("greeting", "nobody").split())
_LINKING = frozenset({"of", "&", "and", "the"})


def _addressee(parts: list[Sentence]) -> list[str]:
    greeting = next((s.text for s in parts if s.role is Role.GREETING), "")
    return [w for w in _words(greeting) if w not in _GREETING_WORDS and w not in _NOBODY and w not in TITLES]


def _signer(parts: list[Sentence]) -> list[str]:
    signature = next((s.text for s in parts if s.role is Role.SIGNATURE), "")
    if not signature:
        closing = next((s.text for s in parts if s.role is Role.SIGNOFF), "")
        signature = closing.rpartition(",")[2]
    return [w for w in _words(signature) if not w.isdigit()]


def _title_change(old: list[Sentence], greeting: Sentence) -> Finding | None:
    before = {w for s in old if s.role is Role.GREETING for w in _words(s.text)} & TITLES
    after = set(_words(greeting.text)) & TITLES
    if before and after and not before & after and {"prof", "professor"} != before | after:
        text = f"Use the draft's title, {' '.join(sorted(before)).title()}."
        return Finding("fact_changed", text, (greeting.start, greeting.end), greeting.text)
    return None


def _names(draft: str, rewrite: str, d: Reading, names: Sequence[str]) -> list[Finding]:
    old_words = set(_words(draft)) | {w for n in names for w in _words(n)}
    new_words = set(_words(rewrite))
    strange = list(_strangers(rewrite, old_words))
    found: list[Finding] = []
    missing = _missing(draft, d, new_words)
    lost = [(n, w) for n in proper_names(draft) for w in n if w not in new_words and w not in _LINKING]
    taken: set[Name] = set()
    for token in strange:
        near = next((n for n, w in lost if _close(token.canon, w)), None)
        near = near or next((n for n, _, _ in missing if n not in taken), None)
        if near:
            taken.add(near)
            text = f"Put back the draft's “{' '.join(near).title()}”."
            found.append(Finding("fact_changed", text, (token.start, token.end), token.text))
        else:
            text = f"Take “{token.text}” out: the draft does not name it."
            found.append(Finding("fact_added", text, (token.start, token.end), token.text))
    for name, kind, words in missing:
        if name in taken:
            continue
        partly = kind == "role" and len(words) < len(set(name) - {"of", "&"})
        code = "fact_changed" if partly else "fact_dropped"
        found.append(
            Finding(code, f"Put back the draft's “{' '.join(name).title()}”.", (0, 0), " ".join(name))
        )
    return found


def _stands_for(acronym: str, known: set[str]) -> bool:
    """Whether capitals shorten words of the draft: ``COO`` of "chief operating officer"."""
    plain = acronym.removesuffix("'s")
    initials = {word[0] for word in known if word}
    return 2 <= len(plain) <= 4 and plain.isupper() and set(plain.lower()) <= initials


def _strangers(rewrite: str, known: set[str]) -> Iterable[Token]:
    """Capitalised words of the rewrite that the draft does not have anywhere."""
    words = lexicon()
    for sentence, run in tokenised(rewrite):
        opens = True
        for token in run:
            if not token.is_word:
                opens = opens or token.canon in {":", '"', ".", "!", "?"}
                continue
            plain = token.plain
            is_date = (
                plain in DATE_WORDS or plain.removesuffix("s") in DATE_WORDS or plain in numbers.NUMBER_WORDS
            )
            is_date = is_date or plain in SHORT_DATES
            fresh = token.text[0].isupper() and plain not in known and plain not in TITLES and not is_date
            fresh = fresh and token.canon.split()[0] != "i" and token.text[0].isalpha()
            fresh = fresh and plain not in UNNAMED and not _stands_for(token.text, known)
            framed = sentence.role in (Role.GREETING, Role.SIGNOFF, Role.SIGNATURE, Role.SUBJECT)
            if (
                fresh
                and not words.is_known(token.stem)
                and not (framed and (plain in _GREETING_WORDS | _NOBODY))
            ):
                named = (
                    not opens or (framed and sentence.role is not Role.SUBJECT) or not token.text.isascii()
                )
                if named or (framed and not is_ordinary(plain)):
                    yield token
            elif (
                fresh
                and not opens
                and not framed
                and sentence.role is not Role.SUBJECT
                and token.canon not in {"cv", "hr"}
                and not (plain.endswith("'s") and is_ordinary(plain.removesuffix("'s")))
            ):
                yield token
            opens = False


def _missing(draft: str, d: Reading, new: set[str]) -> list[tuple[Name, str, list[str]]]:
    """Needed names of the draft that the rewrite lacks: name, what it names, the words that are gone."""
    found = []
    low = level(draft).lower()
    declines = "offer" in d.stems
    names = proper_names(draft)
    roles = [n for n in names if _kind(n, low) == "role"]
    role_kept = bool(roles) and all(set(n) - {"of", "&"} <= new for n in roles)
    frame = {w for s in d.said if s.role in (Role.GREETING, Role.SIGNATURE) for w in _words(s.sentence.text)}
    for name in names:
        words = [w for w in name if w not in _UNTELLING and w not in TITLES]
        gone = [w for w in words if w not in new]
        if not words or not gone or set(words) <= frame or _is_passing(name, draft):
            continue
        kind = _kind(name, low)
        if kind == "role":
            found.append((name, kind, gone))
        elif kind == "company":
            if len(gone) == len(words) and (
                (role_kept and not declines) or (declines and {"your", "offer"} <= new)
            ):
                continue
            if len(gone) < len(words):
                continue
            found.append((name, kind, gone))
        elif len(gone) == len(words) and _needed(name, d) and not (len(words) == 1 and is_ordinary(words[0])):
            found.append((name, "person", gone))
    return found


def _is_passing(name: Name, draft: str) -> bool:
    """Whether a single word is a name in appearance only: an acronym, or capital as a sentence begins."""
    if len(name) > 1:
        return False
    seen = [
        (token, at == 0)
        for sentence, run in tokenised(draft)
        if sentence.role not in (Role.GREETING, Role.SIGNATURE)
        for at, token in enumerate(t for t in run if t.is_word)
        if token.plain == name[0] and token.capital
    ]
    return all(first or (len(token.text) > 1 and token.text.isupper()) for token, first in seen)


def _kind(name: Name, low: str) -> str:
    """Whether a name is a role, a company or something else, from the words beside it."""
    kind = "other"
    for start, end in _places(name, low):
        before = low[max(0, start - _BESIDE) : start]
        ends = _EDGE.match(low, end)
        if _BEFORE_NOUN.match(low, end) or (ends and _AFTER_NOUN.search(before)):
            return "role"
        if ends and _AFTER_PLACE.search(before):
            kind = "company"
    return kind


_EDGE = re.compile(r"\b")
_BEFORE_NOUN = re.compile(rf"\W{{1,3}}(?:{_ROLE_NOUN})\b")
_AFTER_NOUN = re.compile(
    rf"\b(?:{_ROLE_NOUN}) (?:of|for|as) (?:an? |the )?$|\bas (?:an?|the|your|my|interim)? ?$"
)
_AFTER_PLACE = re.compile(r"\b(?:at|with|from|join|to|by) (?:the )?$")
_BESIDE = 40  # characters; the longest that these look at is half of it


def _places(name: Name, low: str) -> Iterator[tuple[int, int]]:
    """Where a name stands in a text in lower case, whatever marks or spaces part its words."""
    at = low.find(name[0])
    while at >= 0:
        end = _end(name, low, at)
        if end:
            yield at, end
        at = low.find(name[0], at + 1)


def _end(name: Name, low: str, at: int) -> int:
    """Where a name that may begin at a place ends; 0 when it does not stand there."""
    end = at + len(name[0])
    parted = _PARTED
    for word in name[1:_MOST]:
        if word == "&":
            parted = _PARTED_BY_AND
            continue
        gap = parted.match(low, end)
        if gap is None or not low.startswith(word, gap.end()):
            return 0
        end = gap.end() + len(word)
        parted = _PARTED
    return end


_MOST = 40  # words of a name that are looked for; a longer run of capitals names nothing
_PARTED, _PARTED_BY_AND = re.compile(r"\W+"), re.compile(r"\W+&\W+")


def _needed(name: Name, d: Reading) -> bool:
    return any(
        s.role in _NEEDED and next(_places(name, s.sentence.text.lower()), None) is not None for s in d.body
    )


def _close(one: str, other: str) -> bool:
    """Whether two words differ by a letter or two."""
    if abs(len(one) - len(other)) > 2:
        return False
    same = sum(a == b for a, b in zip(one, other, strict=False))
    back = sum(a == b for a, b in zip(reversed(one), reversed(other), strict=False))
    return max(same, back) >= max(len(one), len(other)) - 2 and max(same, back) >= 2
