"""A tone to start from, by country: a suggestion with reason, source and caveat. The person decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from core.resources import data_folder, load_toml
from core.tone import Context, Formality, Tone


@dataclass(frozen=True)
class Suggestion:
    """What may suit a company of a country.

    Attributes:
        country: the two-letter code.
        tone: the place on the tone pad.
        reason: half a line.
        sources: where it comes from.
        caveat: why not to take it for granted.
    """

    country: str
    tone: Tone
    reason: str
    sources: tuple[str, ...]
    caveat: str


@cache
def suggest(country: str | None) -> Suggestion | None:
    """The suggestion for a country; None where we have no good ground for one."""
    data = load_toml(data_folder("templates") / "cultures.toml")
    code = (country or "").upper()
    entry = data["countries"].get(code)
    if entry is None:
        return None
    return Suggestion(
        country=code,
        tone=Tone(Formality(entry["formality"]), Context(entry["context"])),
        reason=entry["reason"],
        sources=tuple(data["sources"][source] for source in entry["sources"]),
        caveat=data["caveat"],
    )
