"""Numbers, times, weekdays, months and links: the same set in both texts, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from core.validate.lexicon import lexicon
from core.validate.number_words import spelled
from core.validate.reckoned_numbers import MONTH, Numbers, Span
from core.validate.rules import frame, saying
from core.validate.same_numbers import forget_what_agrees, multiplied
from core.validate.sentences import Role, sentences, without_subject
from core.validate.stems import stem
from core.validate.verdict import Finding
from core.validate.word_lists import (
    AMBIGUOUS,
    DATE_WORDS,
    DAYS,
    NUMBERS,
    ORDINALS,
    SHORT_DATES,
)
from core.validate.words import all_tokens

_LINK = re.compile(r"(?:https?://|www\.)[^\s<>()\"']{1,300}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PARAGRAPH = re.compile(
    r"^[ \t]{0,8}\(?\d{1,2}[.)](?=[ \t]+\S)|(?:(?<=[ ;,:])\(|(?<=[;,:.!?] ))\d\)(?=[ ]+[A-Za-z])|"
    r"(?<=[;,:] )\d\.(?=[ ]+[a-z])",
    re.MULTILINE,
)
_POINTS = re.compile(r"\b\d (?=(?:\w+ )?(?:things|points|questions|matters|requests|favours|favors)\b)")
_DIGITS = re.compile(
    r"\d{1,2}[:.]\d{2}(?= ?\()|"
    r"\+?\(?\d[\d.,:/]*(?:(?<![.,:/])(?:[ -]?\((?=\d{1,5}\))|[ )-]{1,2})\d[\d.,:/]*)*"
)
_SPACED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+")  # 40 000
_LETTERED = re.compile(r"[A-Za-z][.-]?\Z")  # H.264, A4
_PARTS = re.compile(r"\d{1,2}[.:]\d{2}(?=/\d{1,2}[.:]\d{2}(?!\d))|\d+(?:[.,:/]\d+)*")  # 9.15/9.30: two
_A_THOUSAND_THANKS = re.compile(
    r"(?i)\ba (?:thousand|million|hundred)(?= (?:times(?=[.!])|thanks\b|apologies\b|pardons\b))"
)
_ONE_TO_ONE = re.compile(r"\b1[:-]1s?\b(?! [ap]\.?m\b)")
_THOUSANDS_APART = re.compile(r"(?<=\d)['’](?=\d{3}\b)")  # 1'200
_HOURS_APART = re.compile(r"(?<=\b[01]\d|\b2[0-3])h(?=[0-5]\d\b)")  # 15h30
_HOURS_FAR_APART = re.compile(r"\b(0?[6-9]|1\d|2[0-3])(?: h |h )([0-5]\d)\b(?! ?m)")  # 15 h 30
_HOURS_TOGETHER = re.compile(  # 0745 hrs
    r"(?:(?<=\bat )|(?<=\bby )|\b(?=0))([01]\d|2[0-3])([0-5]\d) ?(?:hrs|hours|h)\b"
)
_HALF_DOZEN = re.compile(r"(?i)\bhalf[ -](?:a )?dozen\b")
_THOUSANDS = re.compile(r"[kK]\b| thousand\b")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{2,3})*[.,]\d{3}")  # 45,000; 45.000; 1,20,000
_NO_PENCE = re.compile(r"(?<=\d)[.,]00$")  # 140.00
_TWO_DAYS = re.compile(rf"([0-3]?\d)/([0-3]?\d)(?= (?:of )?(?:{MONTH})\b)", re.IGNORECASE)  # 28/29 May
_DECIMAL = re.compile(r"\d{1,3},\d{1,2}")  # 2,5
_YEARS = re.compile(r"((?:19|20)\d\d) ?[-/] ?((?:19|20)?\d\d)")
_DOTTED_TELEPHONE = re.compile(r"\d{3}\.\d{3}\.\d{4}")
_WEEKDAYS = frozenset(DAYS)
_WITH_DATE = re.compile(
    rf"(?i)\b(?P<day>{'|'.join(DAYS)})(?:, | the | )"
    rf"(?:(?P<one>\d{{1,2}})(?:st|nd|rd|th|(?= (?:{MONTH})\b))|(?:{MONTH}) (?P<other>\d{{1,2}})\b)"
)
_TIMES = frozenset(stem(word) for word in frame("counts", "times").split())
WORDS_TOO = frozenset({"sat", "sun", "mar", "mon"})  # short dates that are words or names as well
_DATED = re.compile(r"(?:\b(?:on|this|next|by|until|from|every)|\d,?) $")
_DAY_AFTER = re.compile(r" \d{1,2}\b")
_PASSING = (Role.THANKS, Role.GOODWILL, Role.PERSONAL)
"""What day a talk was on may go from a sentence that thanks or wishes well."""
_PONDERED = re.compile(r"(?i)\b(?:since|all through|over) (?:last )?$")


def findings(draft: str, rewrite: str) -> list[Finding]:
    """All differences in links, addresses, numbers and dates."""
    return [
        *_links(draft, rewrite),
        *_numbers(_plain(draft), _plain(rewrite)),
        *_multiplied(draft, rewrite),
        *_sides(draft, rewrite),
        *_other_ones(draft, rewrite),
    ]


def _multiplied(draft: str, rewrite: str) -> Iterator[Finding]:
    """A number that the rewrite makes a million of: "5 million" for "5"."""
    old = {whole for _, whole in multiplied(draft)} | numbers(draft).keys()
    figures = {match[1].lower() for match, _ in multiplied(draft)}
    for match, whole in multiplied(rewrite):
        if whole not in old and match[1].lower() not in figures and numbers(match[1]).keys() & old:
            yield Finding("fact_changed", saying("other_one").format(match[1]), match.span(), match[0])


def _sides(draft: str, rewrite: str) -> list[Finding]:
    """A time that is too late in one text and too early in the other: "after 3 pm" for "before 3 pm"."""
    if _THAT.search(draft) or _THAT.search(rewrite):
        return []  # "until 5.30, and free after that"
    old, new = _bounds(draft), _bounds(rewrite)
    return [
        Finding("fact_changed", saying("other_side").format(old[key][1]), span, rewrite[span[0] : span[1]])
        for key, (side, _, span) in new.items()
        if key in old and old[key][0] != side
    ]


def _other_ones(draft: str, rewrite: str) -> Iterator[Finding]:
    """Another one of a kind, or another unit: "my first referee" for the second, "six weeks" for months."""
    old, new = _one_of(draft), _one_of(rewrite)
    unnamed = old.pop(_UNNAMED, {})
    new.pop(_UNNAMED, None)
    for key, found in new.items():
        drafted = old.get(key, {}) | unnamed
        lost = [shown for other, (shown, _) in old.get(key, {}).items() if other not in found]
        for other, (_, (start, end)) in found.items():
            if lost and other not in drafted:
                yield Finding(
                    "fact_changed", saying("other_one").format(lost[0]), (start, end), rewrite[start:end]
                )


def _one_of(text: str) -> dict[str, dict[str, tuple[str, Span]]]:
    """What is one of several, by its kind, with which one; and times, by their number, with the unit.

    What only "the first one" or "the second" is said of has no kind.
    """
    found: dict[str, dict[str, tuple[str, Span]]] = {}
    for one, of in pairwise(token for token in all_tokens(text) if token.is_word):
        shown, span = text[one.start : of.end], (one.start, of.end)
        if one.canon in ORDINALS:
            kind = _UNNAMED if of.canon == "one" or of.stem in lexicon().function else of.stem
            found.setdefault(kind, {}).setdefault(one.canon, (shown, span))
        elif (
            of.stem in _TIMES
            and not of.canon.endswith("ly")
            and (one.canon in NUMBERS or one.canon.isdigit())
        ):
            found.setdefault(NUMBERS.get(one.canon, one.canon), {}).setdefault(of.stem, (shown, span))
    return found


_UNNAMED = ""
_THAT = re.compile(r"(?i)\b(?:after|before|until|from) (?:that|then)\b")


def _bounds(text: str) -> dict[str, tuple[str, str, Span]]:
    """Times that are named once, with "before" or the like: the side that it says, as written, and where."""
    found: dict[str, list[tuple[str, str, Span]]] = {}
    run = [token for token in all_tokens(text) if token.is_word]
    for denial, before, token, after in zip((None, *run), run, run[1:], (*run[2:], None), strict=False):
        if token.is_number or token.canon in _WEEKDAYS or token.canon in NUMBERS:
            side = next((side for side, words in _SIDES.items() if before.canon in words), "")
            if before.canon == "from" and after and after.canon in _FURTHER:
                side = ""  # "from Thursday to Monday" bounds on both sides
            if side and denial and denial.canon in _DENIED:
                side = _OTHER_SIDE[side]  # "not before ten"
            shown, span = f"{before.text} {token.text}", (before.start, token.end)
            found.setdefault(token.canon, []).append((side, shown, span))
    return {key: seen[0] for key, seen in found.items() if len(seen) == 1 and seen[0][0]}


_SIDES = {
    "early": frozenset({"before", "until", "till"}),
    "late": frozenset({"after", "from", "since", "past"}),
}
_FURTHER = frozenset({"to", "until", "till"})
_OTHER_SIDE = {"early": "late", "late": "early"}
_DENIED = frozenset({"not", "never", "no"})


def _plain(text: str) -> str:
    """A text with spaces in the place of links and of the numbers that count paragraphs or points."""
    for blanked in (_LINK, _PARAGRAPH, _POINTS, _ONE_TO_ONE, _A_THOUSAND_THANKS):
        text = blanked.sub(lambda m: " " * len(m.group()), text)
    text = _THOUSANDS_APART.sub(",", _HOURS_APART.sub(":", text))
    for times in (_HOURS_FAR_APART, _HOURS_TOGETHER):
        text = times.sub(lambda m: f"{m[1]}:{m[2]}".ljust(len(m[0])), text)
    return _HALF_DOZEN.sub(lambda m: "six".ljust(len(m.group())), text)


def _links(draft: str, rewrite: str) -> list[Finding]:
    old = {m.group().rstrip(".,;:!?").lower() for m in _LINK.finditer(draft)}
    new = {m.group().rstrip(".,;:!?").lower(): m.span() for m in _LINK.finditer(rewrite)}
    return _differences(dict.fromkeys(old, ""), new, "link or address")


def _numbers(draft: str, rewrite: str) -> list[Finding]:
    old, new = numbers(draft), numbers(rewrite)
    forget_what_agrees(old, new, draft, rewrite)
    for these, others, text in ((new, old, draft), (old, new, rewrite)):
        said = {token.canon for token in all_tokens(text)}
        for day in [key for key in these if key in DATE_WORDS and key not in others]:
            if said & {day, *_shortened(day)}:  # "sat" or "august" in a text typed in haste
                del these[day]
    found = _differences(
        {k: v for k, (v, _) in old.items()}, {k: s for k, (_, s) in new.items()}, "number or date"
    )
    gone = {k for k in old if k not in new}
    body = numbers(without_subject(draft)) if gone else {}
    # A number written as a word ("two interviews") may go with its sentence; the other test looks at that.
    # So may what only the subject line has, unless it is long enough for a reference.
    soft = {
        k
        for k in gone
        if (old[k][0].isalpha() and k not in DATE_WORDS) or (k not in body and not _is_reference(k))
    }
    soft |= {k for k in gone if k in DATE_WORDS and (_is_passing(k, draft) or _is_of_a_date(k, draft, new))}
    soft |= {k for k in gone if _is_of_a_letter(old[k][0], draft)}
    return [
        _in_place_of_another(f, draft, rewrite)
        for f in found
        if not (f.code == "fact_dropped" and f.evidence in {old[k][0] for k in soft})
    ]


def _in_place_of_another(finding: Finding, draft: str, rewrite: str) -> Finding:
    """A number that came as a changed one, where the word before it has another in the draft: "Grade 7"."""
    start = finding.span[0]
    word = _WORD_BEFORE.search(rewrite, max(0, start - _FAR), start)
    if finding.code != "fact_added" or not word or stem(word[1].lower()) in lexicon().function:
        return finding
    old = re.search(rf"\b{re.escape(word[0])}(?:\d[\w.,:]*\b|{'|'.join(NUMBERS)})", draft)
    if old is None or old[0] in rewrite:
        return finding
    return replace(finding, code="fact_changed", message=saying("other_one").format(old[0]))


_WORD_BEFORE = re.compile(r"\b([A-Za-z][\w'-]+)(?: |\. |, | no\.? )\Z")
_FAR = 30  # characters before a number


def _shortened(day: str) -> set[str]:
    """A weekday or month as it is typed in haste."""
    return {day[:3], day[:4], day[:5]} - {day}


def _is_passing(day: str, draft: str) -> bool:
    """Whether a weekday or month stands only where nothing is asked, told or decided."""
    needed = (s for s in sentences(draft) if s.role not in _PASSING)
    return not any(
        day == key and not _PONDERED.search(s.text[:at])
        for s in needed
        for key, (_, (at, _)) in numbers(s.text).items()
    )


def _is_of_a_date(day: str, draft: str, kept: Numbers) -> bool:
    """Whether a weekday only stands beside dates that are kept: "9 October" for "Wednesday 9 October"."""
    dates = [match for match in _WITH_DATE.finditer(draft) if match["day"].lower() == day]
    times = len(re.findall(rf"(?i)\b{day}s?\b", draft))
    return bool(dates) and len(dates) == times and all((m["one"] or m["other"]) in kept for m in dates)


def _is_of_a_letter(shown: str, draft: str) -> bool:
    """Whether it only dates a letter of the reader's: "your letter of 9 June"."""
    places = [match.start() for match in re.finditer(rf"\b{re.escape(shown)}(?:st|nd|rd|th)?\b", draft)]
    return bool(places) and all(_OF_A_LETTER.search(draft, max(0, at - _DATING), at) for at in places)


_OF_A_LETTER = re.compile(
    r"(?i)\b(?:letter|e-?mail|message|note|offer|invitation)(?: \w+){0,2} (?:of|dated|from|on) (?:the )?"
    rf"(?:(?:{'|'.join(DAYS)}),? )?(?:the )?(?:(?:{MONTH}) |\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?\Z"
)
_DATING = 60  # characters before a date


def _is_reference(key: str) -> bool:
    return key.isdigit() and len(key) > 3


def numbers(text: str) -> Numbers:
    """Numbers, weekdays and months of a text: normal form -> as written, and where."""
    return dict(_numbers_of(text))


@lru_cache(maxsize=8)
def _numbers_of(text: str) -> Numbers:
    found: dict[str, tuple[str, Span]] = {}
    told = [token for token in all_tokens(text) if token.is_number and not token.text.isdigit()]
    spoken = {token.end for token in told if not token.text[0].isdigit() or " " in token.text}
    inside = {at for token in told if token.end in spoken for at in range(token.start, token.end)}
    for match in _DIGITS.finditer(text):
        for key, span in _number_keys(match):
            if span[0] not in inside:  # as the 8 of "half 8" is
                found.setdefault(key, (text[span[0] : span[1]], span))
    run = all_tokens(text)
    said = list(spelled(run))
    for number in said:
        span = (run[number.first].start, run[number.end - 1].end)
        found.setdefault(number.figures, (text[slice(*span)], span))
    within = {at for number in said for at in range(number.first, number.end)}
    within |= {at for at in range(1, len(run)) if run[at].canon == "thousand" and run[at - 1].is_number}
    for token in (token for at, token in enumerate(run) if at not in within):
        key = token.canon if token.end in spoken else NUMBERS.get(token.canon, "")
        dated = (token.canon in SHORT_DATES or token.canon in AMBIGUOUS) and (
            _DATED.search(text[max(0, token.start - 8) : token.start]) or _DAY_AFTER.match(text, token.end)
        )
        if not key and (token.capital or dated or token.canon in DATE_WORDS - AMBIGUOUS):
            low = token.canon.removesuffix("s") if len(token.canon) > 4 else token.canon
            key = low if low in DATE_WORDS and low != "may" else SHORT_DATES.get(token.canon, "")
            if token.canon in WORDS_TOO and not _DATED.search(text[max(0, token.start - 8) : token.start]):
                key = ""
        if key:
            found.setdefault(key, (token.text, (token.start, token.end)))
    return found


def _number_keys(match: re.Match[str]) -> Iterable[tuple[str, Span]]:
    raw = match.group().rstrip(".,:/")
    digits = re.sub(r"\D", "", raw.replace("(0)", "")).removeprefix("00")
    lettered = _LETTERED.search(match.string[max(0, match.start() - 3) : match.start()])
    if years := _YEARS.fullmatch(raw):
        first, last = years[1], years[1][: -len(years[2])] + years[2]
        if first < last:
            yield first, match.span()
            yield last, match.span()
            return
    if (
        len(digits) >= 7
        and not lettered
        and (_DOTTED_TELEPHONE.fullmatch(raw) or not re.search(r"\d[.,:/]\d", raw))
    ):
        yield digits, match.span()  # a telephone number, however it is grouped
        return
    if _SPACED.fullmatch(raw):
        yield digits, match.span()
        return
    for part in _PARTS.finditer(raw):
        if _THOUSANDS.match(match.string, match.start() + part.end()) and (
            figures := _thousands(part.group())
        ):
            yield figures, (match.start() + part.start(), match.start() + part.end())
            continue
        start = match.start() + part.start()
        if days := _TWO_DAYS.match(match.string, start):
            yield from ((day.lstrip("0"), days.span()) for day in days.groups())
            continue
        value = _NO_PENCE.sub("", part.group())
        if _GROUPED.fullmatch(value):
            value = re.sub(r"\D", "", value)
        elif _DECIMAL.fullmatch(value):
            value = value.replace(",", ".")
        value = value.replace(".", ":") if re.fullmatch(r"\d{1,2}\.\d{2}", value) else value
        value = value.removesuffix(":00")
        yield value.lstrip("0") or "0", (start, start + len(part.group()))


def _thousands(figures: str) -> str:
    """The number before a "k": 71500 for 71.5."""
    whole, _, rest = figures.partition(".")
    return f"{whole}{rest.ljust(3, '0')}" if whole.isdigit() and len(rest) <= len("000") else ""


def _differences(old: dict[str, str], new: dict[str, Span], what: str) -> list[Finding]:
    gone = [key for key in old if key not in new]
    come = [key for key in new if key not in old]
    found = []
    for key in come:
        if gone and any(_alike(key, other) for other in gone):
            other = next(o for o in gone if _alike(key, o))
            text = f"Put back the draft's {what}: it says “{old[other] or other}”."
            found.append(Finding("fact_changed", text, new[key], key))
            gone.remove(other)
        else:
            found.append(
                Finding("fact_added", f"Take this {what} out: the draft does not have it.", new[key], key)
            )
    found.extend(
        Finding.missing("fact_dropped", f"Put back the draft's {what} “{old[key] or key}”.", old[key] or key)
        for key in gone
    )
    return found


def _alike(one: str, other: str) -> bool:
    """Whether one may be a slip for the other: both numbers, both weekdays, both months, both links."""
    if one[0].isdigit() or other[0].isdigit():
        return one[0].isdigit() and other[0].isdigit()
    return ("@" in one or "." in one) == ("@" in other or "." in other)
