"""Inputs that nobody would type, for every way into the program: a corpus, and what hypothesis makes."""

from __future__ import annotations

import io
import json
import math
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tui.cli import main

CORPUS: tuple[str, ...] = tuple(
    json.loads((Path(__file__).parent / "hostile.json").read_text(encoding="utf-8"))["texts"]
)
LONG = (
    "x" * 20_000,
    "x" * 20_001,
    "word " * 4_000,
    "a" * 1_000_000,
    "\n" * 20_000,
    "[" * 5_000,
    "(" * 5_000 + ")",
    "é" * 20_000,
    "a. " * 6_000,
    "\u0301" * 10_000,
    "Dear " * 3_000 + ",",
)
TYPICAL: dict[str, Any] = {
    "version": 1,
    "you": {"name": "Maya Lindqvist", "email": "maya@example.org", "timezone": "Europe/Lisbon"},
    "company": {"name": "Northwind Analytics", "country": "JP"},
    "role": "Senior Data Analyst",
    "stage": "final",
    "intent": "leave",
    "reason": {"kind": "fit", "share": True, "line": "I am looking for a smaller team."},
    "people": [
        {"name": "Hana Okafor", "title": "Ms.", "kind": "hiring_manager", "email": "h@example.org"},
        {"name": "Ana Silva", "kind": "recruiter", "rapport": True},
        {"name": "Bo Ek", "kind": "referee", "given_name": "Bo", "language": "sv"},
    ],
    "channels": {"used": ["email", "phone"], "sms_invited": False},
    "logistics": {"visa": True, "references": "provided", "next_event": "2026-12-03T10:00:00+09:00"},
    "personal_line": "I appreciated hearing about your plans.",
    "closing": {"stay_in_touch": True, "linkedin": True, "referral": "Kim Lee", "open_to": "other roles"},
    "answers": {"final": True, "driver": "concrete", "talk_would_help": False},
    "tone": {"formality": "neutral", "context": "balanced", "plain": False},
    "private_notes": "The commute would have been too long.",
    "details": {"obstacle": "the hours", "observations": ["one", "two"], "reply_by": "Friday"},
}

characters = st.characters(exclude_categories=())
_short = (
    st.sampled_from(CORPUS),
    st.text(characters, max_size=60),
    st.builds("".join, st.lists(st.sampled_from(CORPUS) | st.text(max_size=8), max_size=6)),
)
texts = st.one_of(*_short, *_short, *_short, st.sampled_from(LONG))
values = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.lists(texts, max_size=3),
    st.dictionaries(texts, texts, max_size=3),
    st.just([]),
    st.just({}),
    st.just([[[[]]]]),
)


def paths(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in plain data."""
    items = data.items() if isinstance(data, Mapping) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from paths(value, (*path, key))


PLACES = tuple(paths(TYPICAL))


def put(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    """The typical case with another value in one place."""
    case: dict[str, Any] = json.loads(json.dumps(TYPICAL))
    inner: Any = case
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return case


def named(path: tuple[str | int, ...]) -> str:
    """A place as an error has to name it."""
    said = ""
    for part in path:
        said += f"[{part}]" if isinstance(part, int) else f".{part}" if said else str(part)
    return said


def as_toml(data: Mapping[str, Any]) -> str:
    """Plain data as TOML; what TOML cannot say is left as it would be typed."""
    return "".join(f"{_key(key)} = {_toml(value)}\n" for key, value in data.items() if value is not None)


def _key(key: str) -> str:
    return key if key.isidentifier() and key.isascii() else _toml(key)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, Mapping):
        pairs = (f"{_key(key)} = {_toml(each)}" for key, each in value.items() if each is not None)
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value)


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str
    seconds: float
    """Of the processor."""


def bowout(*arguments: str, stdin: bytes = b"") -> Ran:
    """Run a command line in this process, with streams like those of a real one."""
    began = time.process_time()
    with _streams(stdin) as (out, err):
        try:
            main(list(arguments))
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    texts = [stream.getvalue().decode("utf-8") for stream in (out, err)]
    return Ran(code, *texts, time.process_time() - began)


@contextmanager
def _streams(stdin: bytes) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    kept = sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    sys.stdout, sys.stderr = (io.TextIOWrapper(each, encoding="utf-8") for each in (out, err))
    ours = sys.stdin, sys.stdout, sys.stderr
    try:
        yield out, err
    finally:
        sys.stdin, sys.stdout, sys.stderr = kept
        for stream in ours[1:]:
            stream.flush()
            stream.detach()
