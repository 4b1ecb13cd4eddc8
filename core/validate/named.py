"""Names, references and relatives: the same in both texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from core.validate.lexicon import lexicon
from core.validate.names_alike import as_one_or_many, in_plain_letters, offices, shortens, with_other_forms
from core.validate.names_gone import LINKING, names_gone
from core.validate.proper_names import Name, proper_names
from core.validate.reading import Reading
from core.validate.rules import saying
from core.validate.sentences import FRAME, Role, tokenised
from core.validate.thesaurus import is_ordinary
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
    TITLES,
    UNNAMED,
)
from core.validate.words import Token, all_tokens, plain_words

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
    missing = names_gone(draft, d, new_words)
    lost = [(n, w) for n in proper_names(draft) for w in n if w not in new_words and w not in LINKING]
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
        if name not in taken and kind != "town":
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
        initials = _initials(run, named)
        written_out = _written_out(run, acronyms)
        for token, after in zip_longest(run, run[1:]):
            if not token.is_word:
                opens = opens or token.canon in {":", '"', ".", "!", "?"} or (token.canon == ")" and aside)
                continue
            heads = opens and sentence.role is Role.SUBJECT and after and after.is_word and not after.capital
            fresh = _is_fresh(token, known) and not shortens(token.plain, named)
            fresh = fresh and token not in written_out and token not in initials
            fresh = fresh and not (after and after.text == "$")  # A$50
            if not heads and fresh and _is_name(token, sentence.role, opens):
                yield token  # unless it is the first word of "Revocation of my acceptance"
            opens = False


def _initials(run: Sequence[Token], named: set[str]) -> set[Token]:
    """Single letters before a name of the draft: "Y. Demirel" for "Yusuf Demirel"."""
    letters = {word[0] for word in named}
    words = [token for token in run if token.is_word]
    return {
        one
        for one, other in pairwise(words)
        if len(one.text) == 1 and one.plain in letters and other.plain in named and other.capital
    }


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
        and not offices(token.plain) & known
        and not ((_is_brand(token.text) or is_ordinary(token.plain)) and as_one_or_many(token.plain, known))
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
    telling = [token for token in every if token.plain not in LINKING]  # "Institute of Law and Art"
    found: set[Token] = set()
    for acronym, words in ((each, run) for each in acronyms if len(each) > 1 for run in (every, telling)):
        for at in range(len(words) - len(acronym) + 1):
            part = words[at : at + len(acronym)]
            spelt = "".join(token.plain[0] for token in part) == acronym
            sure = len(acronym) > _VAGUE or all(is_ordinary(token.plain) for token in part)
            if spelt and sure and all(token.capital or token.plain in LINKING for token in part):
                found.update(part)
    return found


_VAGUE = 2  # letters: so short an acronym may stand for much


def _close(one: str, other: str) -> bool:
    """Whether two words differ by a letter or two."""
    if abs(len(one) - len(other)) > 2:
        return False
    same = sum(a == b for a, b in zip(one, other, strict=False))
    back = sum(a == b for a, b in zip(reversed(one), reversed(other), strict=False))
    return max(same, back) >= max(len(one), len(other)) - 2 and max(same, back) >= 2
