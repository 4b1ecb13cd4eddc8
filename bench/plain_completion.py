"""The yardstick for rewriting: the same model, asked in the plain way to rewrite the whole draft.

Reads a tone a line from stdin and answers each with one JSON line: seconds and tokens. Runs as a process
of its own, as the model engine always does.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any, TextIO


def main(model: str, draft: str) -> None:
    """Load the model, then answer until the input ends."""
    from llama_cpp import Llama

    answers = os.fdopen(os.dup(1), "w")  # loading redirects the usual one
    started = time.perf_counter()
    limit = len(draft.split()) * 2  # about as long as the draft: a model that rambles must not look slow
    llama: Any = Llama(model_path=model, n_ctx=1024, verbose=False, seed=0)
    _say(answers, {"seconds": time.perf_counter() - started})
    for tone in sys.stdin:
        wish = f"Rewrite this message in a {tone.strip()} tone. Keep every fact. Answer with nothing else."
        asked = [{"role": "user", "content": f"{wish}\n\n{draft}"}]
        started = time.perf_counter()
        answer = llama.create_chat_completion(asked, max_tokens=limit, seed=0)
        tokens = answer["usage"]["completion_tokens"]
        _say(answers, {"seconds": time.perf_counter() - started, "tokens": tokens})
        llama.reset()


def _say(answers: TextIO, line: dict[str, float]) -> None:
    print(json.dumps(line), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]).read_text(encoding="utf-8"))
