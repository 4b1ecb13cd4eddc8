"""The command line as people and scripts meet it: results, exit codes, and what stands on which stream."""

from __future__ import annotations

import json
import os
import stat
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from core.case import load_case
from tui.cli.group import cli

NOW = "2026-11-24T09:00+09:00"
CASE: dict[str, Any] = {
    "you": {"name": "Maya Lindqvist", "email": "maya@example.org", "timezone": "Europe/Lisbon"},
    "company": {"name": "O'Brien & Sons [EU] GmbH", "country": "JP", "timezone": "Asia/Tokyo"},
    "role": "Senior Data Analyst",
    "stage": "early",
    "people": [
        {"name": "Ana Silva", "kind": "recruiter", "email": "ana@example.com"},
        {"name": "Hana Okafor", "title": "Ms.", "kind": "hiring_manager", "email": "hana@example.com"},
    ],
    "personal_line": "I loved the {{7*7}} [b]quiz[/b]",
}


def bowout(*args: str | Path, stdin: str | bytes | None = None, code: int = 0) -> Result:
    """Run a command line; the exit code must be the one expected."""
    result = CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)
    assert result.exit_code == code, result.output
    if code == 2:
        assert result.stdout == ""
        assert result.stderr != ""
    return result


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(tmp_path)


def write_case(folder: Path, **changes: Any) -> Path:
    path = folder / "case.json"
    path.write_text(json.dumps(CASE | changes), encoding="utf-8")
    return path


# -- new, schema, version ------------------------------------------------------------------------------------


def test_the_example_loads_and_can_be_planned(tmp_path: Path) -> None:
    example = bowout("new").stdout
    assert load_case(example)[0].you.name
    assert json.loads(bowout("plan", "-", "--json", stdin=example).stdout)["decision"] == "withdraw"


def test_new_writes_a_private_file_and_refuses_to_overwrite(tmp_path: Path) -> None:
    path = tmp_path / "in" / "case.toml"
    assert bowout("new", "--out", path).stdout == f"{path}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("mine")
    assert "is there already" in bowout("new", "--out", path, code=2).stderr
    assert path.read_text() == "mine"


def test_the_schema_names_every_field() -> None:
    schema = json.loads(bowout("schema").stdout)
    assert {"you", "company", "role", "stage", "details"} <= set(schema["properties"])
    assert schema["required"] == ["you", "company", "role", "stage"]


def test_version() -> None:
    assert bowout("--version").stdout.startswith("bowout ")


def test_without_a_terminal_the_app_points_to_the_commands() -> None:
    assert "bowout --help" in bowout(code=2).stderr


# -- plan ----------------------------------------------------------------------------------------------------


def test_the_plan_as_json_has_the_agreed_shape(case: Path) -> None:
    plan = json.loads(bowout("plan", case, "--json", "--now", NOW).stdout)
    assert set(plan) == {"advice", "decision", "steps"}
    assert plan["advice"]["verdict"] == "go"
    first = plan["steps"][0]
    assert (first["id"], first["channel"], first["to"]) == ("recruiter_notice", "email", ["Ana Silva"])
    assert first["window"] == {
        "theirs": ["2026-11-24T09:00+09:00", "2026-11-24T17:00+09:00"],
        "yours": ["2026-11-24T00:00+00:00", "2026-11-24T08:00+00:00"],
    }


def test_the_plan_for_people_shows_both_clocks(case: Path) -> None:
    text = bowout("plan", case, "--now", NOW).stdout
    assert "Tue 24 Nov 09:00 to 17:00 (Tokyo) for them" in text
    assert "Tue 24 Nov 00:00 to 08:00 (Lisbon) for you" in text
    assert text.index("recruiter_notice") < text.index("[withdraw]")


def test_a_moment_without_a_zone_is_meant_in_yours(case: Path) -> None:
    given = bowout("plan", case, "--json", "--now", "2026-11-24T00:00").stdout
    assert given == bowout("plan", case, "--json", "--now", NOW).stdout
    assert "--now" in bowout("plan", case, "--now", "tomorrow", code=2).stderr


def test_a_plan_goes_into_a_calendar_file_of_ones_own(case: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.ics"
    assert bowout("plan", case, "--ics", out, "--now", NOW).stdout == f"{out}\n"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    shown = bowout("plan", case, "--ics", "-", "--now", NOW).stdout_bytes
    assert shown == out.read_bytes()
    assert b"Ana Silva" in shown
    assert "is there already" in bowout("plan", case, "--ics", out, code=2).stderr
    bowout("plan", case, "--ics", "-", "--json", code=2)
    for nowhere in ("", tmp_path, tmp_path / "plan.ics" / "x", "a\0b"):
        bowout("plan", case, "--ics", nowhere, code=2)


# -- draft ---------------------------------------------------------------------------------------------------


def test_one_letter_stands_alone_with_its_subject(case: Path) -> None:
    text = bowout("draft", case, "--step", "withdraw").stdout
    assert text.startswith("Subject: ")
    assert "O'Brien & Sons [EU] GmbH" in text
    assert "I loved the {{7*7}} [b]quiz[/b]" in text
    assert text.endswith("Maya Lindqvist\n")
    assert "---" not in text


def test_several_letters_are_set_apart_by_their_ids(case: Path) -> None:
    lines = bowout("draft", case).stdout.splitlines()
    plan = json.loads(bowout("plan", case, "--json").stdout)
    assert [line for line in lines if line.startswith("--- ")] == [
        f"--- {step['id']} ---" for step in plan["steps"]
    ]


def test_json_is_a_letter_with_step_and_a_list_without(case: Path) -> None:
    one = json.loads(bowout("draft", case, "--step", "withdraw", "--format", "json").stdout)
    assert set(one) == {"id", "channel", "to", "subject", "text", "moves"}
    assert "decision" in [move["move"] for move in one["moves"]]
    many = json.loads(bowout("draft", case, "--format", "json").stdout)
    assert one in many


def test_out_writes_one_private_file_a_step_and_overwrites_nothing(case: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "letters"
    first = bowout("draft", case, "--out", folder, "--format", "md").stdout.splitlines()
    assert [Path(path).name for path in first[:2]] == ["01-recruiter_notice.md", "02-withdraw.md"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(Path(path).stat().st_mode) for path in first} == {0o600}
    assert bowout("draft", case, "--out", folder, "--format", "md").stdout.splitlines() == first
    Path(first[1]).write_text("mine")
    again = bowout("draft", case, "--out", folder, "--format", "md")
    assert Path(again.stdout.splitlines()[1]).name == "02-withdraw-2.md"
    assert "is another file" in again.stderr
    assert Path(first[1]).read_text() == "mine"


def test_a_single_step_keeps_its_number_in_the_plan(case: Path, tmp_path: Path) -> None:
    path = bowout("draft", case, "--step", "withdraw", "--out", tmp_path / "out").stdout.strip()
    assert Path(path).name == "02-withdraw.txt"


def test_several_mails_need_a_folder(case: Path, tmp_path: Path) -> None:
    assert "--out" in bowout("draft", case, "--format", "eml", code=2).stderr
    paths = bowout("draft", case, "--format", "eml", "--out", tmp_path / "mails").stdout.splitlines()
    assert "To: Hana Okafor <hana@example.com>" in Path(paths[1]).read_text()
    assert "X-Unsent: 1" in bowout("draft", case, "--format", "eml", "--step", "withdraw").stdout


def test_the_tone_comes_from_flag_then_variable_then_file_then_case(
    tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = write_case(tmp_path, tone={"formality": "formal"})

    def shown(*flags: str) -> str:
        return bowout("draft", case, "--step", "withdraw", *flags).stdout

    def in_case(formality: str) -> str:
        path = write_case(tmp_path / "other", tone={"formality": formality})
        return bowout("draft", path, "--step", "withdraw").stdout

    (tmp_path / "other").mkdir()
    formal, neutral, casual = map(in_case, ("formal", "neutral", "casual"))
    assert len({formal, neutral, casual}) == 3
    assert shown() == formal
    own_home.mkdir()
    (own_home / "config.toml").write_text('formality = "neutral"\n')
    assert shown() == neutral
    monkeypatch.setenv("BOWOUT_FORMALITY", "casual")
    assert shown() == casual
    assert shown("--formality", "formal") == formal


def test_plain_and_format_can_be_set_once(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = bowout("draft", case, "--step", "withdraw", "--plain", "--format", "json").stdout
    monkeypatch.setenv("BOWOUT_PLAIN", "1")
    monkeypatch.setenv("BOWOUT_FORMAT", "json")
    assert bowout("draft", case, "--step", "withdraw").stdout == plain
    assert bowout("draft", case, "--step", "withdraw", "--no-plain").stdout != plain


@pytest.mark.parametrize(
    "content", ['formality = "loud"', "plain = 1", "= nonsense", 'format = ["md"]', "\0"]
)
def test_a_wrong_config_file_is_named(case: Path, own_home: Path, content: str) -> None:
    own_home.mkdir()
    (own_home / "config.toml").write_text(content)
    assert "config.toml" in bowout("draft", case, code=2).stderr
    assert bowout("draft", "--help").stdout


@pytest.mark.parametrize("name", ["BOWOUT_FORMALITY", "BOWOUT_CONTEXT", "BOWOUT_FORMAT", "BOWOUT_PLAIN"])
def test_a_wrong_variable_is_refused(case: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "loud")
    assert name.removeprefix("BOWOUT_").lower() in bowout("draft", case, code=2).stderr


def test_notices_go_to_stderr(tmp_path: Path) -> None:
    case = write_case(tmp_path, role="Senior\u202e Analyst\x07")
    result = bowout("draft", case, "--step", "withdraw")
    assert "2 invisible control character(s) removed" in result.stderr
    assert "Senior Analyst" in result.stdout


def test_a_message_that_needs_a_detail_names_it(case: Path) -> None:
    assert "details.obstacle" in bowout("draft", case, "--step", "terms_inquiry", code=2).stderr


def test_a_letter_that_would_show_something_private_is_rejected(tmp_path: Path) -> None:
    told = write_case(
        tmp_path, private_notes="My sister Zelda is ill.", personal_line="My sister Zelda is ill."
    )
    for options in ([], ["--step", "withdraw"], ["--format", "json"], ["--out", tmp_path / "out"]):
        found = bowout("draft", told, *options, code=3)
        assert found.stdout == ""
        assert "personal_line: repeats your private notes" in found.stderr
        assert "Zelda" not in found.stderr
    assert not (tmp_path / "out").exists()


# -- bad input -----------------------------------------------------------------------------------------------

BAD_INPUTS: list[tuple[bytes, str]] = [
    (b"\xff\xfeh\x00i\x00", "UTF-8"),
    (b"", "is missing"),
    (b"{", "not valid JSON"),
    (b"role = ", "neither JSON nor TOML"),
    (b"[1]", "not a case"),
    (b"[" * 100_000, "nested too deeply"),
    (json.dumps(CASE | {"version": 2}).encode(), "version 1"),
    (json.dumps(CASE | {"stage": "late"}).encode(), "stage"),
    (json.dumps(CASE | {"role": "x" * 20_001}).encode(), "20,000"),
    (json.dumps(CASE | {"colour": 1}).encode(), "colour"),
    (b" " * 2_000_001, "larger than 2 MB"),
]


@pytest.mark.parametrize(("content", "word"), BAD_INPUTS, ids=[word for _, word in BAD_INPUTS])
@pytest.mark.parametrize("command", ["plan", "draft"])
def test_a_bad_case_is_exit_2_with_empty_stdout(
    tmp_path: Path, command: str, content: bytes, word: str
) -> None:
    path = tmp_path / "case"
    path.write_bytes(content)
    assert word in bowout(command, path, code=2).stderr
    assert word in bowout(command, "-", stdin=content, code=2).stderr


def test_files_that_are_none(tmp_path: Path) -> None:
    assert "no such file" in bowout("plan", tmp_path / "none", code=2).stderr
    assert "is a folder" in bowout("plan", tmp_path, code=2).stderr
    assert "cannot be read" in bowout("plan", "a\0b", code=2).stderr
    if os.geteuid():
        (tmp_path / "shut").touch(mode=0)
        assert "cannot be read" in bowout("plan", tmp_path / "shut", code=2).stderr


@pytest.mark.parametrize(
    "args",
    [
        ["frobnicate"],
        ["draft"],
        ["--loud"],
        ["draft", "CASE", "--step", "withdrw"],
        ["draft", "CASE", "--formality", "loud"],
        ["draft", "CASE", "--channel", "pigeon"],
        ["draft", "CASE", "--now", "soon"],
        ["plan", "CASE", "--now", "0001-01-01T00:00+14:00"],
        ["plan", "CASE", "--now", "9999-12-31T23:59"],
        ["check", "CASE"],
        ["check", "-", "-"],
        ["check", "CASE", "CASE", "--pairs", "CASE"],
        ["rewrite", "CASE", "--seed", "-1"],
        ["rewrite", "CASE", "--timeout", "nan"],
        ["models", "check"],
        ["log", "show", "nothing"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_exit_2_with_empty_stdout(case: Path, args: list[str]) -> None:
    bowout(*(case if arg == "CASE" else arg for arg in args), code=2)


def test_a_bug_is_one_plain_line(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Maya's private words")

    monkeypatch.setattr("core.plan.make_plan", broken)
    result = bowout("plan", case, code=1)
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert "private" not in result.stderr
    monkeypatch.setenv("BOWOUT_DEBUG", "1")
    assert "Traceback" in bowout("plan", case, code=1).stderr


# -- log -----------------------------------------------------------------------------------------------------


def test_an_empty_journal_says_how_it_fills() -> None:
    for command in (["log"], ["log", "list"], ["log", "stats"]):
        found = bowout(*command)
        assert ("The journal is empty" in found.stderr, found.stdout) == (True, "")
    assert bowout("log", "export").stdout.startswith("id,company,role")


def test_the_journal_is_listed_shown_counted_and_exported(own_home: Path, tmp_path: Path) -> None:
    from core.journal import Entry, Journal

    journal = Journal(own_home)
    journal.put(
        Entry("acme", "Acme [EU]", "Analyst", outcome="gracious", reason="fit", note="kind | calm\x1b")
    )
    journal.put(Entry("beta", "Beta", "Nurse"))
    listed = bowout("log").stdout
    assert "Analyst, Acme [EU]" in listed
    assert "taken well" in listed
    shown = bowout("log", "show", "ac").stdout
    assert "kind | calm\\x1b" in shown
    assert "2 exits" in bowout("log", "stats").stdout
    assert "kind \\| calm" in bowout("log", "export", "--format", "md").stdout
    path = tmp_path / "journal.csv"
    bowout("log", "export", "--out", path)
    assert path.read_text().count("\n") == 3
    bowout("log", "export", "--out", path, code=2)


@pytest.mark.parametrize(("days", "words"), [(1, "within 1 day of"), (3, "within 3 days of")])
def test_the_journal_counts_days_in_words(own_home: Path, days: int, words: str) -> None:
    from core.journal import Entry, Journal

    decided = datetime(2026, 11, 2, tzinfo=UTC)
    told = decided.replace(day=2 + days)
    Journal(own_home).put(Entry("acme", "Acme", "Analyst", decided=decided, told=told))
    assert words in bowout("log", "stats").stdout


def test_the_journal_speaks_of_your_own_hours(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from core.journal import Entry, Journal

    told = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
    Journal(own_home).put(Entry("acme", "Acme", "Analyst", told=told))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    assert "25 Nov 2026" in bowout("log").stdout
    assert "told      25 Nov 2026 05:30" in bowout("log", "show", "acme").stdout


def test_a_courtesy_in_the_readers_language_is_added_by_choice(case: Path) -> None:
    thanks = "お時間をいただき、ありがとうございました。"
    assert thanks not in bowout("draft", case).stdout
    assert thanks in bowout("draft", case, "--step", "withdraw", "--courtesy", "Japanese").stdout
    opened = bowout("draft", case, "--step", "withdraw", "--courtesy", "ja:greeting").stdout
    assert "お世話になっております。" in opened.partition("Thank you")[0]
    assert "Try " in bowout("draft", case, "--step", "withdraw", "--courtesy", "klingon", code=2).stderr
