"""The checklist: covers the whole case, asks little, and asks more only when it matters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from core.case import Case, Person, ReasonKind, Stage, parse_case
from core.checklist import (
    _suggestions,
    answer,
    missing,
    person_questions,
    progress,
    questions,
    sections,
    set_answer,
)
from core.resources import data_folder, load_toml
from core.tone import Tone

BASICS = {"you": {"name": "Maya"}, "company": {"name": "Acme"}, "role": "Analyst", "stage": "early"}


def ids(answers: dict[str, Any], section: str | None = None) -> set[str]:
    return {question.id for question in questions(answers, section)}


def fields(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from fields(inner, f"{prefix}{name}.")
        else:
            yield prefix + name


def test_every_field_of_a_case_is_asked_for() -> None:
    data = load_toml(data_folder("templates") / "checklist.toml")
    assert {entry["id"] for entry in data["question"]} == set(fields(Case)) - {"version"}
    assert {entry["id"] for entry in data["person"]} == set(fields(Person))
    assert Case.model_fields["tone"].annotation is Tone
    ids_ = [entry["id"] for entry in data["question"]]
    assert len(ids_) == len(set(ids_))
    assert {entry["section"] for entry in data["question"]} == {section.id for section in sections()}


def test_choices_offer_all_there_is() -> None:
    everything = {question.id: question for question in questions({"stage": "offer"})}
    assert {value for value, _ in everything["stage"].choices} == set(get_args(Stage))
    assert {value for value, _ in everything["reason.kind"].choices} == set(get_args(ReasonKind))
    assert {value for value, _ in everything["logistics.references"].choices} == {
        "none",
        "requested",
        "provided",
    }
    kinds = next(question for question in person_questions({}) if question.id == "kind")
    assert len(kinds.choices) == 6


def test_every_question_says_why_in_one_line() -> None:
    for question in (*questions(FULL), *person_questions({"kind": "hiring_manager"})):
        assert question.label
        assert question.why[-1] in ".?"
        assert len(question.why) < 140
        assert "{" not in question.label + question.why


def test_four_answers_are_all_a_letter_needs() -> None:
    assert [question.id for question in missing({})] == ["you.name", "company.name", "role", "stage"]
    assert not missing(BASICS)
    assert [question.id for question in missing(BASICS | {"role": "  "})] == ["role"]
    assert ids({}, "you") == {"you.name", "company.name", "role", "stage"}


def test_a_question_comes_when_an_answer_makes_it_matter() -> None:
    assert ids({}, "decision") == {"intent", "answers.final"}
    assert "answers.talk_would_help" in ids({"answers": {"final": False}})
    assert "answers.talk_would_help" in ids({"reason": {"kind": "compensation"}})
    assert "answers.talk_would_help" not in ids({"answers": {"final": True}, "reason": {"kind": "fit"}})
    assert "answers.driver" in ids({"answers": {"final": True}})
    assert ids({}, "reason") == {"reason.kind", "private_notes"}
    assert "reason.line" in ids({"reason": {"kind": "fit"}})
    assert "reason.line" not in ids({"reason": {"kind": "fit", "share": False}})
    assert "reason.share" not in ids({"reason": {"kind": "concerns"}})
    assert "reason.permanent" in ids({"reason": {"kind": "visa_denied"}})
    assert "channels.sms_invited" in ids({"channels": {"used": ["email", "sms"]}})
    assert "channels.sms_invited" not in ids({"channels": {"used": ["email"]}})
    assert not ids({"stage": "applied"}, "logistics")
    assert "logistics.agreement_signed" in ids({"stage": "accepted"}, "logistics")
    assert "company.timezone" in ids({"company": {"country": "US"}})
    assert "company.timezone" not in ids({"company": {"country": "JP"}})
    assert {"rapport"} == {q.id for q in person_questions({"kind": "hiring_manager"})} - {
        q.id for q in person_questions({"kind": "hr"})
    }
    assert person_questions({"kind": "hiring_manager"}, "offer") == person_questions({"kind": "hr"}, "offer")


def test_asking_about_terms_needs_the_obstacle() -> None:
    asking = BASICS | {"intent": "ask_terms"}
    assert [question.id for question in missing(asking)] == ["details.obstacle"]
    assert "answers.final" not in ids(asking)
    assert not missing(set_answer(asking, "details.obstacle", "the contract"))


def test_progress_goes_from_empty_to_done() -> None:
    assert set(progress({"stage": "mid"}).values()) == {"empty", "part"}
    assert progress({"stage": "mid"})["you"] == "part"
    assert progress(BASICS)["you"] == "done"
    assert progress(BASICS)["details"] == "empty"
    assert progress(BASICS | {"people": [{"name": "Ana", "kind": "hr"}]})["people"] == "done"
    assert progress(BASICS | {"answers": {"final": False}})["decision"] == "part"
    assert progress(BASICS | {"reason": {"kind": "none"}})["reason"] == "done"


def test_answers_are_set_and_taken_away_without_touching_the_old_ones() -> None:
    before: dict[str, Any] = {"you": {"name": "Maya"}}
    after = set_answer(before, "you.timezone", "Europe/Lisbon")
    assert after == {"you": {"name": "Maya", "timezone": "Europe/Lisbon"}}
    assert before == {"you": {"name": "Maya"}}
    assert set_answer(after, "you.timezone", "") == before
    assert set_answer(before, "you.name", None) == {}
    assert set_answer(before, "answers.final", False) == before | {"answers": {"final": False}}


@pytest.mark.parametrize(
    ("path", "given_", "kept"),
    [
        ("company.country", "Japan", "JP"),
        ("company.country", "jp", "jp"),
        ("company.country", "germany ", "DE"),
        ("you.timezone", "europe/lisbon", "Europe/Lisbon"),
        ("channels.used", "email", ["email"]),
        ("channels.used", ["email", "sms"], ["email", "sms"]),
        ("details.observations", "Late replies.\n\n Two roles.\n", ["Late replies.", "Two roles."]),
        ("role", "Analyst ", "Analyst "),
    ],
)  # fmt: skip
def test_answers_are_kept_as_a_case_wants_them(path: str, given_: Any, kept: Any) -> None:
    assert answer(set_answer({}, path, given_), path) == kept


FULL: dict[str, Any] = {
    **BASICS,
    "stage": "offer",
    "answers": {"final": False, "driver": "impression", "talk_would_help": True},
    "reason": {"kind": "visa_denied", "permanent": False},
    "channels": {"used": ["sms"]},
    "company": {"name": "Acme", "country": "US"},
    "details": {"appointment": "our call", "changed": "the team"},
}
SAMPLES: dict[str, Any] = {
    "line": "some words", "sentence": "some words", "text": "some words",
    "yesno": True, "date": "2026-12-03T10:00:00",
    "people": [{"name": "Ana Silva", "kind": "recruiter"}],
    "tone": {"formality": "formal", "context": "high", "plain": True},
}  # fmt: skip


@settings(max_examples=40)
@given(st.data())
def test_whatever_is_answered_makes_a_case(data: st.DataObject) -> None:
    """Answer question after question, as they come, in any order: the case file stays valid."""
    answers: dict[str, Any] = dict(BASICS)
    for _ in range(12):
        question = data.draw(st.sampled_from(questions(answers)))
        if question.choices:
            value: Any = data.draw(st.sampled_from([value for value, _ in question.choices]))
        else:
            value = SAMPLES[question.kind]
        answers = set_answer(answers, question.id, value)
    parse_case(answers)
    assert set(progress(answers)) == {section.id for section in sections()}


def test_a_reason_stays_private_until_sharing_it_is_chosen() -> None:
    answers = set_answer({}, "reason.kind", "fit")
    assert answers["reason"] == {"kind": "fit", "share": False}
    shared = set_answer(answers, "reason.share", True)
    assert set_answer(shared, "reason.kind", "timing")["reason"] == {"kind": "timing", "share": True}
    assert set_answer(answers, "reason.kind", None)["reason"] == {"share": False}


@pytest.mark.parametrize(
    ("path", "said", "meant"),
    [
        ("you.timezone", "Boston", "America/New_York"),
        ("you.timezone", "munich", "Europe/Berlin"),
        ("you.timezone", "Japan", "Asia/Tokyo"),
        ("you.timezone", "Asia/Tokyo", "Asia/Tokyo"),
        ("company.country", "USA", "US"),
        ("company.country", "uk", "GB"),
    ],
)
def test_a_place_may_be_called_by_the_name_that_people_use(path: str, said: str, meant: str) -> None:
    assert answer(set_answer({}, path, said), path) == meant


def test_the_names_of_places_mean_something() -> None:
    places = load_toml(data_folder("templates") / "places.toml")
    zones = {value for value, _ in _suggestions("zones")}
    assert set(places["cities"]) <= available_timezones() & zones
    assert set(places["countries"]) <= {value for value, _ in _suggestions("countries")}
    names = [name.casefold() for part in places.values() for others in part.values() for name in others]
    assert len(names) == len(set(names))
