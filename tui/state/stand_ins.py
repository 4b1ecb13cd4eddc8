"""What stands in a letter where an answer is still missing."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
