"""How people are addressed, and how roles stand in a sentence.

Nothing is guessed: where a family name or a given name cannot be told for certain, the whole name is used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.case import Person
from core.tone import Formality, Tone

_PARTICLES = frozenset(
    "van von der den de del della di da do dos du la le les el al bin ibn bint abu ter ten zu zum af av y e".split()
)
_TITLE = re.compile(
    r"(?P<title>(?:Mr|Mrs|Ms|Mx|Miss|Dr|Prof|Professor|Herr|Frau|Sir|Dame)\.?)\s+(?P<rest>\S.*)"
)
_SUFFIX = re.compile(r",?\s+(?:Jr\.?|Sr\.?|I{2,3}|IV|Ph\.?D\.?|MD|MBA)$")
_ROLE_NOUN = re.compile(
    r"\b(?:role|position|post|job|vacancy|internship|fellowship|placement)$", re.IGNORECASE
)
_JOINED_UP_TO = 3


def title_of(person: Person) -> str:
    """The title to use: the one given, else the one that stands in the name; "" if there is none."""
    match = _TITLE.fullmatch(person.name)
    return person.title or (match["title"] if match else "")


def full_name(person: Person) -> str:
    """The name without title and suffix."""
    match = _TITLE.fullmatch(person.name)
    return _SUFFIX.sub("", match["rest"] if match else person.name)


def given_name(person: Person) -> str:
    """The given name where it is known; "" where it would be a guess.

    Known: when it was told, when the name is a single word without a title, or when a name in Latin letters
    has exactly one word before the family name. East Asian names may be written in either order, so
    callers that know of a family-first country pass ``given_name`` in the case.
    """
    if person.given_name:
        return person.given_name
    words = full_name(person).split()
    if len(words) == 1:
        return "" if title_of(person) else words[0]
    if _plain_western(words):
        return words[0]
    return ""


def family_name(person: Person) -> str:
    """The family name with its particles; "" where it would be a guess."""
    name = full_name(person)
    words = name.split()
    if len(words) == 1:
        return words[0] if title_of(person) else ""
    if person.given_name:
        for rest in (name.removeprefix(person.given_name + " "), name.removesuffix(" " + person.given_name)):
            if rest != name:
                return rest
    return " ".join(words[1:]) if _plain_western(words) else ""


def short_name(person: Person, tone: Tone) -> str:
    """What the person is called in a letter of this tone."""
    title, family, given = title_of(person), family_name(person), given_name(person)
    formal = f"{title} {family}" if title and family else full_name(person)
    if tone.formality is Formality.FORMAL:
        return formal
    if tone.formality is Formality.NEUTRAL and title and not person.rapport:
        return formal
    return given or formal


def joined(items: Sequence[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def addressees(people: Sequence[Person], tone: Tone) -> str:
    """Whom the greeting names: up to three people by name, else the hiring team."""
    if not people or len(people) > _JOINED_UP_TO:
        return "Hiring Team"
    short = [short_name(person, tone) for person in people]
    titled = [name.startswith(title_of(person) or " ") for person, name in zip(people, short, strict=True)]
    alike = all(titled) or (tone.formality is not Formality.FORMAL and not any(titled))
    return joined(short if alike or len(people) == 1 else [full_name(person) for person in people])


def the_role(role: str) -> str:
    """The role as a noun group: ``the Data Analyst role``, ``the role of Director, Operations``."""
    bare = re.sub(r"^the\s+", "", role, flags=re.IGNORECASE)
    if _ROLE_NOUN.search(bare):
        return f"the {bare}"
    if "," in bare or "(" in bare:
        return f"the role of {bare}"
    return f"the {bare} role"


def the_position(role: str) -> str:
    """The role as formal letters put it: ``the position of Data Analyst``."""
    bare = re.sub(r"^the\s+", "", role, flags=re.IGNORECASE)
    return f"the {bare}" if _ROLE_NOUN.search(bare) else f"the position of {bare}"


def with_article(noun: str) -> str:
    """``an offer``, ``a role``: by the first letter, with the common exceptions."""
    vowel_sound = re.match(r"(?!(?:uni|use|usu|eu|one\b|once))[aeiou]|hour|honest|heir", noun, re.IGNORECASE)
    return f"{'an' if vowel_sound else 'a'} {noun}"


def _plain_western(words: Sequence[str]) -> bool:
    """One given name, then a family name of one word with or without particles, in Latin letters."""
    given, *particles, last = words
    latin = all(character < "\u0250" for word in words for character in word)
    return (
        latin
        and not given.endswith(".")
        and given.lower() not in _PARTICLES
        and not last.endswith(".")
        and all(word.lower() in _PARTICLES for word in particles)
    )
