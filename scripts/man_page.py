"""Turns the command line into a manual page, in the macros of man(7)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import click

from tui.cli.learn import topics

_SHOWN_ELSEWHERE = ("exit-status", "settings", "files")


def man_page(commands: Sequence[click.Context]) -> str:
    """The page for ``bowout``; the first context is that of the program itself."""
    program, *others = commands
    lines = [
        '.\\" Made by scripts/reference.py: change the code and run it again.',
        '.TH BOWOUT 1 "" "Bowout" "User Commands"',
        ".SH NAME",
        "bowout \\- leave a hiring process well: whom to tell, how and when, and the letters",
        ".SH SYNOPSIS",
        ".B bowout",
        *_plain(" ".join(program.command.collect_usage_pieces(program))),
        ".SH DESCRIPTION",
        *_text(program.command.help or ""),
        ".SH OPTIONS",
        *_options(program),
        ".SH COMMANDS",
    ]
    for context in others:
        usage = " ".join(context.command.collect_usage_pieces(context))
        lines += [
            f'.SS "{_escaped(context.command_path)} {_escaped(usage)}"',
            *_text(context.command.help or ""),
        ]
        lines += _options(context)
    for name, heading in (("settings", "ENVIRONMENT"), ("files", "FILES"), ("exit-status", "EXIT STATUS")):
        lines += [f".SH {heading}", *_text(topics()[name].partition("\n")[2])]
    for name, text in topics().items():
        if name not in _SHOWN_ELSEWHERE:
            head, _, rest = text.partition("\n")
            lines += [f".SH {_escaped(head).upper()}", *_text(rest)]
    return "\n".join(lines) + "\n"


def _options(context: click.Context) -> Iterator[str]:
    for parameter in context.command.get_params(context):
        record = parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
        if record is not None:
            yield from (".TP", f".B {_escaped(record[0])}", *_plain(record[1]))


def _text(text: str) -> Iterator[str]:
    """Help text: paragraphs to fill, and examples that stand as they are."""
    for paragraph in re.split(r"\n\s*\n", text.strip("\n")):
        lines = [line for line in paragraph.splitlines() if line.strip() not in ("", "\b")]
        for index, line in enumerate(lines):
            is_example, was_example = line.startswith("  "), index > 0 and lines[index - 1].startswith("  ")
            if is_example and not was_example:
                yield from (".PP", ".nf")
            if was_example and not is_example:
                yield ".fi"
            if index == 0 and not is_example:
                yield ".PP"
            yield from _plain(line if is_example else line.strip())
        if lines and lines[-1].startswith("  "):
            yield ".fi"


def _plain(line: str) -> Iterator[str]:
    """A line that is text, even where it begins like a request."""
    escaped = _escaped(line)
    yield f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def _escaped(text: str) -> str:
    return text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("’", "'")
