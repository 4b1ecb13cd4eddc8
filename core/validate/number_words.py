"""Numbers in words as figures: "two hundred and twelve", "the twenty-first of May", "sixty pounds forty"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.validate.lexicon import lexicon
from core.validate.rules import frame
from core.validate.word_lists import DAYS, MONTHS
from core.validate.words import Token


def _counted(name: str, first: int, step: int = 1) -> dict[str, int]:
    return {word: first + step * at for at, word in enumerate(frame("number_words", name).split())}


_ONES, _TEENS, _TENS = _counted("ones", 1), _counted("teens", 10), _counted("tens", 20, 10)
_FIRST, _TENTH, _TWENTIETH = (
    _counted("ones_in_order", 1),
    _counted("teens_in_order", 10),
    _counted("tens_in_order", 20, 10),
)
_HUNDRED, _THOUSAND = 100, 1000
_MANY = 4  # up to here they count more often than they date
_BEFORE_A_DAY = frozenset(frame("number_words", "day_after").split())
_MONEY = frozenset(frame("number_words", "money").split())
_OPENS = _ONES.keys() | _TEENS.keys() | _TENS.keys() | _FIRST.keys() | _TENTH.keys() | _TWENTIETH.keys()


class Spelled(NamedTuple):
    """A number in words: its figures, and the tokens that say it, from the first to before the last."""

    figures: str
    first: int
    end: int


def spelled(run: Sequence[Token]) -> Iterator[Spelled]:
    """The numbers of several words among tokens, days of the month, and sums of money with their pence.

    A number of one word is left to whoever asks, as "one" and "second" are not always numbers.
    """
    at = 0
    while at < len(run):
        found = _number(run, at) if run[at].canon in _OPENS or run[at].canon == "hundred" else None
        if found is None:
            at += 1
            continue
        value, end, in_order = found
        if in_order:
            if end - at > 1 or _is_day(run, at, end):
                yield Spelled(str(value), at, end)
        elif sum_ := _pence(run, value, end):
            yield Spelled(sum_[0], at, sum_[1])
            end = sum_[1]
        elif end - at > 1:
            yield Spelled(str(value), at, end)
        at = end


def _number(run: Sequence[Token], at: int) -> tuple[int, int, bool] | None:
    """A number that begins at a token: its value, where it ends, whether it is of an order (twelfth)."""
    value, end, in_order = _below_hundred(run, at) if run[at].canon != "hundred" else (1, at, False)
    for word, worth in (("hundred", _HUNDRED), ("thousand", _THOUSAND)):
        if in_order or _canon(run, end) != word:
            continue
        value, end = value * worth, end + 1
        follows = end + 1 if _canon(run, end) == "and" else end
        if _canon(run, follows) in _OPENS:
            more, after, in_order = _below_hundred(run, follows)
            if _canon(run, after) == "hundred" and worth == _THOUSAND:
                more, after = more * _HUNDRED, after + 1
                last = after + 1 if _canon(run, after) == "and" else after
                if _canon(run, last) in _OPENS:
                    rest, after, in_order = _below_hundred(run, last)
                    more += rest
            value, end = value + more, after
    return (value, end, in_order) if end > at else None


def _below_hundred(run: Sequence[Token], at: int) -> tuple[int, int, bool]:
    word = run[at].canon
    if word in _TENS:
        last = at + 2 if _canon(run, at + 1) == "-" else at + 1
        for units, in_order in ((_ONES, False), (_FIRST, True)):
            if _canon(run, last) in units:
                return _TENS[word] + units[run[last].canon], last + 1, in_order
        return _TENS[word], at + 1, False
    for table in (_ONES, _TEENS):
        if word in table:
            return table[word], at + 1, False
    return (_FIRST | _TENTH | _TWENTIETH)[word], at + 1, True


def _is_day(run: Sequence[Token], at: int, end: int) -> bool:
    """Whether a number of an order is a day: "the eighth of May", "May the eighth", "on the eighth."."""
    after = end + 1 if _canon(run, end) == "of" else end
    if _canon(run, after) in MONTHS:
        return True
    before = at - 2 if _canon(run, at - 1) == "the" else at - 1
    if _canon(run, before) in MONTHS and run[before].capital:
        return True
    if _FIRST.get(run[at].canon, _MANY) < _MANY and _canon(run, before) != "on":
        return False  # "to the first ... after the second"
    if before == at - 2 and run[before - (_canon(run, before) == ",")].canon in DAYS:
        return True  # "Friday, the thirteenth"
    named = end < len(run) and run[end].is_word and run[end].stem not in lexicon().function
    return (
        before == at - 2 and _canon(run, before) in _BEFORE_A_DAY and not named and _canon(run, end) != "of"
    )


def _pence(run: Sequence[Token], value: int, end: int) -> tuple[str, int] | None:
    """A sum with its pence: "sixty-four pounds twenty"."""
    if _canon(run, end) not in _MONEY:
        return None
    after = end + 2 if _canon(run, end + 1) == "and" else end + 1
    if _canon(run, after) not in _TENS.keys() | _TEENS.keys() | _ONES.keys():
        return None
    pence, last, in_order = _below_hundred(run, after)
    mark = ":" if value < _HUNDRED else "."  # as other sums are told from times
    return None if in_order else (f"{value}{mark}{pence:02}", last)


def _canon(run: Sequence[Token], at: int) -> str:
    return run[at].canon if 0 <= at < len(run) else ""
