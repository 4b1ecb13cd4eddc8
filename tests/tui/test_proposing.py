"""Asking for a proposal, whatever else is going on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app_driving import BENCH, EDITS, OpenApp, app_of, at, screen_text, wait_until
from textual.pilot import Pilot

from core.rewrite.rewriter import Rewriter
from tui.screens.workbench import WorkbenchScreen
from tui.widgets.proposal_view import ProposalView
from tui.widgets.tone_pad import TonePad

Script = Callable[..., Callable[[], Rewriter]]


def bench(pilot: Pilot[None]) -> WorkbenchScreen:
    screen = pilot.app.screen
    assert isinstance(screen, WorkbenchScreen)
    return screen


async def test_a_rewrite_asked_for_right_after_a_tone_is_not_lost(
    open_app: OpenApp, example: dict[str, Any], fake_rewriter: Script
) -> None:
    """Two keys typed at once: the second overtook what the tone pad had to say of the first."""
    async with open_app(example, progress=BENCH, edits=EDITS, rewriter=fake_rewriter("good")) as pilot:
        await at(pilot, "workbench")
        before = bench(pilot).desk.tone
        pilot.app.screen.query_one(TonePad).action_move(1, 0)
        bench(pilot).action_rewrite()
        await wait_until(lambda: bench(pilot).review is not None)
        assert bench(pilot).desk.tone != before


async def test_a_sentence_that_stays_says_why_when_it_is_to_be_taken(
    open_app: OpenApp, example: dict[str, Any], fake_rewriter: Script
) -> None:
    opened = open_app(example, progress=BENCH, edits=EDITS, rewriter=fake_rewriter("good"), notices=True)
    async with opened as pilot:
        await at(pilot, "workbench")
        pilot.app.screen.query_one(TonePad).action_move(1, 0)
        await pilot.press("r")
        await wait_until(lambda: bench(pilot).review is not None)
        view = bench(pilot).query_one(ProposalView)
        review = bench(pilot).review
        assert review is not None
        view.highlighted = 0  # the greeting
        taken = set(review.choices.taken)
        view.focus()
        await pilot.press("space")
        await wait_until(
            lambda: any("the greeting is not" in n.message for n in app_of(pilot)._notifications)
        )
        assert review.choices.taken == taken


async def test_words_are_seen_before_the_model_is_done(
    open_app: OpenApp, example: dict[str, Any], fake_rewriter: Script
) -> None:
    """A rewrite takes seconds; what is settled by then can be read, and not yet be taken."""
    async with open_app(example, progress=BENCH, edits=EDITS, rewriter=fake_rewriter("hang")) as pilot:
        await at(pilot, "workbench")
        pilot.app.screen.query_one(TonePad).action_move(1, 0)
        await pilot.press("r")
        await wait_until(lambda: bench(pilot).has_class("-proposal"))
        assert bench(pilot).review is None
        view = bench(pilot).query_one(ProposalView)
        await wait_until(lambda: "on its way" in screen_text(pilot))
        await wait_until(lambda: "I would like to thank you" in screen_text(pilot))
        assert view.marked is None
        await pilot.press("x")
        await wait_until(lambda: not bench(pilot).is_working)
        assert not bench(pilot).has_class("-proposal")
