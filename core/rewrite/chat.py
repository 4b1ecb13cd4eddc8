"""A model's own chat template, rendered so that a person's text can never act as a control token."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

Message = dict[str, str]
"""``{"role": "system" | "user" | "assistant", "content": ...}``"""

_MARK = re.compile("\ue000(\\d+)\ue001")


class BadTemplate(Exception):
    """The template cannot be rendered or loses what it is given."""


class Chat:
    """Turns messages into tokens with the template that the model carries."""

    def __init__(self, template: str, tokenize: Callable[[str, bool], list[int]], bos: str, eos: str) -> None:
        """``tokenize(text, special)`` makes tokens; only with ``special`` are control tokens read."""
        self._template = _compile(template)
        self._tokenize = tokenize
        self._globals = {"bos_token": bos, "eos_token": eos}
        self._shapes: dict[tuple[str, ...], list[str | int]] = {}

    def tokens(self, messages: Sequence[Message]) -> list[int]:
        """The prompt for these messages, ready for the assistant's answer."""
        roles = tuple(message["role"] for message in messages)
        if roles not in self._shapes:
            self._shapes[roles] = self._shape(roles)
        tokens: list[int] = []
        for piece in self._shapes[roles]:
            own = isinstance(piece, str)
            tokens += self._tokenize(str(piece) if own else messages[int(piece)]["content"], own)
        return tokens

    def _shape(self, roles: tuple[str, ...]) -> list[str | int]:
        """The template's own text and, between it, the numbers of the messages that go there."""
        marked = [{"role": role, "content": f"\ue000{n}\ue001"} for n, role in enumerate(roles)]
        try:
            text = self._render(marked)
        except BadTemplate:
            if roles[0] != "system":
                raise
            # Some templates know no system turn: then the instruction opens the first user turn.
            joined = f"{marked[0]['content']}\n\n{marked[1]['content']}"
            text = self._render([{"role": "user", "content": joined}, *marked[2:]])
        pieces = _MARK.split(text)
        numbers = [int(number) for number in pieces[1::2]]
        if numbers != list(range(len(roles))):
            raise BadTemplate("the chat template loses or repeats what it is given")
        return [int(piece) if at % 2 else piece for at, piece in enumerate(pieces) if at % 2 or piece]

    def _render(self, messages: Sequence[Message]) -> str:
        try:
            asked = {"add_generation_prompt": True, "enable_thinking": False}
            text = str(self._template.render(messages=messages, **asked, **self._globals))
        except Exception as error:
            raise BadTemplate(f"the chat template fails: {error}") from error
        # A template that begins the model's thinking all the same: nothing is to be thought over here.
        return f"{text.rstrip()}\n\n</think>\n\n" if text.rstrip().endswith("<think>") else text


def _compile(template: str) -> Any:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def refuse(reason: str) -> None:
        raise BadTemplate(reason)

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.globals["raise_exception"] = refuse
    environment.globals["strftime_now"] = lambda form: datetime.now(UTC).strftime(form)
    try:
        return environment.from_string(template)
    except Exception as error:
        raise BadTemplate(f"the chat template cannot be read: {error}") from error
