"""Writes what can be looked up: docs/reference/*.md and the man page, from the code that they describe.

    .venv/bin/python scripts/reference.py            write them
    .venv/bin/python scripts/reference.py --check    say which of them are out of date

The command line, the table of keys, the topics of ``bowout help``, the catalogue, the checklist and the
schema of a case are the sources; nobody edits the results.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from man_page import man_page

from core.case import Case
from core.catalogue import catalogue
from core.checklist import person_questions, question
from tui.cli.group import cli
from tui.cli.learn import screen_title, topics
from tui.commands import COMMANDS, key_names

DOCS = Path(__file__).resolve().parent.parent / "docs"
MADE = "<!-- Made by scripts/reference.py: change the code and run it again. -->"
WIDTH = 90
PEOPLE = "[people]"


def files() -> dict[str, str]:
    """The path below ``docs`` of each file, and its text."""
    return {
        "bowout.1": man_page(every_command()),
        "reference/cli.md": "\n".join(command_line()) + "\n",
        "reference/keys.md": "\n".join(keys()) + "\n",
        "reference/case.md": "\n".join(case_file()) + "\n",
    }


def every_command() -> list[click.Context]:
    """A context for ``bowout`` and each command below it, in order."""

    def walk(context: click.Context) -> Iterator[click.Context]:
        yield context
        if isinstance(context.command, click.Group):
            for name in context.command.list_commands(context):
                found = context.command.get_command(context, name)
                assert found is not None  # noqa: S101
                yield from walk(click.Context(found, info_name=name, parent=context))

    settings = {**cli.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    return list(walk(click.Context(cli, info_name="bowout", **settings)))


def command_line() -> Iterator[str]:
    """What ``--help`` says of each command, and the topics of ``bowout help``."""
    yield from ("# The command line", "", MADE, "")
    for context in every_command():
        yield from (f"## {context.command_path}", "", "```text", context.get_help(), "```", "")
    for text in topics().values():
        head, _, rest = text.partition("\n")
        yield from (f"## {head}", "", "```text", rest.strip("\n"), "```", "")
    yield from ("## Every message", "", "`bowout draft CASE --step ID` writes any of them.", "")
    yield from ("| id | what it is | it says | it needs |", "|---|---|---|---|")
    for message in catalogue().values():
        needs = ", ".join(f"`{need}`" for need in message.needs)
        yield f"| `{message.id}` | {message.title} | {message.summary} | {needs} |"


def keys() -> Iterator[str]:
    """The table of commands, a table for each screen."""
    yield from ("# The keys of the app", "", MADE, "")
    yield "`bowout keys` prints the same; in the app, `f1` shows those of the screen, and `ctrl+p` finds any"
    yield "command by its name. Keys of your own go into `config.toml`, by the id of the command:"
    yield from ("", "```toml", "[keys]", '"workbench.rewrite" = "f3"', "```")
    for screen in dict.fromkeys(command.screen for command in COMMANDS):
        yield from ("", f"## {screen_title(screen)}", "")
        yield from ("| keys | command | what it does | id |", "|---|---|---|---|")
        for command in COMMANDS:
            if command.screen == screen:
                shown = ", ".join(f"`{name}`" for name in key_names(command))
                yield f"| {shown} | {command.label} | {command.help} | `{command.id}` |"


def case_file() -> Iterator[str]:
    """Every field of a case, from its schema and from the checklist's questions."""
    schema = Case.model_json_schema()
    yield from ("# The case file", "", MADE, "")
    yield "A case is a TOML or JSON file in UTF-8. `bowout new` prints one with comments, `bowout schema` is"
    yield "for programs. What is not in bold may be left out."
    for table, fields in _tables(schema).items():
        title = f"`[{table}]`" if table else "At the top"
        yield from ("", f"## {title}", "", "| field | value | what for |", "|---|---|---|")
        for name, field, needed in fields:
            shown = f"**`{name}`**" if needed else f"`{name}`"
            yield f"| {shown} | {_value(schema, field)} | {_what_for(table, name)} |"


def _tables(schema: Mapping[str, Any]) -> dict[str, list[tuple[str, Mapping[str, Any], bool]]]:
    """The tables of a case file; of each field its name, its schema, and whether it is needed."""

    def fields(part: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any], bool]]:
        return [(key, each, key in part.get("required", ())) for key, each in part["properties"].items()]

    parts = {name: _resolved(schema, field) for name, field, _ in fields(schema)}
    inner = {name: part for name, part in parts.items() if "properties" in part}
    top = [each for each in fields(schema) if each[0] not in inner]
    people = {PEOPLE: fields(schema["$defs"]["Person"])}
    return {"": top} | {name: fields(part) for name, part in inner.items()} | people


def _resolved(schema: Mapping[str, Any], field: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = field.get("$ref", "")
    found: Mapping[str, Any] = schema["$defs"][reference.rpartition("/")[2]] if reference else field
    return found


def _value(schema: Mapping[str, Any], field: Mapping[str, Any]) -> str:
    """What a field holds, and what it is when it is left out."""
    default = field.get("default")
    kinds = [_kind(_resolved(schema, each)) for each in field.get("anyOf", [field])]
    said = " or ".join(dict.fromkeys(kind for kind in kinds if kind))
    if default in (None, "", []) or isinstance(default, dict) or "const" in field:
        return said
    shown = ", ".join(default) if isinstance(default, list) else str(default).lower()
    return f"{said}; else `{shown}`"


def _kind(field: Mapping[str, Any]) -> str:
    if "enum" in field or "const" in field:
        return ", ".join(f"`{choice}`" for choice in field.get("enum", [field.get("const")]))
    if field.get("type") == "array":
        items = field.get("items", {})
        return "people, see below" if "$ref" in items else f"list of {_kind(items)}"
    kind = {"string": "text", "boolean": "`true`, `false`", "null": ""}.get(str(field.get("type")), "")
    return "date and time" if field.get("format") == "date-time" else kind


_NO_QUESTION = {
    "version": "Of the file's form; for programs of the future.",
    "formality": "How formal the words are.",
    "context": "How much stands around the decision: `low` is brief, `high` is warm.",
    "plain": "Short sentences without idioms.",
}


def _what_for(table: str, name: str) -> str:
    """The checklist's question about a field, and why it is asked."""
    if table == PEOPLE:
        everything = person_questions({"kind": "hiring_manager", "native_english": False})
        asked = next((each for each in everything if each.id == name), None)
    else:
        asked = question(f"{table}.{name}" if table else name)
    return f"{asked.label}{_stop(asked.label)} {asked.why}" if asked else _NO_QUESTION[name]


def _stop(label: str) -> str:
    return "" if label.endswith(("?", ".")) else "."


def main(arguments: list[str]) -> int:
    """Write or check; 0 when all is current."""
    stale = [name for name, text in files().items() if not _holds(DOCS / name, text)]
    if "--check" in arguments:
        if stale:
            print(f"Out of date: {', '.join(stale)}. Run scripts/reference.py.", file=sys.stderr)
        return 1 if stale else 0
    for name in stale:
        (DOCS / name).parent.mkdir(exist_ok=True)
        (DOCS / name).write_text(files()[name], encoding="utf-8")
        print(DOCS / name)
    return 0


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    os.environ.pop("COLUMNS", None)
    sys.exit(main(sys.argv[1:]))
