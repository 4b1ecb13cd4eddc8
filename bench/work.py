"""What one draft and one verdict cost, warm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rows import Row, median_ms, timed

RUNS = 300


def measure_work(_scratch: Path) -> Iterator[Row]:
    """Medians over every tone of one letter, so that no cache of a whole letter would help."""
    from itertools import cycle

    from core.case import parse_case
    from core.compose import compose
    from core.tone import all_tones
    from core.validate import check

    case, _ = parse_case(
        {
            "you": {"name": "Maya Lindqvist"},
            "company": {"name": "Northwind Analytics"},
            "role": "Senior Data Analyst",
            "stage": "mid",
            "reason": {"kind": "other_offer"},
            "people": [
                {"name": "Hana Okafor", "title": "Ms.", "given_name": "Hana", "kind": "hiring_manager"}
            ],
            "personal_line": "I enjoyed hearing how you rebuilt the pricing pipeline after the outage.",
            "closing": {"stay_in_touch": True},
        }
    )
    tones = list(all_tones())
    first = timed(lambda: compose(case, "withdraw", people=case.people))
    yield Row("first draft", first * 1000, "ms")
    turn = cycle(tones)
    yield Row(
        "one draft",
        median_ms(lambda: compose(case, "withdraw", people=case.people, tone=next(turn)), RUNS),
        "ms",
        None,
        2,
    )
    letters = [compose(case, "withdraw", people=case.people, tone=tone).text for tone in tones]
    pairs = cycle(list(zip(letters, letters[1:] + letters[:1], strict=True)))
    yield Row("first verdict", timed(lambda: check(*next(pairs))) * 1000, "ms")
    yield Row("one verdict", median_ms(lambda: check(*next(pairs)), RUNS), "ms", None, 10)
