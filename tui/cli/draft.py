"""``bowout draft``: the letters of a plan, or any one message."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import BadInput
from tui.cli.complete import files, folders, languages, messages
from tui.cli.reading import read_case, read_moment
from tui.cli.settings import CHANNELS, chosen_tone, setting, tone_options
from tui.cli.talk import give, give_json, say, say_all

if TYPE_CHECKING:
    from datetime import datetime

    from core.case import Case
    from core.export import Format
    from core.letter import Letter
    from core.plan import Step


@click.command()
@click.argument("case", metavar="CASE", shell_complete=files)
@click.option(
    "--step",
    metavar="ID",
    shell_complete=messages,
    help="One message: a step of the plan or any id of the catalogue.",
)
@click.option("--channel", type=click.Choice(CHANNELS), help="How the decision travels, if not as planned.")
@tone_options
@click.option(
    "--courtesy",
    metavar="LANGUAGE",
    shell_complete=languages,
    help="Add a line of thanks in the reader's language; LANGUAGE:greeting adds a greeting instead.",
)
@setting("format", help="text unless told otherwise.")
@click.option(
    "--out",
    metavar="DIR",
    shell_complete=folders,
    help="Write one file a step into this folder and print the paths.",
)
@click.option("--now", metavar="ISO", help="Plan for this moment, e.g. 2026-11-24T09:00+09:00.")
def draft(
    case: str,
    step: str | None,
    channel: str | None,
    formality: str | None,
    context: str | None,
    plain: bool | None,
    courtesy: str | None,
    format: str | None,  # noqa: A002  the flag is called --format
    out: str | None,
    now: str | None,
) -> None:
    """Write the letters of the plan, or one of them.

    CASE is a TOML or JSON file, or - for stdin. The tone is the case's own unless told otherwise.

    \b
      bowout draft case.toml
      bowout draft case.toml --step reason_reply --formality casual
      bowout draft case.toml --step withdraw --courtesy ja
      bowout draft case.toml --format eml --out letters

    `bowout help messages` lists every message, `bowout help courtesies` every line in another language.
    """
    fmt: Format = format or "text"  # type: ignore[assignment]  # click checked the choice
    known = read_case(case)
    known = known.model_copy(update={"tone": chosen_tone(known.tone, formality, context, plain)})
    moment = read_moment(now, known)
    numbered = _steps(known, step, channel, moment)
    letters = {number: _letter(known, made, moment, courtesy) for number, made in numbered.items()}
    if out is not None:
        _write(Path(out), known, numbered, letters, fmt)
    elif fmt == "json":
        from core.export import as_json

        data = [as_json(letter) for letter in letters.values()]
        give_json(data[0] if step else data)
    else:
        texts = {letters[n].id: _render(known, made, letters[n], fmt) for n, made in numbered.items()}
        if fmt == "eml" and len(texts) > 1:
            raise BadInput("--format", "several mails do not fit on stdout", "Give --out DIR or --step ID.")
        give(_joined(texts))


def _steps(case: Case, step_id: str | None, channel: str | None, now: datetime) -> dict[int, Step]:
    """The steps to write, each with its number in the plan."""
    from core.heads_up import channel_warnings
    from core.letter import Channel
    from core.plan import find_step, make_plan

    by = Channel(channel) if channel else None
    if step_id is None:
        plan = make_plan(case, now, by)
        say_all(plan.warnings)
        return dict(enumerate(plan.steps, 1))
    found = find_step(case, step_id, now, by)
    say_all(channel_warnings(case, found.message, by))
    in_plan = [step.id for step in make_plan(case, now).steps]
    return {in_plan.index(found.id) + 1 if found.id in in_plan else 1: found}


def _letter(case: Case, step: Step, now: datetime, courtesy: str | None) -> Letter:
    from core.compose import compose
    from core.letter import Channel

    if step.channel in (Channel.PHONE, Channel.NOTE):
        courtesy = None  # it belongs in what is written to somebody
    letter = compose(case, step.message, people=step.people, channel=step.channel, now=now, courtesy=courtesy)
    return replace(letter, id=step.id)


def _render(case: Case, step: Step, letter: Letter, fmt: Format) -> str:
    from core.export import render

    return render(letter, fmt, sender=case.you, people=step.people)


def _joined(texts: dict[str, str]) -> str:
    """Letters one after the other, each under a line with its id; a single one stands alone."""
    if len(texts) == 1:
        return next(iter(texts.values()))
    return "\n".join(f"--- {step_id} ---\n{text}" for step_id, text in texts.items())


def _write(folder: Path, case: Case, steps: dict[int, Step], letters: dict[int, Letter], fmt: Format) -> None:
    """One file a step; another's file of the same name stays, ours gets a number."""
    from core.export import extension
    from core.files import save_text

    texts = {
        f"{n:02}-{letters[n].id}{extension(fmt)}": _render(case, steps[n], letters[n], fmt) for n in steps
    }
    for name, text in texts.items():
        path = save_text(folder, name, text)
        if path.name != name:
            say(f"{folder / name} is another file, so this one is called {path.name}.")
        give(str(path))
