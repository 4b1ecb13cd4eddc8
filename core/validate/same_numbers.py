"""Numbers that agree though they are told otherwise: times, dates in figures, durations, free counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from core.validate.durations import durations
from core.validate.lexicon import lexicon
from core.validate.reckoned_numbers import Numbers, forget_what_is_reckoned
from core.validate.rules import frame
from core.validate.stems import stem
from core.validate.word_lists import COUNTS, DAYS, MONTHS, NUMBERS, OTHER_FORMS, SHARES
from core.validate.words import all_tokens

_UNITS = frozenset(stem(word) for word in frame("counts", "units").split())


def forget_what_agrees(old: Numbers, new: Numbers, draft: str, rewrite: str) -> None:
    """Take out of both what the other says as well in another form."""
    for these, others in ((old, new), (new, old)):
        _pair_spoken_times(these, others)
    _pair_whole_hours(old, new, draft, rewrite)
    _pair_whole_hours(new, old, rewrite, draft)
    for these, others, text, other in ((old, new, draft, rewrite), (new, old, rewrite, draft)):
        _pair_afternoon(these, others, text, other)
        _pair_minutes_after(these, others)
        _pair_dates_in_figures(these, others)
    _pair_durations(old, new, draft, rewrite)
    _forget_shares(old, draft, rewrite)
    _forget_shares(new, rewrite, draft)
    for these, others in ((old, new), (new, old)):
        _pair_parts_and_per_cent(these, others)
        _pair_telephones(these, others)
    _pair_millions(old, new, draft)
    _pair_millions(new, old, rewrite)
    for these, others, text in ((old, new, draft), (new, old, rewrite)):
        for day in _days_between(text) - these.keys():
            others.pop(day, None)
    for days, text, other in ((old, draft, rewrite), (new, rewrite, draft)):
        if _MONDAY_TO_FRIDAY.search(text) and _WEEK.search(other) and not _MONDAY_TO_FRIDAY.search(other):
            for day in ("monday", "friday"):
                days.pop(day, None)
            if "5" not in days and _FIVE_DAYS.search(other):
                (new if days is old else old).pop("5", None)
    forget_what_is_reckoned(old, new, draft, rewrite)
    _drop_free_counts(old, new, draft, rewrite)


def _pair_spoken_times(these: Numbers, others: Numbers) -> None:
    """Forget times in words that the other text gives in the figures of the afternoon: 15:30."""
    for key in [
        k for k, (shown, _) in these.items() if ":" in k and not shown[0].isdigit() and k not in others
    ]:
        hour, _, minutes = key.partition(":")
        later = f"{int(hour) + _NOON}:{minutes}"
        if later in others and later not in these:
            del these[key], others[later]


def _pair_whole_hours(these: Numbers, others: Numbers, text: str, other: str) -> None:
    """Forget whole hours of the afternoon, 17:00, that the other text counts from noon."""
    told = {NUMBERS.get(hour, hour) for hour in _HOUR_OF_DAY.findall(other.lower())}
    for hour in set(_WHOLE_HOUR.findall(text)).difference(_WHOLE_HOUR.findall(other)):
        from_noon = str(int(hour) - _NOON)
        if from_noon == "1" and hour not in others and _AT_ONE.search(other):
            these.pop(hour, None)
        elif from_noon in others and (from_noon not in these or from_noon in told):
            if hour not in others:  # where it is a day as well: 14:00 on 14 May
                these.pop(hour, None)
            if from_noon not in these:
                del others[from_noon]


def _pair_afternoon(these: Numbers, others: Numbers, text: str, other: str) -> None:
    """Forget minutes past an hour after noon, 14:15, that the other text counts from noon: 2.15, 7:30 pm."""
    for key in [k for k in these if k not in others and _TIME.fullmatch(k) and int(k[:-3]) > _NOON]:
        from_noon = f"{int(key[:-3]) - _NOON}:{key[-2:]}"
        if from_noon in others and from_noon not in these:
            start, end = others[from_noon][1]
            if _SUM.search(text[: these[key][1][0]]) or _SUM.search(other[:start]):
                continue
            if _AFTERNOON.fullmatch(key) or _EVENING.match(other, end):
                del these[key], others[from_noon]


def _pair_minutes_after(these: Numbers, others: Numbers) -> None:
    """Forget a time, 9:30, that the other text gives as hour and minutes in words: nine thirty."""
    for key in [k for k in these if k not in others and _TIME.fullmatch(k)]:
        hour, _, minutes = key.partition(":")
        if hour in others and minutes in others and others[minutes][1][0] - others[hour][1][1] == 1:
            del these[key], others[minutes]
            if hour not in these:
                del others[hour]


def _pair_dates_in_figures(these: Numbers, others: Numbers) -> None:
    """Forget a date in figures, 18/6 or 2026-06-18, that the other text gives with the name of the month."""
    told = set(others)
    for key, (shown, _) in [each for each in these.items() if each[0] not in others]:
        for day, month, years in _readings(shown):
            name = MONTHS[month - 1] if 0 < month <= len(MONTHS) else ""
            if key in these and str(day) in told and (name in told or name == _A_WORD_TOO):
                del these[key]
                for named in {str(day), name, *years} - these.keys():
                    others.pop(named, None)


def _readings(shown: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Day and month that figures may mean, and the ways to write their year."""
    if not _IN_FIGURES.fullmatch(date := shown.rstrip(".,:")):
        return
    first, second, *rest = _BETWEEN_FIGURES.split(date)
    if len(first) == len("2026"):
        yield int(rest[0]), int(second), (first,)
        return
    years = (rest[0], f"20{rest[0]}") if rest else ()
    yield int(first), int(second), years
    yield int(second), int(first), years


def _forget_shares(these: Numbers, text: str, other: str) -> None:
    """Forget a share in per cent that the other text gives in a word: half of it, for 50%."""
    for figures in set(_PER_CENT.findall(text)) & these.keys():
        word = SHARES.get(figures)
        if word and re.search(rf"\b{word}\b", other.lower()):
            del these[figures]


def _pair_parts_and_per_cent(these: Numbers, others: Numbers) -> None:
    """Forget a part, 0.8, that the other text gives in per cent."""
    for key in [key for key in these if _PART.fullmatch(key) and key not in others]:
        if (of_hundred := f"{key[1:]:0<2}") in others and of_hundred not in these:
            del these[key], others[of_hundred]


def _pair_millions(these: Numbers, others: Numbers, text: str) -> None:
    """Forget 1.2 million of a text that the other writes out."""
    for match, whole in multiplied(text):
        key = next((key for key, (shown, _) in these.items() if shown == match[1]), None)
        if key and whole in others and whole not in these and key not in others:
            del these[key], others[whole]


def multiplied(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Where a text says "1.2 million" or the like, with the figures of the whole number."""
    for match in _MILLIONS.finditer(text):
        figures = NUMBERS.get(match[1].lower(), match[1]).replace(",", ".")
        if figures.replace(".", "").isdigit():
            yield match, str(round(float(figures) * WORTH[match[2].lower()]))


def _pair_telephones(these: Numbers, others: Numbers) -> None:
    """Forget a telephone number that the other text gives with the number of the country."""
    for key in [key for key in these if key.isdigit() and len(key) >= _TELEPHONE and key not in others]:
        local = key.lstrip("0")
        longer = (other for other in others if other.isdigit() and 0 < len(other) - len(local) <= _COUNTRY)
        found = next((other for other in longer if other.endswith(local) and other not in these), None)
        if found:
            del these[key], others[found]


def _pair_durations(old: Numbers, new: Numbers, draft: str, rewrite: str) -> None:
    """Forget the numbers of what lasts as long in both texts: "70 minutes", "an hour and ten"."""
    drafted, told = durations(draft), durations(rewrite)
    for minutes in drafted.keys() & told.keys():
        for these, others, parts in ((old, new, drafted[minutes]), (new, old, told[minutes])):
            for key in [key for key in parts if key in these and key not in others]:
                del these[key]


def _days_between(text: str) -> set[str]:
    """Days that a range leaves unsaid: Wednesday, of "Tuesdays to Thursdays"."""
    found: set[str] = set()
    for first, last in _DAYS_IN_A_ROW.findall(text.lower()):
        found.update(DAYS[DAYS.index(first) + 1 : DAYS.index(last)])
    return found


_DAYS_IN_A_ROW = re.compile(rf"\b({'|'.join(DAYS)})s? ?(?:to|till|until|through|-|–) ?({'|'.join(DAYS)})s?\b")
_MONDAY_TO_FRIDAY = re.compile(r"(?i)\bmonday (?:to|till|until|through) friday\b")
_WEEK = re.compile(r"(?i)\b(?:week ?days?|working days|(?:during|in) the week|days? (?:a|of the) week)\b")
_FIVE_DAYS = re.compile(r"(?i)\b(?:five|5) (?:working |week)?days\b")
_A_WORD_TOO = "may"  # and so no month to those who read numbers
WORTH = {
    "grand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "mn": 1_000_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "crore": 10_000_000,
}
"""What stands behind a number to multiply it."""
_MILLIONS = re.compile(
    rf"\b(\d{{1,3}}(?:[.,]\d{{1,2}})?|\w+) ?({'|'.join(sorted(WORTH, reverse=True))})\b", re.IGNORECASE
)
_PART = re.compile(r"[.:]\d{1,2}")
_TELEPHONE, _COUNTRY = 8, 3  # digits
_PER_CENT = re.compile(r"\b(\d{2}) ?(?:%|per ?cent\b)")
_TIME = re.compile(r"[12]?\d:[0-5]\d")
_IN_FIGURES = re.compile(r"[0-3]?\d([/.-])[0-3]?\d(?:\1(?:20)?\d\d)?|20\d\d([/.-])[01]?\d\2[0-3]?\d")
_BETWEEN_FIGURES = re.compile(r"[/.-]")
_WHOLE_HOUR = re.compile(r"\b(1[3-9]|2[0-3])(?:[:.]00|h)\b")
_HOUR_OF_DAY = re.compile(r"\b(\w+)(?:(?: o'clock)? in the (?:afternoon|evening)| o'clock| ?p\.?m\b)")
_AFTERNOON = re.compile(r"1[3-8]:\d\d")  # nobody is met at 2.15 in the night
_SUM = re.compile(r"(?:[^\w\s.,:;()\"'-]|[A-Z]{3}) ?\Z")  # £14.50, EUR 14.50
_EVENING = re.compile(r"(?i) ?p\.?m\b| (?:in the evening|at night|tonight)\b")
_AT_ONE = re.compile(r"\b(?:and|to|till|until|at|by|before|after) one\b(?! of\b)")  # else no number
_NOON = 12
_LEFT = re.compile(r"\b(?:other|remaining) (\w+)\b")


def _drop_free_counts(old: Numbers, new: Numbers, draft: str, rewrite: str) -> None:
    """Forget counts in words ("the two interviews") that say nothing the other text does not.

    A count matters where it stands with a unit ("three weeks") or with what the other text counts otherwise.
    """
    if old.keys() == new.keys():
        return
    if not (new.keys() - old.keys() and old.keys() - new.keys()):  # none stands in another's place
        _drop_other_forms(old, rewrite, new)
        _drop_other_forms(new, draft, old)
    drafted = _counted(draft)
    for key, nouns in _counted(rewrite).items():
        if key in old or key not in new or not new[key][0].isalpha():
            continue
        others = {noun for other, group in drafted.items() if other != key for noun in group}
        if not nouns & (others | _UNITS):
            del new[key]
    for word in _LEFT.findall(rewrite.lower()):  # "the other two", of three
        key = NUMBERS.get(word, word)
        if key.isdigit() and key not in old and str(int(key) + 1) in drafted:
            new.pop(key, None)
    for key in [k for k, (shown, _) in old.items() if k not in new and shown.lower() in COUNTS]:
        if not drafted.get(key, set()) & {noun for group in _counted(rewrite).values() for noun in group}:
            del old[key]


def _drop_other_forms(these: Numbers, text: str, others: Numbers) -> None:
    """Forget numbers that another text gives in another form: "both files" for "the two files"."""
    said = {token.canon for token in all_tokens(text)}
    for key in [k for k in these if k not in others and k in OTHER_FORMS and OTHER_FORMS[k] & said]:
        del these[key]


@lru_cache(maxsize=8)
def _counted(text: str) -> dict[str, frozenset[str]]:
    """What the numbers in words count: each number with the stems of the two words after it."""
    run = all_tokens(text)
    found: dict[str, frozenset[str]] = {}
    for at, token in enumerate(run):
        if token.canon in COUNTS or token.canon.isdigit():
            key = NUMBERS.get(token.canon, token.canon)
            after = takewhile(lambda t: t.is_word, run[at + 1 : at + 3])
            nouns = {t.stem for t in after if t.stem not in lexicon().function}
            found[key] = found.get(key, frozenset()) | nouns
    return found
