"""Questions and answers in the plain terminal: for pipes, for screen readers, and nothing is lost."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import time
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.store import Cases
from tui.cli.group import cli

FOUR = ["Maya Lindqvist", "Northwind", "Data Analyst", "3"]
SECRET = "zugzwang"


def ask(*lines: str, args: tuple[str, ...] = (), code: int = 0) -> Result:
    result = CliRunner().invoke(cli, ["ask", *args], input="".join(f"{line}\n" for line in lines))
    assert result.exit_code == code, result.output
    return result


def kept() -> dict[str, Any]:
    """The answers of the case that was saved last."""
    return Cases(Path(os.environ["BOWOUT_HOME"])).list()[0].answers


def test_four_answers_from_a_pipe_are_a_letter() -> None:
    result = ask(*FOUR)
    assert "I have decided to withdraw my application for the Data Analyst role" in result.stdout
    assert result.stdout.startswith("--- withdraw ---\nSubject: ")
    assert "What is your name?" in result.stderr
    assert "1. Withdraw from the process" in result.stderr
    assert kept() == {
        "you": {"name": "Maya Lindqvist"},
        "company": {"name": "Northwind"},
        "role": "Data Analyst",
        "stage": "mid",
    }


def test_an_early_end_keeps_what_is_there_and_says_what_is_missing() -> None:
    result = ask(*FOUR[:2], code=2)
    assert result.stdout == ""
    assert "still needed: the job, how far you have come" in result.stderr
    assert "bowout ask --continue" in result.stderr
    again = ask("Data Analyst", "3", args=("--continue",))
    assert "Which company" not in again.stderr
    assert "Maya Lindqvist" in again.stdout


def test_nothing_said_keeps_nothing() -> None:
    ask(code=2)
    assert "no case yet" in ask(args=("--continue",), code=2).stderr


def test_stop_keeps_and_leaves() -> None:
    result = ask(*FOUR, "stop")
    assert result.stdout == ""
    assert "are kept" in result.stderr
    assert kept()["stage"] == "mid"


def test_one_may_go_back_clear_and_take_words_as_they_stand() -> None:
    ask("Maya", "Acme", "back", "=back", "Analyst", "back", "clear", "Baker", "back", "", "final", "stop")
    assert kept()["company"]["name"] == "back"
    assert kept()["role"] == "Baker"
    assert kept()["stage"] == "final"


def test_what_is_needed_is_asked_again_at_the_end() -> None:
    result = ask("", "Acme", "done", "Maya", "Analyst", "mid")
    assert result.stderr.count("What is your name?") == 2
    assert "Maya" in result.stdout


def test_an_answer_that_is_none_is_explained() -> None:
    result = ask(*FOUR[:3], "9", "nonsense", "mid", "next", "Japann", "Japan", "stop")
    assert result.stderr.count("That is none of the answers") == 2
    assert "Did you mean Japan?" in result.stderr
    assert kept()["company"]["country"] == "JP"


def test_several_numbers_answer_what_may_have_several() -> None:
    ask(*FOUR, "next", "Japan", "", "1, 3", "stop")
    assert kept()["channels"]["used"] == ["email", "linkedin"]


def test_people_are_asked_for_one_by_one() -> None:
    people = [
        "Ana Silva",
        "4",
        "next",
        "Bo",
        "back",
        "Hana",
        "",
        "1",
        "",
        "Ms.",
        "",
        "yes",
        "next",
        "remove 1",
    ]
    result = ask(*FOUR, "next", "next", *people, "stop")
    assert kept()["people"] == [{"name": "Hana", "kind": "hiring_manager", "title": "Ms.", "rapport": True}]
    assert "Bo is left out" in result.stderr
    assert "1. Ana Silva: A recruiter or an agency" in result.stderr


def test_private_lines_are_kept_and_in_no_letter() -> None:
    result = ask(*FOUR, "next", "next", "next", "5", "no", SECRET, "stop here", "", "done")
    assert kept()["private_notes"] == f"{SECRET}\nstop here"
    assert "Withdrawal" in result.stdout
    assert SECRET not in result.stdout


def test_the_letter_can_be_seen_as_it_grows() -> None:
    result = ask("Maya", "letter", "stop")
    assert "‹role›" in result.stderr
    assert result.stdout == ""


def test_letters_calendar_and_case_file_are_saved_where_one_says(tmp_path: Path) -> None:
    letters, calendar, case = tmp_path / "letters", tmp_path / "plan.ics", tmp_path / "case.json"
    result = ask(
        *FOUR, "done", "2", str(letters), "3", str(letters), "5", str(calendar), "6", str(case), "stop"
    )
    assert {path.name for path in letters.iterdir()} == {
        "01-withdraw.txt", "01-withdraw.eml", "02-reflection_note.txt",
    }  # fmt: skip
    assert calendar.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert json.loads(case.read_text()) == kept()
    assert set(map(str, (letters / "01-withdraw.txt", calendar, case))) <= set(result.stdout.splitlines())


def test_another_message_asks_what_it_needs(tmp_path: Path) -> None:
    result = ask(*FOUR, "done", "4", "16", "our call on Tuesday", "", str(tmp_path), "stop")
    assert "our call on Tuesday" in result.stdout
    assert "missed_appointment.txt" in result.stdout
    assert kept()["details"]["appointment"] == "our call on Tuesday"


def test_a_refused_file_is_said_and_the_talk_goes_on(tmp_path: Path) -> None:
    there = tmp_path / "case.json"
    there.write_text("mine")
    result = ask(*FOUR, "done", "6", str(there), "1")
    assert "is there already" in result.stderr
    assert there.read_text() == "mine"
    assert "--- withdraw ---" in result.stdout


def test_out_saves_without_asking(tmp_path: Path) -> None:
    result = ask(*FOUR, args=("--out", str(tmp_path / "l"), "--format", "md"))
    assert result.stdout.split() == [
        str(tmp_path / "l" / name) for name in ("01-withdraw.md", "02-reflection_note.md")
    ]


def test_a_folder_that_cannot_be_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    result = ask(*FOUR, args=("--out", str(tmp_path / "file" / "letters")), code=2)
    assert result.stdout == ""
    assert "could not be" in result.stderr
    assert kept()["role"] == "Data Analyst"


def test_what_a_terminal_would_act_on_is_not_said_back(tmp_path: Path) -> None:
    result = ask(*FOUR, "done", "2", f"{tmp_path}/a\x1b[31m\x9b0m", "6", f"{tmp_path}/\x00case.json", "stop")
    assert "\x1b" not in result.output
    assert "\x9b" not in result.output
    assert (tmp_path / "case.json").is_file()


def test_a_line_without_end_is_no_answer_to_the_next_question() -> None:
    result = ask("M" * 250_000, *FOUR, "stop")
    assert "longer than any letter" in result.stderr
    assert kept()["you"]["name"] == "Maya Lindqvist"
    assert kept()["role"] == "Data Analyst"


def test_the_flag_of_the_app_asks_as_well() -> None:
    result = CliRunner().invoke(cli, ["--plain-ui"], input="\n".join(FOUR))
    assert "--- withdraw ---" in result.stdout


ANSWERS = st.one_of(
    st.sampled_from(
        ["", "back", "next", "clear", "letter", "help", "done", "yes", "no", "1", "2", "remove 1"]
    ),
    st.sampled_from(["Ana", "Japan", "2026-12-03 10:00", "[b]{{x}}\x1b[2J\u202e", "=", "9" * 30, "formal"]),
    st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]), max_size=20),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANSWERS, max_size=25))
def test_whatever_is_said_nothing_breaks(lines: list[str]) -> None:
    with TemporaryDirectory() as folder, chdir(folder):  # an answer may name one to save into
        result = CliRunner().invoke(cli, ["ask"], input="".join(f"{line}\n" for line in [*FOUR, *lines]))
    assert result.exit_code in (0, 2), result.output
    assert "\x1b" not in result.output


def test_bytes_that_are_no_text_are_no_bug() -> None:
    result = CliRunner().invoke(cli, ["ask"], input=b"Ma\xff\xfe\x00ya\nAcme\nBaker\n3\n")
    assert result.exit_code == 0, result.output
    assert "Baker" in result.stdout


def test_nothing_heavy_is_loaded() -> None:
    probe = (
        "import sys\nfrom tui.cli import main\ntry: main(['ask'])\nexcept SystemExit: pass\n"
        "print(sorted({'textual', 'rich', 'llama_cpp'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], input="\n".join(FOUR), capture_output=True, text=True, check=False
    )
    assert done.stdout.endswith("[]\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")
def test_at_a_terminal_ctrl_d_keeps_everything_and_no_cursor_is_moved() -> None:
    pid, master = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-m", "tui.cli", "ask"])
    said = b""

    def wait_for(text: bytes) -> None:
        nonlocal said
        end = time.monotonic() + 30
        while text not in said:
            assert time.monotonic() < end, said
            said += os.read(master, 4096)

    for question, answer in ((b"name?", b"Maya"), (b"company is it?", b"Acme")):
        wait_for(question)
        os.write(master, answer + b"\n")
    wait_for(b"Which job is it?")
    os.write(master, b"\x04")
    wait_for(b"are kept")
    _, status = os.waitpid(pid, 0)
    os.close(master)
    assert os.waitstatus_to_exitcode(status) == 0
    assert b"\x1b" not in said
    assert kept()["company"]["name"] == "Acme"


def test_a_killed_talk_has_lost_no_answer_that_the_next_question_followed() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "ask"], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stderr is not None
    said = b""
    for answer, following in (("Maya", b"company is it?"), ("Acme", b"job is it?"), ("Baker", b"you come?")):
        process.stdin.write(f"{answer}\n".encode())
        process.stdin.flush()
        while following not in said:
            said += os.read(process.stderr.fileno(), 4096)
    process.kill()
    process.communicate()
    assert kept() == {"you": {"name": "Maya"}, "company": {"name": "Acme"}, "role": "Baker"}
    again = ask("3", args=("--continue",))
    assert "Another window" not in again.stderr
    assert "Baker role at Acme" in again.stdout


def test_who_has_been_told_and_how_they_took_it_is_in_the_journal() -> None:
    result = ask(*FOUR, "done", "7", "1", "8", "1", "They were kind.", "stop")
    assert result.stderr.count("It is in your journal") == 2
    listed = CliRunner().invoke(cli, ["log"]).stdout
    assert "Data Analyst, Northwind" in listed
    assert "taken well" in listed
    assert "Told so far: withdraw." in ask("stop", args=("--continue",)).stderr
    ask("7", "1", "stop", args=("--continue",))
    assert "Told so far" not in ask("stop", args=("--continue",)).stderr
