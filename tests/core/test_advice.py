"""The decision check: the first rule that fits gives the verdict, and nothing is ever blocked."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from core.advice import advise
from core.case import Case, parse_case


def case_of(**fields: Any) -> Case:
    basics = {"you": {"name": "Maya"}, "company": {"name": "Acme"}, "role": "Analyst", "stage": "mid"}
    return parse_case(basics | fields)[0]


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({}, "go"),
        ({"answers": {"final": True, "driver": "concrete"}}, "go"),
        ({"answers": {"final": True, "driver": "impression"}}, "go"),
        ({"answers": {"driver": "impression"}}, "pause"),
        ({"answers": {"final": False, "driver": "impression"}}, "pause"),
        ({"answers": {"final": False, "driver": "concrete"}}, "pause"),
        ({"intent": "undecided"}, "pause"),
        ({"intent": "undecided", "answers": {"final": True}}, "pause"),
        ({"intent": "ask_terms"}, "ask_first"),
        ({"intent": "ask_terms", "answers": {"final": False}}, "ask_first"),
        ({"reason": {"kind": "contract"}, "answers": {"talk_would_help": True}}, "ask_first"),
        ({"reason": {"kind": "compensation"}, "answers": {"talk_would_help": True}}, "ask_first"),
        ({"reason": {"kind": "timing"}, "answers": {"talk_would_help": True, "final": False}}, "ask_first"),
        ({"intent": "undecided", "reason": {"kind": "timing"}, "answers": {"talk_would_help": True}},
         "ask_first"),
        ({"reason": {"kind": "timing"}, "answers": {"talk_would_help": False}}, "go"),
        ({"reason": {"kind": "fit"}, "answers": {"talk_would_help": True}}, "go"),
        ({"reason": {"kind": "fit"}, "answers": {"talk_would_help": True, "final": False}}, "pause"),
    ],
)  # fmt: skip
def test_the_first_rule_that_fits_gives_the_verdict(fields: dict[str, Any], verdict: str) -> None:
    assert advise(case_of(**fields)).verdict == verdict


@pytest.mark.parametrize(
    ("fields", "cautions"),
    [
        ({}, []),
        ({"reason": {"kind": "counteroffer"}}, ["counteroffer"]),
        ({"logistics": {"agreement_signed": True}}, ["agreement_signed"]),
        ({"logistics": {"visa": True}}, ["paperwork"]),
        ({"logistics": {"payroll": True, "relocation": True}}, ["paperwork"]),
        ({"role": "Director, Operations (EMEA)"}, ["senior"]),
        (
            {
                "role": "VP Sales",
                "reason": {"kind": "counteroffer"},
                "logistics": {"visa": True, "agreement_signed": True},
            },
            ["counteroffer", "agreement_signed", "paperwork", "senior"],
        ),
    ],
)
def test_cautions(fields: dict[str, Any], cautions: list[str]) -> None:
    assert [caution.id for caution in advise(case_of(**fields)).cautions] == cautions


@pytest.mark.parametrize(
    ("role", "warned"),
    [
        ("Head of Design", True),
        ("Chief Nursing Officer", True),
        ("vice president, growth", True),
        ("Directrice marketing", True),
        ("Curator of Prints", True),
        ("Senior Data Analyst", False),
        ("Assistant to the Director", False),
        ("HR Business Partner", False),
        ("Headhunter", False),
        ("Chef de partie", False),
        ("Account Executive", False),
        ("Staff Nurse", False),
    ],
)
def test_a_role_where_people_talk_is_told_by_its_words(role: str, warned: bool) -> None:
    assert [caution.id for caution in advise(case_of(role=role)).cautions] == ["senior"] * warned


def test_paperwork_is_named() -> None:
    (caution,) = advise(case_of(logistics={"visa": True, "payroll": True})).cautions
    assert caution.text.startswith("Visa and payroll steps are under way")


def test_terms_are_named() -> None:
    advice = advise(case_of(reason={"kind": "compensation"}, answers={"talk_would_help": True}))
    assert "the pay" in advice.because[0]


def test_every_answer_gets_one_or_two_whole_sentences_that_keep_the_secrets() -> None:
    kinds = ["none", "other_offer", "contract", "compensation", "concerns", "counteroffer"]
    for intent, final, driver, talk, kind, visa in product(
        ["leave", "ask_terms", "undecided"],
        [None, True, False],
        [None, "concrete", "impression"],
        [None, True, False],
        kinds,
        [True, False],
    ):
        case = case_of(
            intent=intent,
            answers={"final": final, "driver": driver, "talk_would_help": talk},
            reason={"kind": kind, "share": False, "line": "The boss shouted."},
            logistics={"visa": visa},
            private_notes="Never again.",
        )
        advice = advise(case)
        assert 1 <= len(advice.because) <= 2
        for text in [*advice.because, *(caution.text for caution in advice.cautions)]:
            assert text[0].isupper()
            assert text.endswith(".")
            assert "{" not in text
            assert "shouted" not in text
            assert "Never again" not in text
