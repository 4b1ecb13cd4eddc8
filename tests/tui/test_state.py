from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import Window
from core.checklist import question
from core.controls import without_controls
from core.rewrite.proposal import Proposal, ProposedSentence
from core.validate import Finding, Verdict
from tui import external
from tui.state.choices import Choices
from tui.state.clocks import hour_for_both
from tui.state.guesses import not_known
from tui.state.preview import preview
from tui.state.review import Review
from tui.state.typed import clean
from tui.widgets.question import completed

if TYPE_CHECKING:
    from tui.state.desk import Desk

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
_FIELDS = ["you", "company", "role", "stage", "people", "reason", "tone", "closing", "logistics", "nonsense"]


@given(st.dictionaries(st.sampled_from(_FIELDS), _JSON))
def test_a_letter_can_be_shown_for_any_answers(answers: dict[str, Any]) -> None:
    seen = repr(answers)
    made = preview(answers)
    assert made.case.you.name
    assert repr(answers) == seen


def test_a_wrong_answer_is_left_out_and_named(example: dict[str, Any]) -> None:
    example["company"]["country"] = "Atlantis"
    example["people"].append({"kind": "hr"})
    made = preview(example)
    assert made.case.company.country is None
    assert made.case.company.name == "Northwind Analytics"
    assert len(made.case.people) == 3
    assert list(made.problems) == ["company.country"]
    assert made.stand_ins == ()


@given(st.text())
def test_what_a_terminal_acts_on_is_gone_and_the_rest_stays(text: str) -> None:
    cleaned = without_controls(text)
    assert not any(c < " " and c not in "\t\n" for c in cleaned)
    assert without_controls(cleaned) == cleaned
    assert clean({"a": [text]}) == {"a": [cleaned]}


def test_the_mend_leaves_only_what_the_check_names() -> None:
    class Check:
        def check(self, draft: str, rewrite: str) -> Verdict:
            begin = rewrite.find("rude")
            bad = Finding("grievance_added", "Say nothing bad.", (begin, begin + 4), "rude")
            gone = Finding("fact_dropped", "Friday is gone.", (0, 0), "Friday")
            named = ([bad] if begin >= 0 else []) + ([gone] if "Friday" not in rewrite else [])
            return Verdict(tuple(named))

    draft = "Thanks for all. Call me on Friday. I wish you luck."
    made = proposal(
        draft,
        ("Thanks for all.", "Thanks for all, rude as it was."),
        ("Call me on Friday.", "Call me."),
        ("I wish you luck.", "Good luck."),
    )
    review = Review(cast("Desk", Check()), draft, made)
    review._known = ("", Verdict())
    assert review.mend() == 2
    assert review.choices.text == "Thanks for all. Call me on Friday. Good luck."
    assert review.verdict.accepted
    assert review.mend() == 0


def proposal(draft: str, *pairs: tuple[str, str]) -> Proposal:
    made: list[ProposedSentence] = []
    end = 0
    for old, new in pairs:
        start = draft.index(old, end)
        end = start + len(old)
        made.append(ProposedSentence(old, new, (start, end)))
    return Proposal("", tuple(made), Verdict())


def test_the_letter_keeps_its_shape_around_the_sentences_taken() -> None:
    draft = "Hi,\n\nThanks! Thanks! Bye.\n\nAda"
    choices = Choices(
        draft,
        proposal(
            draft, ("Hi,", "Hi,"), ("Thanks!", "Thank you."), ("Thanks!", "Thanks!"), ("Bye.", "Goodbye.")
        ),
    )
    assert choices.text == "Hi,\n\nThank you. Thanks! Goodbye.\n\nAda"
    choices.toggle(1)
    assert choices.text == "Hi,\n\nThanks! Thanks! Goodbye.\n\nAda"
    choices.take_all()
    choices.take_all()
    assert choices.text == draft


def script(tmp_path: Path, body: str) -> list[str]:
    path = tmp_path / "editor"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o700)
    return [str(path)]


def test_an_editor_changes_the_letter(tmp_path: Path) -> None:
    edited = external.edit("Dear Ana,", script(tmp_path, 'printf "Hello [EU] /b\\n" > "$1"'))
    assert edited == external.Edited("Hello [EU] /b")


def test_an_editor_that_fails_changes_nothing(tmp_path: Path) -> None:
    edited = external.edit("Dear Ana,", script(tmp_path, 'echo broken > "$1"; exit 1'))
    assert edited.text is None
    assert "stays as it was" in edited.notice


def test_an_editor_that_does_not_wait_is_noticed(tmp_path: Path) -> None:
    edited = external.edit("Dear Ana,", script(tmp_path, "exit 0"))
    assert edited.text is None
    assert "--wait" in edited.notice


def test_an_editor_that_is_not_there_is_named() -> None:
    assert "could not be started" in external.edit("Dear Ana,", ["no-such-editor-here"]).notice


def test_the_editor_may_have_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "nano")
    monkeypatch.setenv("VISUAL", "code --wait -n")
    assert external.editor_command() == ["code", "--wait", "-n"]


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("company.country", "Untied States", "Did you mean United States?"),
        ("company.country", "Atlantis", "Give the country's name"),
        ("you.timezone", "Bostn", "Did you mean Boston?"),
        ("you.timezone", "United States", "several time zones"),
        ("you.timezone", "qqq", "nearest big city"),
    ],
)
def test_a_place_that_is_not_known_gets_a_guess(path: str, typed: str, said: str) -> None:
    asked = question(path)
    assert asked is not None
    assert said in not_known(asked, typed)


@pytest.mark.parametrize(
    ("yours", "said"),
    [
        ("Europe/Lisbon", "Day for both: 16:00–17:00 Tokyo · 07:00–08:00 you"),
        ("Asia/Kolkata", "Day for both: 10:30–17:00 Tokyo · 07:00–13:30 you"),
        ("America/New_York", ""),  # it opens at 19:00 there
        ("Asia/Seoul", ""),
    ],
)
def test_an_hour_that_is_day_for_both_is_named(example: dict[str, Any], yours: str, said: str) -> None:
    example["you"]["timezone"] = yours
    case = preview(example).case
    opens = datetime(2026, 11, 24, 0, tzinfo=UTC)  # 09:00 in Tokyo
    assert hour_for_both(case, Window(opens, opens + timedelta(hours=8))) == said


@pytest.mark.parametrize(
    ("path", "begun", "whole"),
    [
        ("you.timezone", "tok", "Asia/Tokyo"),
        ("you.timezone", "new_y", "America/New_York"),
        ("company.country", "portu", "Portugal"),
        ("company.country", "tur", None),
    ],
)
def test_a_name_that_is_only_begun_is_finished(path: str, begun: str, whole: str | None) -> None:
    asked = question(path)
    assert asked is not None
    assert completed(asked, begun) == whole
