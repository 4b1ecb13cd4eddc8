"""Where a case stands, in one line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from core.errors import BowoutError
from tui.state.clocks import window_in_words
from tui.state.session import Session

if TYPE_CHECKING:
    from core.record import CaseRecord
    from core.store import Cases


def sum_up(record: CaseRecord, cases: Cases, clock: Callable[[], datetime]) -> str:
    """What is missing, or whom to tell next and when."""
    session = Session(record, cases, clock)
    try:
        if needed := session.needed:
            return f"still needed: {', '.join(needed)}"
        step = session.next_step
        if step is None:
            return "everybody is told"
        done = f"{session.told} of {len(session.plan.steps)} told · " if session.told else ""
        when = f", {window_in_words(session.case, step.window, clock())}" if step.window else ""
        return f"{done}next: {step_title(step.message)} to {', '.join(step.to)}{when}"
    except BowoutError as error:
        return str(error)


def step_title(message_id: str) -> str:
    """What a message is called."""
    from core.catalogue import message

    try:
        return message(message_id).title
    except BowoutError:
        return message_id.replace("_", " ")
