"""Names, references and relatives: the same in both texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from core.validate.lexicon import lexicon
from core.validate.moves import likeliest
from core.validate.names_alike import in_plain_letters, with_other_forms
from core.validate.proper_names import Name, proper_names
from core.validate.reading import Reading, Said
from core.validate.rules import pattern, saying
from core.validate.sentences import FRAME, Role, tokenised
from core.validate.thesaurus import is_ordinary
from core.validate.units import folded
from core.validate.verdict import Finding
from core.validate.word_lists import (
    ALIKE,
    CONTRACTED,
    DATE_WORDS,
    GREETING_WORDS,
    KIN,
    NOBODY,
    NUMBERS,
    SHORT_DATES,
    SHORTENED,
    TITLES,
    UNNAMED,
)
from core.validate.words import Token, all_tokens, level, plain_words

_ROLE_NOUN = (
    "role|position|post|job|vacancy|process|search|application|opening|offer|opportunity|title|interview"
)
_LINKING = frozenset({"of", "&", "and", "the"})
_UNTELLING = frozenset(_ROLE_NOUN.split("|")) | _LINKING
_NEEDED = {Role.REQUEST, Role.LOGISTICS, Role.DECISION, Role.REASON, Role.OTHER, Role.CLOSURE, Role.REPLY}
_NO_NAMES = DATE_WORDS | NUMBERS.keys() | SHORT_DATES.keys() | TITLES | UNNAMED
_SHORT_NOUNS = frozenset({"cv", "hr"})


def findings(draft: str, rewrite: str, d: Reading, r: Reading, known: Sequence[str]) -> list[Finding]:
    """All differences in what is named; ``known`` are names that may be said as well."""
    return [
        *_marks(d.text, r.text),
        *_kin(d, r),
        *_titles(d.text, r.text),
        *_names(draft, rewrite, d, known),
    ]


def _kin(d: Reading, r: Reading) -> list[Finding]:
    """One relative in the place of another ("mother" for "father")."""
    old = {KIN[t.canon] for s in d.said for t in s.run if t.canon in KIN}
    new = {KIN[t.canon]: t for s in r.said for t in s.run if t.canon in KIN}
    lost = sorted(old - new.keys())
    return [
        Finding("reason_changed", f"Put back the draft's “{lost[0]}”.", (t.start, t.end), t.text)
        for name, t in new.items()
        if lost and name not in old
    ]


_TITLED = re.compile(rf"\b((?:(?i:{'|'.join(sorted(ALIKE))})\b\.?[ ]+)+)([A-Z][\w'’-]+(?:[ ][A-Z][\w'’-]+)?)")


_COUPLE = re.compile(
    rf"\b({'|'.join(sorted(ALIKE))})\.? (?:and|&) ({'|'.join(sorted(ALIKE))})\b\.?", re.IGNORECASE
)


def _titles(draft: str, rewrite: str) -> Iterator[Finding]:
    """Another title for somebody the draft gives one: "Mr. Rao" for "Dr. Rao"."""
    old: dict[str, dict[str, str]] = {}
    couples = {pair[2].lower(): pair[1] for pair in _COUPLE.finditer(draft)}  # "Mr and Mrs Rennick"
    for match in _TITLED.finditer(draft):
        titles = match[1].split()
        titles += [
            couples[title.lower().rstrip(".")] for title in titles if title.lower().rstrip(".") in couples
        ]
        for title in titles:
            for name in match[2].split():
                old.setdefault(name, {})[ALIKE[title.lower().rstrip(".")]] = title
    for match in _TITLED.finditer(rewrite):
        title, name = match[1].split()[-1], match[2].split()[-1].removesuffix("'s")
        drafted = old.get(name, {})
        if drafted and ALIKE[title.lower().rstrip(".")] not in drafted:
            message = saying("other_title").format(next(iter(drafted.values())))
            yield Finding("fact_changed", message, match.span(1), match[1].strip())


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


def _names(draft: str, rewrite: str, d: Reading, known: Sequence[str]) -> Iterator[Finding]:
    new_words = with_other_forms(set(plain_words(rewrite)), rewrite)
    missing = _missing(draft, d, new_words)
    lost = [(n, w) for n in proper_names(draft) for w in n if w not in new_words and w not in _LINKING]
    taken: set[Name] = set()
    named = {word for name in proper_names(draft) for word in name}
    acronyms = {token.plain for token in all_tokens(draft) if token.text.isupper()}
    told = with_other_forms({w for text in (draft, *known) for w in plain_words(text)}, draft)
    for token in _strangers(rewrite, acronyms, told, named):
        near = next((n for n, w in lost if _close(token.canon, w)), None)
        near = near or next((n for n, _, _ in missing if n not in taken), None)
        if near:
            taken.add(near)
            code, message = "fact_changed", f"Put back the draft's “{' '.join(near).title()}”."
        else:
            code, message = "fact_added", f"Take “{token.text}” out: the draft does not name it."
        yield Finding(code, message, (token.start, token.end), token.text)
    for name, kind, gone in missing:
        if name not in taken:
            partly = kind == "role" and len(gone) < len(set(name) - {"of", "&"})
            code, message = "fact_changed" if partly else "fact_dropped", " ".join(name)
            yield Finding.missing(code, f"Put back the draft's “{message.title()}”.", message)


# -- names that the draft does not have ------------------------------------------------------------


def _strangers(rewrite: str, acronyms: set[str], known: set[str], named: set[str]) -> Iterator[Token]:
    """Words of the rewrite that name somebody or something and that the draft does not have anywhere.

    Args:
        acronyms: of the draft, which may be written out. known: its words. named: those that are of names.
    """
    for sentence, run in tokenised(rewrite):
        opens, aside = True, run[0].canon == "("
        written_out = _written_out(run, acronyms)
        for token, after in zip_longest(run, run[1:]):
            if not token.is_word:
                opens = opens or token.canon in {":", '"', ".", "!", "?"} or (token.canon == ")" and aside)
                continue
            heads = opens and sentence.role is Role.SUBJECT and after and after.is_word and not after.capital
            fresh = _is_fresh(token, known) and not _shortens(token.plain, named)
            fresh = fresh and token not in written_out and not (after and after.text == "$")  # A$50
            if not heads and fresh and _is_name(token, sentence.role, opens):
                yield token  # unless it is the first word of "Revocation of my acceptance"
            opens = False


def _is_fresh(token: Token, known: set[str]) -> bool:
    """Whether a word has a capital and is none that the draft or the language gives one."""
    return (
        token.capital
        and token.text[0].isalpha()
        and token.plain not in known
        and known.isdisjoint(in_plain_letters(token.plain))
        and token.plain not in _NO_NAMES
        and token.plain.removesuffix("s") not in DATE_WORDS
        and token.plain.removesuffix("ship") not in known
        and not _offices(token.plain) & known
        and not ((_is_brand(token.text) or is_ordinary(token.plain)) and _as_one_or_many(token.plain, known))
        and not _stands_for(token.text, known)
        and CONTRACTED.get(token.plain) not in known
    )


def _is_name(token: Token, role: Role, opens: bool) -> bool:
    """Whether the capital makes a name: not of the first word of a sentence, nor of one that greets."""
    framed = role in FRAME
    if lexicon().is_known(token.stem) or (
        framed and (token.plain in GREETING_WORDS or token.plain in NOBODY)
    ):
        return not opens and not framed and token.canon not in _SHORT_NOUNS
    if not opens or not token.text.isascii():
        return True
    if role is Role.SIGNOFF:
        return False  # "Affectionately,"
    return framed and (role is not Role.SUBJECT or not is_ordinary(token.plain))


def _is_brand(text: str) -> bool:
    """Whether a word has capitals and small letters as only names of things do: iPad, YubiKey."""
    return any(letter.isupper() for letter in text[1:]) and text[-1].islower()


def _stands_for(acronym: str, known: set[str]) -> bool:
    """Whether capitals shorten words of the draft: ``COO`` of "chief operating officer"."""
    plain = acronym.removesuffix("'s")
    initials = {word[0] for word in known if word}
    return 2 <= len(plain) <= 4 and plain.isupper() and set(plain.lower()) <= initials


def _written_out(run: Sequence[Token], acronyms: set[str]) -> set[Token]:
    """Ordinary words with capitals that write an acronym out: "Teaching Assistant" for "TA"."""
    every = [token for token in run if token.is_word]
    telling = [token for token in every if token.plain not in _LINKING]  # "Institute of Law and Art"
    found: set[Token] = set()
    for acronym, words in ((each, run) for each in acronyms if len(each) > 1 for run in (every, telling)):
        for at in range(len(words) - len(acronym) + 1):
            part = words[at : at + len(acronym)]
            spelt = "".join(token.plain[0] for token in part) == acronym
            sure = len(acronym) > _VAGUE or all(is_ordinary(token.plain) for token in part)
            if spelt and sure and all(token.capital or token.plain in _LINKING for token in part):
                found.update(part)
    return found


_VAGUE = 2  # letters: so short an acronym may stand for much


def _shortens(word: str, named: set[str]) -> bool:
    """Whether it is a name of the draft, short or in full: "Lab" and "Laboratory", but not "Maria"."""
    return any(_is_short_for(word, other) or _is_short_for(other, word) for other in named)


def _is_short_for(short: str, word: str) -> bool:
    if CONTRACTED.get(short) == word:
        return True
    return short in SHORTENED and word.startswith(short.removesuffix("s"))


# -- names that are gone ---------------------------------------------------------------------------


def _missing(draft: str, d: Reading, new: set[str]) -> list[tuple[Name, str, list[str]]]:
    """Needed names of the draft that the rewrite lacks: name, what it names, the words that are gone."""
    low = level(draft).lower()
    kinds = {name: _kind(name, low) for name in proper_names(draft)}
    roles = [set(name) - {"of", "&"} for name, kind in kinds.items() if kind == "role"]
    for name in [name for name, kind in kinds.items() if kind == "other"]:
        where = f" in {' '.join(name)}"
        if any(f"{' '.join(other)}{where}" in low for other, kind in kinds.items() if kind == "company"):
            kinds[name] = "company"  # the town that it is in may go where it may go
    if pattern("offer_made").search(d.joined):
        company_needed = not {"your", "offer"} <= new
    else:
        company_needed = not roles or not all(role <= new for role in roles)
    ends = {
        w
        for s in d.of_role(Role.GREETING, Role.SIGNOFF, Role.SIGNATURE)
        for w in plain_words(s.sentence.text)
    }
    found = []
    for name, kind in kinds.items():
        words = [w for w in name if w not in _UNTELLING and w not in TITLES]
        gone = [w for w in words if w not in new and not _in_other_form(w, new)]
        initials = all(len(word) == 1 for word in words)
        initials_of = "".join(word[0] for word in words)
        initials_of_gone = "".join(word[0] for word in gone)
        shortened = any(initials_of[:size] in new for size in range(2, len(words) + 1))  # "HR"
        shortened = shortened or (len(gone) > 1 and initials_of_gone in new)  # "Group CFO"
        if not gone or initials or shortened or set(words) <= ends or _is_passing(name, draft):
            continue
        needed = company_needed if kind == "company" else _is_needed(name, words, d)
        if kind == "role" or (len(gone) == len(words) and needed):
            found.append((name, kind, gone))
    return found


def _in_other_form(word: str, new: set[str]) -> bool:
    """Whether a word stands there as one or as many, short or in full: "Fridays", "Ops", "lectureship"."""
    return _as_one_or_many(word, new) or _shortens(word, new) or not new.isdisjoint(_offices(word))


def _offices(word: str) -> set[str]:
    """The office of whoever has it: a lecturer has a lectureship, a chaplain a chaplaincy."""
    return {f"{word}ship", f"{word.removesuffix('r')}ship", f"{word}cy"}


def _as_one_or_many(word: str, others: set[str]) -> bool:
    return bool({f"{word}s", f"{word}es", word.removesuffix("s"), word.removesuffix("es")} & others)


def _is_needed(name: Name, words: Sequence[str], d: Reading) -> bool:
    """Whether a name stands where something is asked or told."""
    if len(words) == 1 and is_ordinary(words[0]):
        return False
    return any(
        s.role in _NEEDED
        and next(_places(name, s.sentence.text.lower()), None) is not None
        and not _is_courteous(s)
        for s in d.body
    )


def _is_courteous(said: Said) -> bool:
    """Whether a sentence greets, or most likely is a courtesy: it may go with its names."""
    if pattern("greets").search(said.canonical.text):
        return True
    return said.role is Role.OTHER and likeliest(folded(said.run)) == "courtesy"


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
_BEFORE_NOUN = re.compile(rf"[^\w,]{{1,3}}(?:{_ROLE_NOUN})\b")
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


def _close(one: str, other: str) -> bool:
    """Whether two words differ by a letter or two."""
    if abs(len(one) - len(other)) > 2:
        return False
    same = sum(a == b for a, b in zip(one, other, strict=False))
    back = sum(a == b for a, b in zip(reversed(one), reversed(other), strict=False))
    return max(same, back) >= max(len(one), len(other)) - 2 and max(same, back) >= 2
