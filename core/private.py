"""What a case keeps private must not come into a letter by another field of the same case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.case import Case
from core.errors import PrivateShown
from core.quoting import QUOTED, quotes, words

_SENTENCE = re.compile(r"[.!?;…。]+(?:\s|$)|\n")
_COVERED = 4
"""Words of a field that stand within something private."""
_UNSPACED = 6
"""Characters, where a language does not part its words."""


def refuse_private(case: Case, text: str) -> None:
    """Refuse a text that shows a private note, or the reason that is not shared, by way of another field.

    Raises:
        PrivateShown: names the field that repeats it.
    """
    secrets = [(source, words(said)) for source, said in _private(case)]
    for field, value in _shown(case) if secrets else ():
        if value.rstrip(" .") not in text:
            continue
        shown = words(value)
        for source, secret in secrets:
            if _repeats(shown, secret):
                problem = f"repeats {source}, and this letter would show it"
                raise PrivateShown(field, problem, "Change one of the two.")


def _private(case: Case) -> Iterator[tuple[str, str]]:
    for sentence in filter(None, _SENTENCE.split(case.private_notes)):
        yield "your private notes", sentence
    if case.reason.line and not case.reason.told:
        yield "the reason that you do not share", case.reason.line


def _shown(case: Case) -> Iterator[tuple[str, str]]:
    """The fields in a person's own words that letters show, each with its path."""
    texts: dict[str, object] = {"personal_line": case.personal_line}
    if case.reason.told:
        texts["reason.line"] = case.reason.line
    for part in ("closing", "details"):
        texts |= {f"{part}.{name}": value for name, value in getattr(case, part)}
    for path, value in texts.items():
        lines = enumerate(value) if isinstance(value, tuple) else ()
        yield from ((f"{path}[{number}]", line) for number, line in lines if line)
        if isinstance(value, str):
            yield path, value


def _repeats(shown: list[str], secret: list[str]) -> bool:
    if shown == secret:
        return bool(secret)
    whole = len(secret) >= QUOTED and quotes(shown, secret)
    return whole or _unspaced(shown, secret) or (len(shown) >= _COVERED and quotes(secret, shown))


def _unspaced(shown: list[str], secret: list[str]) -> bool:
    """Whether it repeats a secret in a script that sets no spaces, where words cannot be told apart."""
    run = " ".join(secret)
    return not run.isascii() and len(run) >= _UNSPACED and run in " ".join(shown)
