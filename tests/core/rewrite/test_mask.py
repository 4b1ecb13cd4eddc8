from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rewrite.mask import mask

texts = st.text() | st.text(alphabet="@1 2a.B\"“”é٣_'-\n[]")


@given(texts, st.lists(st.text(max_size=5), max_size=3))
def test_what_was_masked_comes_back(text: str, names: list[str]) -> None:
    masked = mask(text, names)
    assert masked.restore(masked.text) == text


@given(texts)
def test_no_digit_passes(text: str) -> None:
    masked = mask(text)
    bare = masked.text
    for number in range(len(masked.facts), 0, -1):
        bare = bare.replace(f"@{number}", "", 1)
    assert not any(letter in "0123456789" for letter in bare)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Thank you for the time you and Martin gave me.", "Thank you for the time you and @1 gave me."),
        ("I spoke with Ms. Adeyemi at Castellan & Sons Ltd. on 12 May.", "I spoke with @1 at @2 on @3."),
        ("Please write to maya@example.org or +49 30 1234567.", "Please write to @1 or @2."),
        ("The talk “Data at rest” at 10:30 was a joy.", "The talk @1 at @2 was a joy."),
        ("See https://example.org/a?b=1.", "See @1."),
        ("I'm glad I met Hana.", "I'm glad I met @1."),
        ("Loved it.", "Loved it."),
        ("NASA taught me a lot.", "@1 taught me a lot."),
        ("I loved the {{7*7}} [b]quiz[/b].", "I loved the @1 @2."),
    ],
)
def test_facts_are_masked_and_words_are_not(text: str, masked: str) -> None:
    assert mask(text).text == masked


def test_known_names_are_masked_where_they_open_a_sentence() -> None:
    assert mask("Will and hope helped.", ["Will", "Hope"]).text == "@1 and @2 helped."


@pytest.mark.parametrize(
    "answer", ["I met you.", "I met @1 and @1.", "I met @2.", "I met @1 @3.", "@ I met @1 and @2.", "@12"]
)
def test_an_answer_with_lost_doubled_or_new_masks_is_refused(answer: str) -> None:
    assert mask("I met Hana and Ana Silva.").restore(answer) is None
