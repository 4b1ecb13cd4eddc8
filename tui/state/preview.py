"""A case from answers that are still incomplete, so that the letter can grow while somebody types.

What a letter cannot do without gets a stand-in such as ``‹role›``; an answer that cannot be used is
left out and reported beside its question. The answers themselves are never changed.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.case import Case, parse_case
from core.errors import BadInput
from tui.state.stand_ins import STAND_INS

_ROUNDS = 200


@dataclass(frozen=True)
class Preview:
    """The best case that can be made of the answers.

    Attributes:
        case: a valid case.
        stand_ins: the paths that were filled with a stand-in.
        problems: path -> what is wrong with the answer there.
    """

    case: Case
    stand_ins: tuple[str, ...]
    problems: Mapping[str, str]


def preview(answers: Mapping[str, Any]) -> Preview:
    """The best case that can be made of ``answers``."""
    data: dict[str, Any] = copy.deepcopy(dict(answers))
    stand_ins: list[str] = []
    problems: dict[str, str] = {}
    for _ in range(_ROUNDS):
        try:
            case, _notices = parse_case(data)
        except BadInput as error:
            path = error.field
            if path in ("you", "company"):  # the whole part is missing, or is no table
                data[path] = {}
                continue
            given = _get(data, path)
            if given not in (None, ""):
                problems[path] = _sentence(error)
            if path in STAND_INS:
                stand_ins.append(path)
                _put(data, path, STAND_INS[path])
            else:
                _leave_out(data, path)
        else:
            return Preview(case, tuple(stand_ins), problems)
    return Preview(parse_case(_bare())[0], tuple(STAND_INS), problems)


def _sentence(error: BadInput) -> str:
    problem = (
        f"This {error.problem}." if error.problem.startswith("is ") else f"{error.problem.capitalize()}."
    )
    return f"{problem} {error.mend}".strip()


def _bare() -> dict[str, Any]:
    data: dict[str, Any] = {}
    for path, value in STAND_INS.items():
        _put(data, path, value)
    return data


def _steps(path: str) -> list[str | int]:
    return [
        int(part[1:-1]) if part.startswith("[") else part for part in re.findall(r"\[\d+\]|[^.\[\]]+", path)
    ]


def _get(data: Any, path: str) -> Any:
    for step in _steps(path):
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _put(data: dict[str, Any], path: str, value: Any) -> None:
    *parents, last = path.split(".")
    for step in parents:
        if not isinstance(data.get(step), dict):
            data[step] = {}
        data = data[step]
    data[last] = value


def _leave_out(data: Any, path: str) -> None:
    """Remove what ``path`` names; a list item without one of its required fields goes as a whole."""
    steps = _steps(path)
    for index, step in enumerate(steps[:-1]):
        is_item = isinstance(data, list) and isinstance(step, int)
        if is_item and (steps[index + 1] in ("name", "kind") or not isinstance(data[step], dict)):
            del data[step]
            return
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(data, (dict, list)):
        try:
            del data[steps[-1]]  # type: ignore[arg-type]
        except (KeyError, IndexError, TypeError):
            data.clear()
