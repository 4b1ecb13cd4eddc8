"""The steps of leaving and of asking: who, by which way, in which order, and why.

The order is the plan: recruiters, then who referred you, then the decision, then what it sets in motion,
then what keeps the door open, and a note to yourself at the end. Texts come from ``templates/plan.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from core import channels, recipients
from core.calendar import Window, following_window, next_event, next_window
from core.case import Case, Person
from core.catalogue import message
from core.letter import Channel
from core.names import full_name, joined
from core.resources import data_folder, load_toml

SOON = timedelta(hours=48)
"""An event nearer than this makes telling them urgent, and a promise should be kept within it."""


@dataclass(frozen=True)
class Step:
    """One message to some people by one channel in a time window.

    Attributes:
        id: the message's id; a repeated one has ``-2``, ``-3`` after it.
        message: an id of the catalogue.
        channel: how it travels.
        to: the names it goes to.
        people: the same, where they are known people.
        why: one sentence.
        urgent: whether it should not wait.
        window: when they can be reached; None for notes to yourself.
        due: by when a promise should be kept; None where nothing was promised.
        after: whose answer it waits for, "" where nobody's; the window is for where none comes.
    """

    id: str
    message: str
    channel: Channel
    to: tuple[str, ...]
    people: tuple[Person, ...]
    why: str
    urgent: bool = False
    window: Window | None = None
    due: datetime | None = None
    after: str = ""


class Steps:
    """Makes the steps of one case at one moment."""

    def __init__(self, case: Case, now: datetime, chosen: Channel | None = None) -> None:
        self.case = case
        self.chosen = chosen
        self.window = next_window(case, now)
        self.urgent = _is_urgent(case, now)

    def step(
        self,
        message_id: str,
        people: Iterable[Person] = (),
        why: str = "",
        *,
        channel: Channel | None = None,
        urgent: bool = False,
    ) -> Step:
        """One step; ``why`` names a text, the message's own if left out."""
        people = tuple(people)
        channel = channel or channels.written(self.case, message_id)
        note = channel is Channel.NOTE
        return Step(
            id=message_id,
            message=message_id,
            channel=channel,
            to=recipients.YOU if note else recipients.to_names(people),
            people=people,
            why=text("why", why or message_id, company=self.case.company.name, name=short_names(people)),
            urgent=urgent,
            window=None if note else self.window,
        )

    def asking(self) -> Iterator[Step]:
        """The plan for asking about terms: one question to one person."""
        people = recipients.asked_about_terms(self.case)
        channel = self.chosen if self.chosen in message("terms_inquiry").channels else None
        yield self.step("terms_inquiry", people, "" if people else "terms_team", channel=channel)

    def leaving(self) -> Iterator[Step]:
        """The plan for leaving, in order."""
        case = self.case
        yield from self._recruiters()
        for referrer in recipients.of_kind(case, "referrer"):
            yield self.step("referrer_thanks", [referrer])
        if not recipients.through_recruiter(case):
            yield from self._after_the_recruiter(self._decision())
        if case.logistics.paperwork and (hr := recipients.of_kind(case, "hr")):
            yield self.step("hr_pause_paperwork", hr, urgent=self.urgent)
        if case.logistics.references == "provided":
            for referee in recipients.of_kind(case, "referee"):
                yield self.step("referee_heads_up", [referee])
        yield from self._afterwards()

    def _recruiters(self) -> Iterator[Step]:
        alone = recipients.through_recruiter(self.case)
        recruiters = recipients.of_kind(self.case, "recruiter")
        several = len(recruiters) > 1
        why = "recruiter_only" if alone else "recruiter_notice"
        if several:
            why = "recruiters_only" if alone else "recruiter_each"
        for recruiter in recruiters:
            # Where the decision goes through the recruiter, a chosen channel is meant for this message.
            channel = self.chosen if alone else None
            yield self.step("recruiter_notice", [recruiter], why, channel=channel, urgent=self.urgent)

    def _after_the_recruiter(self, steps: Iterable[Step]) -> Iterator[Step]:
        """Steps that a recruiter may take over: the letter to them promises to wait for an answer."""
        waited_for = short_names(recipients.of_kind(self.case, "recruiter"))
        later = following_window(self.case, self.window)
        for number, step in enumerate(steps):
            window = later if waited_for and not self.urgent else step.window
            yield replace(step, after="" if number else waited_for, window=window)  # said once

    def _decision(self) -> Iterator[Step]:
        case, people = self.case, recipients.employer(self.case)
        channel = channels.of_decision(case, self.chosen)
        if channel is not Channel.PHONE:
            why = self._why_written(channel)
            yield self.step(case.decision, people, why, channel=channel, urgent=self.urgent)
            return
        late = {"offer": "call_offer", "accepted": "call_accepted"}.get(case.stage, "call_late")
        why = "call_rapport" if channels.has_rapport(case) and case.stage != "accepted" else late
        if not channels.call_is_due(case):
            why = "call_chosen"
        yield self.step("call_request", people[:1], why, urgent=self.urgent)
        yield self.step("call_script", people[:1], channel=Channel.PHONE, urgent=self.urgent)
        yield self.step("call_confirmation", people, urgent=self.urgent)

    def _why_written(self, channel: Channel) -> str:
        if channel is not channels.of_decision(self.case, None):
            return "decision_chosen"
        if channel is not Channel.EMAIL:
            return f"decision_{channel}"
        if not recipients.employer(self.case):
            return "decision_nobody"
        return f"decision_{self.case.stage}"

    def _afterwards(self) -> Iterator[Step]:
        case = self.case
        if case.closing.linkedin:
            for person in recipients.to_connect(case):
                yield self.step("linkedin_connect", [person])
        if case.closing.referral:
            people = recipients.employer(case) or recipients.of_kind(case, "recruiter")
            later = following_window(case, self.window)
            # Two days; where a weekend leaves less than a business hour of them, the first hour after it.
            due = max(self.window.opens + SOON, later.opens + timedelta(hours=1))
            yield replace(self.step("referral_followup", people[:1]), window=later, due=due)
        yield self.step("reflection_note")


def text(table: str, key: str, **values: str) -> str:
    """A text of ``plan.toml``, filled in."""
    found: str = plan_data()[table][key]
    return found.format(**values)


def short_names(people: Iterable[Person]) -> str:
    """How the plan speaks of people: by given name where the case tells it, never by a guess."""
    return joined([person.given_name or full_name(person) for person in people])


def plan_data() -> dict[str, Any]:
    """All that ``plan.toml`` holds."""
    return load_toml(data_folder("templates") / "plan.toml")


def _is_urgent(case: Case, now: datetime) -> bool:
    event, logistics = next_event(case), case.logistics
    near = event is not None and now <= event <= now + SOON
    return near or logistics.paperwork or logistics.agreement_signed or case.stage == "accepted"
