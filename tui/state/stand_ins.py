"""What stands in a letter where an answer is still missing."""

from __future__ import annotations

import re
from collections.abc import Mapping

from core.errors import BowoutError, MissingDetail, PrivateShown

STAND_INS: Mapping[str, str] = {
    "you.name": "‹you›",
    "company.name": "‹company›",
    "role": "‹role›",
    "stage": "early",
}
"""What a letter cannot do without, and what is put in its place meanwhile."""

STAND_IN = re.compile("‹(?:you|company|role)›")

NEEDED: Mapping[str, str] = {
    "you.name": "your name",
    "company.name": "the company",
    "role": "the job",
    "stage": "how far you have come",
    "details.obstacle": "what stands in the way",
}
"""What a required answer is called in a list of what is missing."""


def in_words(error: BowoutError) -> str:
    """An error for somebody who fills in a checklist and has never seen a field's name."""
    if isinstance(error, MissingDetail):
        return f"This letter still needs an answer: {NEEDED.get(error.field, error.field)}."
    if isinstance(error, PrivateShown):
        from core.checklist import question

        asked = question(error.field.partition("[")[0])
        answer = f"Your answer to “{asked.label}”" if asked is not None else error.field
        return f"{answer} {error.problem}. {error.mend}"
    return str(error)
