"""One line of the journal: how it reads, and how its owner's word on it is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from core.errors import BowoutError
from core.journal import OUTCOMES
from tui.state.charts import reason_names
from tui.state.exits import set_outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.journal import Entry, Journal
    from core.store import Cases

REPLIES = {"asked_why": "reason_reply", "counter_proposal": "persuasion_reply"}
"""Outcomes that want an answer, and the message that gives it."""


def told_of(entry: Entry) -> list[tuple[str, str]]:
    """What is known of an exit, as labels and values; nothing that is empty."""
    days = entry.days_to_tell
    told = _day(entry.told)
    if told and days is not None:
        told += (
            " · the same day" if days < 1 else f" · after {days:.0f} {'day' if round(days) == 1 else 'days'}"
        )
    known = [
        ("outcome", OUTCOMES[entry.outcome]),
        ("note", entry.note),
        ("decided", _day(entry.decided)),
        ("told", told),
        ("answered", _day(entry.answered)),
        ("reason", "" if entry.reason == "none" else reason_names().get(entry.reason, entry.reason)),
    ]
    return [(label, value) for label, value in known if value]


def sum_of(entries: Sequence[Entry]) -> str:
    """All exits in one line."""
    from core.journal import stats

    found = stats(entries)
    parts = [f"{found.exits} {'exit' if found.exits == 1 else 'exits'}"]
    if (days := found.median_days_to_tell) is not None:
        told = "told on the day" if days < 1 else f"told within {days:g} days"
        parts.append(told if found.exits == 1 else f"half of them {told}")
    parts += [f"{OUTCOMES[name]} {count}" for name, count in list(found.outcomes.items())[:3]]
    return " · ".join(parts)


def keep_outcome(
    journal: Journal, cases: Cases, now: datetime, entry: Entry, outcome: str | None, note: str
) -> Entry:
    """Keep how they took it, in the journal and in the case it is about, where that is still there.

    Raises:
        StoreError: the journal cannot be written.
    """
    from tui.state.session import Session

    answered = None if outcome in (None, "silence") else entry.answered or now
    changed = replace(
        entry,
        outcome=outcome or ("waiting" if entry.told else "not_told"),
        note=note if outcome is not None else "",
        answered=answered,
    )
    journal.put(changed)
    try:
        session = Session(cases.load(entry.id), cases, lambda: now)
        set_outcome(session, outcome, note)
        session.save()
    except BowoutError:
        pass  # the case is archived, in the trash or gone; the journal has it
    return changed


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone():%d %b %Y}" if moment else ""
