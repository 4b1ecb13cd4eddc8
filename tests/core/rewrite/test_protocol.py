from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rewrite.protocol import (
    LINE_LIMIT,
    Busy,
    Cancel,
    Candidate,
    Done,
    Event,
    Failed,
    Generate,
    Load,
    Loaded,
    Nonsense,
    Prompt,
    Request,
    Sampling,
    decode,
    encode,
)

messages = [
    Load("m.gguf", "", "q4_0", 1, 2048, trusted=True),
    Generate(
        (Prompt(3, ({"role": "user", "content": "Grüße\n\u2028"},), 2, 30, one_line=True),), Sampling(1)
    ),
    Cancel(),
    Loaded("Name", 135_000_000, 0.5),
    Candidate(0, 1, "Text", "end", -1.5, 4),
    Failed("reason", False),
    Done(),
    Busy(),
]


@pytest.mark.parametrize("message", messages)
def test_a_message_comes_back_as_it_was_sent(message: Request | Event) -> None:
    line = encode(7, message)
    assert line.count(b"\n") == 1
    assert decode(line) == (7, message)


@given(st.text())
def test_any_text_fits_on_one_line(text: str) -> None:
    line = encode(1, Candidate(0, 0, text, "end", 0.0, 1))
    assert line.count(b"\n") == 1
    assert decode(line) == (1, Candidate(0, 0, text, "end", 0.0, 1))


@given(st.binary(max_size=200) | st.sampled_from([b"[]", b"1", b"{}", b'{"id":1}', b"[" * 100_000]))
def test_anything_else_is_nonsense_and_nothing_worse(line: bytes) -> None:
    with pytest.raises(Nonsense):
        decode(line)


@pytest.mark.parametrize(
    "line",
    [
        b'{"id":1,"type":"Candidate","key":"0","index":0,"text":"","finish":"end","logprob":0,"tokens":1}',
        b'{"id":1,"type":"Candidate","key":0,"index":0,"text":null,"finish":"end","logprob":0,"tokens":1}',
        b'{"id":1,"type":"Loaded","name":"x"}',
        b'{"id":1,"type":"Done","more":1}',
        b'{"id":"one","type":"Done"}',
        b'{"id":1e999,"type":"Done"}',
        b'{"id":1,"type":"Unheard"}',
    ],
)
def test_wrong_shapes_are_nonsense(line: bytes) -> None:
    with pytest.raises(Nonsense):
        decode(line)


def test_the_longest_honest_line_is_far_below_the_limit() -> None:
    assert len(encode(1, Candidate(0, 0, "é" * 20_000, "end", 0.0, 1))) < LINE_LIMIT
