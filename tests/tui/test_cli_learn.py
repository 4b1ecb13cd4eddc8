"""Help that is found, keys from the one table, and completion in a real shell."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from core.catalogue import catalogue
from tui.cli.group import cli
from tui.cli.learn import SHELLS, topics
from tui.commands import COMMANDS


def bowout(*args: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, args)
    assert result.exit_code == code, result.output
    return result


def every_command(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if not isinstance(command, click.Group):
        return [path]
    context = click.Context(command)
    commands = {name: command.get_command(context, name) for name in command.list_commands(context)}
    return [
        path,
        *(found for name, each in commands.items() if each for found in every_command(each, (*path, name))),
    ]


@pytest.mark.parametrize("path", every_command(cli), ids=" ".join)
def test_help_finds_every_command(path: tuple[str, ...]) -> None:
    assert bowout("help", *path).stdout == bowout(*path, "--help").stdout


def test_every_first_command_teaches_by_example() -> None:
    context = click.Context(cli, info_name="bowout")
    listed = f"{cli.get_help(context)}\n"
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        assert command.name == name
        said = command.help or ""
        assert "bowout " in said, name
        assert f"  {name:<10}  {' '.join(said.partition(chr(10) * 2)[0].split())}\n" in listed


def test_help_knows_topics_and_messages() -> None:
    listed = bowout("help", "topics").stdout
    for name, text in topics().items():
        assert name in listed
        assert bowout("help", name).stdout == f"{text}\n"
    said = bowout("help", "messages").stdout
    assert all(f"\n{message}\n" in said for message in catalogue())


def test_help_offers_what_is_spelled_nearly_so() -> None:
    refused = bowout("help", "drft", code=2)
    assert refused.stdout == ""
    assert "draft" in refused.stderr


def test_keys_come_from_the_one_table() -> None:
    said = bowout("keys").stdout
    assert all(command.help in said for command in COMMANDS)
    data = json.loads(bowout("keys", "--json").stdout)
    assert [each["id"] for each in data] == [command.id for command in COMMANDS]
    plan = bowout("keys", "plan").stdout
    assert "Tick the step" in plan
    assert "Ask the model" not in plan
    assert bowout("keys", "letter").stdout == bowout("keys", "workbench").stdout
    assert "plan" in bowout("keys", "nowhere", code=2).stderr


def test_keys_of_ones_own_are_shown_and_wrong_ones_named(own_home: Path) -> None:
    own_home.mkdir()
    (own_home / "config.toml").write_text('[keys]\n"workbench.rewrite" = "f3"\n"no.such" = "f4"\n')
    said = bowout("keys", "letter")
    assert "  f3 " in said.stdout
    assert "no.such" in said.stderr
    (own_home / "config.toml").unlink()
    assert "  f3 " not in bowout("keys", "letter").stdout


def completed(shell: str, words: str, word: str, folder: Path) -> str:
    environment = {
        **os.environ,
        "_BOWOUT_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": word if shell == "fish" else str(len(words.split()) - (word != "")),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli"],
        env=environment | {"PYTHONPATH": str(Path(__file__).parents[2])},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_is_told_what_to_offer(shell: str, tmp_path: Path) -> None:
    assert f"_BOWOUT_COMPLETE={shell}_complete" in bowout("completion", shell).stdout
    assert "draft" in completed(shell, "bowout dr", "dr", tmp_path)
    assert "withdraw" in completed(shell, "bowout draft case.toml --step wi", "wi", tmp_path)
    assert "file" in completed(shell, "bowout plan ca", "ca", tmp_path)


def test_bash_completes_what_is_typed(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    program = tmp_path / "bowout"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tui.cli "$@"\n')
    program.chmod(0o700)
    script = (
        'source /dev/stdin <<< "$(bowout completion bash)"\n'
        "complete -p bowout\n"
        "COMP_WORDS=(bowout draft case.toml --step re) COMP_CWORD=4\n"
        '_bowout_completion bowout\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    done = subprocess.run(
        [bash, "--norc", "-c", script], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert "-F _bowout_completion bowout" in done.stdout
    assert {"recruiter_notice", "reapproach", "reflection_note"} <= set(done.stdout.split())


def test_every_courtesy_is_listed_with_its_meaning() -> None:
    shown = bowout("help", "courtesies").stdout
    assert "ja  Japanese" in shown
    assert "Osewa ni natte orimasu." in shown
    assert "Thank you for your continued kindness." in shown
