"""``bowout check --pairs``: many pairs, read from JSON lines and judged on all cores."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from core.errors import BadInput

if TYPE_CHECKING:
    from core.tone import Tone

_WORTH_PROCESSES = 100  # pairs; fewer are judged before another process is ready
_AT_ONCE = 20  # pairs that a process is given at a time


@dataclass(frozen=True)
class Pair:
    """A draft and its rewrite, as a line gives them."""

    id: Any
    draft: str
    rewrite: str
    private: tuple[str, ...]
    tone: Tone | None


def read_pairs(text: str) -> list[Pair]:
    """The pairs of some JSON lines.

    Raises:
        BadInput: a line is no pair; it names the line and the mend.
    """
    return list(_pairs(text))


def judged(
    pairs: Sequence[Pair], private: Sequence[str], names: Sequence[str], *, quick: bool = False
) -> Iterator[dict[str, Any]]:
    """The verdicts, in order, as they are shown; with what a case says is private, and whom it knows.

    ``quick`` is without the second reader.
    """
    judge = partial(_judge, private=tuple(private), names=tuple(names), quick=quick)
    cores = os.cpu_count() or 1
    if len(pairs) < _WORTH_PROCESSES or cores == 1:
        yield from map(judge, pairs)
        return
    from multiprocessing import Pool

    try:
        processes = Pool(cores, _begin)
    except (OSError, ImportError):  # a system without what processes share
        yield from map(judge, pairs)
        return
    with processes:
        yield from processes.imap(judge, pairs, _AT_ONCE)


def _begin() -> None:
    """Leave interrupts to the first process, and the other cores to the other processes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # numpy reads them when it is loaded


def _judge(pair: Pair, private: tuple[str, ...], names: tuple[str, ...], quick: bool) -> dict[str, Any]:
    from core.validate import check
    from core.validate.second_reader import second_reader

    verdict = check(
        pair.draft,
        pair.rewrite,
        private=private + pair.private,
        tone=pair.tone,
        names=names,
        second=None if quick else second_reader(),
    )
    return verdict.as_json("") | {"id": pair.id}


def _pairs(text: str) -> Iterator[Pair]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield _pair(json.loads(line))
        except json.JSONDecodeError as error:
            raise BadInput(f"line {number}", f"is not JSON: {error.msg}", "Mend that line.") from None
        except (ValueError, RecursionError) as error:
            raise BadInput(f"line {number}", str(error), "See `bowout check --help`.") from None


def _pair(data: Any) -> Pair:
    if not isinstance(data, Mapping):
        raise ValueError("is not an object with id, draft and rewrite")
    for key in ("id", "draft", "rewrite"):
        if key not in data:
            raise ValueError(f"has no {key}")
    private = data.get("private") or []
    if not isinstance(private, list):
        raise ValueError("private is not a list of texts")
    if not all(isinstance(text, str) for text in (data["draft"], data["rewrite"], *private)):
        raise ValueError("draft, rewrite or private is not text")
    return Pair(data["id"], data["draft"], data["rewrite"], tuple(private), _tone(data.get("tone")))


def _tone(data: Any) -> Tone | None:
    from core.tone import Context, Formality, Tone

    if data is None:
        return None
    if not isinstance(data, Mapping) or not isinstance(data.get("plain", False), bool):
        raise ValueError("tone is not an object with formality and context")
    base = Tone()
    return Tone(
        Formality(data.get("formality", base.formality)),
        Context(data.get("context", base.context)),
        data.get("plain", base.plain),
    )
