"""Whether a text repeats words of another."""

from __future__ import annotations

import pytest

from core.quoting import QUOTED, quotes, words


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("They pay too little.", "they pay too little"),
        ("Well, THEY PAY too little, I fear", "They pay; too little!"),
        ("I don’t like it there", "don't like it"),
        ("Zelda sends her love", "Zelda"),
    ],
)
def test_a_secret_is_quoted_whatever_stands_between_its_words(text: str, secret: str) -> None:
    assert quotes(words(text), words(secret))


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("They pay little", "They pay too little"),
        ("They repay too little", "pay too little"),
        ("pay too littlest", "pay too little"),
        ("They pay", ""),
        ("", "They pay"),
        ("", ""),
        ("…", "!!"),
    ],
)
def test_other_words_or_parts_of_words_are_no_quotation(text: str, secret: str) -> None:
    assert not quotes(words(text), words(secret))


@pytest.mark.parametrize(
    ("text", "row"),
    [("My sister Zelda came along", 3), ("It is true that nobody there knows", 3), ("Zelda is ill", 2)],
)
def test_a_part_of_a_secret_is_enough_where_it_is_asked_for(text: str, row: int) -> None:
    secret = words("My sister Zelda is ill and nobody there knows.")
    assert quotes(words(text), secret, row)
    assert not quotes(words(text), secret)


def test_a_short_secret_is_asked_for_whole() -> None:
    assert quotes(words("Zelda is ill"), words("Zelda"), QUOTED)
    assert not quotes(words("Zelda is well"), words("Zelda is ill"), QUOTED)
