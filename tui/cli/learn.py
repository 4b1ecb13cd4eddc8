"""``bowout help``, ``keys`` and ``completion``: how everything is done, and how to type less."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from core.errors import BadInput
from tui.cli.talk import give, give_json, say_all

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

SHELLS = ("bash", "zsh", "fish")
_LISTS = {"messages": "Every message", "courtesies": "Greetings and thanks in other languages"}


def _offered(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name) for name in _known(context) if name.startswith(incomplete)]


@click.command("help")
@click.argument("topic", nargs=-1, shell_complete=_offered)
@click.pass_context
def help_(context: click.Context, topic: tuple[str, ...]) -> None:
    """Say more about a command or a topic.

    \b
      bowout help                  this list of commands
      bowout help draft            one command, with examples
      bowout help topics           what else there is to know
      bowout help messages         every message that Bowout can write
      bowout help courtesies       lines of greeting and thanks in other languages
    """
    root = context.find_root()
    name = " ".join(topic)
    if not topic:
        give(root.get_help())
    elif name == "topics":
        titles = {**{each: title(text) for each, text in topics().items()}, **_LISTS}
        give("\n".join(f"  {each:<14} {said}" for each, said in titles.items()))
    elif name == "messages":
        give("\n".join(message_lines()))
    elif name == "courtesies":
        give("\n".join(courtesy_lines()))
    elif name in topics():
        give(topics()[name])
    else:
        give(_help_of(root, topic))


@click.command()
@click.argument("screen", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def keys(screen: str | None, as_json: bool) -> None:
    """List the keys of the app, your own among them.

    \b
      bowout keys
      bowout keys plan

    Keys of your own stand in config.toml: `bowout help settings`. --json shows their ids.
    """
    from core.files import home_path
    from tui.commands import COMMANDS, key_names, use_keys
    from tui.keys import read_keys

    own = read_keys(home_path())
    use_keys(own.keys)
    say_all(own.problems)
    names = {screen_title(command.screen).lower(): command.screen for command in COMMANDS}
    screens = list(names.values())
    if screen is not None and (screen := names.get(screen.lower(), screen)) not in screens:
        raise BadInput("SCREEN", "is none of the app's", f"Give {', '.join(screens)}.", screen)
    shown = [command for command in COMMANDS if screen in (None, command.screen)]
    if as_json:
        give_json([{"id": c.id, "keys": key_names(c), "label": c.label, "help": c.help} for c in shown])
    else:
        give("\n".join(_key_lines([screen] if screen else screens)))


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that lets your shell complete commands.

    Flags, files, messages and past exits as well.

    \b
      bash:  bowout completion bash > ~/.local/share/bash-completion/completions/bowout
      zsh:   bowout completion zsh > a file named _bowout in a folder of $fpath
      fish:  bowout completion fish > ~/.config/fish/completions/bowout.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101  click knows all three
    give(kind(context.find_root().command, {}, "bowout", "_BOWOUT_COMPLETE").source())


def topics() -> dict[str, str]:
    """The topics beside the commands, each with its text."""
    from core.resources import load_toml

    return {name: entry["text"].strip("\n") for name, entry in load_toml(_TOPICS).items()}


def title(text: str) -> str:
    """A topic's title: its first line, where that is none of its examples."""
    return text.partition("\n")[0].strip()


def message_lines() -> Iterator[str]:
    """Every message of the catalogue, with what it is for and what it needs to be told."""
    from core.catalogue import catalogue

    yield "Every message, each to be written by: bowout draft CASE --step ID"
    for message in catalogue().values():
        yield ""
        yield message.id
        yield f"  {message.title}: {message.summary}"
        if message.needs:
            yield f"  needs {', '.join(message.needs)}"


def courtesy_lines() -> Iterator[str]:
    """Every courtesy line: what it says, how it is read, and when it suits."""
    from core import courtesy

    yield "A line in the reader's own language, added by: bowout draft CASE --courtesy LANGUAGE[:greeting]"
    for code, name in courtesy.languages().items():
        yield ""
        yield f"{code}  {name}"
        for line in courtesy.lines(code):
            yield f"  {line.use}, {line.register}: {line.text}"
            yield f"    {line.reading}" if line.reading else f"    “{line.gloss}”"
            if line.reading:
                yield f"    “{line.gloss}”"
            yield f"    {line.when}"


def screen_title(screen: str) -> str:
    """What a screen of the app is called over its keys."""
    from tui.commands import PLACES

    place = "everywhere" if screen == "app" else PLACES.get(screen, screen)
    return place[0].upper() + place[1:]


_TOPICS = Path(__file__).with_name("topics.toml")


def _key_lines(screens: list[str]) -> Iterator[str]:
    from tui.commands import COMMANDS, key_names

    for number, screen in enumerate(screens):
        if number:
            yield ""
        yield screen_title(screen)
        for command in COMMANDS:
            if command.screen == screen:
                yield f"  {', '.join(key_names(command)):<16} {command.label:<16} {command.help}"


def _known(context: click.Context) -> list[str]:
    group = context.find_root().command
    commands = group.list_commands(context) if isinstance(group, click.Group) else []
    return [*commands, *topics(), *_LISTS, "topics"]


def _help_of(root: click.Context, path: tuple[str, ...]) -> str:
    """The help of a command, or of a command of a command."""
    context = root
    for name in path:
        group = context.command
        found = group.get_command(context, name) if isinstance(group, click.Group) else None
        if found is None:
            close = difflib.get_close_matches(" ".join(path), _known(root), n=3, cutoff=0.5)
            mend = (
                f"Did you mean {' or '.join(close)}?"
                if close
                else "`bowout help topics` lists what there is."
            )
            raise BadInput("help", "there is nothing of that name", mend, " ".join(path))
        context = click.Context(found, info_name=name, parent=context)
    return context.get_help()
