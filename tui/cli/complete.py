"""What a shell may offer while somebody types: ids by name, and files by the shell itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem


def files(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The shell completes names of files by itself."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def folders(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The shell completes names of folders by itself."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="dir")]


def messages(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Messages of the catalogue, with their titles where the shell shows such."""
    from click.shell_completion import CompletionItem

    from core.catalogue import catalogue

    return [CompletionItem(m.id, help=m.title) for m in catalogue().values() if m.id.startswith(incomplete)]


def languages(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Languages that have courtesy lines, with their names."""
    from click.shell_completion import CompletionItem

    from core import courtesy

    return [
        CompletionItem(code, help=name)
        for code, name in courtesy.languages().items()
        if code.startswith(incomplete)
    ]


def exits(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Past exits by their ids."""
    from click.shell_completion import CompletionItem

    from core.errors import BowoutError
    from core.files import home_path
    from core.journal import Journal

    try:
        entries = Journal(home_path()).entries()
    except BowoutError:
        return []
    return [
        CompletionItem(e.id, help=f"{e.role}, {e.company}") for e in entries if e.id.startswith(incomplete)
    ]
