"""The command line as a whole: the group of commands, and how it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NamedTuple

import click

from core.errors import EXIT_BAD_INPUT, EXIT_OK
from tui.cli.ending import ended
from tui.cli.opening import at_terminal, open_app
from tui.cli.talk import give, say, stop


class _Entry(NamedTuple):
    """Where a command is, what it does, and its name there where Python has that word already."""

    module: str
    does: str
    name: str = ""


_COMMANDS = {
    "ask": _Entry("ask", "Answer questions one by one, in the plain terminal."),
    "new": _Entry("case", "Print an example case with comments, ready to be changed."),
    "plan": _Entry("case", "Say whom to tell first, how, and when their office is open."),
    "draft": _Entry("draft", "Write the letters of the plan, or one of them."),
    "check": _Entry("check", "Accept or reject a rewrite of a draft."),
    "lint": _Entry("check", "Look for common mistakes in a message."),
    "rewrite": _Entry("rewrite", "Put a draft into another tone."),
    "models": _Entry("models", "See which models there are; check or time one."),
    "log": _Entry("log", "See how past exits went."),
    "schema": _Entry("case", "Print the JSON Schema of a case file, for editors and scripts."),
    "keys": _Entry("learn", "List the keys of the app, your own among them."),
    "help": _Entry("learn", "Say more about a command or a topic.", "help_"),
    "completion": _Entry("learn", "Print a script that lets your shell complete commands."),
}
"""All commands, in the order in which one needs them. None is imported before it is wanted."""


class Bowout(click.Group):
    """A group whose exit codes are those of the contract, whatever goes wrong."""

    def main(  # type: ignore[override]  # it always ends the program, as click's own does by default
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> None:
        """Run a command line and exit."""
        extra["standalone_mode"] = False
        sys.exit(ended(lambda: super(Bowout, self).main(args, prog_name or "bowout", **extra)))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a reader who has closed the pipe has read enough."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go_of_stdout()
            raise stop(EXIT_OK) from None
        return result

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """In the order in which one needs them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name."""
        entry = _COMMANDS.get(cmd_name)
        if entry is None:
            return None
        found: click.Command = getattr(import_module(f"tui.cli.{entry.module}"), entry.name or cmd_name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing one of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.does) for name, entry in _COMMANDS.items()])


@click.group(
    cls=Bowout, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option("--version", is_flag=True, help="Show the version and exit.")
@click.option("--model", metavar="PATH", help="Another GGUF file for the app than the default model.")
@click.option("--plain-ui", is_flag=True, help="Questions and answers instead of the app: `bowout ask`.")
@click.pass_context
def cli(context: click.Context, version: bool, model: str | None, plain_ui: bool) -> None:
    """Leave a hiring process well: whom to tell first, how, when, and a letter that is ready to send.

    Without a command the app opens. Nothing is ever sent, and nothing leaves this machine.

    \b
      bowout                           the app
      bowout ask                       the same as questions and answers
      bowout new --out case.toml       for scripts: begin with an example
      bowout plan case.toml            whom to tell, and when
      bowout draft case.toml           the letters

    `bowout help topics` says more, `bowout keys` lists the app's keys. Exit codes: 0 done, 1 a bug,
    2 bad input, 3 rejected, 4 no usable model, 130 interrupted.
    """
    if version:
        give(f"bowout {_version()}")
    elif context.invoked_subcommand is None and plain_ui:
        from tui.cli.ask import ask

        context.invoke(ask)
    elif context.invoked_subcommand is None:
        if not at_terminal():
            say(
                "The app needs a terminal. Without one there are `bowout ask` and what `bowout --help` lists."
            )
            raise stop(EXIT_BAD_INPUT)
        open_app(model)
    elif model is not None:
        raise click.UsageError(
            f"--model without a command is for the app; put it after the command: "
            f"bowout {context.invoked_subcommand} --model PATH."
        )


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("bowout")
    except PackageNotFoundError:
        return "(not installed)"


def _let_go_of_stdout() -> None:
    """Point stdout at nothing, so that the interpreter does not complain when it flushes at its end."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)
    except OSError:
        pass
