"""The checklist: what to ask next, given what has been answered, and why it is asked.

Questions live in ``templates/checklist.toml``. Answers are a nested dict in the shape of a case file; it may
be incomplete at any time. A question that does not matter (yet) is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from core.resources import data_folder, load_toml

if TYPE_CHECKING:
    from jinja2 import Environment

Kind = Literal["choice", "text", "line", "sentence", "yesno", "date", "people", "tone"]
State = Literal["empty", "part", "done"]
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Section:
    """Some questions that belong together."""

    id: str
    title: str
    intro: str = ""


@dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        id: dotted path of the case's field; for a person's own questions, the field of that person.
        section: the id of its section.
        kind: how it is answered; a ``sentence`` may be long, a ``line`` is a name or a number,
            ``people`` is a list of persons, see ``person_questions``.
        label: the question.
        why: why it is asked, in one line.
        choices: value and label of each choice; of a ``line``, they are suggestions.
        required: whether no letter can be written without it.
        hint: an example or a format.
        many: whether there may be several answers: choices to tick, or one to a line.
    """

    id: str
    section: str
    kind: Kind
    label: str
    why: str
    choices: tuple[tuple[str | bool, str], ...] = ()
    required: bool = False
    hint: str = ""
    many: bool = False


def sections() -> tuple[Section, ...]:
    """All sections, in order."""
    return tuple(Section(**entry) for entry in _data()["section"])


def questions(answers: Answers, section: str | None = None) -> tuple[Question, ...]:
    """The questions that matter given the answers so far, in order; of one section if named."""
    facts = {**answers, "several_zones": _several_zones(answers)}
    entries = (e for e in _data()["question"] if section is None or e["section"] == section)
    return tuple(_question(entry, facts) for entry in entries if _holds(entry.get("when", "true"), facts))


def question(path: str) -> Question | None:
    """The question about one field, whether or not it matters yet; None if it is never asked."""
    return next((_question(entry, {}) for entry in _data()["question"] if entry["id"] == path), None)


def person_questions(person: Answers, stage: object = None) -> tuple[Question, ...]:
    """What to ask about one person, given what is known of them and how far the process has come."""
    facts = {**person, "stage": stage}
    return tuple(
        _question({"section": "people", **entry}, facts)
        for entry in _data()["person"]
        if _holds(entry.get("when", "true"), facts)
    )


def missing(answers: Answers) -> tuple[Question, ...]:
    """What no letter can be written without, and is not answered yet."""
    return tuple(q for q in questions(answers) if q.required and not is_answered(answers, q.id))


def progress(answers: Answers) -> dict[str, State]:
    """How far each section is."""
    asked = questions(answers)
    return {
        section.id: _state(answers, tuple(q for q in asked if q.section == section.id))
        for section in sections()
    }


def answer(answers: Answers, path: str) -> Any:
    """The answer at a dotted path; None where there is none."""
    value: Any = answers
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def is_answered(answers: Answers, path: str) -> bool:
    """Whether there is an answer; an empty text or list is none."""
    value = answer(answers, path)
    return bool(value.strip()) if isinstance(value, str) else value is not None and value not in ([], {})


def set_answer(answers: Answers, path: str, value: Any) -> dict[str, Any]:
    """The answers with one more; None or an empty text takes it away. The given ones stay untouched.

    A country may be given by its name, and several answers as lines of one text. A reason stays private
    until sharing it is chosen, though a case file that says nothing about it shares it.
    """
    changed = _with(answers, path.split("."), _plain_value(path, value))
    if path == "reason.kind" and (value == "none" or "share" not in changed.get("reason", {"share": None})):
        return _with(changed, ["reason", "share"], False)  # a line of before stays untold as well
    return changed


def _with(answers: Answers, path: list[str], value: Any) -> dict[str, Any]:
    head, *rest = path
    changed = dict(answers)
    if rest:
        inner = answers.get(head)
        value = _with(inner if isinstance(inner, Mapping) else {}, rest, value) or None
    if value is None or value == "":
        changed.pop(head, None)
    else:
        changed[head] = value
    return changed


def _plain_value(path: str, value: Any) -> Any:
    entry: dict[str, Any] = next((e for e in _data()["question"] if e["id"] == path), {})
    if not isinstance(value, str):
        return value
    if entry.get("many"):
        return [line.strip() for line in value.splitlines() if line.strip()] or None
    if "suggest" in entry:
        named = {label.casefold(): code for code, label in _suggestions(entry["suggest"])}
        return named.get(value.strip().casefold(), value)
    return value


def _question(entry: Mapping[str, Any], facts: Answers) -> Question:
    suggested = _suggestions(entry["suggest"]) if "suggest" in entry else ()
    return Question(
        id=entry["id"],
        section=entry["section"],
        kind=entry["kind"],
        label=entry["label"],
        why=entry["why"],
        choices=suggested or tuple((value, label) for value, label in entry.get("choices", ())),
        required=_holds(entry.get("required", "false"), facts),
        hint=entry.get("hint", ""),
        many=entry.get("many", False),
    )


def left_open(answers: Answers, asked: Sequence[Question]) -> tuple[Question, ...]:
    """What keeps some questions from being done: all but open lines and texts, where there is more."""
    counted = [q for q in asked if q.required or q.kind not in ("line", "sentence", "text", "date")] or asked
    return tuple(q for q in counted if not is_answered(answers, q.id))


def _state(answers: Answers, asked: tuple[Question, ...]) -> State:
    if not left_open(answers, asked):
        return "done"
    return "part" if any(is_answered(answers, q.id) for q in asked) else "empty"


def _holds(condition: str, facts: Answers) -> bool:
    return condition == "true" or (condition != "false" and bool(_compiled(condition)(**facts)))


@cache
def _compiled(condition: str) -> Callable[..., Any]:
    """A condition of ours, ready to ask. What has not been answered is none, at any depth."""
    return _environment().compile_expression(condition)


@cache
def _environment() -> Environment:
    from jinja2 import ChainableUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(undefined=ChainableUndefined)


def _several_zones(answers: Answers) -> bool:
    country = answer(answers, "company.country")
    if not isinstance(country, str):
        return False
    from babel.core import get_global

    return len(get_global("territory_zones").get(country.upper(), ())) > 1


@cache
def _suggestions(of: str) -> tuple[tuple[str, str], ...]:
    """Values and labels to choose from: countries by name, zones by their own; other names for them first."""
    from babel import Locale

    names = Locale("en").territories
    codes = {str(code): str(name) for code, name in names.items() if len(code) == 2 and str(code).isalpha()}
    places = load_toml(data_folder("templates") / "places.toml")
    if of == "zones":
        from zoneinfo import available_timezones

        countries = ((zone, name) for code, name in codes.items() if (zone := _only_zone(code)))
        zones = ((zone, zone) for zone in sorted(available_timezones()) if "/" in zone)
        return (*_also(places["cities"]), *countries, *zones)
    return (*_also(places["countries"]), *sorted(codes.items(), key=lambda item: item[1]))


def _also(names: Mapping[str, list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((value, name) for value, others in names.items() for name in others)


def _only_zone(country: str) -> str | None:
    """The one zone of a country that has one."""
    from babel.core import get_global

    zones: list[str] = get_global("territory_zones").get(country, [])
    return zones[0] if len(zones) == 1 else None


def _data() -> dict[str, Any]:
    return load_toml(data_folder("templates") / "checklist.toml")
