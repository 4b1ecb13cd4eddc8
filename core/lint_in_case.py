"""The linter with a case at hand: what is private in it, what this message is for, which way it goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from core.case import Case
from core.catalogue import Message, message
from core.compose import compose
from core.errors import BowoutError
from core.heads_up import channel_warnings
from core.letter import Channel
from core.lint import lint
from core.plan import find_step
from core.validate import Finding, check

CHANNEL = "channel"


def lint_in_case(
    text: str, case: Case, message_id: str | None = None, channel: Channel | None = None
) -> tuple[Finding, ...]:
    """What is worth another look in a message of this case, in the order of the text.

    Args:
        text: the message.
        case: what is known; its private notes must not show.
        message_id: which message of the catalogue this is; left out, the one that tells the decision.
        channel: how it is to travel, where that is to be judged.

    Raises:
        BadInput: no such message.
    """
    entry = message(message_id or case.decision)
    ways = channel_warnings(case, entry.id, channel)
    found = [Finding(CHANNEL, warning) for warning in ways]
    found += _private(text, case, entry)
    found += [finding for finding in lint(text) if not _meant(finding, text, case, entry)]
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: (finding.span, finding.code)))


def _meant(finding: Finding, text: str, case: Case, entry: Message) -> bool:
    """Whether it would be a mistake in leaving only, or is what the person set down to be said."""
    if finding.code == "decision_missing":
        return not entry.states_decision
    if finding.code == "mixed_signal" and entry.stays:
        return True
    start, end = finding.span
    return end > start and any(
        at <= start and end <= at + len(own) for own in _own(case) if (at := text.find(own)) >= 0
    )


def _own(case: Case) -> Iterator[str]:
    for _, value in case.details:
        yield from (value if isinstance(value, tuple) else [value] if value else [])


def _private(text: str, case: Case, entry: Message) -> Iterator[Finding]:
    if case.private_texts:
        found = check(_draft(case, entry), text, private=case.private_texts).findings
        yield from (finding for finding in found if finding.code == "private_leak")


def _draft(case: Case, entry: Message) -> str:
    """The letter that the case itself gives, whose words are not private; nothing where it gives none."""
    now = datetime.now(UTC)
    try:
        step = find_step(case, entry.id, now)
        return compose(case, entry.id, people=step.people, channel=step.channel, now=now).text
    except BowoutError:
        return ""
