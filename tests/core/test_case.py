"""The case: what is read, what is refused and how that is said, and what becomes of a person's text."""

from __future__ import annotations

import json
import tomllib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.case import Case, load_case, parse_case
from core.errors import BadInput, UnknownVersion
from core.own_text import MAX_FIELD
from core.resources import data_folder
from core.tone import Tone

LEAST: dict[str, Any] = {
    "you": {"name": "Maya"},
    "company": {"name": "Acme"},
    "role": "Analyst",
    "stage": "mid",
}


def case_with(**fields: Any) -> Case:
    return parse_case(LEAST | fields)[0]


def refusal(data: dict[str, Any] | str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        load_case(data if isinstance(data, str) else json.dumps(data))
    return caught.value


def test_four_answers_are_enough_and_the_rest_has_its_defaults() -> None:
    case = case_with()
    assert (case.intent, case.reason.kind, case.reason.share) == ("leave", "none", True)
    assert case.channels.used == ("email",)
    assert case.logistics.references == "none"
    assert case.tone == Tone()
    assert (case.closing.referral, case.answers.final, case.people) == (None, None, ())


@pytest.mark.parametrize(
    ("stage", "intent", "decision"),
    [
        ("applied", "leave", "withdraw"),
        ("final", "undecided", "withdraw"),
        ("offer", "leave", "decline_offer"),
        ("accepted", "leave", "rescind_acceptance"),
        ("offer", "ask_terms", "terms_inquiry"),
    ],
)
def test_the_decision_follows_from_the_stage(stage: str, intent: str, decision: str) -> None:
    assert case_with(stage=stage, intent=intent).decision == decision


def test_json_and_toml_say_the_same() -> None:
    toml = '\ufeffrole = "Analyst"\nstage = "mid"\n[you]\nname = "Maya"\n[company]\nname = "Acme"\n'
    assert load_case(toml)[0] == load_case("\ufeff \n" + json.dumps(LEAST))[0]


def test_the_example_is_a_case() -> None:
    case, notices = load_case((data_folder("templates") / "example_case.toml").read_text(encoding="utf-8"))
    assert case.people
    assert not notices


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"stage": "midd"}, "stage", ("'midd'", "'final'")),
        ({"people": None}, "people", ("not a list", "null")),
        ({"reason": "pay"}, "reason", ("'pay'", "bowout new")),
        ({"logistics": {"visa": "yes"}}, "logistics.visa", ("'yes'", "true or false")),
        ({"logistics": {"visa": 1}}, "logistics.visa", ("1", "true or false")),
        ({"logistics": {"next_event": "2026-12-03"}}, "logistics.next_event", ("'2026-12-03'", "T10:00")),
        ({"logistics": {"next_event": 1764720000}}, "logistics.next_event", ("1764720000", "T10:00")),
        ({"you": {"name": "  "}}, "you.name", ("empty",)),
        ({"you": {}}, "you.name", ("missing", "Add")),
        ({"rôle": "x"}, "rôle", ("not a field", "bowout schema")),
        ({"people": [{"name": "A", "kind": "boss"}]}, "people[0].kind", ("'boss'", "'hr'")),
        ({"you": {"name": "M", "timezone": "Mars/Base"}}, "you.timezone", ("Mars", "Europe/Lisbon")),
        ({"you": {"name": "M", "timezone": "../../etc/passwd"}}, "you.timezone", ("time zone",)),
        ({"company": {"name": "A", "country": "Japan"}}, "company.country", ("'Japan'", "JP")),
        ({"logistics": {"visa": "perhaps"}}, "logistics.visa", ("true or false",)),
        ({"logistics": {"next_event": "tomorrow"}}, "logistics.next_event", ("2026-12-03T10:00",)),
        ({"logistics": {"next_event": "9999-12-31T23:00-12:00"}}, "logistics.next_event", ("too far",)),
        ({"logistics": {"next_event": "0001-01-01T00:00"}}, "logistics.next_event", ("too far",)),
        ({"tone": {"formality": "stiff"}}, "tone.formality", ("'stiff'", "'formal'")),
        ({"tone": {"pitch": 1}}, "tone.pitch", ("field",)),
        ({"tone": {"plain": "yes"}}, "tone.plain", ("'yes'", "true or false")),
        ({"private_notes": "x" * (MAX_FIELD + 1)}, "private_notes", ("20,000",)),
        ({"role": 7}, "role", ("7", "quotes")),
    ],
)
def test_a_refusal_names_the_field_the_value_and_the_mend(
    change: dict[str, Any], field: str, words: tuple[str, ...]
) -> None:
    error = refusal(LEAST | change)
    assert error.field == field
    assert all(word in str(error) for word in words), str(error)
    assert len(str(error)) < 400


@pytest.mark.parametrize("version", [0, 2, "1", True, None, 1.5])
def test_another_version_is_refused_by_name(version: object) -> None:
    with pytest.raises(UnknownVersion, match="version 1"):
        parse_case(LEAST | {"version": version})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "x = ",
        "[" * 100_000,
        '{"you": 1}',
        "null",
        "\x00",
        "x = " + "1" * 5000,
        '{"x": 1%s}' % ("1" * 5000),
    ],
    ids=lambda text: text[:20],
)
def test_what_is_no_case_is_refused_in_words(text: str) -> None:
    assert str(refusal(text)).endswith(".")


def test_controls_and_bidi_overrides_go_with_a_notice_and_joiners_stay() -> None:
    case, notices = parse_case(LEAST | {"role": "Da\x07ta \u202eAnalyst\u2069", "personal_line": "क्\u200dष"})
    assert case.role == "Data Analyst"
    assert case.personal_line == "क्\u200dष"
    assert len(notices) == 1
    assert "role: 3" in notices[0]


def test_a_notice_names_the_field_by_its_whole_path() -> None:
    hana = {"name": "Ha\x00na", "kind": "hr"}
    _, notices = parse_case(LEAST | {"people": [hana], "reason": {"line": "a\rb\x1bc"}})
    assert [notice.partition(":")[0] for notice in notices] == ["people[0].name", "reason.line"]


def test_a_line_break_in_a_line_becomes_a_space_and_stays_in_the_notes() -> None:
    case = case_with(personal_line=" one\r\n two\tthree ", private_notes="one\ntwo")
    assert case.personal_line == "one two three"
    assert case.private_notes == "one\ntwo"
    assert case.private_texts == ("one", "two")


def test_a_line_of_spaces_is_no_answer() -> None:
    assert case_with(personal_line="  ", reason={"kind": "fit", "line": ""}).personal_line is None


@pytest.mark.parametrize(
    ("reason", "told", "private"),
    [
        ({"kind": "fit", "line": "My own."}, True, ()),
        ({"kind": "fit", "line": "My own.", "share": False}, False, ("My own.",)),
        ({"kind": "concerns", "line": "They shouted."}, False, ("They shouted.",)),
        ({"kind": "none"}, False, ()),
        ({"line": "I am moving home."}, True, ()),
        ({"line": "I am moving home.", "share": False}, False, ("I am moving home.",)),
    ],
)
def test_a_reason_that_is_not_told_is_private(
    reason: dict[str, Any], told: bool, private: tuple[str, ...]
) -> None:
    case = case_with(reason=reason)
    assert case.reason.told is told
    assert case.private_texts == private


@given(st.text(max_size=60))
def test_any_name_is_kept_or_refused_and_never_crashes(name: str) -> None:
    with suppress(BadInput):
        kept = case_with(company={"name": name}).company.name
        assert kept.strip()
        assert not any(ord(character) < 32 for character in kept)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=12,
    )
)
def test_any_json_is_a_case_or_a_refusal(data: Any) -> None:
    with suppress(BadInput):
        assert load_case(json.dumps(data))[0].role


@given(st.text(max_size=80))
def test_any_text_is_a_case_or_a_refusal(text: str) -> None:
    with suppress(BadInput):
        assert load_case(text)[0].role


def test_lone_surrogates_are_refused() -> None:
    assert "surrogate" in str(
        refusal('{"you": {"name": "\\ud800"}, "company": {"name": "A"}, "role": "R", "stage": "mid"}')
    )


def test_dates_of_toml_are_taken_as_they_are() -> None:
    data = tomllib.loads("at = 2026-12-03T10:00:00+09:00")
    assert case_with(logistics={"next_event": data["at"]}).logistics.next_event == data["at"]


def test_what_a_message_may_name_is_everybody_the_company_and_the_role() -> None:
    an = {"name": "Nguyễn Văn An", "given_name": "An", "kind": "hr"}
    case = case_with(people=[an, {"name": "Maya", "kind": "referee"}])
    assert case.known_names == ("Maya", "Acme", "Analyst", "Nguyễn Văn An", "An")
