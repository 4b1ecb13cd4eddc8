"""Models from hell, with the real engine in the child: each is refused or stopped, and the next one works.

    python -m tests.trust.hell

Files that are empty, cut off, of another kind, with huge counts, corrupt weights, hostile templates or none,
are made out of the default model. Each is given to a rewriter; then the default model must rewrite as before.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import struct
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from core.errors import ModelError
from core.rewrite.models import cache_folder, default_model
from core.rewrite.proposal import Brief
from core.rewrite.rewriter import Rewriter
from core.tone import Formality, Tone
from tests.trust.processes import children, state
from tests.trust.soak import lend_cache

DRAFT = (
    "Hi Ana,\n\nThanks a lot for the chat on Tuesday! It's been great to meet the team.\n\n"
    "I have decided to withdraw my application.\n\nCheers,\nMaya\n"
)
FORMAL = Tone(Formality.FORMAL)
_TEMPLATE_KEY = b"tokenizer.chat_template"
ATTACKS = {
    "template loops": "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "template grows": "{{ 'x' * 999999999 }}",
    "template attacks": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "template imports": "{% include '/etc/passwd' %}",
    "template raises": "{{ raise_exception('no') }}",
    "template breaks": "{% if %}",
    "template forgets": "nothing of what was asked",
}


def with_template(data: bytes, template: str) -> bytes:
    """The model with another chat template of the same length, so that nothing else moves."""
    at = data.index(_TEMPLATE_KEY) + len(_TEMPLATE_KEY) + 4
    [length] = struct.unpack("<Q", data[at : at + 8])
    text = template.encode()
    assert len(text) <= length
    return data[: at + 8] + text.ljust(length) + data[at + 8 + length :]


def noise(data: bytes, begin: int, count: int) -> bytes:
    """The model with so many random bytes in the middle."""
    return data[:begin] + random.Random(1).randbytes(count) + data[begin + count :]


def files() -> dict[str, Callable[[bytes], bytes]]:
    """What is made out of a sound model."""
    made: dict[str, Callable[[bytes], bytes]] = {
        "empty": lambda _: b"",
        "another kind": lambda data: b"PK\x03\x04" + data[4:],
        "cut in the head": lambda data: data[:1000],
        "cut in the middle": lambda data: data[: len(data) // 2],
        "cut at the end": lambda data: data[:-64],
        "later version": lambda data: data[:4] + struct.pack("<I", 99) + data[8:],
        "huge count of tensors": lambda data: data[:8] + struct.pack("<Q", 2**60) + data[16:],
        "huge count of keys": lambda data: data[:16] + struct.pack("<Q", 2**63) + data[24:],
        "huge text": lambda data: data[:24] + struct.pack("<Q", 2**40) + data[32:],
        "corrupt head": lambda data: noise(data, 24, 4000),
        "corrupt tokens": lambda data: noise(data, 20_000, 200_000),
        "corrupt weights": lambda data: noise(data, 20_000_000, 40_000_000),
        "nothing but zeros": lambda data: data[:4_000_000] + b"\0" * (len(data) - 4_000_000),
        "no template": lambda data: data.replace(_TEMPLATE_KEY, b"tokenizer.no_tEmplate_x"),
    }
    for name, template in ATTACKS.items():
        made[name] = lambda data, template=template: with_template(data, template)  # type: ignore[misc]
    return made


async def suffer(path: Path, patience: float) -> tuple[str, float]:
    """What is said of a model when it is asked to rewrite; "" when it does."""
    began = time.monotonic()
    async with Rewriter(path, timeout=patience) as rewriter:
        try:
            async with asyncio.timeout(patience):
                proposal = await rewriter.rewrite(Brief(DRAFT, FORMAL))
            said = "" if proposal.verdict.accepted else "not accepted"
        except ModelError as error:
            said = str(error)
        except TimeoutError:
            said = "given up: took too long"
    return said, time.monotonic() - began


async def _left() -> list[int]:
    """Processes that still run; one that held much memory takes a moment to end."""
    for _ in range(200):
        left = [child for child in children() if state(child) not in ("Z", "")]
        if not left:
            break
        await asyncio.sleep(0.05)
    return left


async def through(folder: Path, patience: float, names: list[str]) -> list[str]:
    """Every file; what went wrong, in words."""
    data, problems = default_model().read_bytes(), []
    for name, make in files().items():
        if names and name not in names:
            continue
        path = folder / "model.gguf"
        path.write_bytes(make(data))
        said, seconds = await suffer(path, patience)
        print(f"{name:24} {seconds:5.1f} s  {said[:110] or 'rewrote'}", flush=True)
        if not said:
            problems.append(f"{name}: was taken for a sound model")
        left = await _left()
        if left:
            problems.append(f"{name}: process {left} is left")
    path.unlink()
    said, seconds = await suffer(default_model(), 300)
    print(f"{'the default model then':24} {seconds:5.1f} s  {said or 'rewrote'}")
    return problems + ([f"afterwards: {said}"] if said else [])


def main(arguments: list[str]) -> int:
    """Try all of them, or those named; 0 when each was refused or stopped and nothing was left."""
    with tempfile.TemporaryDirectory(prefix="bowout-hell-") as folder:
        os.environ.pop("BOWOUT_HOME", None)
        lend_cache(cache_folder(), Path(folder) / "home")
        os.environ["BOWOUT_HOME"] = str(Path(folder) / "home")
        problems = asyncio.run(through(Path(folder), 60, arguments))
        log = Path(folder) / "home" / "cache" / "model.log"
        if log.exists() and "Thanks a lot" in log.read_text(errors="replace"):
            problems.append("the log quotes the letter")
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir()
    print("\n".join(problems) or "each was refused or stopped with a reason, and the next rewrite worked")
    print(json.dumps({"models": len(arguments or files()), "problems": len(problems)}))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
