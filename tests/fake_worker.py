"""A scripted stand-in for the model process: a real child that speaks the protocol, well or badly.

``python tests/fake_worker.py MODE [FILE]``. Modes that go wrong once take a file that remembers it.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

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
    decode,
    encode,
)

SWAPS = {"Thanks a lot": "Thank you very much", "I'm": "I am", "loved": "greatly enjoyed", "!": "."}
HARMFUL = "I would have stayed if the pay had been better and your team less rude."

cancelled: set[int] = set()


def say(number: int, event: Event) -> None:
    sys.stdout.buffer.write(encode(number, event))
    sys.stdout.buffer.flush()


def answer(mode: str, prompt: Prompt, index: int) -> str:
    sentence = prompt.messages[-1]["content"]
    if mode == "echo":
        return sentence
    if mode == "harm":
        return HARMFUL
    if mode == "no-masks":
        return sentence.replace("@", "")
    if mode.startswith("large"):
        sentence = sentence.replace("Thanks a lot for", "I sincerely thank you for").replace("I'm", "I am")
    if mode == "large-thinking":
        sentence = f"<think>\nShort or long?\n</think>\n{sentence}"
    if mode == "unended":
        return "I am writing about the"
    for old, new in SWAPS.items():
        sentence = sentence.replace(old, new)
    return sentence


def generate(mode: str, number: int, request: Generate) -> None:
    if mode == "nothing":
        return
    if mode == "hang":
        time.sleep(3600)
    if mode == "garbage":
        print("Segmentation fault? No: just chatting.", flush=True)
    if mode == "shape":
        print('{"id": 1, "type": "Candidate", "key": "zero"}', flush=True)
    if mode == "megabytes":
        sys.stdout.write("x" * 20_000_000)
        sys.stdout.flush()
        time.sleep(3600)
    while mode == "chatter":
        say(number, Candidate(0, 0, "Again.", "end", -1.0, 2))
    for prompt in request.prompts:
        for index in range(prompt.candidates):
            if number in cancelled:
                return
            if mode == "slow":
                time.sleep(0.1)
            sure = -0.1 if mode.startswith("large") else -1.0
            say(number, Candidate(prompt.key, index, answer(mode, prompt, index), "end", sure, 5))
            if mode == "die":
                os._exit(139)


def serve(mode: str) -> None:
    for line in sys.stdin.buffer:
        number, request = decode(line)
        if isinstance(request, Cancel):
            cancelled.add(number)
        elif isinstance(request, Load):
            threading.Thread(target=load, args=(mode, number), daemon=True).start()
        elif isinstance(request, Generate):
            threading.Thread(target=work, args=(mode, number, request), daemon=True).start()


def load(mode: str, number: int) -> None:
    if mode == "die-load":
        os._exit(139)
    if mode == "hang-load":
        time.sleep(3600)
    if mode == "refuse":
        say(number, Failed("the model does not know plain English", True))
        return
    if mode == "no-room":
        say(number, Failed("there is not enough memory for the model", False))
        return
    say(number, Loaded("Fake", 1_500_000_000 if mode.startswith("large") else 135_000_000, 0.0))
    say(number, Done())


def work(mode: str, number: int, request: Generate) -> None:
    if mode == "give-up":
        say(number, Failed("a text is too long for the model", False))
        return
    for _ in range(20 if mode == "toil" else 0):
        say(number, Busy())
        time.sleep(0.1)
    generate(mode, number, request)
    say(number, Done())


def main(mode: str, memory: str = "") -> None:
    if memory:  # goes wrong the first time, then is good
        first = not Path(memory).exists()
        Path(memory).touch()
        mode = mode if first else "good"
    serve(mode)


if __name__ == "__main__":
    main(*sys.argv[1:])
