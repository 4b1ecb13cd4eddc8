"""How people are addressed, and how roles stand in a sentence.

Nothing is guessed: where a family name or a given name cannot be told for certain, the whole name is used.
The words that tell (titles, particles, ...) are in ``templates/names.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from core.case import Person
from core.resources import data_folder, load_toml
from core.tone import Formality, Tone

_JOINED_UP_TO = 3
_LATIN = re.compile(r"[A-Za-zÀ-ɏ'’‘.\-‐]+")
_INITIAL = re.compile(r"\w\.?")


def title_of(person: Person) -> str:
    """The title to use: the one given, else the ones that stand in the name; "" if there is none."""
    return person.title or _split(person.name)[0]


def full_name(person: Person) -> str:
    """The name without title and suffix."""
    return _split(person.name)[1]


def given_name(person: Person, country: str | None = None) -> str:
    """The given name where it is known; "" where it would be a guess.

    Known: when it was told, when the name is a single word without a title, or when a name in Latin letters
    has exactly one word before the family name. In countries and languages in which the family name may
    stand first, only what was told is known.
    """
    if person.given_name:
        return person.given_name
    words = full_name(person).split()
    if len(words) == 1:
        return "" if title_of(person) or not _LATIN.fullmatch(words[0]) else words[0]
    return words[0] if _given_first(person, words, country) else ""


def family_name(person: Person, country: str | None = None) -> str:
    """The family name with its particles; "" where it would be a guess."""
    name = full_name(person)
    words = name.split()
    if len(words) == 1:
        return words[0] if title_of(person) else ""
    if person.given_name:
        for rest in (name.removeprefix(person.given_name + " "), name.removesuffix(" " + person.given_name)):
            if rest != name:
                return _without_initials(rest.split())
    return _without_initials(words[1:]) if _given_first(person, words, country) else ""


def short_name(person: Person, tone: Tone, country: str | None = None) -> str:
    """What the person is called in a letter of this tone."""
    title, given = title_of(person), given_name(person, country)
    formal = f"{title} {family_name(person, country) or full_name(person)}" if title else full_name(person)
    if tone.formality is Formality.CASUAL:
        return given or _long_name(person)
    measured = tone.formality is Formality.NEUTRAL and (not title or person.rapport)
    return given or formal if measured else formal


def joined(items: Sequence[str], last: str = " and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])}{last} {items[-1]}"


def addressees(
    people: Sequence[Person], tone: Tone, country: str | None = None, audience: str = "employer"
) -> str:
    """Whom the greeting names: up to three people, all in one style, else the team as a whole."""
    nobody: dict[str, str] = _words()["nobody"]
    if not people or len(people) > _JOINED_UP_TO:
        return nobody.get(audience, nobody["employer"])
    return joined(as_greeted(people, tone, country))


def as_greeted(people: Sequence[Person], tone: Tone, country: str | None = None) -> list[str]:
    """What each of several people is called beside the others: all in one style."""
    short = [short_name(person, tone, country) for person in people]
    styles = {_style(person, name) for person, name in zip(people, short, strict=True)}
    alike = len(styles) == 1 and len(set(short)) == len(short)
    return short if alike or len(people) == 1 else [_long_name(person) for person in people]


def by_given_name(people: Sequence[Person], tone: Tone, country: str | None = None) -> bool:
    """Whether the greeting calls everybody by the given name."""
    given = [given_name(person, country) for person in people]
    return all(given) and addressees(people, tone, country) == joined(given)


def the_role(role: str) -> str:
    """The role as a noun group: ``the Data Analyst role``, ``the role of Director, Operations``."""
    bare = _bare_role(role)
    if _names_itself(bare):
        return f"the {bare}"
    if re.search(r"[,(:;.]", bare):
        return f"the role of {bare}"
    return f"the {bare} role"


def the_position(role: str) -> str:
    """The role as formal letters put it: ``the position of Data Analyst``."""
    bare = _bare_role(role)
    return f"the {bare}" if _names_itself(bare) else f"the position of {bare}"


def with_article(noun: str) -> str:
    """``an offer``, ``a role``, ``an HR role``: by the sound, as far as spelling tells it."""
    rules = _words()["articles"]
    first = noun.split(maxsplit=1)[0] if noun.split() else ""
    low = first.lower()
    if low.startswith((*rules["an_although"], *rules["an"])):
        an = True
    elif low.startswith(tuple(rules["a"])):
        an = False
    elif len(first) > 1 and first.isupper() and len(first) <= 3:
        an = first[0] in rules["spelled_with_an"]
    else:
        an = low[:1] in tuple("aeiou")
    return f"{'an' if an else 'a'} {noun}"


@cache
def _words() -> dict[str, Any]:
    return load_toml(data_folder("templates") / "names.toml")


@cache
def _alternatives(key: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_words()[key], key=len, reverse=True))


@cache
def _split(name: str) -> tuple[str, str]:
    """Titles, and the name without them and without suffixes."""
    title = re.match(rf"(?:(?:{_alternatives('titles')})\.?\s+)+(?=\S)", name, re.IGNORECASE)
    rest = name[title.end() :] if title else name
    bare = re.sub(rf"(?:,?\s+(?:{_alternatives('suffixes')})\.?)+$", "", rest)
    return (title[0].strip() if title else ""), bare


def _style(person: Person, name: str) -> str:
    title = title_of(person)
    if title and name.startswith(title):
        return "title and whole" if name.endswith(full_name(person)) else "title"
    alone = _LATIN.fullmatch(name)
    return "given" if alone or name != full_name(person) else "whole"


def _long_name(person: Person) -> str:
    name = full_name(person)
    return name if len(name.split()) > 1 else f"{title_of(person)} {name}".strip()


def _bare_role(role: str) -> str:
    return re.sub(r"^the\s+(?=\S)", "", role, flags=re.IGNORECASE)


def _names_itself(role: str) -> bool:
    return bool(re.search(rf"\b(?:{'|'.join(_words()['roles']['nouns'])})$", role, re.IGNORECASE))


def _without_initials(words: Sequence[str]) -> str:
    kept = [word for word in words[:-1] if _is_particle(word) or not _INITIAL.fullmatch(word)]
    return " ".join([*kept, words[-1]])


def _is_particle(word: str) -> bool:
    return word.lower() in _words()["particles"]


def _given_first(person: Person, words: Sequence[str], country: str | None) -> bool:
    """One given name, perhaps initials, then a family name of one word with or without particles."""
    family_first = _words()["family_first"]
    language = (person.language or "").lower().split("-")[0]
    if country in family_first["countries"] or language in family_first["languages"]:
        return False
    given, *middle, last = words
    return (
        all(_LATIN.fullmatch(word) for word in words)
        and len(given.rstrip(".")) > 1
        and not given.endswith(".")
        and not _is_particle(given)
        and not last.endswith(".")
        and all(_is_particle(word) or _INITIAL.fullmatch(word) for word in middle)
    )
