"""What high and low context do to the shape of a letter: where the decision stands, which courtesies.

Low context: the decision before the thanks, and no sentence that only stands around. High context: the
thanks before the decision, and good wishes at the end. Sentences keep their words; nothing is moved that
is tied to what stands before it, and the validator has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from core.resources import load_toml
from core.tone import Context, Tone
from core.validate.sentences import FRAME, Role, Sentence

_MOST = 6
"""Sentences that are moved past each other, all in all: more is another letter."""


@dataclass(frozen=True)
class Turn:
    """A run of parts, from ``first`` up to ``last``, that becomes one change.

    ``texts`` says it: the numbers of parts, and what stands between and behind them.
    """

    first: int
    last: int
    texts: tuple[int | str, ...]

    def said(self, wordings: Sequence[str]) -> str:
        """The run in its new shape, in these wordings."""
        return "".join(each if isinstance(each, str) else wordings[each] for each in self.texts)


def turns(draft: str, parts: Sequence[Sentence], tone: Tone) -> list[Turn]:
    """What may be done, the last in the letter first; none reaches into another."""
    body = [index for index, part in enumerate(parts) if part.role not in FRAME]
    if not body or tone.context is Context.BALANCED:
        return []
    start, last = body[0], body[-1]
    if tone.context is Context.LOW and last > start and _idle(parts[start].text):
        return [Turn(start, start + 2, (start + 1,))]
    found = [each] if (each := _swap(draft, parts, body, tone)) else []
    if tone.context is Context.HIGH and _wants_wishes(parts, last) and not (found and found[0].last > last):
        found.insert(0, Turn(last, last + 1, (last, " ", _data()["wishes"][str(tone.formality)])))
    return found


def _wants_wishes(parts: Sequence[Sentence], last: int) -> bool:
    """Whether it is a letter that leaves without a good word, and ends in a sentence that one can follow."""
    roles = {part.role for part in parts}
    wished = Role.GOODWILL in roles or any(
        re.search(r"(?i)\b(?:best|wish|wishes|luck)\b", part.text) for part in parts
    )
    return Role.DECISION in roles and not wished and parts[last].text[-1:] in (".", "!")


def _swap(draft: str, parts: Sequence[Sentence], body: Sequence[int], tone: Tone) -> Turn | None:
    """Thanks and decision in the order that the context asks for, when they open the body in the other."""
    start = body[0]
    thanks_first = parts[start].role is Role.THANKS
    if thanks_first != (tone.context is Context.LOW):
        return None
    ahead = (Role.THANKS,) if thanks_first else (Role.DECISION, Role.REASON)
    behind = (Role.DECISION, Role.REASON) if thanks_first else (Role.THANKS,)
    middle = _run(parts, start, ahead)
    last = _run(parts, middle, behind)
    leads = parts[middle].role if middle < len(parts) else None
    if parts[start].role is not ahead[0] or leads is not behind[0] or last - start > _MOST:
        return None
    whole = [*range(start, middle)], [*range(middle, last)]
    gap = draft[parts[middle - 1].end : parts[middle].start]
    if "\n" in gap and not (_ends_paragraph(draft, parts, last) and _one_paragraph(draft, parts, *whole)):
        return None
    after = parts[last : last + 1] if last <= body[-1] else []
    if any(_tied(parts[index].text) for index in (start, middle)) or any(_tied(each.text) for each in after):
        return None
    return Turn(start, last, (*_spaced(draft, parts, whole[1]), gap, *_spaced(draft, parts, whole[0])))


def _spaced(draft: str, parts: Sequence[Sentence], run: Sequence[int]) -> Iterator[int | str]:
    for index in run:
        if index > run[0]:
            yield draft[parts[index - 1].end : parts[index].start]
        yield index


def _run(parts: Sequence[Sentence], start: int, roles: tuple[Role, ...]) -> int:
    """Where the sentences with these roles end."""
    while start < len(parts) and parts[start].role in roles:
        start += 1
    return start


def _ends_paragraph(draft: str, parts: Sequence[Sentence], last: int) -> bool:
    return last >= len(parts) or "\n" in draft[parts[last - 1].end : parts[last].start]


def _one_paragraph(draft: str, parts: Sequence[Sentence], *runs: Sequence[int]) -> bool:
    return all("\n" not in draft[parts[run[0]].start : parts[run[-1]].end] for run in runs)


def _idle(text: str) -> bool:
    return any(re.fullmatch(pattern, text.strip(), re.IGNORECASE) for pattern in _data()["idle"])


def _tied(text: str) -> bool:
    data = _data()
    at_start = re.match(rf"(?:{data['tied_at_start']})\b", text, re.IGNORECASE)
    return bool(at_start or re.search(rf"\b(?:{data['tied_anywhere']})\b", text, re.IGNORECASE))


@cache
def _data() -> dict[str, Any]:
    return load_toml(Path(__file__).parent / "shape.toml")
