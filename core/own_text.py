"""Text from a person, made safe to keep: the field types of a case.

Control characters and bidi overrides are taken out with a notice, breaks and several spaces in a one-line
field become one space, as a mail's header has it, and everything else stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, datetime
from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Strict

from core.controls import controls_in, without_controls

MAX_FIELD = 20_000

_GAP = re.compile("[ \t\n\u2028\u2029]+")


def removals(data: object, path: str = "") -> Iterator[str]:
    """What is taken out of the texts of a case file, each notice with the path of its field."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from removals(value, f"{path}.{key}" if path else str(key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from removals(value, f"{path}[{number}]")
    elif isinstance(data, str) and (count := controls_in(data)):
        yield f"{path}: {count} invisible control character(s) removed"


def _clean(value: object, *, one_line: bool) -> object:
    if not isinstance(value, str):
        return value
    if len(value) > MAX_FIELD:
        raise ValueError(f"is longer than {MAX_FIELD:,} characters")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise ValueError("holds half a character (a lone surrogate)")
    cleaned = without_controls(value)
    return _GAP.sub(" ", cleaned).strip() if one_line else cleaned


def _clean_line(value: object) -> object:
    return _clean(value, one_line=True)


def _clean_block(value: object) -> object:
    return _clean(value, one_line=False)


def _not_empty(value: str) -> str:
    if not value:
        raise ValueError("is empty")
    return value


def _none_if_empty(value: str | None) -> str | None:
    return value or None


def _known_zone(value: str | None) -> str | None:
    if value is not None:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("is not a time zone") from error
    return value


def _date_and_time(value: object) -> object:
    """A bare day is refused: a letter would give midnight as its hour. So is a number of seconds."""
    if not isinstance(value, datetime) and not (isinstance(value, str) and ":" in value):
        raise ValueError("is not a date and time")
    return value


def in_reach(value: datetime) -> datetime:
    """The moment itself: at the ends of what can be counted, some other zone's clock would fall off.

    Raises:
        ValueError: it is there.
    """
    if not MINYEAR < value.year < MAXYEAR:
        raise ValueError("is too far from today")
    return value


@cache
def _territories() -> frozenset[str]:
    from babel import Locale

    return frozenset(str(code) for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(code)))


def _known_country(value: str | None) -> str | None:
    if value is None:
        return None
    code = value.upper()
    if code not in _territories():
        raise ValueError("is not a country code")
    return code


Line = Annotated[str, BeforeValidator(_clean_line)]
Name = Annotated[Line, AfterValidator(_not_empty)]
OptionalLine = Annotated[Line | None, AfterValidator(_none_if_empty)]
Block = Annotated[str, BeforeValidator(_clean_block)]
Zone = Annotated[OptionalLine, AfterValidator(_known_zone)]
Country = Annotated[OptionalLine, AfterValidator(_known_country)]
Moment = Annotated[datetime, BeforeValidator(_date_and_time), AfterValidator(in_reach)]
Flag = Annotated[bool, Strict()]
