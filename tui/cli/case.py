"""``bowout new``, ``schema`` and ``plan``: the case and what follows from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.complete import files
from tui.cli.reading import STDIN, read_case, read_moment
from tui.cli.talk import give, give_file, give_json, say_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.case import Case
    from core.plan import Plan, Step


@click.command()
@click.option("--out", metavar="FILE", help="Write it to a new file instead of stdout.", shell_complete=files)
def new(out: str | None) -> None:
    """Print an example case with comments, ready to be changed.

    \b
      bowout new --out case.toml
    """
    from core.resources import data_folder

    example = (data_folder("templates") / "example_case.toml").read_text(encoding="utf-8")
    if out is None:
        give(example)
    else:
        give_file(Path(out), example)


@click.command()
def schema() -> None:
    """Print the JSON Schema of a case file, for editors and scripts.

    \b
      bowout schema > case.schema.json
    """
    from core.case import Case

    about = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    give_json(about | Case.model_json_schema())


@click.command()
@click.argument("case", metavar="CASE", shell_complete=files)
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@click.option(
    "--ics",
    metavar="FILE",
    shell_complete=files,
    help="Write the times into a new calendar file; - for stdout.",
)
@click.option("--now", metavar="ISO", help="Plan for this moment, e.g. 2026-11-24T09:00+09:00.")
def plan(case: str, as_json: bool, ics: str | None, now: str | None) -> None:
    """Say whom to tell first, how, and when their office is open.

    CASE is a TOML or JSON file, or - for stdin.

    \b
      bowout plan case.toml
      bowout plan case.toml --json --now 2026-11-24T09:00+09:00
      bowout plan case.toml --ics plan.ics

    A calendar file holds each step's window and what is due, for you alone: nobody is invited and
    nothing is sent. Where your calendar is shared or synced, others may see the company's name.
    """
    from core.plan import make_plan

    if as_json and ics is not None:
        raise click.UsageError("Give either --json or --ics, not both.")
    known = read_case(case)
    moment = read_moment(now, known)
    made = make_plan(known, moment)
    if ics is not None:
        from core.ics import as_calendar

        say_all(made.warnings)
        text = as_calendar(known, made.steps, moment)
        give(text) if ics == STDIN else give_file(Path(ics), text)
    elif as_json:
        say_all(made.warnings)
        give_json(made.as_json(known))
    else:
        give("\n".join(plan_lines(made, known)))
        give("\nThe letters: bowout draft CASE, or one of them: bowout draft CASE --step ID")


_VERDICTS = {
    "go": "Go ahead.",
    "pause": "Sleep on it first. The plan is here when you are sure.",
    "ask_first": "Ask first: a short talk may solve it.",
}


def plan_lines(made: Plan, case: Case) -> Iterator[str]:
    """The advice and the steps as a person reads them."""
    from core.calendar import across_borders
    from core.steps import text

    advice = made.advice
    yield _VERDICTS[advice.verdict]
    yield from (f"  {line}" for line in advice.because)
    yield from (f"  Mind: {caution.text}" for caution in advice.cautions)
    yield from (f"  Mind: {warning}" for warning in made.warnings)
    if across_borders(case):
        yield f"  Mind: {text('why', 'holidays')}"
    for number, step in enumerate(made.steps, 1):
        yield ""
        yield from _step_lines(number, step, case)


def _step_lines(number: int, step: Step, case: Case) -> Iterator[str]:
    from core.calendar import zone_of_you
    from core.catalogue import message
    from core.steps import text

    urgent = "  (urgent)" if step.urgent else ""
    yield f"{number}. {message(step.message).title}  [{step.id}]{urgent}"
    to = "for yourself" if step.to == ("you",) else f"to {', '.join(step.to)} by {step.channel}"
    yield f"   {to}"
    if step.window:
        yours = step.window.in_zone(zone_of_you(case))
        alike = yours.opens.utcoffset() == step.window.opens.utcoffset()
        yield f"   {step.window}" if alike else f"   {step.window} for them"
        if not alike:
            yield f"   {yours} for you"
    if step.after:
        yield f"   {text('why', 'after_urgent' if step.urgent else 'after', name=step.after)}"
    if step.due:
        yield f"   promised by {step.due:%a %d %b %H:%M}, their time"
    yield f"   {step.why}"
