"""Lines in the reader's own language: which to offer for a letter, and how they get into one's own words."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from core import courtesy
from core.case import Person
from core.courtesy import Line
from core.errors import BadInput
from core.tone import Tone


def wish_of(line: Line) -> str:
    """How a line is asked for: ``ja`` for thanks in Japanese, ``ja:greeting`` for a greeting."""
    return line.language if line.use == "thanks" else f"{line.language}:{line.use}"


def line_of(wish: str, tone: Tone) -> Line | None:
    """The line that is asked for, in the register of the tone; None where there is no such line."""
    language, _, use = wish.partition(":")
    with suppress(BadInput):
        return courtesy.line(language, use or "thanks", tone)
    return None


def known_wish(data: object) -> str:
    """A wish as it is kept in a file, if there is still such a line; else ""."""
    return data if isinstance(data, str) and data and line_of(data, Tone()) is not None else ""


def offered(country: str | None, readers: Sequence[Person], tone: Tone) -> tuple[Line, ...]:
    """All lines that suit the tone, those in the languages of the readers and of their country first."""
    first = courtesy.suggested(country, spoken_by(readers))
    languages = [*first, *(code for code in courtesy.languages() if code not in first)]
    return tuple(courtesy.line(code, use, tone) for code in languages for use in ("thanks", "greeting"))


def spoken_by(readers: Sequence[Person]) -> tuple[str, ...]:
    """The languages of readers whose first language is another than English."""
    return tuple(person.language for person in readers if person.language)


def without_line(text: str, wish: str) -> str:
    """One's own words without a courtesy line, in whichever register it stands there as a paragraph."""
    language, _, use = wish.partition(":")
    known = courtesy.lines(language) if wish else ()
    said = {line.text for line in known if line.use == (use or "thanks")}
    return "\n\n".join(block for block in text.split("\n\n") if block.strip() not in said)


def with_line(text: str, wish: str, tone: Tone, *, signed: bool) -> str:
    """One's own words with a courtesy line: a greeting after the first block, thanks before the signature."""
    line = line_of(wish, tone) if wish else None
    if line is None:
        return text
    blocks = text.split("\n\n")
    last = len(blocks) - 1 if signed and len(blocks) > 1 else len(blocks)
    blocks.insert(min(1, len(blocks) - 1) if line.use == "greeting" else last, line.text)
    return "\n\n".join(blocks)
