"""Every error that Bowout raises on purpose.

BowoutError
├── BadInput            a value that cannot be used; names the field, the value and the mend
│   ├── MissingDetail   a message needs a detail that the case does not give
│   ├── PrivateShown    a letter would show what the case keeps private
│   └── UnknownVersion  a file written for another program version
├── StoreError          a file could not be read or written; nothing was lost
│   └── WouldOverwrite  the file is there already and is not ours to replace
├── TemplateError       a message or phrase file is wrong (our fault, never the person's)
└── ModelError          the model cannot be used; the draft is unchanged
    ├── EngineMissing   llama-cpp-python or the default model is not installed
    ├── ModelRefused    the file is not a model that Bowout can use
    └── ModelStopped    the model process died, hung or was killed

Each message is one plain sentence that a person can act on.
"""

from __future__ import annotations

EXIT_OK = 0
EXIT_BUG = 1
EXIT_BAD_INPUT = 2
EXIT_REJECTED = 3
EXIT_NO_MODEL = 4
EXIT_INTERRUPTED = 130

_SHOWN_VALUE = 60


class BowoutError(Exception):
    """Something went wrong that a person can understand and mend."""

    exit_code = EXIT_BUG


class BadInput(BowoutError):
    """A value that cannot be used.

    Attributes:
        field: dotted path of the field, e.g. ``people[0].kind``; "" for the input as a whole.
        problem: what is wrong with it.
        mend: what to do about it.
    """

    exit_code = EXIT_BAD_INPUT

    def __init__(self, field: str, problem: str, mend: str = "", value: object = None) -> None:
        self.field = field
        self.problem = problem
        self.mend = mend
        self.value = value
        super().__init__(str(self))

    def __str__(self) -> str:
        shown = "" if self.value is None else f" (you gave {_shorten(self.value)})"
        where = f"{self.field}: " if self.field else ""
        mend = f" {self.mend}" if self.mend else ""
        return f"{where}{self.problem}{shown}.{mend}"


class MissingDetail(BadInput):
    """A message needs a detail that the case does not give."""


class PrivateShown(BadInput):
    """A letter would show what the case keeps private."""

    exit_code = EXIT_REJECTED


class UnknownVersion(BadInput):
    """A file written for another version of the program."""


class StoreError(BowoutError):
    """A file could not be read or written."""

    exit_code = EXIT_BAD_INPUT


class WouldOverwrite(StoreError):
    """The file is there already and is not ours to replace."""


class TemplateError(BowoutError):
    """A message or phrase file is wrong."""


class ModelError(BowoutError):
    """The model cannot be used; the draft is unchanged."""

    exit_code = EXIT_NO_MODEL


class EngineMissing(ModelError):
    """llama-cpp-python or the default model is not installed."""


class ModelRefused(ModelError):
    """The file is not a model that Bowout can use."""


class ModelStopped(ModelError):
    """The model process died, hung or was killed."""


def _shorten(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN_VALUE else text[: _SHOWN_VALUE - 1] + "…"
