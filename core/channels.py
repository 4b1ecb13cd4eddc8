"""By which way: the channel rules, and where the advice is against a channel that was asked for."""

from __future__ import annotations

from core.case import Case
from core.catalogue import message
from core.letter import Channel
from core.recipients import main_contact, of_kind, through_recruiter

_LATE = ("final", "offer", "accepted")
_NOT_WRITTEN = (Channel.PHONE, Channel.NOTE)


def written(case: Case, message_id: str) -> Channel:
    """How this message travels in writing: as you have been in touch so far, where it can; else by email."""
    entry = message(message_id)
    usual = next((c for c in entry.channels if c not in _NOT_WRITTEN), entry.channels[0])
    if entry.audience in ("referrer", "referee"):  # theirs is a private matter, not the process's
        return usual
    only = _only_channel(case)
    return only if only in entry.channels else usual


def call_is_due(case: Case) -> bool:
    """Whether the decision should be told by phone: late in the process, or to a manager you get on with."""
    if main_contact(case) is None:
        return False
    return case.stage in _LATE or has_rapport(case)


def has_rapport(case: Case) -> bool:
    """Whether you get on well with a hiring manager."""
    return any(manager.rapport for manager in of_kind(case, "hiring_manager"))


def of_decision(case: Case, chosen: Channel | None) -> Channel:
    """How the decision travels: as chosen, if there is anybody to call; else by the rules."""
    if chosen is Channel.PHONE and main_contact(case) is None:
        chosen = None
    if chosen is not None:
        return chosen
    return Channel.PHONE if call_is_due(case) else written(case, case.decision)


def against(case: Case, chosen: Channel | None) -> list[str]:
    """The names of the warnings that a chosen channel calls for."""
    if chosen is None:
        return []
    if case.decision == "terms_inquiry":
        return ["terms_in_writing"] if chosen not in message("terms_inquiry").channels else []
    found = []
    if chosen is Channel.PHONE and not through_recruiter(case):
        if main_contact(case) is None:
            found.append("nobody_to_call")
        elif case.stage in ("applied", "early") and not has_rapport(case):
            found.append("email_is_enough")
    if chosen in (Channel.LINKEDIN, Channel.SMS) and _only_channel(case) is not chosen:
        found.append(chosen.value)
    if chosen is not Channel.PHONE and call_is_due(case):
        found.append("call_is_kinder")
    return found


def _only_channel(case: Case) -> Channel:
    used = set(case.channels.used)
    if used == {"linkedin"}:
        return Channel.LINKEDIN
    if used == {"sms"} and case.channels.sms_invited:
        return Channel.SMS
    return Channel.EMAIL
