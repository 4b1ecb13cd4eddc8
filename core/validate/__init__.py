"""Says whether a rewrite is safe to send: draft and rewrite in, verdict out."""

from core.validate.check import check
from core.validate.verdict import Finding, Verdict

__all__ = ["Finding", "Verdict", "check"]
