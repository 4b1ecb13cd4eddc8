"""Tone: two axes, one switch, and the named presets.

``formality`` is how formal the words are; ``context`` is how much cushioning stands around the
decision (low: decision first and brief; high: relationship first, warmer, just as final);
``plain`` asks for short sentences without idioms, for readers whose English is a second language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar


class Formality(StrEnum):
    """How formal the words are."""

    CASUAL = "casual"
    NEUTRAL = "neutral"
    FORMAL = "formal"


class Context(StrEnum):
    """How much cushioning stands around the decision."""

    LOW = "low"
    BALANCED = "balanced"
    HIGH = "high"


@dataclass(frozen=True)
class Tone:
    """One place on the tone pad."""

    formality: Formality = field(default=Formality.NEUTRAL)
    context: Context = field(default=Context.BALANCED)
    plain: bool = False

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    @property
    def cell(self) -> str:
        """The cell of the pad, e.g. ``formal_high``."""
        return f"{self.formality}_{self.context}"

    def __str__(self) -> str:
        plain = " · plain" if self.plain else ""
        return f"{self.formality} · {self.context}{plain}"


def all_tones() -> Iterator[Tone]:
    """All nine cells of the pad, first without ``plain``, then with it."""
    for plain in (False, True):
        for formality in Formality:
            for context in Context:
                yield Tone(formality, context, plain)


PRESETS: dict[str, Tone] = {
    "Direct": Tone(Formality.NEUTRAL, Context.LOW),
    "Plain": Tone(Formality.NEUTRAL, Context.LOW, plain=True),
    "Balanced": Tone(),
    "Warm": Tone(Formality.NEUTRAL, Context.HIGH),
    "Formal": Tone(Formality.FORMAL, Context.BALANCED),
    "Formal and warm": Tone(Formality.FORMAL, Context.HIGH),
    "Friendly": Tone(Formality.CASUAL, Context.HIGH),
}
"""The corners people ask for, by name."""
