"""``bowout check`` and ``lint`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tui.cli.group import cli

DRAFT = """Dear Ms. Okafor,

Thank you for your time. I have decided to withdraw my application for the Analyst role.

Kind regards,
Maya Lindqvist
"""
FINE = DRAFT.replace("Thank you for your time.", "Many thanks for your time.")
RUDE = DRAFT.replace("Thank you for your time.", "Thank you for your time, despite the chaotic process.")


def bowout(*args: str | Path, stdin: str | None = None, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def texts(tmp_path: Path) -> dict[str, Path]:
    paths = {}
    for name, text in (("draft", DRAFT), ("fine", FINE), ("rude", RUDE)):
        paths[name] = tmp_path / f"{name}.txt"
        paths[name].write_text(text, encoding="utf-8")
    return paths


def pairs(*rows: Any) -> str:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)


def row(name: Any, rewrite: str = FINE, **more: Any) -> dict[str, Any]:
    return {"id": name, "draft": DRAFT, "rewrite": rewrite, **more}


def test_a_good_rewrite_is_accepted(texts: dict[str, Path]) -> None:
    assert bowout("check", texts["draft"], texts["fine"]).stdout == "accepted\n"
    verdict = json.loads(bowout("check", texts["draft"], "-", "--json", stdin=FINE).stdout)
    assert verdict == {"id": "-", "accepted": True, "findings": []}


def test_a_bad_one_is_exit_3_and_shows_the_words(texts: dict[str, Path]) -> None:
    told = bowout("check", texts["draft"], texts["rude"], code=3).stdout
    assert told.startswith("rejected\n")
    assert "grievance_added: " in told
    assert "»" in told.split("grievance_added")[1]
    verdict = json.loads(bowout("check", texts["draft"], texts["rude"], "--json", code=3).stdout)
    assert set(verdict) == {"id", "accepted", "findings"}
    finding = verdict["findings"][0]
    assert set(finding) == {"code", "message", "span", "evidence"}
    start, end = finding["span"]
    assert RUDE[start:end]


def test_the_private_texts_of_a_case_must_not_appear(texts: dict[str, Path], tmp_path: Path) -> None:
    case = {
        "you": {"name": "Maya Lindqvist"},
        "company": {"name": "Acme"},
        "role": "Analyst",
        "stage": "early",
        "private_notes": "my sister lives in Rotterdam",
    }
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case))
    leak = DRAFT.replace("I have", "My sister lives in Rotterdam. I have")
    args = ("check", texts["draft"], "-", "--json", "--case", path)
    codes = [found["code"] for found in json.loads(bowout(*args, stdin=leak, code=3).stdout)["findings"]]
    assert "private_leak" in codes


def test_pairs_are_judged_in_order_with_their_ids() -> None:
    given = pairs(row("b"), "", row(7, RUDE), row("a", private=[], tone={"formality": "formal"}), row(None))
    verdicts = [json.loads(line) for line in bowout("check", "--pairs", "-", stdin=given).stdout.splitlines()]
    assert [verdict["id"] for verdict in verdicts] == ["b", 7, "a", None]
    assert [verdict["accepted"] for verdict in verdicts] == [True, False, True, True]


def test_many_pairs_are_judged_on_all_cores_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    given = pairs(*(row(at, RUDE if at % 3 else FINE) for at in range(120)))
    on_all = bowout("check", "--pairs", "-", stdin=given).stdout
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    assert bowout("check", "--pairs", "-", stdin=given).stdout == on_all
    accepted = [json.loads(line)["accepted"] for line in on_all.splitlines()]
    assert accepted == [at % 3 == 0 for at in range(120)]


def test_the_private_texts_of_a_pair_must_not_appear() -> None:
    leak = DRAFT.replace("I have", "My sister lives in Rotterdam. I have")
    given = pairs(row(1, leak, private=["my sister lives in Rotterdam"]))
    found = json.loads(bowout("check", "--pairs", "-", stdin=given).stdout)["findings"]
    assert "private_leak" in [finding["code"] for finding in found]


def test_no_pairs_are_no_verdicts() -> None:
    assert bowout("check", "--pairs", "-", stdin="\n").stdout == ""


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        ({"id": 1, "draft": DRAFT}, "no rewrite"),
        ({"draft": DRAFT, "rewrite": FINE}, "no id"),
        (row(1, private="secret"), "list of texts"),
        ({"id": 1, "draft": None, "rewrite": ""}, "not text"),
        (row(1, tone="formal"), "tone"),
        (row(1, tone={"formality": "loud"}), "loud"),
        (row(1, tone={"formality": ["formal"]}), "formal"),
        ("[" * 50_000, "line 2"),
    ],
)
def test_one_bad_line_is_named_and_nothing_is_printed(bad: Any, word: str) -> None:
    result = bowout("check", "--pairs", "-", stdin=pairs(row("a"), bad, row("b")), code=2)
    assert result.stdout == ""
    assert "line 2" in result.stderr
    assert word in result.stderr


def test_a_verdict_cannot_drive_the_terminal(texts: dict[str, Path]) -> None:
    evil = DRAFT.replace("Thank you", "\x1b[2J\x07 Terrible staff! Thank you")
    told = bowout("check", texts["draft"], "-", stdin=evil, code=3).stdout
    assert "\x1b" not in told
    assert "\x07" not in told


def test_lint_says_what_is_worth_another_look(texts: dict[str, Path]) -> None:
    assert bowout("lint", texts["draft"]).stdout == "nothing found\n"
    assert "criticism: " in bowout("lint", texts["rude"], code=3).stdout
    found = json.loads(bowout("lint", "-", "--json", stdin=RUDE, code=3).stdout)["findings"]
    assert {"code", "message", "span", "evidence"} == set(found[0])
