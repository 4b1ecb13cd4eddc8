"""What the app and the model process say to each other: one JSON object a line, over pipes.

The app sends a request with a number; the child answers with any number of events of that number
and ends with ``Done`` or ``Failed``. While it computes it says ``Busy`` every second. ``Cancel`` ends
the request of that number early (``Done``). The child leaves when its input ends.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from core.errors import ModelError

LINE_LIMIT = 1 << 20
"""No honest line is longer than this."""


class Nonsense(ModelError):
    """A line that is no message of this protocol."""


@dataclass(frozen=True)
class Sampling:
    """How the candidates after the first, greedy one are drawn."""

    seed: int = 0
    temperature: float = 0.7
    top_p: float = 0.9


@dataclass(frozen=True)
class Prompt:
    """Messages for the chat template, and what is wanted for them.

    A model with an adapter is asked in the words that the adapter was trained with instead: ``head``
    and ``tail`` are control text around the one message. ``first`` is the number of the first
    candidate, which is greedy; the others are drawn.
    """

    key: int
    messages: tuple[dict[str, str], ...]
    candidates: int
    max_tokens: int
    one_line: bool = False
    head: str = ""
    tail: str = ""
    first: int = 0


# -- the app asks -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Load:
    """Load a model; write it anew as ``quantise`` (a file type) to ``cached`` first, unless "" or there.

    A ``trusted`` file (its checksum is known) is spared the longer part of the self-test. ``adapter``
    is a file whose changes go into what is written.
    """

    model: str
    cached: str
    quantise: str
    threads: int
    n_ctx: int
    trusted: bool
    adapter: str = ""


@dataclass(frozen=True)
class Generate:
    """Candidates for every prompt."""

    prompts: tuple[Prompt, ...]
    sampling: Sampling


@dataclass(frozen=True)
class Cancel:
    """Give up the request of the same number."""


Request = Load | Generate | Cancel

# -- the child answers --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Loaded:
    """The model is ready; ``adapted`` when the adapter is in it."""

    name: str
    parameters: int
    seconds: float
    adapted: bool = False


@dataclass(frozen=True)
class Candidate:
    """One complete answer; ``finish`` is ``end``, ``length`` or ``loop``."""

    key: int
    index: int
    text: str
    finish: str
    logprob: float
    tokens: int


@dataclass(frozen=True)
class Failed:
    """The request came to nothing; ``refused`` when the file itself is at fault."""

    reason: str
    refused: bool


@dataclass(frozen=True)
class Done:
    """Nothing more will come for this request."""


@dataclass(frozen=True)
class Busy:
    """It is computing: nothing new, but a sign of life."""


Event = Loaded | Candidate | Failed | Done | Busy

_KINDS: dict[str, type[Request] | type[Event]] = {
    kind.__name__: kind for kind in (Load, Generate, Cancel, Loaded, Candidate, Failed, Done, Busy)
}
_EVENTS = (Loaded, Candidate, Failed, Done, Busy)
_TYPES: dict[str, type | tuple[type, ...]] = {"str": str, "int": int, "float": (int, float), "bool": bool}


def encode(number: int, message: Request | Event) -> bytes:
    """One line."""
    line = {"id": number, "type": type(message).__name__, **asdict(message)}
    return json.dumps(line, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def decode(line: bytes) -> tuple[int, Request | Event]:
    """The number and the message of a line.

    Raises:
        Nonsense: it is no message.
    """
    try:
        fields: dict[str, Any] = json.loads(line)
        number, kind = int(fields.pop("id")), _KINDS[fields.pop("type")]
        if kind is Generate:
            return number, Generate(
                tuple(_prompt(prompt) for prompt in fields["prompts"]), Sampling(**fields["sampling"])
            )
        if kind in _EVENTS or kind is Load:
            _check_types(kind, fields)
        return number, kind(**fields)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise Nonsense("The model process said something that is no answer.") from error


def _prompt(fields: dict[str, Any]) -> Prompt:
    return Prompt(**{**fields, "messages": tuple(fields["messages"])})


def _check_types(kind: type[Any], fields: dict[str, Any]) -> None:
    for name, annotation in kind.__annotations__.items():
        if not isinstance(fields[name], _TYPES[annotation]):
            raise TypeError(name)
