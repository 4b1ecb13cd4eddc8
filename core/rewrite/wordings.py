"""Words of one register and what says the same in another: thousands, so looked up and not tried in turn.

Each table is a file of ``wordings/``: what is said, a tab, and what says the same. A row must hold whatever
stands around its words: several hands wrote them, others read them for sentences in which they would not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Swap = tuple[re.Pattern[str], str]
_FOLDER = Path(__file__).parent / "wordings"
TABLES = frozenset(path.stem for path in _FOLDER.glob("*.tsv"))
_WORD = re.compile(r"(?<![\w'-])[a-z0-9][\w'-]*")
_OPEN = re.compile(r"(?!one\b|once\b|uni|us[aei]|eu)[aeiou]|hour|hono|honest|heir", re.IGNORECASE)
"""What "an" stands before."""
_I = re.compile(r"I\b")
_IN_WORD = re.compile(r"[\w'-]")


@dataclass(frozen=True)
class Wording:
    """A row: what is ``said``, in small letters or, to open a sentence, with a capital; and ``instead``."""

    said: str
    instead: str

    @property
    def opens(self) -> bool:
        """Whether it must stand at the beginning of a sentence."""
        return self.said[:1].isupper() and not _I.match(self.said)

    def stands_at(self, text: str, at: int) -> bool:
        """Whether its words are at this place of a text in small letters, as whole words."""
        whole = not _IN_WORD.match(text, at + len(self.said))
        return whole and not (self.opens and at) and text.startswith(self.said.lower(), at)


@cache
def wordings(table: str) -> tuple[Wording, ...]:
    """The rows of a table, in the order of the file."""
    lines = (_FOLDER / f"{table}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(Wording(*line.split("\t")) for line in lines)


@cache
def _by_first_word(table: str) -> dict[str, list[Wording]]:
    found: dict[str, list[Wording]] = {}
    for each in wordings(table):
        found.setdefault(each.said.lower().split(" ", 1)[0].rstrip(",.:!?"), []).append(each)
    for group in found.values():
        group.sort(key=lambda each: -len(each.said))
    return found


def found_in(text: str, table: str) -> Iterator[Wording]:
    """The rows of a table whose words are in a text, the longest where several begin at one place."""
    plain = text.replace("’", "'")
    low, end, known = plain.lower(), 0, _by_first_word(table)
    for word in _WORD.finditer(low):
        at = word.start()
        if at < end or (at and plain[at].isupper() and not _I.match(plain, at)):
            continue  # a capital inside a sentence is that of a name
        for each in known.get(word[0], ()):
            if each.stands_at(low, at):
                end = at + len(each.said)
                yield each
                break


def swaps(text: str, table: str) -> list[Swap]:
    """The swaps of a table that this text may need."""
    return [swap for each in found_in(text, table) for swap in _swaps(each)]


@cache
def _swaps(wording: Wording) -> tuple[Swap, ...]:
    """The swap of one row, and before it the same with an article that may have to change."""
    said, new = wording.said, wording.instead
    forms = (
        [f"^{re.escape(said)}"]
        if wording.opens
        else [rf"(?<!\w){re.escape(said)}", f"^{re.escape(said[:1].upper() + said[1:])}"]
    )
    found = rf"(?:{'|'.join(forms)})(?![\w'-])"
    if not new:
        return ((re.compile(rf"{found}[ ]?"), ""),)
    article = "an" if _OPEN.match(new) else "a"
    return (
        (re.compile(rf"\b[Aa]n? {re.escape(said)}(?![\w'-])"), f"{article} {new}"),
        (re.compile(found), new),
    )
