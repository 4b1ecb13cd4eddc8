"""What the first case would wait for, done while its owner still reads the first screen."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

_A_CASE: dict[str, Any] = {"stage": "applied", "decision": {"final": True}, "reason": {"kind": "none"}}
_LARGE = ("process",)
"""Asks for a country: the names of all of them are much memory for somebody who only looks in."""


def get_ready() -> None:
    """Read the questions and make a plan, for nobody: what is slow the first time."""
    from core.checklist import questions, sections
    from core.plan import make_plan
    from tui.state.preview import preview

    for section in sections():
        if section.id not in _LARGE:
            questions(_A_CASE, section.id)
    make_plan(preview(_A_CASE).case, datetime.now(UTC))


def get_letters_ready() -> None:
    """Write a letter for nobody: slow the first time too, and much memory for somebody who only looks in."""
    from core.compose import compose
    from core.errors import BowoutError
    from core.plan import make_plan
    from tui.state.preview import preview

    case = preview(_A_CASE).case
    try:
        step = make_plan(case, datetime.now(UTC)).steps[0]
        compose(case, step.message, people=step.people, channel=step.channel, tone=case.tone)
    except BowoutError:  # whoever opens a case is told
        return
