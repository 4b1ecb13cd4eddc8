"""Files of every older version can be read, and those of a newer one are refused and left as they are.

``versions/`` holds files as each version wrote them; they are never changed. Whoever raises a version adds a
step that brings the older files up, and a file of the new version.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from core import case, journal, record
from core.case import load_case
from core.errors import StoreError, UnknownVersion, WouldOverwrite
from core.journal import Entry, Journal
from core.store import Cases
from core.versions import upgraded
from tui.cli.group import cli

OLD = Path(__file__).parent / "versions"
SAVED_ID = "20261122-070000-ab12cd"


@pytest.mark.parametrize("version", range(1, record.VERSION + 1))
def test_a_saved_case_of_every_version_is_read_and_saved_as_ours(tmp_path: Path, version: int) -> None:
    cases = Cases(tmp_path)
    path = tmp_path / "cases" / f"{SAVED_ID}.json"
    cases.list()
    path.write_bytes((OLD / f"saved-{version}.json").read_bytes())
    [found] = cases.list()
    assert found.title == "Senior Data Analyst, Acme [EU] {{7*7}}"
    assert found.edits == {"withdraw": "Dear Hana,\n\nGrüße"}
    assert found.progress["screen"] == "plan"
    assert found.extra == {"colour": "blue"}
    cases.save(found)
    assert json.loads(path.read_text(encoding="utf-8"))["version"] == record.VERSION


@pytest.mark.parametrize("version", range(1, case.VERSION + 1))
def test_a_case_file_of_every_version_is_read(version: int) -> None:
    known, notices = load_case((OLD / f"case-{version}.toml").read_text(encoding="utf-8"))
    assert (known.role, known.people[0].kind, notices) == ("Senior Data Analyst", "recruiter", [])


@pytest.mark.parametrize("version", range(1, journal.VERSION + 1))
def test_a_journal_of_every_version_is_read(tmp_path: Path, version: int) -> None:
    (tmp_path / "journal.jsonl").write_bytes((OLD / f"journal-{version}.jsonl").read_bytes())
    kept = Journal(tmp_path)
    [entry] = kept.entries()
    assert (entry.company, entry.outcome, kept.notices) == ("Acme", "gracious", [])


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program, two versions further: names have become lists, then the list is called by another name."""
    steps = {
        1: lambda old: {**old, "answers": {"you": [old["answers"]["you"]["name"]]}},
        2: lambda old: {**old, "answers": {"names": old["answers"].pop("you")}},
    }
    monkeypatch.setattr(record, "VERSION", 3)
    monkeypatch.setattr(record, "STEPS", steps)


def test_an_old_file_is_brought_up_step_by_step_and_kept_as_it_was(later: None, tmp_path: Path) -> None:
    cases = Cases(tmp_path)
    cases.list()
    path = tmp_path / "cases" / f"{SAVED_ID}.json"
    before = (OLD / "saved-1.json").read_bytes()
    path.write_bytes(before)
    [found] = cases.list()
    assert found.answers == {"names": ["Maya Lindqvist"]}
    assert path.read_bytes() == before  # reading changes nothing
    cases.save(found)
    assert json.loads(path.read_text(encoding="utf-8"))["version"] == 3
    copy = tmp_path / "aside" / f"{SAVED_ID}.version-1.json"
    assert copy.read_bytes() == before
    cases.save(found)
    cases.delete(SAVED_ID)
    cases.destroy(SAVED_ID)
    assert not copy.exists()


def test_what_no_version_wrote_is_set_aside_and_not_lost(later: None, tmp_path: Path) -> None:
    cases = Cases(tmp_path)
    cases.list()
    data = json.loads((OLD / "saved-1.json").read_text(encoding="utf-8")) | {"answers": {"you": 3}}
    (tmp_path / "cases" / f"{SAVED_ID}.json").write_text(json.dumps(data), encoding="utf-8")
    assert cases.list() == []
    assert "not what version 1 wrote" in cases.notices[0]
    assert len(list((tmp_path / "aside").iterdir())) == 1


@pytest.mark.parametrize("version", [None, True, "1", 1.0, 0, -1, [], {}])
def test_a_version_that_there_never_was_is_no_version(version: object) -> None:
    with pytest.raises(ValueError, match="version"):
        upgraded({"version": version}, {}, 1)


def test_going_back_says_so_and_touches_nothing(tmp_path: Path) -> None:
    """A newer Bowout was here: its cases, its journal and its case files stay as they are."""
    cases = Cases(tmp_path)
    mine = cases.new({"role": "Nurse"})
    newer = {"version": record.VERSION + 1, "id": SAVED_ID, "everything": "new"}
    path = tmp_path / "cases" / f"{SAVED_ID}.json"
    path.write_text(json.dumps(newer), encoding="utf-8")
    line = json.dumps({"version": journal.VERSION + 1, "id": SAVED_ID, "smell": "of tea"})
    (tmp_path / "journal.jsonl").write_text(f"{line}\n", encoding="utf-8")
    before = path.read_bytes()
    assert [each.id for each in cases.list()] == [mine.id]
    assert "Use a newer Bowout" in cases.notices[0]
    with pytest.raises(UnknownVersion):
        cases.load(SAVED_ID)
    for change in (cases.archive, cases.delete):
        with pytest.raises(StoreError, match="newer Bowout"):
            change(SAVED_ID)
    with pytest.raises(WouldOverwrite):
        cases.save(record.CaseRecord(SAVED_ID))
    Journal(tmp_path).put(Entry(id="x", company="Acme", role="Nurse"))
    Journal(tmp_path).remove("x")
    assert path.read_bytes() == before
    assert (tmp_path / "journal.jsonl").read_text(encoding="utf-8") == f"{line}\n"


def test_a_newer_recovery_file_is_kept_for_the_newer_program(tmp_path: Path) -> None:
    cases = Cases(tmp_path)
    cases.recover()
    path = tmp_path / "recovery" / f"{SAVED_ID}.1-ab.json"
    path.write_text(json.dumps({"version": record.VERSION + 1}), encoding="utf-8")
    assert cases.recover() == ()
    assert path.read_text(encoding="utf-8") == json.dumps({"version": record.VERSION + 1})


def test_a_newer_case_file_is_refused_by_every_command(tmp_path: Path) -> None:
    text = (OLD / "case-1.toml").read_text(encoding="utf-8")
    newer = tmp_path / "case.toml"
    newer.write_text(text.replace("version = 1", f"version = {case.VERSION + 1}"), encoding="utf-8")
    (tmp_path / "letter.txt").write_text("Dear Ana", encoding="utf-8")
    letter = str(tmp_path / "letter.txt")
    calls: list[list[Any]] = [
        ["plan", str(newer)],
        ["draft", str(newer), "--out", str(tmp_path / "letters")],
        ["check", letter, letter, "--case", str(newer)],
        ["rewrite", letter, "--case", str(newer)],
    ]
    before = sorted(path.name for path in tmp_path.iterdir())
    for call in calls:
        done = CliRunner().invoke(cli, call)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "version" in done.stderr
        assert "Use the Bowout that wrote it" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == before
