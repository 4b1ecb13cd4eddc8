"""What the command line says: results to stdout, everything else to stderr."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from core.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path


def say(message: str) -> None:
    """A word to the person, beside the result."""
    click.echo(visible(message), err=True)


def say_all(messages: Iterable[str]) -> None:
    """Several words to the person, each on its line."""
    for message in messages:
        say(message)


def give(text: str) -> None:
    """The result itself, as it is, ended by one newline.

    Raises:
        StoreError: it cannot be written where it was sent.
    """
    try:
        click.echo(text.removesuffix("\n"))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise StoreError(f"The result cannot be written: {error.strerror}.") from error


def give_json(data: object) -> None:
    """The result as JSON."""
    import json

    give(json.dumps(data, ensure_ascii=False, indent=2))


def give_file(path: Path, text: str) -> None:
    """The result in a new file, and its name to stdout.

    Raises:
        StoreError: the file is there already or cannot be written.
    """
    from core.files import make_folder, write_atomic

    if not path.name or "\0" in str(path):
        raise StoreError(f"{str(path)!r} is not the name of a file. Give one such as letters/plan.ics.")
    make_folder(path.parent)
    write_atomic(path, text.encode("utf-8", "replace"), replace=False)
    give(str(path))


def visible(text: str) -> str:
    """Text with control characters spelled out, so that a file's content cannot drive the terminal."""
    return "".join(c if c in "\n\t" or unicodedata.category(c) != "Cc" else repr(c)[1:-1] for c in text)


def stop(code: int) -> click.exceptions.Exit:
    """Raise this to end with an exit code."""
    return click.exceptions.Exit(code)
