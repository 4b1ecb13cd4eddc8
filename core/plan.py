"""The plan: advice first, then the steps in order, with what to look out for beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core import recipients
from core.advice import Advice, advise
from core.calendar import Window, zone_of_you
from core.case import Case
from core.catalogue import message
from core.errors import BadInput
from core.heads_up import warnings
from core.letter import Channel
from core.steps import Step, Steps, plan_data

__all__ = ["Plan", "Step", "find_step", "lone_step", "make_plan"]


@dataclass(frozen=True)
class Plan:
    """What to do, in order, with advice before it and warnings beside it."""

    advice: Advice
    decision: str
    steps: tuple[Step, ...]
    warnings: tuple[str, ...]

    def step(self, step_id: str) -> Step | None:
        """The step of this id."""
        return next((step for step in self.steps if step.id == step_id), None)

    def as_json(self, case: Case) -> dict[str, Any]:
        """Plain data, with every window on both clocks."""
        advice = self.advice
        return {
            "advice": {
                "verdict": advice.verdict,
                "because": list(advice.because),
                "cautions": [{"id": caution.id, "text": caution.text} for caution in advice.cautions],
            },
            "decision": self.decision,
            "steps": [_step_as_json(step, case) for step in self.steps],
        }


def make_plan(case: Case, now: datetime, channel: Channel | None = None) -> Plan:
    """The plan for this case at this moment.

    Args:
        case: what is known.
        now: the moment; without a zone it is meant in yours.
        channel: how the decision should travel, against the rules if need be.

    Raises:
        BadInput: the channel is ``note``, which reaches nobody.
    """
    if channel is Channel.NOTE:
        raise BadInput("channel", "a note reaches nobody", "Choose email, phone, linkedin or sms.")
    now = _aware(case, now)
    maker = Steps(case, now, channel)
    steps = maker.asking() if case.decision == "terms_inquiry" else maker.leaving()
    return Plan(advise(case), case.decision, tuple(_numbered(steps)), warnings(case, now, channel))


def lone_step(case: Case, message_id: str, now: datetime, channel: Channel | None = None) -> Step:
    """A step for any message of the catalogue, whether or not the plan calls for it.

    Raises:
        BadInput: no such message.
        MissingDetail: it is for somebody whom the case does not name.
    """
    entry = message(message_id)
    people = recipients.of_message(case, entry, message_id in plan_data()["everyone"])
    if channel is Channel.PHONE:
        people = people[:1]  # a call is to one person
    return Steps(case, _aware(case, now)).step(message_id, people, channel=channel)


def find_step(case: Case, step_id: str, now: datetime, channel: Channel | None = None) -> Step:
    """The plan's step of this id, else one made for the message alone; by the given channel if it can be.

    Raises:
        BadInput: neither a step of the plan nor a message.
        MissingDetail: it is for somebody whom the case does not name.
    """
    if channel is Channel.NOTE:
        return lone_step(case, step_id, now, channel)
    planned = make_plan(case, now, channel).step(step_id)
    if planned is None:
        return lone_step(case, step_id, now, channel)
    return replace(planned, channel=channel) if channel in message(planned.message).channels else planned


def _numbered(steps: Iterable[Step]) -> Iterator[Step]:
    seen: Counter[str] = Counter()
    for step in steps:
        seen[step.message] += 1
        count = seen[step.message]
        yield step if count == 1 else replace(step, id=f"{step.message}-{count}")


def _aware(case: Case, moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=zone_of_you(case))


def _step_as_json(step: Step, case: Case) -> dict[str, Any]:
    return {
        "id": step.id,
        "message": step.message,
        "channel": str(step.channel),
        "to": list(step.to),
        "why": step.why,
        "urgent": step.urgent,
        "window": _window_as_json(step.window, case) if step.window else None,
    }


def _window_as_json(window: Window, case: Case) -> dict[str, list[str]]:
    yours = window.in_zone(zone_of_you(case))
    return {
        name: [moment.isoformat(timespec="minutes") for moment in (clock.opens, clock.closes)]
        for name, clock in (("theirs", window), ("yours", yours))
    }
