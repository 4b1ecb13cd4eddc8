"""The app under Pilot, as the tests of the app have it."""

from __future__ import annotations

from tests.tui.conftest import brisk, example, fake_rewriter, open_app, tiny_model

__all__ = ["brisk", "example", "fake_rewriter", "open_app", "tiny_model"]
