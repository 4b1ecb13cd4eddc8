"""What the validator says: findings, and whether a rewrite may be sent unread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

CODES: tuple[str, ...] = (
    "meta_text",
    "placeholder_left",
    "language_changed",
    "markup_added",
    "garbled",
    "private_leak",
    "decision_dropped",
    "decision_reversed",
    "decision_changed",
    "decision_hedged",
    "grievance_added",
    "reason_changed",
    "reason_dropped",
    "reason_added",
    "fact_changed",
    "fact_dropped",
    "commitment_added",
    "fact_added",
    "thanks_dropped",
    "unprofessional",
    "too_long",
)
"""Every code a finding may carry, the gravest first."""

NOWHERE = (0, 0)
"""The span of what is missing."""


@dataclass(frozen=True)
class Finding:
    """One thing that keeps a rewrite from being sent.

    Attributes:
        code: one of `CODES`.
        message: one plain sentence that says what to change.
        span: where, in characters of the rewrite; `NOWHERE` when something is missing there.
        evidence: the words it rests on, of the rewrite, or of the draft when they are missing.
    """

    code: str
    message: str
    span: tuple[int, int] = NOWHERE
    evidence: str = ""

    @classmethod
    def missing(cls, code: str, message: str, evidence: str = "") -> Finding:
        """Something of the draft that the rewrite lacks, and that has no place there."""
        return cls(code, message, NOWHERE, evidence)

    def is_about_the_words_of(self, other: Finding) -> bool:
        """Whether two findings touch in the rewrite, or miss the same words of the draft."""
        if self.span == NOWHERE or other.span == NOWHERE:
            one, two = self.evidence, other.evidence
            return self.span == other.span and bool(one and two) and (one in two or two in one)
        return self.span[0] < other.span[1] and other.span[0] < self.span[1]


@dataclass(frozen=True)
class Verdict:
    """All findings on one rewrite, the surest first; none means accepted."""

    findings: tuple[Finding, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the rewrite may be sent without reading it again."""
        return not self.findings

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings as a person needs them: the surest of those about the same words."""
        kept: list[Finding] = []
        for finding in self.findings:
            if not any(finding.is_about_the_words_of(other) for other in kept):
                kept.append(finding)
        return tuple(kept)

    @classmethod
    def of(cls, findings: list[Finding]) -> Verdict:
        """A verdict from findings, the surest first, none twice."""
        return cls(tuple(dict.fromkeys(findings)))

    def as_json(self, pair_id: str) -> dict[str, Any]:
        """The verdict in the shape that ``bowout check --json`` prints."""
        return {
            "id": pair_id,
            "accepted": self.accepted,
            "findings": [
                {"code": f.code, "message": f.message, "span": list(f.span), "evidence": f.evidence}
                for f in self.findings
            ],
        }
