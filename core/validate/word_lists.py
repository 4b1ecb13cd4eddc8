"""Small closed lists of words that several tests ask for: months and days, numbers, titles."""

from __future__ import annotations

from core.resources import load_toml
from core.validate.rules import RULES, frame

MONTHS = tuple(frame("dates", "months").split())
DAYS = tuple(frame("dates", "days").split())
DATE_WORDS = frozenset(MONTHS + DAYS)
SHORT_DATES: dict[str, str] = load_toml(RULES / "frame.toml")["short_dates"]
NUMBERS: dict[str, str] = load_toml(RULES / "frame.toml")["numbers"]
"""Numbers in words, each with its figures."""
COUNTS = frozenset(frame("counts").split())
"""Numbers in words that may count what another text only lists."""
OTHER_FORMS: dict[str, frozenset[str]] = {
    number: frozenset(words.split())
    for number, words in load_toml(RULES / "frame.toml")["counts"]["other_forms"].items()
}
"""By number, the words that say it otherwise: twice, both, a fortnight."""
SHARES: dict[str, str] = load_toml(RULES / "frame.toml")["counts"]["shares"]
"""Per cent in figures, each with the word that says as much."""
AMBIGUOUS = frozenset(frame("dates", "ambiguous").split())
"""Months that are words of another kind as well."""
TITLES = frozenset(frame("titles").split())
ALIKE: dict[str, str] = {
    title: line for line in load_toml(RULES / "frame.toml")["titles"]["alike"] for title in line.split()
}
"""Titles of people, each with those that may stand for it."""
PARTICLES = frozenset(frame("particles").split())
"""Small words inside the names of people."""
ORDINALS = frozenset(frame("ordinals").split())
GREETING_WORDS = frozenset(f"{frame('greeting')} {frame('greeting', 'foreign')}".split())
NOBODY = frozenset(frame("greeting", "nobody").split())
"""Addressees that are nobody in particular."""
SHORTENED = frozenset(frame("shortened").split())
"""Short forms that stand for the name of a thing or a place, never of a person."""
CONTRACTED: dict[str, str] = load_toml(RULES / "frame.toml")["shortened"]["contracted"]
"""Short forms that are not the beginning of what they stand for: Dept, Sr."""
UNNAMED = frozenset(frame("unnamed").split())
"""Words that some write with a capital and that name nobody: God, Okay, Mum."""
KIN: dict[str, str] = {
    word: name for name, words in load_toml(RULES / "frame.toml")["kin"].items() for word in words.split()
}
"""Relatives: each word with the one that stands for all of its line."""
