"""Bowout's domain: cases, plans, letters, the validator and the rewriter. Knows no user interface."""
