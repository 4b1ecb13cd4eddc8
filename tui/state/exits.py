"""What of a case belongs into the journal: when they were told, and how they took it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from core.catalogue import message
from core.errors import BadInput

if TYPE_CHECKING:
    from core.journal import Entry
    from tui.state.session import Session

ASKED = ("gracious", "asked_why", "counter_proposal", "cool", "silence", "stayed")
"""The outcomes that its owner can name; the others follow from the ticks."""


def outcome(session: Session) -> tuple[str | None, str]:
    """What its owner said of the answer, and the note to it."""
    kept = session.noted("outcome")
    name, note = kept.get("name"), kept.get("note")
    return (name if name in ASKED else None), (note if isinstance(note, str) else "")


def set_outcome(session: Session, name: str | None, note: str = "") -> None:
    """Keep how they took it; None takes it back."""
    kept = session.noted("outcome")
    kept.clear()
    if name is not None:
        kept |= {"name": name, "note": note, "at": session.clock().isoformat()}
    session.touch()


def entry(session: Session) -> Entry:
    """The journal's entry for the open case as it stands."""
    from core.journal import entry_of

    told = _told_at(session)
    name, note = outcome(session)
    known: dict[str, Any] = {"note": note} if note else {}
    if name is not None:
        known["answered"] = None if name == "silence" else _moment(session.noted("outcome").get("at"))
    return entry_of(
        session.record,
        decision=session.plan.decision,
        decided=session.record.created,
        told=told,
        outcome=name or ("waiting" if told else "not_told"),
        **known,
    )


def _told_at(session: Session) -> datetime | None:
    """When the first of them heard the decision: a request for a call does not give it away."""
    moments = session.noted("moments")
    heard = [
        _moment(moments.get(step.id))
        for step in session.plan.steps
        if session.tick_of(step.id) is not None and _gives_decision(step.message)
    ]
    return min((moment for moment in heard if moment is not None), default=None)


def _gives_decision(message_id: str) -> bool:
    try:
        return message(message_id).states_decision
    except BadInput:
        return False


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
