"""The catalogue: every message that Bowout can write, read from ``templates/catalogue.toml``."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from core.errors import BadInput
from core.letter import Channel
from core.resources import data_folder, load_toml


@dataclass(frozen=True)
class Message:
    """One entry of the catalogue.

    Attributes:
        id: its name in plans, files and on the command line.
        title: what a person calls it.
        summary: what it does, in half a line.
        audience: who reads it: a kind of person, ``employer`` or ``you``.
        channels: how it may travel, the usual way first.
        needs: details without which it cannot be written.
        helps: details that it can do without and is better for.
        states_decision: whether it says the decision.
        stays: whether its writer is in the process, or would like to be.
        private: whether it stays with its writer.
        most: the most characters that its channel lets through; None where there is no such limit.
    """

    id: str
    title: str
    summary: str
    audience: str
    channels: tuple[Channel, ...]
    needs: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    states_decision: bool = False
    stays: bool = False
    private: bool = False
    most: int | None = None


def field_of(detail: str) -> str:
    """Where a case keeps a detail that a message needs, as a path of its fields."""
    return "closing.referral" if detail == "referral" else f"details.{detail}"


@cache
def catalogue() -> Mapping[str, Message]:
    """All messages by id, in the catalogue's order."""
    entries = load_toml(data_folder("templates") / "catalogue.toml")
    return {
        key: Message(
            **{
                **entry,
                "id": key,
                "summary": entry["summary"].format(**entry),
                "channels": tuple(Channel(name) for name in entry["channels"]),
                "needs": tuple(entry.get("needs", ())),
                "helps": tuple(entry.get("helps", ())),
            }
        )
        for key, entry in entries.items()
    }


def message(message_id: str) -> Message:
    """The catalogue's entry.

    Raises:
        BadInput: no message has this id; the mend names the closest ones.
    """
    entries = catalogue()
    if message_id not in entries:
        close = difflib.get_close_matches(message_id, entries, n=3) or list(entries)
        raise BadInput("step", "is not a message", f"Try {', '.join(close)}.", message_id)
    return entries[message_id]
