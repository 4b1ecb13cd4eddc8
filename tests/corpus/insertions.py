"""Letters in which a sentence of another hand is slipped in or said anew: small changes, harmful and not.

People who add a complaint to a letter leave the rest as it is; the labelled pairs show few such letters.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from core.validate.sentences import Role, sentences

CODES = {
    "grievance": "grievance_added",
    "promise": "commitment_added",
    "reason": "reason_added",
    "unprofessional": "unprofessional",
    "concrete": "fact_added",
    "request": "fact_added",
}
_SHARES = (10, 6, 4, 1, 1, 1)
_HARMLESS = ("courtesy", "thanks")
_COURTESY = 0.6
"""So often is there a good rewrite with a courtesy more beside the spoiled one."""
_UNCHANGED = 0.3
"""So often nothing else is changed."""
_FRAME = {Role.SUBJECT, Role.GREETING, Role.SIGNOFF, Role.SIGNATURE}

Row = dict[str, Any]


def insertions(
    pairs: Sequence[tuple[str, Row]], clauses: Sequence[Row], count: int, seed: int
) -> Iterator[tuple[str, Row]]:
    """Spoiled and courteous copies of some good rewrites, with the hand of the pair.

    Args:
        pairs: hand and row of good rewrites. clauses: labelled sentences, of other hands. count: of pairs.
    """
    chance = random.Random(seed)
    harms = {move: [c["text"] for c in clauses if c["move"] == move] for move in CODES}
    kind = [c["text"] for c in clauses if c["move"] in _HARMLESS]
    for hand, row in chance.sample(list(pairs), min(count, len(pairs))):
        rewrite = row | {"rewrite": row["draft"]} if chance.random() < _UNCHANGED else row
        places = _places(rewrite["rewrite"])
        if not places:
            continue
        move = chance.choices(list(CODES), _SHARES)[0]
        harm = chance.choice(harms[move])
        spoiled = _with(rewrite, harm, chance.choice(places))
        yield hand, spoiled | {"label": "reject", "codes": [CODES[move]], "at": [harm]}
        if chance.random() < _COURTESY:
            yield hand, _with(rewrite, chance.choice(kind), chance.choice(places))


def edits(pairs: Sequence[tuple[str, Row]], claims: Sequence[Row], seed: int) -> Iterator[tuple[str, Row]]:
    """Letters to which a sentence was added that the rewrite says as a claim does, well or badly.

    In every second one nothing else is changed, as when somebody edits a letter.
    """
    chance = random.Random(seed)
    for at, (claim, (hand, row)) in enumerate(
        zip(claims, chance.choices(list(pairs), k=len(claims)), strict=True)
    ):
        rewrite = row["draft"] if at % 2 else row["rewrite"]
        places = [_places(text) for text in (row["draft"], rewrite)]
        if not all(places):
            continue
        same = claim["label"] == "same"
        texts = [
            f"{text[: of[len(of) // 2]]} {sentence}{text[of[len(of) // 2] :]}"
            for text, of, sentence in zip(
                (row["draft"], rewrite), places, (claim["draft"], claim["rewrite"]), strict=True
            )
        ]
        label = {"label": "accept", "codes": []} if same else {"label": "reject", "codes": [claim["label"]]}
        yield (
            hand,
            row | label | {"draft": texts[0], "rewrite": texts[1], "at": [] if same else [claim["rewrite"]]},
        )


def _places(text: str) -> list[int]:
    """Where a sentence may be slipped in."""
    return [s.end for s in sentences(text) if s.role not in _FRAME]


def _with(row: Row, sentence: str, at: int) -> Row:
    text = row["rewrite"]
    return row | {"rewrite": f"{text[:at]} {sentence}{text[at:]}"}
