"""One question after the other in a plain terminal: lines out, lines in, and nothing else.

No colour, no cursor, no key of its own, so that it suits screen readers, pipes and any terminal. All talk
goes to stderr; what is read comes from stdin, wherever that is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

import click

from core.controls import without_controls
from tui.cli.talk import say, visible

if TYPE_CHECKING:
    from core.checklist import Question

MAX_LINE = 100_000

HELP = """\
enter    skips the question, or keeps the answer that is there
back     goes to the question before
clear    takes the answer away
next     skips what is left of this part
done     asks nothing more: the plan and the letters
letter   shows the first letter as it stands
stop     keeps everything and leaves
An answer that begins with = is taken as it stands: =back is the word “back”."""


class Word(Enum):
    """What may be said in place of an answer."""

    SKIP = ""
    BACK = "back"
    CLEAR = "clear"
    NEXT = "next"
    DONE = "done"
    LETTER = "letter"
    STOP = "stop"


class Ended(Exception):
    """There is no more input."""


def tell(text: str) -> None:
    """Say something; at a terminal no line is broken within a word, and a list's lines keep their place."""
    if not sys.stderr.isatty():
        say(text)
        return
    import shutil
    import textwrap

    width = max(20, shutil.get_terminal_size().columns)
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        filled = textwrap.fill(
            visible(line), width, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
        )  # a path may be copied: it is not broken where it would become two words
        say(filled if line.strip() else "")


def read_line(prompt: str = "> ") -> str:
    """The next line, without its end and without what a terminal would act on.

    Raises:
        Ended: there is none.
    """
    while True:
        click.echo(prompt, nl=False, err=True)
        data = sys.stdin.buffer.readline(MAX_LINE)
        if not data:
            say("")
            raise Ended
        if len(data) < MAX_LINE or data.endswith(b"\n"):
            return without_controls(data.decode("utf-8", "replace")).strip("\n")
        while data and not data.endswith(b"\n"):  # what is left of it is no answer to the next question
            data = sys.stdin.buffer.readline(MAX_LINE)
        say("That line is longer than any letter. Give a shorter one.")


def read_answer(prompt: str = "> ") -> str | Word:
    """The next line: an answer, or a word that steers."""
    while True:
        said = read_line(prompt).strip()
        if said.startswith("="):
            return said[1:].strip()
        if said.casefold() in ("help", "?"):
            tell(HELP)
            continue
        if said.casefold() == "skip":
            return Word.SKIP
        try:
            return Word(said.casefold())
        except ValueError:
            return said


def ask(question: Question, now: Any = None) -> Any:
    """Ask until there is an answer that fits the question's kind, or a word.

    Args:
        question: what is asked.
        now: the answer so far.
    """
    tell("")
    tell(f"{question.label}{' (needed)' if question.required else ''}")
    tell(question.why)
    if question.hint:
        tell(f"Hint: {question.hint}")
    if now not in (None, "", [], {}):
        tell(f"So far: {said_as(question, now)}")
    if question.kind == "text":
        return _lines()
    understand = _understanding(question)
    while True:
        said = read_answer()
        if isinstance(said, Word):
            return said
        value = understand(said)
        if value is not None:
            return value
        tell("That is none of the answers. Give a number of the list, or `help`.")


def choose(title: str, choices: Sequence[str], *, listed: bool = True) -> int | Word:
    """Let one of several things be chosen by its number, counted from 0.

    Args:
        title: what is asked.
        choices: the things.
        listed: whether to list them before they are asked for by `list`.
    """
    tell("")
    tell(title)
    if listed:
        _list(choices)
    while True:
        said = read_answer()
        if isinstance(said, Word):
            return said
        if said.casefold() == "list":
            _list(choices)
            continue
        if said.isascii() and said.isdigit() and 1 <= int(said) <= len(choices):
            return int(said) - 1
        tell(f"Give a number from 1 to {len(choices)}.")


def said_as(question: Question, value: Any) -> str:
    """An answer in the words in which it was given."""
    names = dict(question.choices) if question.kind == "choice" else {}
    if isinstance(value, bool) and value not in names:
        return "yes" if value else "no"
    values = value if isinstance(value, (list, tuple)) else [value]
    return visible(", ".join(str(names.get(each, each)) for each in values))


def _understanding(question: Question) -> Callable[[str], Any]:
    """What turns a line into a value, None where it cannot; says what may be answered."""
    if question.kind == "yesno":
        tell("yes or no")
        return lambda said: {"y": True, "yes": True, "n": False, "no": False}.get(said.casefold())
    if question.kind == "choice":
        _list([label for _, label in question.choices])
        if question.many:
            tell("You may give several numbers.")
        return lambda said: _chosen(question, said)
    return lambda said: said


def _list(labels: Sequence[str]) -> None:
    for number, label in enumerate(labels, 1):
        tell(f"  {number}. {label}")


def _chosen(question: Question, said: str) -> Any:
    """The value, or the values, that numbers or words mean; None if one of them means nothing."""
    parts = said.replace(",", " ").split() if question.many else [said]
    found = [_one(question, part) for part in parts]
    if not found or any(value is None for value in found):
        return None
    return list(dict.fromkeys(found)) if question.many else found[0]


def _one(question: Question, said: str) -> Any:
    if said.isascii() and said.isdigit():
        number = int(said[:4])
        return question.choices[number - 1][0] if 1 <= number <= len(question.choices) else None
    said = said.casefold()
    exact = [value for value, label in question.choices if said in (str(value).casefold(), label.casefold())]
    alike = [value for value, label in question.choices if label.casefold().startswith(said)]
    return exact[0] if exact else alike[0] if len(alike) == 1 else None


def _lines() -> str | Word:
    """Several lines, up to an empty one."""
    tell("As many lines as you like; an empty line ends it.")
    first = read_answer()
    if isinstance(first, Word):
        return first
    lines = [first]
    try:
        while line := read_line().strip():
            lines.append(line)
    except Ended:
        pass
    return "\n".join(lines)
