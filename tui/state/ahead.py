"""What the first case would wait for, done while its owner still reads the first screen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

_A_CASE: dict[str, Any] = {"stage": "applied", "decision": {"final": True}, "reason": {"kind": "none"}}
_LARGE = ("process",)
"""Asks for a country: the names of all of them are much memory for somebody who only looks in."""


def get_ready() -> None:
    """Read the questions, make a plan and write a letter, for nobody: all that is slow the first time."""
    from core.checklist import questions, sections
    from core.compose import compose
    from core.errors import BowoutError
    from core.plan import make_plan
    from tui.state.preview import preview

    for section in sections():
        if section.id not in _LARGE:
            questions(_A_CASE, section.id)
    case = preview(_A_CASE).case
    try:
        step = make_plan(case, datetime.now(UTC)).steps[0]
        compose(case, step.message, people=step.people, channel=step.channel, tone=case.tone)
    except BowoutError:  # whoever opens a case is told
        return
