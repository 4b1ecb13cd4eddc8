"""Names of the draft that the rewrite lacks though they are needed: roles, firms, people, towns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.validate.moves import likeliest
from core.validate.names_alike import in_other_form
from core.validate.proper_names import Name, proper_names
from core.validate.reading import Reading, Said
from core.validate.rules import frame, pattern
from core.validate.sentences import Role, tokenised, without_subject
from core.validate.thesaurus import is_ordinary
from core.validate.units import folded
from core.validate.word_lists import TITLES
from core.validate.words import level, plain_words

_ROLE_NOUN = (
    "role|position|post|job|vacancy|process|search|application|opening|offer|opportunity|title|interview"
)
LINKING = frozenset({"of", "&", "and", "the"})
"""Words that link those of a name."""
_UNTELLING = frozenset(_ROLE_NOUN.split("|")) | LINKING
_NEEDED = {Role.REQUEST, Role.LOGISTICS, Role.DECISION, Role.REASON, Role.OTHER, Role.CLOSURE, Role.REPLY}
_FIRMS = frozenset(frame("firms").split())


def names_gone(draft: str, d: Reading, new: set[str]) -> list[tuple[Name, str, list[str]]]:
    """Names of the draft that the rewrite lacks: name, what it names, the words that are gone.

    They are needed, but for towns of firms that are named.
    """
    kinds = _kinds(draft, new)
    company_needed = _is_company_needed(kinds, d, new)
    ends = {
        w
        for s in d.of_role(Role.GREETING, Role.SIGNOFF, Role.SIGNATURE)
        for w in plain_words(s.sentence.text)
    }
    found = []
    for name, kind in kinds.items():
        words = [w for w in name if w not in _UNTELLING and w not in TITLES]
        gone = [w for w in words if w not in new and not in_other_form(w, new)]
        if not gone or _is_in_short(words, gone, new) or set(words) <= ends or _is_passing(name, draft):
            continue
        needed = company_needed if kind == "company" else _is_needed(name, words, d)
        if kind in ("role", "town") or (len(gone) == len(words) and needed):
            found.append((name, kind, gone))
    return found


def _kinds(draft: str, new: set[str]) -> dict[Name, str]:
    """What each name of the draft names: role, company, town of a company that is named, or other."""
    low, body = level(draft).lower(), level(without_subject(draft)).lower()
    kinds = {name: _kind(name, low) for name in proper_names(draft)}
    inside = {name for name in kinds if set(name) - LINKING <= set(plain_words(body))}
    if any(kinds[name] == "role" for name in inside):  # else the subject alone says which it is
        kinds = {name: kind for name, kind in kinds.items() if name in inside or kind != "role"}
    firms = [name for name, kind in kinds.items() if kind == "company"]
    for name in [name for name, kind in kinds.items() if kind == "other"]:
        town = " ".join(name)
        of = [firm for firm in firms for between in _TOWN_OF if f"{' '.join(firm)}{between}{town}" in low]
        if of:
            kinds[name] = "town" if all(set(firm) - LINKING <= new for firm in of) else "company"
    return kinds


def _is_company_needed(kinds: dict[Name, str], d: Reading, new: set[str]) -> bool:
    """Whether the company must be named: the role does not say what is left, or whose offer is declined."""
    roles = [set(name) - {"of", "&"} for name, kind in kinds.items() if kind == "role"]
    role_kept = bool(roles) and all(w in new or in_other_form(w, new) for role in roles for w in role)
    if pattern("offer_made").search(d.joined):  # "the post that you offered me" is still theirs
        return not ({"your", "offer"} <= new or (role_kept and not new.isdisjoint(_OFFERED)))
    return not role_kept


def _is_in_short(words: Sequence[str], gone: Sequence[str], new: set[str]) -> bool:
    """Whether a name is initials only, or stands there as its initials: "HR", "Group CFO"."""
    whole, lost = "".join(word[0] for word in words), "".join(word[0] for word in gone)
    return (
        all(len(word) == 1 for word in words)
        or any(whole[:size] in new for size in range(2, len(words) + 1))
        or (len(gone) > 1 and lost in new)
    )


_OFFERED = frozenset({"offer", "offered", "offering"})
_TOWN_OF = (" in ", ", ")


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
    kind = "company" if name[-1] in _FIRMS else "other"
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
