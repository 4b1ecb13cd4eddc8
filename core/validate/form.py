"""The form of a message: clean, whole, in one language, of a fair length."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from core.resources import load_toml
from core.validate.align import World, hits
from core.validate.reading import Reading
from core.validate.rules import frame, rules
from core.validate.sentences import GREETING, SUBJECT, Role
from core.validate.verdict import Finding
from core.validate.word_lists import PARTICLES
from core.validate.words import NAME, plain_words

LENGTH_FACTOR = 1.7
SLACK = 45  # words; a short draft in a high tone gains a greeting, courtesies and whole sentences
_CLOSING = re.compile(
    r"(?i)(?:(?:with|many|all|kind\w*|warm\w*|best|good|my) ){0,3}"
    r"(?:regards|wishes|thanks(?: a lot| again| so much)?|greetings)"
)
_NEEDS_NO_STOP = re.compile(r"\bI remain,?$|(?:^|\s)\+?\d[\d ()-]{6,}\d$")
_NAMED = 4  # words of a name, at most
_OPENING = 40  # characters; an answer to a request begins the text
_HIDDEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f\ufffd]")
_SAID_NAME = re.compile(
    r"(?:\b[Tt]his is|\b[Mm]y name is|\bit's) ([A-Z]\w+(?: [A-Z]\w+){0,2})|"
    r"\b([A-Z]\w+(?: [A-Z]\w+){0,2}) here\b"
)
_LAST_WORDS = re.compile(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+){1,2}$")
_SHOUT = re.compile(r"\b[A-Z]{4,}(?: [A-Z]{2,}){1,}\b")
_WORD_END = re.compile(r"[.!?…。！？:\"')\]]$")
_OPEN_END = frozenset(
    "a an the and or but of to in on at by for from with as that which who my your our their is are was were "
    "be been am i will would have has had can could not so because if it this".split()
)


def findings(world: World, r: Reading) -> list[Finding]:
    """What is wrong with the rewrite's form."""
    draft = world.draft
    found = list(_patterns(world, r))
    found += list(_around(draft, r))
    found += list(_length(draft, r))
    found += list(_loops(draft, r))
    found += list(_stutters(draft, r))
    found += list(_cut_off(draft, r))
    found += list(_language(draft, r))
    return found


def _patterns(world: World, r: Reading) -> Iterator[Finding]:
    d = world.draft
    for rule in rules("form"):
        if rule.case:
            given = [*rule.pattern.finditer(r.text)]
            old = {m.group().strip() for m in rule.pattern.finditer(d.text)} if given else set()
            if given and _LIST.search(d.text):
                old.add("*")  # as good a mark for a list as the draft's
            asides = any(map(_is_remark, old))
            new = next((m for m in given if not (m[0].strip() in old or (asides and _is_remark(m[0])))), None)
            if new:
                yield Finding(rule.code, rule.message, new.span(), new.group().strip())
            continue
        for _, span in hits(world, rule, r):
            if rule.id in _CASUAL and _has_words(d, r.text[slice(*span)]):
                continue  # a handsome boat, a joke in the margin
            if not rule.start or span[0] <= _OPENING:
                yield Finding(rule.code, rule.message, span, r.text[span[0] : span[1]])
                break
    if (match := _HIDDEN.search(r.text)) and not _HIDDEN.search(d.text):
        yield Finding("garbled", "Take the invisible character out.", match.span(), "")
    if (match := _SHOUT.search(r.text)) and match.group() not in d.text:
        yield Finding(
            "unprofessional", "Do not write whole phrases in capitals.", match.span(), match.group()
        )


def _is_remark(bracketed: str) -> bool:
    """Whether brackets hold a remark and no blank: "[the badge is in the post]"."""
    return bracketed.startswith("[") and len(bracketed.split()) >= _REMARK


_LIST = re.compile(r"^[ \t]*[-•–·][ \t]+\S", re.MULTILINE)
_REMARK = 4  # words
_CASUAL = frozenset({"slang", "chatty"})


def _has_words(d: Reading, words: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(words.lower())}(?!\w)", d.text.lower()))


def _around(d: Reading, r: Reading) -> Iterator[Finding]:
    """Text before the greeting or after the signature that the draft does not have there."""
    message = "Take this out: it stands outside the message."
    greeting = next((s.sentence.text for s in d.said if s.role is Role.GREETING), "")
    signature = next((s.sentence.text.strip() for s in reversed(d.said) if s.role is Role.SIGNATURE), "")
    lines = [(m.start(), m.group().strip()) for m in re.finditer(r"[^\n]+", r.text) if m.group().strip()]
    if greeting:
        at = next((i for i, (_, line) in enumerate(lines[:6]) if GREETING.match(line)), 0)
        before = [
            (s, line) for s, line in lines[:at] if not (SUBJECT.match(line) or _is_heading(line, d.text))
        ]
        if before:
            span = (before[0][0], before[-1][0] + len(before[-1][1]))
            yield Finding("meta_text", message, span, before[0][1][:80])
    if signature:
        at = next((i for i in range(len(lines) - 1, -1, -1) if lines[i][1].strip("-–—. ") == signature), -1)
        after = [(s, line) for s, line in lines[at + 1 :] if line not in d.text] if at > 0 else []
        after = [(s, line) for s, line in after if not _is_heading(line, d.text)]
        if after:
            span = (after[0][0], after[-1][0] + len(after[-1][1]))
            yield Finding("meta_text", message, span, after[0][1][:80])


def _is_heading(line: str, draft: str) -> bool:
    """Whether a line by itself gives the reference, the role or the day, all in words of the draft."""
    words = set(plain_words(line)) - _HEADS
    return bool(words) and len(words) <= _LONGEST_HEADING and words <= set(plain_words(draft))


_HEADS = frozenset(frame("heading").split())
_LONGEST_HEADING = 12


def _count(reading: Reading) -> int:
    return sum(1 for s in reading.body for t in s.run if t.is_word or t.canon == NAME)


def _length(d: Reading, r: Reading) -> Iterator[Finding]:
    old, new = _count(d), _count(r)
    if new > max(LENGTH_FACTOR * old, old + SLACK):
        where = (r.body[0].sentence.start, r.body[-1].sentence.end)
        yield Finding("too_long", f"Shorten it: the draft has {old} words, this has {new}.", where, "")


def _loops(d: Reading, r: Reading) -> Iterator[Finding]:
    drafted = Counter(" ".join(t.canon for t in s.run if t.is_word) for s in d.body)
    seen: Counter[str] = Counter()
    for s in r.body:
        words = [t for t in s.run if t.is_word]
        key = " ".join(t.canon for t in words)
        seen[key] += 1
        if len(words) >= 4 and seen[key] > max(1, drafted[key]):
            yield Finding(
                "garbled", "Say this once.", (s.sentence.start, s.sentence.end), s.sentence.text[:80]
            )
            return
        doubled = next(
            (
                b
                for a, b in zip(s.run, s.run[1:], strict=False)
                if a.canon == b.canon
                and a.is_word
                and a.canon not in {"that", "had", "very", "so", "really", "is", "much", "her"}
                and not a.is_number
                and a.text.islower() == b.text.islower()  # "14 May may"
                and r.text[b.end : b.end + 1] != "-"
            ),
            None,
        )
        if doubled and f"{doubled.canon} {doubled.canon}" not in " ".join(x.canonical.text for x in d.said):
            yield Finding(
                "garbled",
                f"The word “{doubled.text}” stands twice.",
                (doubled.start, doubled.end),
                doubled.text,
            )
            return
    yield from _repeated_runs(d, r)


def _stutters(d: Reading, r: Reading) -> Iterator[Finding]:
    """Two words or more, and at once the same again: "by cheque by cheque"."""
    drafted = f" {' '.join(t.canon for s in d.said for t in s.run)} "
    for s in r.body:
        words = [t.canon for t in s.run]
        for size in range(2, min(_LONGEST_STUTTER, len(words) // 2) + 1):
            for at in range(len(words) - 2 * size + 1):
                piece, again = words[at : at + size], s.run[at + size : at + 2 * size]
                twice = piece == words[at + size : at + 2 * size] and all(t.is_word for t in again)
                if twice and f" {' '.join(piece * 2)} " not in drafted:
                    span = (again[0].start, again[-1].end)
                    yield Finding("garbled", "Say this once.", span, r.text[span[0] : span[1]])
                    return


_LONGEST_STUTTER = 5  # words; longer ones are found as repeated runs


def _repeated_runs(d: Reading, r: Reading, size: int = 6) -> Iterator[Finding]:
    def runs(reading: Reading) -> Iterator[tuple[tuple[str, ...], tuple[int, int]]]:
        for s in reading.body:
            words = [t for t in s.run if t.is_word or t.canon == NAME]
            for at in range(len(words) - size + 1):
                piece = words[at : at + size]
                yield tuple(t.canon for t in piece), (piece[0].start, piece[-1].end)

    said = list(runs(r))
    if len({key for key, _ in said}) == len(said):
        return  # nothing is said twice, as nearly always
    drafted = Counter(key for key, _ in runs(d))
    seen: Counter[tuple[str, ...]] = Counter()
    for key, span in said:
        seen[key] += 1
        if seen[key] > max(1, drafted[key]) and sum(word != NAME for word in key) >= size - 1:
            yield Finding("garbled", "Say this once.", span, r.text[span[0] : span[1]])
            return


def _cut_off(d: Reading, r: Reading) -> Iterator[Finding]:
    body = r.body
    if not body:
        if d.body:
            yield Finding.missing("garbled", "There is no message left.")
        return
    ends_well = bool(d.body) and bool(_WORD_END.search(d.body[-1].sentence.text.strip()))
    last = body[-1].sentence
    text = last.text.rstrip()
    signed = any(s.role in (Role.SIGNATURE, Role.SIGNOFF) for s in r.said)
    words = [t for t in body[-1].run if t.is_word]
    if (
        _is_signed(d, text, len(words))
        or _ends_signed(d, text)
        or (text.endswith(",") and any(s.role is Role.SIGNATURE for s in r.said))
    ):
        return  # the closing formula stands in the last paragraph
    if len(body) > 1 and (_CLOSING.fullmatch(text) or _is_name(text) or _NEEDS_NO_STOP.search(text)):
        return  # a closing formula, a name or a telephone number
    above = body[-2].sentence.text.strip() if len(body) > 1 else ""
    if above and _is_name(above) and not _WORD_END.search(above) and _is_heading(text, d.text):
        return  # what the writer is, below the name
    ends_well = ends_well and not _is_careless(r)
    dangling = bool(words) and words[-1].canon in _OPEN_END and not _WORD_END.search(text)
    brief = signed and (len(words) <= _BRIEF or bool(_LISTED.match(text)))
    if dangling or (ends_well and not _WORD_END.search(text) and not brief):
        shown = text if len(text) <= _SHOWN else text[-_SHOWN:].partition(" ")[2]
        yield Finding("garbled", "Finish this sentence: it breaks off.", (last.start, last.end), shown)


_BRIEF = 6  # words that need no full stop before a signature
_LISTED = re.compile(r"(?:[-*•–—]|\(?\w{1,2}[.)]) ")
_SHOWN = 40  # characters


def _is_careless(reading: Reading) -> bool:
    """Whether most sentences begin with a small letter: who types so sets few full stops."""
    small = [s.sentence.text[:1].islower() for s in reading.body]
    return sum(small) > len(small) / 2


def _is_name(text: str) -> bool:
    words = text.split()
    capitals = [word[0].isupper() for word in words]
    return len(words) <= _NAMED and all(
        capital or (word in PARTICLES and at)
        for at, (word, capital) in enumerate(zip(words, capitals, strict=True))
    )


def _is_signed(d: Reading, text: str, words: int) -> bool:
    """Whether a short last line names the writer: "Cheers, Jonah, puppets"."""
    last = _last_line(d)
    names = [*_said_names(d), *_LAST_WORDS.findall(last), *(last.split() if last and _is_name(last) else ())]
    return words <= _NAMED + 1 and any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)


def _last_line(d: Reading) -> str:
    return d.text.rstrip().rpartition("\n")[2].strip(" -–—.")


def _said_names(d: Reading) -> list[str]:
    """The names by which the draft says who writes: "this is Jonah"."""
    return [m.group(1) or m.group(2) for m in _SAID_NAME.finditer(d.text)]


_LINE = 60  # characters; a longer last line is more than a name


def _ends_signed(d: Reading, text: str) -> bool:
    """Whether a text ends with the name that the draft ends with or gives as the writer's."""
    last = _last_line(d)
    own = [*_said_names(d), *_LAST_WORDS.findall(last)]
    if len(last) < _LINE:
        own += [last, *(word for word in last.split() if word[0].isupper())]
    return any(name and text.rstrip(" .").endswith(name) for name in own)


@cache
def _foreign() -> dict[str, frozenset[str]]:
    data = load_toml(Path(__file__).parent / "rules" / "languages.toml")
    return {name: frozenset(entry["words"].split()) for name, entry in data["language"].items()}


def _language(d: Reading, r: Reading) -> Iterator[Finding]:
    known = {t.canon for s in d.said for t in s.run} | {
        w for s in d.said for w in s.sentence.text.lower().split()
    }
    drafted = {_script(c) for c in set(d.text) if c.isalpha()}
    for s in r.said:
        if s.role in (Role.GREETING, Role.SIGNATURE):
            continue  # names are spelled as they are; who is greeted is tested elsewhere
        odd = not s.sentence.text.isascii() and next(
            (c for c in s.sentence.text if c.isalpha() and _script(c) not in drafted | {"LATIN"}), None
        )
        words = [t.canon for t in s.run if t.is_word and t.canon not in known]
        hits = max((sum(w in lexicon for w in words) for lexicon in _foreign().values()), default=0)
        hits += sum(1 for w in words if not w.isascii())
        short = len([t for t in s.run if t.is_word]) <= 4 and s.role is not Role.SUBJECT  # "EM, Platform"
        if odd or hits >= (1 if short and hits == len(words) and words else 2):
            span = (s.sentence.start, s.sentence.end)
            yield Finding(
                "language_changed", "Say this in the language of the draft.", span, s.sentence.text[:60]
            )
            return


def _script(character: str) -> str:
    return "LATIN" if character.isascii() else unicodedata.name(character, "LATIN").split()[0]
