"""What a message needs to be told before it can be written, and what may be added to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.catalogue import field_of, message
from core.checklist import Question, is_answered, question
from core.errors import BowoutError, MissingDetail

if TYPE_CHECKING:
    from tui.state.session import Session


def to_ask(session: Session, message_id: str) -> tuple[Question, ...]:
    """What to ask before this message is opened; nothing once it has been answered."""
    entry = message(message_id)
    needed, also = [[*map(field_of, details)] for details in (entry.needs, entry.helps)]
    lacking = [path for path in needed if not is_answered(session.answers, path)]
    if message_id == "thank_you_note" and is_answered(session.answers, "personal_line"):
        lacking = []  # the personal line serves as well
    if not lacking and (needed or any(is_answered(session.answers, path) for path in also)):
        return ()
    wanted = [path for path in [*lacking, *also] if not is_answered(session.answers, path)]
    return tuple(asked for path in wanted if (asked := question(path)) is not None)


def is_needed(asked: Question, message_id: str) -> bool:
    """Whether the message cannot be written without this answer."""
    return asked.id in map(field_of, message(message_id).needs)


def person_lacking(session: Session, message_id: str) -> str | None:
    """The kind of person that the message is for and the case does not name; None if there is one."""
    from core.plan import find_step

    try:
        find_step(session.case, message_id, session.clock())
    except MissingDetail:
        return message(message_id).audience
    except BowoutError:
        pass
    return None


def lacks_something(session: Session, message_id: str) -> bool:
    """Whether this message cannot be opened before something is asked."""
    try:
        asked = to_ask(session, message_id)
    except BowoutError:
        return False  # no message at all
    return person_lacking(session, message_id) is not None or any(is_needed(q, message_id) for q in asked)
