"""The one door of the validator: a draft and a rewrite in, a verdict out.

Deterministic and in linear time; without a model, unless a second reader is given. The draft is trusted; the
rewrite is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.tone import Tone
from core.validate import leaks
from core.validate.comparison import Comparison
from core.validate.haste import both_written_out
from core.validate.proper_names import proper_names
from core.validate.reading import read
from core.validate.second_reader import SecondReader
from core.validate.verdict import Finding, Verdict
from core.validate.writings import as_written_in

TOO_BIG = 40_000
"""Characters; no letter is as long. What is longer is not read, and what is not read is not accepted."""


def check(
    draft: str,
    rewrite: str,
    *,
    private: Sequence[str] = (),
    tone: Tone | None = None,
    names: Sequence[str] = (),
    second: SecondReader | None = None,
) -> Verdict:
    """Say whether a rewrite may be sent unread in the place of its draft.

    Args:
        draft: the message that its owner approved.
        rewrite: the same message from another hand.
        private: notes that must not show.
        tone: the tone asked for; it changes nothing about what may be said.
        names: further names that belong to the case, so that a given name may stand for a surname.
        second: reads what is freely reworded, and is weighed with rules and judges; slower than all else.
    """
    del tone  # every tone must say the same
    same = draft.strip() == rewrite.strip()
    if max(len(draft), len(rewrite)) > TOO_BIG:
        return Verdict() if same and not private else _unread(draft, rewrite)
    if same:
        folded = proper_names(draft)
        return Verdict.of(list(leaks.findings(private, read(draft, folded), read(rewrite, folded))))
    drafted, rewritten = both_written_out(draft, rewrite)
    written = as_written_in(drafted.text, rewritten.text)
    compared = Comparison(drafted.text, written.text, names)
    secrets = [both_written_out(note, note)[0].text for note in private]
    found = compared.judged(compared.certain(secrets), second)
    return Verdict.of([drafted.quoted(rewritten.back(written.back(each))) for each in found])


def _unread(draft: str, rewrite: str) -> Verdict:
    if len(rewrite) > TOO_BIG:
        message = f"Shorten it to a letter: more than {TOO_BIG:,} characters are not checked."
        return Verdict((Finding("too_long", message, (0, len(rewrite)), ""),))
    message = f"Keep all of the draft: its {len(draft):,} characters cannot be checked against this."
    return Verdict((Finding.missing("fact_dropped", message),))
