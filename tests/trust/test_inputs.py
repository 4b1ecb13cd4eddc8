"""A little of everything that nobody would type. Ten thousand of it are `make trust`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.errors import StoreError
from core.files import save_text, write_atomic
from tests.trust.fields import paste_everywhere
from tests.trust.hostile import TYPICAL, bowout, put
from tests.trust.inputs import WAYS, run


@pytest.mark.parametrize("way", WAYS)
def test_no_input_breaks_anything(way: str, own_home: Path) -> None:
    run(way, 4, number=11)


async def test_no_paste_breaks_the_app(own_home: Path, brisk: None) -> None:
    assert await paste_everywhere(own_home, 8, 1) == 8


def test_a_name_that_nests_comments_without_end_is_no_bug() -> None:
    """The standard library's parser of addresses gives up by recursion."""
    case = put(("people", 0, "name"), "Hana") | {"stage": "early"}
    case["people"][0]["email"] = "(" * 5_000 + ")"
    done = bowout(*"draft - --step withdraw --format eml".split(), stdin=json.dumps(case).encode())
    assert done.code == 2
    assert "is not an email address" in done.err


def test_a_path_longer_than_any_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="the name is too long"):
        write_atomic(tmp_path / ("é" * 20_000), b"x")
    done = bowout("plan", "-", "--ics", "é" * 20_000, stdin=json.dumps(TYPICAL).encode())
    assert (done.code, done.out) == (2, "")
    assert "the name is too long" in done.err
    with pytest.raises(StoreError):
        save_text(tmp_path, "é" * 20_000, "x")
    done = bowout("models", "check", "é" * 20_000)
    assert (done.code, done.out) in ((2, ""), (4, ""))
    assert "long" in done.err
