"""Courtesy lines: a greeting or a thanks in the reader's own language, with its meaning and when it suits.

A language is a file of ``templates/courtesy`` with four lines: greeting and thanks, neutral and formal.
A language that nobody could vouch for is left out: a wrong courtesy is worse than none.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.errors import BadInput
from core.resources import data_folder, load_toml
from core.tone import Formality, Tone

USES = ("greeting", "thanks")


@dataclass(frozen=True)
class Line:
    """One courtesy line.

    Attributes:
        language: the code of its language, e.g. ``ja``.
        use: ``greeting`` opens a letter, ``thanks`` closes it.
        register: ``neutral`` or ``formal``.
        text: the line itself, in the script and with the punctuation of its language.
        gloss: what it says, in English.
        when: when it suits.
        reading: how it is read aloud, where the script is not Latin; else "".
    """

    language: str
    use: str
    register: str
    text: str
    gloss: str
    when: str
    reading: str = ""


@cache
def languages() -> Mapping[str, str]:
    """English names of all languages that have courtesy lines, by code, in the order of the names."""
    folder = data_folder("templates") / "courtesy"
    names = {path.stem: str(load_toml(path)["name"]) for path in folder.glob("*.toml")}
    return dict(sorted(names.items(), key=lambda item: item[1]))


def lines(language: str) -> tuple[Line, ...]:
    """All lines of a language, greetings first.

    Raises:
        BadInput: there are none in this language.
    """
    code = _code(language)
    bank = _bank(code)
    return tuple(
        Line(code, use, register, **fields) for use in USES for register, fields in bank[use].items()
    )


def line(language: str, use: str, tone: Tone) -> Line:
    """The line of a language for a use, in the register that the tone asks for.

    Raises:
        BadInput: there are none in this language, or no such use.
    """
    if use not in USES:
        raise BadInput("courtesy", "is not a kind of courtesy", f"Choose {' or '.join(USES)}.", use)
    register = "formal" if tone.formality is Formality.FORMAL else "neutral"
    return next(found for found in lines(language) if (found.use, found.register) == (use, register))


def is_courtesy(text: str) -> bool:
    """Whether a text is a courtesy line, or a sentence of one."""
    return any(text in known for known in _texts())


@cache
def _texts() -> frozenset[str]:
    return frozenset(known.text for code in languages() for known in lines(code))


def suggested(country: str | None, spoken: Sequence[str] = ()) -> tuple[str, ...]:
    """Languages to offer first, by code: those that the readers speak, then those of their country."""
    from babel.languages import get_official_languages

    official = get_official_languages(country) if country else ()
    found = []
    for wish in [*spoken, *(each for code in official for each in (f"{code}-{country}", code))]:
        with suppress(BadInput):
            found.append(_code(wish))
    return tuple(dict.fromkeys(found))


def _bank(code: str) -> dict[str, Any]:
    return load_toml(data_folder("templates") / "courtesy" / f"{code}.toml")


def _code(language: str) -> str:
    """The code of a language given by its code or its English name: ``ja``, ``Japanese``, ``pt-BR``."""
    wanted = language.strip().casefold().replace("_", "-")
    for code, name in languages().items():
        if wanted in {known.casefold() for known in (code, name, *_bank(code).get("also", ()))}:
            return code
    short = wanted.partition("-")[0]
    if short in languages():
        return short
    known = {name.casefold(): name for name in languages().values()}
    close = difflib.get_close_matches(wanted, known, n=3)
    offered = [known[name] for name in close] or [f"{code} ({name})" for code, name in languages().items()]
    raise BadInput("courtesy", "is a language without courtesy lines", f"Try {', '.join(offered)}.", language)
