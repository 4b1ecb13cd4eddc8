"""A letter with room for one more sentence, and what the check says of a rewrite."""

from __future__ import annotations

from core.validate import check

FRAME = """Hi Ana,

I have decided to withdraw my application for the Welder role at Orme Yard. {}

Thank you for the chat.

Jonas Brandt"""


def codes(draft: str, rewrite: str) -> set[str]:
    return {finding.code for finding in check(draft, rewrite).findings}
