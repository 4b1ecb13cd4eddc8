"""What the model has answered before, so that it is not asked twice.

A second look at a tone, a letter with one sentence changed, and the tones that were asked for ahead of
time cost no computing. Kept in memory only, and gone with the process.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace

from core.rewrite.protocol import Candidate, Generate, Prompt, Sampling

_MOST = 2000
"""Prompts; a letter has about ten in each tone."""


class Answers:
    """Complete answers by what was asked."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, dict[int, Candidate]] = OrderedDict()

    def known(self, request: Generate) -> Iterator[Candidate]:
        """The answers that are known to this request."""
        for prompt in request.prompts:
            answers = self._kept.get(_asked(prompt, request.sampling), {})
            if len(answers) == prompt.candidates:
                for place, answer in sorted(answers.items()):
                    yield replace(answer, key=prompt.key, index=prompt.first + place)

    def unknown(self, request: Generate) -> Generate:
        """What is left to be asked."""
        left = (each for each in request.prompts if not self._complete(each, request.sampling))
        return Generate(tuple(left), request.sampling)

    def keep(self, request: Generate, answer: Candidate) -> None:
        """Remember an answer to one of this request's prompts."""
        for prompt in request.prompts:
            place = answer.index - prompt.first
            if prompt.key == answer.key and 0 <= place < prompt.candidates:
                asked = _asked(prompt, request.sampling)
                self._kept.setdefault(asked, {})[place] = answer
                self._kept.move_to_end(asked)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def _complete(self, prompt: Prompt, sampling: Sampling) -> bool:
        return len(self._kept.get(_asked(prompt, sampling), ())) == prompt.candidates


def _asked(prompt: Prompt, sampling: Sampling) -> str:
    """Everything that the answer depends on; a greedy one alone depends on no chance."""
    chance = (sampling, prompt.key) if prompt.candidates > 1 else ()
    return repr((replace(prompt, key=0, first=0), chance))
