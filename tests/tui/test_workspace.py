"""What the screens share: how a case is begun and opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import BowoutError
from tui.workspace import Workspace


def test_a_case_begins_with_what_is_known_of_its_owner_but_not_from_the_example(
    own_home: Path,
) -> None:
    workspace = Workspace(own_home)
    session = workspace.begin()
    session.answer("you.name", "Maya")
    workspace.begin(example=True).answer("you.name", "Somebody else")
    assert workspace.begin().answers == {"you": {"name": "Maya"}}
    workspace.close_case()


def test_a_case_that_another_window_has_is_opened_with_a_word_about_it(own_home: Path) -> None:
    one, other = Workspace(own_home), Workspace(own_home)
    session = one.begin()
    session.answer("role", "Analyst")
    one.save()
    resumed, notice = other.resume(session.record.id)
    assert resumed.title == session.title
    assert "Another window" in notice
    other.close_case()
    one.close_case()
    resumed, notice = other.resume(session.record.id)
    assert not notice


def test_a_case_that_cannot_be_read_is_not_marked_as_open(own_home: Path) -> None:
    workspace = Workspace(own_home)
    with pytest.raises(BowoutError):
        workspace.resume("nothing-here")
    assert Workspace(own_home).cases.claim("nothing-here") is None
