"""The case: all that is known about one hiring process. Reads JSON and TOML, refuses what it cannot use.

Text from a person is data; ``own_text`` holds what becomes of it.
"""

from __future__ import annotations

import json
import tomllib
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from core.errors import BadInput, UnknownVersion
from core.own_text import MAX_FIELD, Block, Country, Flag, Line, Moment, Name, OptionalLine, Zone, removals
from core.tone import Tone
from core.versions import Step, upgraded

VERSION = 1
STEPS: dict[int, Step] = {}
"""How a case file of each older version becomes one of the next."""

Stage = Literal["applied", "early", "mid", "final", "offer", "accepted"]
Intent = Literal["leave", "ask_terms", "undecided"]
ReasonKind = Literal[
    "none", "other_offer", "fit", "contract", "compensation", "timing", "pause_search",
    "relocation", "visa_denied", "counteroffer", "concerns",
]  # fmt: skip
PersonKind = Literal["hiring_manager", "interviewer", "hr", "recruiter", "referrer", "referee"]
UsedChannel = Literal["email", "phone", "linkedin", "sms"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class You(_Part):
    """Who leaves."""

    name: Name
    email: OptionalLine = None
    phone: OptionalLine = None
    linkedin: OptionalLine = None
    timezone: Zone = None


class Company(_Part):
    """Whom they leave."""

    name: Name
    country: Country = None
    timezone: Zone = None


class Reason(_Part):
    """Why, and whether anybody is told. ``line`` is the person's own sentence."""

    kind: ReasonKind = "none"
    share: Flag = True
    line: OptionalLine = None
    permanent: Flag | None = None

    @property
    def told(self) -> bool:
        """Whether messages give the reason: a line needs no kind, and a poor experience is never given."""
        return self.share and self.kind != "concerns" and (self.kind != "none" or self.line is not None)


class Person(_Part):
    """Somebody in the process."""

    name: Name
    title: OptionalLine = None
    given_name: OptionalLine = None
    kind: PersonKind
    email: OptionalLine = None
    rapport: Flag = False
    native_english: Flag | None = None
    language: OptionalLine = None


class Channels(_Part):
    """How you have been in touch so far."""

    used: tuple[UsedChannel, ...] = ("email",)
    sms_invited: Flag = False


class Logistics(_Part):
    """What is already in motion."""

    visa: Flag = False
    relocation: Flag = False
    payroll: Flag = False
    references: Literal["none", "requested", "provided"] = "none"
    agreement_signed: Flag = False
    next_event: Moment | None = None

    @property
    def paperwork(self) -> bool:
        """Whether visa, relocation or payroll steps have begun."""
        return self.visa or self.relocation or self.payroll


class Closing(_Part):
    """How the door is left. ``referral`` and ``open_to`` are the person's own words."""

    stay_in_touch: Flag = False
    linkedin: Flag = False
    debrief: Flag = False
    referral: OptionalLine = None
    open_to: OptionalLine = None


class Answers(_Part):
    """What the decision check asked."""

    final: Flag | None = None
    driver: Literal["concrete", "impression"] | None = None
    talk_would_help: Flag | None = None


class Details(_Part):
    """What single messages need and nothing else does."""

    obstacle: OptionalLine = None
    wish: OptionalLine = None
    reply_by: OptionalLine = None
    observations: tuple[Line, ...] | None = None
    appointment: OptionalLine = None
    why_missed: OptionalLine = None
    went_wrong: OptionalLine = None
    specific: OptionalLine = None
    changed: OptionalLine = None
    ask: OptionalLine = None
    criteria: tuple[Line, ...] | None = None


class Case(_Part):
    """All that is known about one process."""

    version: Literal[1] = 1
    you: You
    company: Company
    role: Name
    stage: Stage
    intent: Intent = "leave"
    reason: Reason = Reason()
    people: tuple[Person, ...] = ()
    channels: Channels = Channels()
    logistics: Logistics = Logistics()
    personal_line: OptionalLine = None
    closing: Closing = Closing()
    answers: Answers = Answers()
    tone: Tone = Tone()
    private_notes: Block = ""
    details: Details = Details()

    @property
    def decision(self) -> str:
        """The message that the stage calls for: what is being said, whichever way it is said."""
        if self.intent == "ask_terms":
            return "terms_inquiry"
        return {"offer": "decline_offer", "accepted": "rescind_acceptance"}.get(self.stage, "withdraw")

    @property
    def private_texts(self) -> tuple[str, ...]:
        """What must never stand in a message: the notes, and a reason that is not shared."""
        texts = [line for line in self.private_notes.splitlines() if line.strip()]
        if self.reason.line and not self.reason.told:
            texts.append(self.reason.line)
        return tuple(texts)

    @property
    def known_names(self) -> tuple[str, ...]:
        """Whom and what a message of this case may name: everybody, the company and the role."""
        people = [name for person in self.people for name in (person.name, person.given_name) if name]
        return tuple(dict.fromkeys([self.you.name, self.company.name, self.role, *people]))


def parse_case(data: dict[str, Any]) -> tuple[Case, list[str]]:
    """A case from plain data, with notices about what was taken out of its texts.

    Raises:
        UnknownVersion: ``version`` is not one that this program reads.
        BadInput: the first field that cannot be used, with its value and the mend.
    """
    version = data.get("version", VERSION)
    try:
        data = upgraded({**data, "version": version}, STEPS, VERSION)
    except (UnknownVersion, ValueError):
        raise UnknownVersion(
            "version",
            f"this program reads case files of version {VERSION}",
            "Use the Bowout that wrote it, or `bowout new` for a fresh one.",
            version,
        ) from None
    tone = data.get("tone")
    if isinstance(tone, dict) and not isinstance(tone.get("plain", False), bool):
        raise BadInput("tone.plain", *_KINDS["bool_type"], tone["plain"])  # a dataclass takes "yes" for true
    try:
        case = Case.model_validate(data)
    except ValidationError as error:
        raise _bad_input(error.errors(include_url=False)[0]) from None
    return case, list(removals(data))


def load_case(text: str) -> tuple[Case, list[str]]:
    """A case from the text of a JSON or TOML file (told apart by the first character).

    Raises:
        BadInput: the text is neither, or a field cannot be used.
    """
    stripped = text.lstrip("\ufeff \t\r\n")
    try:
        data = json.loads(stripped) if stripped.startswith(("{", "[")) else tomllib.loads(stripped)
    except json.JSONDecodeError as error:
        raise BadInput("", f"not valid JSON: {error.msg} at line {error.lineno}", "Mend that line.") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput("", f"neither JSON nor TOML: {error}", "See `bowout new` for an example.") from None
    except ValueError:  # Python reads no number of more than 4,300 digits
        raise BadInput("", "holds a number too long to read", "See `bowout new` for an example.") from None
    except RecursionError:
        raise BadInput("", "nested too deeply to be a case", "See `bowout new` for an example.") from None
    if not isinstance(data, dict):
        raise BadInput("", "not a case, but a list", "See `bowout new` for an example.")
    return parse_case(data)


_A_MOMENT = "Give a date and time such as 2026-12-03T10:00:00+09:00."
_MENDS = {
    "missing": "Add it to the file.",
    "extra_forbidden": "Remove it or check its spelling; `bowout schema` lists all fields.",
}
_KINDS = {  # pydantic's kind of error: what is wrong, and the mend
    "bool_type": ("is neither true nor false", "Give true or false."),
    "bool_parsing": ("is neither true nor false", "Give true or false."),
    "datetime_from_date_parsing": ("is not a date and time", _A_MOMENT),
    "datetime_parsing": ("is not a date and time", _A_MOMENT),
    "string_type": ("is not text", "Give text in quotes."),
    "tuple_type": ("is not a list", "Give a list: [ ... ]."),
    "model_type": ("is not a group of fields", "`bowout new` shows how it is written."),
    "dataclass_type": ("is not a group of fields", "`bowout new` shows how it is written."),
}
_VALUE_MENDS = {
    "is not a date and time": _A_MOMENT,
    "holds half a character (a lone surrogate)": "Type it anew.",
    "is not a time zone": "Give a name such as Europe/Lisbon.",
    "is not a country code": "Give two letters such as JP.",
    "is empty": "Write it in.",
    "is too far from today": _A_MOMENT,
    f"is longer than {MAX_FIELD:,} characters": "Shorten it.",
}


def _bad_input(error: ErrorDetails) -> BadInput:
    """Put pydantic's finding into words that name the field, the value and the mend."""
    path = ""
    for part in error["loc"]:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else str(part)
    kind, value = error["type"], error["input"]
    if kind == "missing":
        return BadInput(path, "is missing", _MENDS[kind])
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        return BadInput(path, "is not a field of a case", _MENDS["extra_forbidden"], value)
    if kind in ("literal_error", "enum"):
        return BadInput(path, "is not one of the choices", f"Give one of {error['ctx']['expected']}.", value)
    if kind == "value_error":
        problem = str(error["ctx"]["error"])
        return BadInput(path, problem, _VALUE_MENDS.get(problem, ""), value)
    problem, mend = _KINDS.get(kind, (error["msg"][0].lower() + error["msg"][1:], ""))
    return BadInput(path, problem, mend, "null" if value is None else value)
