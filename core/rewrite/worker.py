"""The model process: ``python -m core.rewrite.worker``.

The one module that imports the model engine, and only in a child process: loading blocks, native
code may crash, and neither may touch the app's terminal. Talks ``protocol`` over stdin and stdout;
whatever native code prints goes to stderr, which is a log file.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import BinaryIO

from core.rewrite.chat import BadTemplate, Chat
from core.rewrite.decoder import DecodeFailed, Decoder, Halted, Job
from core.rewrite.protocol import (
    Busy,
    Cancel,
    Candidate,
    Done,
    Event,
    Failed,
    Generate,
    Load,
    Loaded,
    Prompt,
    Request,
    Sampling,
    decode,
    encode,
)
from core.rewrite.quantise import written_anew

_CANNED = "Thank you for your time. I wish you and your team all the best for the future."
_SOUND = -6.0
"""Mean log-probability of the canned text: sound models lie near -3, random weights below -9."""

_SIGN = 1.0
"""Seconds between two signs of life."""


class Worker:
    """Answers requests one after the other; a thread listens for cancellation and the end of input."""

    def __init__(self, source: BinaryIO, sink: BinaryIO) -> None:
        self._source, self._sink = source, sink
        self._requests: queue.SimpleQueue[tuple[int, Request]] = queue.SimpleQueue()
        self._current = 0
        self._said = 0.0
        self._cancelled: set[int] = set()
        self._decoder: Decoder | None = None
        self._chat: Chat | None = None

    def run(self) -> None:
        """Serve until the input ends, or until the engine is ruined."""
        threading.Thread(target=self._listen, daemon=True).start()
        while True:
            number, request = self._requests.get()
            self._current = number
            try:
                for event in self._answer(request):
                    self._say(number, event)
                self._say(number, Done())
            except Halted:
                self._say(number, Done())
            except (DecodeFailed, BadTemplate, OSError, MemoryError) as error:
                refused = isinstance(request, Load) and not isinstance(error, OSError | MemoryError)
                self._say(number, Failed(str(error) or "there is not enough memory for it", refused))

    def _listen(self) -> None:
        try:
            for line in self._source:
                number, request = decode(line)
                if isinstance(request, Cancel):
                    self._cancelled.add(number)
                elif not isinstance(request, Event):
                    self._requests.put((number, request))
        finally:  # the app is gone, or speaks nonsense: no work, however deep in native code, may outlive it
            os._exit(0)

    def _stopped(self) -> bool:
        """Whether to give up; asked all the time by what computes, so it gives the signs of life too."""
        if time.monotonic() - self._said > _SIGN:
            self._say(self._current, Busy())
        return self._current in self._cancelled

    def _say(self, number: int, event: Event) -> None:
        self._said = time.monotonic()
        self._sink.write(encode(number, event))
        self._sink.flush()

    def _answer(self, request: Request) -> Iterator[Event]:
        match request:
            case Load():
                yield self._load(request)
            case Generate():
                yield from self._generate(request)

    def _load(self, request: Load) -> Loaded:
        began = time.monotonic()
        try:
            import llama_cpp
        except Exception as error:  # a broken installation fails in many ways
            raise DecodeFailed(f"llama-cpp-python does not load here ({error})") from error

        path = source = Path(request.model)
        if request.quantise:
            adapter = Path(request.adapter) if request.adapter else None
            path = written_anew(llama_cpp, source, Path(request.cached), request.quantise, adapter)
        try:
            decoder = self._open(llama_cpp, path, request)
        except DecodeFailed:
            if path == source:
                raise
            decoder = self._open(llama_cpp, source, request)
            path.unlink(missing_ok=True)  # where the model itself loads, it is our copy that is damaged
            path = source
        name = decoder.meta("general.name") or source.stem
        adapted = bool(request.adapter) and path != source
        return Loaded(name, decoder.parameters, time.monotonic() - began, adapted)

    def _open(self, lib: ModuleType, path: Path, request: Load) -> Decoder:
        decoder = Decoder(lib, str(path), threads=request.threads, n_ctx=request.n_ctx, stop=self._stopped)
        template = decoder.meta("tokenizer.chat_template")
        if not template:
            raise BadTemplate("the model has no chat template, so it is not made to follow instructions")
        self._decoder = decoder
        self._chat = Chat(template, decoder.tokenize, decoder.special("bos"), decoder.special("eos"))
        self._self_test(request.trusted)
        return decoder

    def _self_test(self, trusted: bool) -> None:
        """Corrupt weights load silently: a sound model finds plain English likely and has an answer."""
        decoder, chat = self._ready()
        if decoder.mean_logprob(_CANNED) < _SOUND:
            raise DecodeFailed(
                "the model does not know plain English, so its file is damaged or not a chat model"
            )
        if trusted:
            return
        prompt = tuple(chat.tokens([{"role": "user", "content": "Say thank you in one short sentence."}]))
        [answer] = decoder.generate([Job(prompt, 0, 1, 12)], Sampling())
        if not any(letter.isalpha() for letter in answer.text):
            raise DecodeFailed("the model gives no answer to a simple request")

    def _generate(self, request: Generate) -> Iterator[Candidate]:
        decoder, _ = self._ready()
        if request.prompts:
            yield from decoder.generate([self._job(each) for each in request.prompts], request.sampling)

    def _job(self, prompt: Prompt) -> Job:
        decoder, chat = self._ready()
        asked = (prompt.key, prompt.candidates, prompt.max_tokens, prompt.one_line, prompt.first)
        if not prompt.head:
            return Job(tuple(chat.tokens(prompt.messages)), *asked)
        text = "".join(message["content"] for message in prompt.messages)
        stem = decoder.tokenize(prompt.head, special=True) + decoder.tokenize(text, special=False)
        return Job((*stem, *decoder.tokenize(prompt.tail, special=True)), *asked, stem=len(stem))

    def _ready(self) -> tuple[Decoder, Chat]:
        if self._decoder is None or self._chat is None:
            raise DecodeFailed("no model is loaded")
        return self._decoder, self._chat


def _die_with_parent() -> None:
    """On Linux the kernel ends this process with its parent, even if nobody reads the pipe's end."""
    if sys.platform != "linux":
        return
    import ctypes

    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL, 0, 0, 0)


def _limit_memory() -> None:
    """What wants most of the memory is broken; should it run out all the same, this process goes first."""
    if sys.platform != "linux":
        return
    import resource

    most = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * 3 // 4
    with suppress(OSError, ValueError):  # a tighter limit stands already
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        Path("/proc/self/oom_score_adj").write_text("1000")


def main() -> None:
    """Serve on this process's stdin and stdout."""
    _die_with_parent()
    _limit_memory()
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # native code that prints must not be taken for an answer
    Worker(sys.stdin.buffer, sink).run()


if __name__ == "__main__":
    main()
