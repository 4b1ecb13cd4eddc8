"""The journal keeps every line, its own and those it cannot read."""

from __future__ import annotations

import csv
import io
import stat
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadInput, StoreError
from core.journal import Entry, Journal, entry_of, stats, to_csv
from core.record import CaseRecord

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ACME = Entry(
    "acme",
    "Acme [EU]",
    "Analyst",
    decision="withdraw",
    reason="fit",
    outcome="gracious",
    decided=NOON,
    told=NOON + timedelta(days=1),
    note="two\nlines",
)
BETA = Entry("beta", "Beta", "Nurse", decision="decline_offer", decided=NOON + timedelta(days=30))


def test_an_empty_journal_has_no_entries_and_makes_no_file(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    assert journal.entries() == []
    assert stats([]).median_days_to_tell is None
    assert list(tmp_path.iterdir()) == []


def test_entries_come_back_the_last_first_and_a_later_one_replaces(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for entry in (ACME, BETA, Entry("acme", "Acme", "Analyst")):
        journal.put(entry)
    assert Journal(tmp_path).entries() == [BETA, Entry("acme", "Acme", "Analyst")]
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600


def test_lines_that_cannot_be_read_stay_and_are_named(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    strange = b'{"version": 2, "id": "x"}\n\xff\xfe broken\n{"version": 1, "id": 7}\n[]'
    journal.path.write_bytes(strange)
    journal.put(ACME)
    assert Journal(tmp_path).entries() == [ACME]
    assert journal.path.read_bytes().startswith(strange)
    assert len(journal.notices) == 4


def test_a_journal_that_cannot_be_locked_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.path.with_suffix(".lock").mkdir()
    with pytest.raises(StoreError, match="lock"):
        journal.put(ACME)


def test_find_wants_one_entry(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for entry in (ACME, BETA, Entry("bet", "B", "C")):
        journal.put(entry)
    assert journal.find("ac") == ACME
    assert journal.find("bet").company == "B"
    with pytest.raises(BadInput, match="more than one"):
        journal.find("b")
    with pytest.raises(BadInput, match="no entry"):
        journal.find("z")


def test_an_entry_takes_what_a_case_knows_so_far() -> None:
    answers = {"role": "Analyst", "company": {"name": "Acme"}, "stage": None, "reason": "odd"}
    assert entry_of(CaseRecord("id", answers), outcome="waiting", told=NOON) == Entry(
        "id", "Acme", "Analyst", outcome="waiting", told=NOON
    )


def test_an_unknown_outcome_is_refused() -> None:
    with pytest.raises(BadInput, match="gracious"):
        Entry("a", "b", "c", outcome="great")


def test_stats() -> None:
    found = stats([ACME, BETA, ACME])
    assert found.exits == 3
    assert found.outcomes == {"gracious": 2, "not_told": 1}
    assert found.months == {"2026-11": 2, "2026-12": 1}
    assert found.median_days_to_tell == 1.0


def test_a_month_begins_where_its_owner_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """At 08:00 on the 1st in Tokyo it is still the month before in UTC."""
    early = Entry("x", "Acme", "Nurse", decided=datetime(2026, 10, 31, 23, tzinfo=UTC))
    try:
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        assert stats([early]).months == {"2026-11": 1}
    finally:
        monkeypatch.undo()
        time.tzset()


def test_csv_runs_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv([ACME, Entry("x", "=cmd()", "-1+1")]))))
    assert rows[0]["note"] == "two\nlines"
    assert (rows[1]["company"], rows[1]["role"]) == ("'=cmd()", "'-1+1")


@given(st.text(st.characters()), st.text(st.characters(categories=["L", "Cs"])))
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, company: str, note: str) -> None:
    folder = tmp_path_factory.mktemp("journal")
    entry = Entry("id", company, "role", note=note)
    Journal(folder).put(entry)
    assert Journal(folder).entries() == [entry]


def test_five_thousand_entries_open_without_a_wait(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.put(ACME)
    line = journal.path.read_text()
    journal.path.write_text("".join(line.replace('"acme"', f'"case-{n}"') for n in range(5000)))
    began = time.perf_counter()
    assert len(journal.entries()) == 5000
    assert time.perf_counter() - began < 1.0
