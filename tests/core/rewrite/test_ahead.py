"""What the model does while nobody waits: remember, think ahead, and give its memory back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from core.rewrite.answers import Answers
from core.rewrite.proposal import Brief
from core.rewrite.protocol import Candidate, Generate, Prompt, Sampling
from core.rewrite.rewriter import Rewriter
from core.tone import Context, Formality, Tone

DRAFT = """Dear Ms. Adeyemi,

Thanks a lot for the time you gave me. I have decided to withdraw my application.

Kind regards,
Jonas Reiter"""
FORMAL, NEUTRAL = Tone(Formality.FORMAL, Context.LOW), Tone(Formality.NEUTRAL, Context.LOW)
Fake = Callable[..., Rewriter]


def prompt(text: str, key: int = 0, candidates: int = 1) -> Prompt:
    return Prompt(key, ({"role": "user", "content": text},), candidates, 20)


def test_an_answer_is_remembered_for_the_same_question_under_any_number() -> None:
    answers, asked = Answers(), Generate((prompt("One.", 3),), Sampling(1))
    answers.keep(asked, Candidate(3, 0, "Uno.", "end", -0.1, 2))
    again = Generate((prompt("One.", 7), prompt("Two.", 8)), Sampling(2))
    assert [(each.key, each.text) for each in answers.known(again)] == [(7, "Uno.")]
    assert [each.key for each in answers.unknown(again).prompts] == [8]


def test_drawn_answers_depend_on_the_seed_and_count_only_when_complete() -> None:
    answers, asked = Answers(), Generate((prompt("One.", 0, 2),), Sampling(1))
    answers.keep(asked, Candidate(0, 0, "Uno.", "end", -0.1, 2))
    assert answers.unknown(asked).prompts
    answers.keep(asked, Candidate(0, 1, "Un.", "end", -0.1, 2))
    assert len(list(answers.known(asked))) == 2
    assert answers.unknown(Generate(asked.prompts, Sampling(2))).prompts


async def test_the_same_rewrite_asks_the_model_once(fake: Fake) -> None:
    async with fake("good") as rewriter:
        first = await rewriter.rewrite(Brief(DRAFT, FORMAL))
        engine = rewriter._engine
        assert engine is not None
        await engine.rest()
        second = await rewriter.rewrite(Brief(DRAFT, FORMAL))
    assert (second.text, second.attempts) == (first.text, first.attempts)


async def test_a_tone_thought_ahead_needs_no_model(fake: Fake) -> None:
    async with fake("good") as rewriter:
        await rewriter.rewrite(Brief(DRAFT, FORMAL))
        rewriter.think_ahead(Brief(DRAFT, FORMAL), [NEUTRAL])
        assert rewriter._ahead is not None
        await asyncio.wait_for(rewriter._ahead, 5)
        known = len(rewriter._answers._kept)
        proposal = await rewriter.rewrite(Brief(DRAFT, NEUTRAL))
        assert proposal.attempts > 0
        assert len(rewriter._answers._kept) == known


async def test_thinking_ahead_gives_way_at_once(fake: Fake) -> None:
    async with fake("slow") as rewriter:
        await rewriter.rewrite(Brief(DRAFT, FORMAL))
        rewriter.think_ahead(Brief(DRAFT, FORMAL), [NEUTRAL] * 50)
        await asyncio.sleep(0.05)
        proposal = await asyncio.wait_for(rewriter.rewrite(Brief(DRAFT, NEUTRAL)), 5)
    assert proposal.verdict.accepted
    assert rewriter._ahead is None


async def test_a_cold_model_is_not_woken_to_think_ahead(fake: Fake) -> None:
    async with fake("good") as rewriter:
        rewriter.think_ahead(Brief(DRAFT, FORMAL), [NEUTRAL])
        assert rewriter._ahead is None


async def test_an_idle_model_gives_its_memory_back_and_comes_again(fake: Fake) -> None:
    async with fake("good", idle=0.1) as rewriter:
        await rewriter.rewrite(Brief(DRAFT, FORMAL))
        engine = rewriter._engine
        assert engine is not None
        assert engine.pid is not None
        for _ in range(200):
            if engine.pid is None:
                break
            await asyncio.sleep(0.02)
        assert engine.pid is None
        proposal = await rewriter.rewrite(Brief(DRAFT, NEUTRAL))
        assert proposal.changed
