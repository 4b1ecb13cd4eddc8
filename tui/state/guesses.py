"""What somebody may have meant by the name of a place that is not understood."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.checklist import Question

_LIKE = 0.74
_OFFERED = 3


def not_known(question: Question, text: str) -> str:
    """What to say of an answer that is none of the question's suggestions: the nearest, or what to write.

    Args:
        question: one with suggestions.
        text: what was answered.
    """
    said = f"“{text}” is not a place that we know."
    near = nearest(question, text)
    if near:
        return f"{said} Did you mean {' or '.join(near)}?"
    if question.id.endswith("timezone"):
        if text.strip().casefold() in _country_names():
            return f"{text} has several time zones. Give the nearest big city there."
        return f"{said} Give the nearest big city, such as Lisbon, Chicago or Tokyo."
    return f"{said} Give the country's name, such as Japan."


def _country_names() -> set[str]:
    from core.checklist import question

    countries = question("company.country")
    return {label.casefold() for _, label in countries.choices} if countries is not None else set()


def nearest(question: Question, text: str) -> list[str]:
    """The suggestions that look most like a text, one for each place."""
    folded: dict[str, tuple[str, str]] = {}
    for value, label in question.choices:
        city = label.rpartition("/")[2].replace("_", " ")
        folded.setdefault(city.casefold(), (str(value), city))
    wanted = text.strip().casefold().rpartition("/")[2].replace("_", " ")
    found = difflib.get_close_matches(wanted, folded, n=_OFFERED * 2, cutoff=_LIKE)
    places = {folded[name][0]: folded[name][1] for name in reversed(found)}
    return list(reversed(places.values()))[:_OFFERED]
