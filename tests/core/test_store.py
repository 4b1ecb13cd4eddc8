"""Cases survive crashes, damage, second windows and other versions."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import StoreError, UnknownVersion, WouldOverwrite
from core.record import CaseRecord, read
from core.store import Cases

ANSWERS: dict[str, Any] = {"role": "Analyst", "company": {"name": "Acme [EU] {{7*7}}"}}

_texts = st.text(max_size=20)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def cases(tmp_path: Path) -> Cases:
    return Cases(tmp_path / "home")


def in_another_process(home: Path, code: str) -> subprocess.Popen[str]:
    """A process that runs ``code`` with ``cases`` of the same home, says "ready" and waits."""
    program = f"from core.store import Cases\nfrom pathlib import Path\ncases = Cases(Path({str(home)!r}))\n"
    program += textwrap.dedent(code) + "\nprint('ready', flush=True)\ninput()\n"
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_a_case_comes_back_as_it_was_saved(cases: Cases) -> None:
    record = cases.new(ANSWERS)
    record.edits["withdraw"] = "Dear Hana,\n\n[b]no[/b]"
    record.progress["section"] = "people"
    cases.save(record)
    assert Cases(cases.home).load(record.id) == record
    assert record.title == "Analyst, Acme [EU] {{7*7}}"


@settings(max_examples=60, deadline=None)
@given(
    answers=st.dictionaries(_texts, _values, max_size=4), edits=st.dictionaries(_texts, _texts, max_size=3)
)
def test_whatever_was_typed_comes_back(
    tmp_path_factory: pytest.TempPathFactory, answers: dict[str, Any], edits: dict[str, str]
) -> None:
    cases = Cases(tmp_path_factory.mktemp("home", numbered=True))
    record = cases.new()
    record.answers, record.edits = answers, edits
    cases.save(record)
    assert Cases(cases.home).load(record.id) == record


def test_half_a_character_and_a_date_do_not_stop_saving(cases: Cases) -> None:
    record = cases.new({"role": "\ud800x", "logistics": {"next_event": datetime(2026, 12, 3, tzinfo=UTC)}})
    assert cases.load(record.id).answers == {
        "role": "\ud800x",
        "logistics": {"next_event": "2026-12-03T00:00:00+00:00"},
    }


def test_the_last_saved_case_comes_first(cases: Cases) -> None:
    first, second = cases.new(), cases.new()
    cases.save(first)
    assert [record.id for record in cases.list()] == [first.id, second.id]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00", b'{"version": 1}', b"[" * 100_000])
def test_a_damaged_file_is_set_aside_and_named(cases: Cases, content: bytes) -> None:
    good, bad = cases.new(ANSWERS), cases.new()
    path = cases.home / "cases" / f"{bad.id}.json"
    path.write_bytes(content)
    assert [record.id for record in cases.list()] == [good.id]
    aside = cases.home / "aside" / path.name
    assert aside.read_bytes() == content
    assert str(aside) in cases.notices[0]


def test_an_edited_letter_that_is_no_text_is_damage(cases: Cases) -> None:
    record = cases.new(ANSWERS)
    path = cases.home / "cases" / f"{record.id}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"edits": {"withdraw": 7}}))
    with pytest.raises(StoreError, match="an edited letter is not text"):
        cases.load(record.id)


def test_a_damaged_file_does_not_stop_saving(cases: Cases) -> None:
    record = cases.new(ANSWERS)
    (cases.home / "cases" / f"{record.id}.json").write_bytes(b"\0\0")
    cases.save(record)
    assert cases.load(record.id).answers == ANSWERS
    assert len(list((cases.home / "aside").iterdir())) == 1


def test_a_newer_version_is_refused_and_untouched(cases: Cases) -> None:
    record = cases.new()
    path = cases.home / "cases" / f"{record.id}.json"
    path.write_text(json.dumps({"version": 2, "anything": []}))
    before = path.read_bytes()
    with pytest.raises(UnknownVersion):
        cases.load(record.id)
    with pytest.raises(WouldOverwrite):
        cases.save(record)
    assert cases.list() == []
    assert path.read_bytes() == before


def test_unknown_keys_are_kept(cases: Cases) -> None:
    record = cases.new()
    path = cases.home / "cases" / f"{record.id}.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"colour": "blue"}))
    cases.save(cases.load(record.id))
    assert json.loads(path.read_text())["colour"] == "blue"
    copy = cases.save_copy(cases.load(record.id))
    assert cases.load(copy.id) == copy
    assert copy.extra == {"colour": "blue"}
    copy.edits["withdraw"] = "Dear Hana"
    cases.save(copy)
    assert cases.load(record.id).edits == {}


@pytest.mark.parametrize("case_id", ["../x", "", "a/b", ".hidden", "A", "x" * 65, "a\n"])
def test_a_name_that_is_no_id_is_refused(cases: Cases, case_id: str) -> None:
    with pytest.raises(StoreError):
        cases.load(case_id)


def test_a_linked_case_is_not_followed(cases: Cases, tmp_path: Path) -> None:
    record = cases.new()
    path = cases.home / "cases" / f"{record.id}.json"
    path.rename(tmp_path / "target")
    path.symlink_to(tmp_path / "target")
    before = (tmp_path / "target").read_bytes()
    with pytest.raises(StoreError):
        cases.save(record)
    assert (tmp_path / "target").read_bytes() == before


def test_archive_delete_and_restore(cases: Cases) -> None:
    record = cases.new(ANSWERS)
    cases.archive(record.id)
    assert (cases.list(), [r.id for r in cases.list("archive")]) == ([], [record.id])
    cases.delete(record.id)
    assert [r.id for r in cases.list("trash")] == [record.id]
    cases.restore(record.id)
    assert cases.load(record.id).answers == ANSWERS


def test_two_windows_never_overwrite_each_other(cases: Cases) -> None:
    here = cases.new(ANSWERS)
    there = Cases(cases.home).load(here.id)
    there.answers = {"role": "Changed there"}
    Cases(cases.home).save(there)
    here.answers = {"role": "Changed here"}
    with pytest.raises(WouldOverwrite):
        cases.save(here)
    copy = cases.save_copy(here)
    assert cases.load(here.id).answers == {"role": "Changed there"}
    assert cases.load(copy.id).answers == {"role": "Changed here"}


def test_a_second_window_is_noticed_and_a_dead_one_is_not(cases: Cases) -> None:
    record = cases.new()
    other = in_another_process(cases.home, f"assert cases.claim({record.id!r}) is None")
    assert cases.claim(record.id) == other.pid
    other.kill()
    other.communicate()
    assert cases.claim(record.id) is None
    assert Cases(cases.home).claim(record.id) == os.getpid()
    cases.release(record.id)
    assert Cases(cases.home).claim(record.id) is None


def test_a_full_disk_does_not_stop_a_case_from_opening(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    record = cases.new()

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    assert cases.claim(record.id) is None
    assert Cases(cases.home).claim(record.id) == 0
    cases.release(record.id)


def test_what_a_killed_window_had_not_saved_comes_back(cases: Cases) -> None:
    record = cases.new(ANSWERS)
    other = in_another_process(
        cases.home,
        f"""
        record = cases.load({record.id!r}); cases.claim(record.id)
        record.answers["role"] = "Typed last"
        cases.checkpoint(record)
        """,
    )
    assert cases.recover() == ()
    other.kill()
    other.communicate()
    (found,) = cases.recover()
    assert found.answers["role"] == "Typed last"
    cases.save(found)
    assert cases.load(record.id).answers["role"] == "Typed last"
    assert Cases(cases.home).recover() == ()


def test_a_recovery_that_is_not_taken_up_is_offered_again_then_put_aside(cases: Cases) -> None:
    record = cases.new()
    record.answers["role"] = "Not saved"
    Cases(cases.home).checkpoint(record)
    assert len(cases.recover()) == 1
    later = Cases(cases.home)
    assert len(later.recover()) == 1
    later.dismiss(record.id)
    assert Cases(cases.home).recover() == ()
    assert len(list((cases.home / "aside").iterdir())) == 1


def test_a_damaged_recovery_is_met_only_once(cases: Cases) -> None:
    record = cases.new()
    path = cases.home / "recovery" / f"{record.id}.1-ab.json"
    cases.recover()
    path.write_bytes(b"\0")
    assert cases.recover() == ()
    assert "could not be read" in cases.notices[0]
    assert not path.exists()
    assert len(list((cases.home / "aside").iterdir())) == 1


def test_saved_content_is_not_offered_for_recovery(cases: Cases) -> None:
    record = cases.new(ANSWERS)
    Cases(cases.home).checkpoint(record)
    assert cases.recover() == ()


@pytest.mark.parametrize("kept", ["answers", "edits", "progress"])
def test_whatever_was_not_saved_is_offered_for_recovery(cases: Cases, kept: str) -> None:
    record = cases.new(ANSWERS)
    getattr(record, kept)["note"] = "in one's own words"
    Cases(cases.home).checkpoint(record)
    assert cases.recover() == (record,)


def test_of_windows_that_start_together_one_finds_what_was_not_saved(
    cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = cases.new()
    record.answers = ANSWERS
    Cases(cases.home).checkpoint(record)

    def slowly(path: Path) -> CaseRecord:
        time.sleep(0.1)
        return read(path)

    monkeypatch.setattr("core.store.read", slowly)
    windows = [Cases(cases.home), Cases(cases.home)]
    with ThreadPoolExecutor() as pool:
        found = list(pool.map(Cases.recover, windows))
    assert (record,) in found
    assert [window.notices for window in windows] == [[], []]
