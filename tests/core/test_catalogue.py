"""The catalogue: every message of the design, each with a template."""

from __future__ import annotations

import pytest

from core.catalogue import catalogue, field_of, message
from core.checklist import question
from core.errors import BadInput
from core.letter import Channel
from core.resources import data_folder

IDS = (
    "withdraw decline_offer rescind_acceptance call_request call_script call_confirmation recruiter_notice "
    "referrer_thanks referee_heads_up hr_pause_paperwork reason_reply persuasion_reply references_reply "
    "feedback_reply terms_inquiry missed_appointment tone_repair thank_you_note linkedin_connect "
    "referral_followup reapproach reflection_note criteria_page"
).split()


def test_it_holds_the_messages_of_the_design_in_order() -> None:
    assert list(catalogue()) == IDS


@pytest.mark.parametrize("message_id", IDS)
def test_each_has_a_template_and_a_name(message_id: str) -> None:
    entry = message(message_id)
    assert (data_folder("templates") / "messages" / f"{message_id}.j2").is_file()
    assert entry.title
    assert entry.summary
    assert entry.channels


@pytest.mark.parametrize("message_id", ["withdraw", "decline_offer", "rescind_acceptance"])
def test_the_decision_travels_every_way(message_id: str) -> None:
    assert set(message(message_id).channels) == set(Channel) - {Channel.NOTE}


def test_an_unknown_message_is_answered_with_the_close_ones() -> None:
    with pytest.raises(BadInput, match="withdraw"):
        message("withdrawal")


@pytest.mark.parametrize("message_id", IDS)
def test_what_it_needs_or_is_better_for_is_asked_somewhere(message_id: str) -> None:
    entry = message(message_id)
    for detail in (*entry.needs, *entry.helps):
        assert question(field_of(detail)) is not None
