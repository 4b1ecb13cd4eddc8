"""The one door of the validator: a draft and a rewrite in, a verdict out.

Deterministic, without a model, in linear time. The draft is trusted; the rewrite is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from core.tone import Tone
from core.validate import coverage, decision, facts, form, judge
from core.validate import private as secrets
from core.validate.align import World
from core.validate.evidence import Look
from core.validate.reading import Reading, proper_names, read, with_known
from core.validate.verdict import Finding, Verdict

TOO_BIG = 40_000
"""Characters; no letter is as long. What is longer is not read, and what is not read is not accepted."""


@lru_cache(maxsize=8)
def _world(draft: Reading) -> World:
    return World(draft)


def check(
    draft: str,
    rewrite: str,
    *,
    private: Sequence[str] = (),
    tone: Tone | None = None,
    names: Sequence[str] = (),
) -> Verdict:
    """Say whether a rewrite may be sent unread in the place of its draft.

    Args:
        draft: the message that its owner approved.
        rewrite: the same message from another hand.
        private: notes that must not show.
        tone: the tone asked for; it changes nothing about what may be said.
        names: further names that belong to the case, so that a given name may stand for a surname.
    """
    del tone  # every tone must say the same
    same = draft.strip() == rewrite.strip()
    if max(len(draft), len(rewrite)) > TOO_BIG:
        return Verdict() if same and not private else _unread(draft, rewrite)
    found = [] if same else _compare(draft, rewrite, names)
    if private:
        found += secrets.findings(private, *_both(draft, rewrite))
    return Verdict.of(found)


def _compare(draft: str, rewrite: str, names: Sequence[str]) -> list[Finding]:
    d, r = _both(draft, rewrite, names)
    world = _world(d)
    decided = decision.findings(world, r)
    suspected = _suspected(world, r, decided)
    firm = [] if decided else [statement.span for statement in decision.statements(r)]
    return [
        *form.findings(world, r),
        *decided,
        *facts.compare(draft, rewrite, d, r, names),
        *coverage.certain(world, r),
        *judge.findings(d, r, suspected, coverage.lost(world, r), firm),
    ]


def _suspected(world: World, r: Reading, decided: Sequence[Finding]) -> list[judge.Suspicion]:
    turned = [*decided, *decision.suspicions(world, r)]
    return [*coverage.suspicions(world, r), *(("decision", f) for f in turned)]


def _both(draft: str, rewrite: str, names: Sequence[str] = ()) -> tuple[Reading, Reading]:
    folded = with_known(proper_names(draft), names)
    return read(draft, folded), read(rewrite, folded)


def rows_of_rewrite(draft: str, rewrite: str) -> list[list[float]]:
    """What the judge of additions sees of a pair: for training."""
    d, r = _both(draft, rewrite)
    world = _world(d)
    suspected = _suspected(world, r, decision.findings(world, r))
    look = Look(r, d)
    return [look.row(at) + judge.columns(unit, suspected) for at, unit in enumerate(look.units)]


def rows_of_draft(draft: str, rewrite: str) -> list[list[float]]:
    """What the judge of losses sees of a pair: for training."""
    look = Look(*_both(draft, rewrite))
    return [look.row(at) for at in range(len(look.units))]


def refused_by_rules(draft: str, rewrite: str, private: Sequence[str] = ()) -> bool:
    """Whether a pair is refused before the learned judges are asked: for training."""
    d, r = _both(draft, rewrite)
    world = _world(d)
    return bool(
        form.findings(world, r)
        or decision.findings(world, r)
        or facts.compare(draft, rewrite, d, r, ())
        or coverage.certain(world, r)
        or list(secrets.findings(private, d, r))
    )


FLAGS = len(judge.SUSPICIONS)
"""The columns of suspicion at the end of a row."""


def _unread(draft: str, rewrite: str) -> Verdict:
    if len(rewrite) > TOO_BIG:
        message = f"Shorten it to a letter: more than {TOO_BIG:,} characters are not checked."
        return Verdict((Finding("too_long", message, (0, len(rewrite)), ""),))
    message = f"Keep all of the draft: its {len(draft):,} characters cannot be checked against this."
    return Verdict((Finding("fact_dropped", message, (0, 0), ""),))
