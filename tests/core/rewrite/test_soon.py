"""What can be seen early: swaps at once, and the shortest sentence before the others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from core.rewrite.proposal import Brief, Progress
from core.rewrite.protocol import Candidate, Loaded
from core.rewrite.rewriter import Rewriter
from core.rewrite.work import Work
from core.tone import Context, Formality, Tone

DRAFT = """Dear Ms. Adeyemi,

I have decided to withdraw my application. {}

Kind regards,
Jonas Reiter"""
SWAPPED = "I'm in Ghent until Friday, and I can't come."
LONG = "You told me how the newsroom plans its series, and what a night at the desk is like when news breaks."
SHORT = "The tour of the press hall was a highlight."
FORMAL = Tone(Formality.FORMAL, Context.LOW)
ADAPTED = Loaded("Tiny", 135_000_000, 0.0, adapted=True)
PLAIN = Loaded("Tiny", 135_000_000, 0.0)
Fake = Callable[..., Rewriter]


def asked(work: Work, loaded: Loaded) -> set[str]:
    return {each.messages[-1]["content"] for each in work.request(loaded).prompts}


def test_what_no_answer_could_better_is_not_asked_for() -> None:
    draft = DRAFT.format(f"{SWAPPED} {LONG}")
    assert asked(Work(Brief(draft, FORMAL)), ADAPTED) == {LONG}
    assert len(asked(Work(Brief(draft, FORMAL)), PLAIN)) == 2


def test_what_was_not_asked_for_stands_as_it_would_have_otherwise() -> None:
    work = Work(Brief(DRAFT.format(SWAPPED), FORMAL))
    assert not work.request(ADAPTED).prompts
    [changed] = [each for each in work.settle().sentences if each.changed]
    by_rules = Work(Brief(DRAFT.format(SWAPPED), FORMAL))
    by_rules.by_rules()
    assert changed.by == "rules"
    assert changed in by_rules.settle().sentences


def test_the_shortest_sentence_is_answered_first_while_nothing_can_be_seen() -> None:
    work = Work(Brief(DRAFT.format(f"{LONG} {SHORT}"), FORMAL))
    wanted = work.request(ADAPTED)
    first, rest = work.in_turns(wanted)
    assert {each.messages[-1]["content"] for each in first.prompts} == {SHORT}
    assert sorted([*first.prompts, *rest.prompts], key=wanted.prompts.index) == [*wanted.prompts]


def test_all_is_asked_in_one_go_when_a_change_can_be_seen() -> None:
    work = Work(Brief(DRAFT.format(f"{SWAPPED} {LONG} {SHORT}"), FORMAL))
    wanted = work.request(ADAPTED)
    assert list(work.in_turns(wanted)) == [wanted]


def test_a_model_that_keeps_no_sentence_is_asked_in_one_go() -> None:
    work = Work(Brief(DRAFT.format(f"{LONG} {SHORT}"), FORMAL))
    wanted = work.request(PLAIN)
    assert list(work.in_turns(wanted)) == [wanted]


def test_a_sentence_is_shown_with_its_swaps_until_more_is_known() -> None:
    told: list[Progress] = []
    work = Work(Brief(DRAFT.format(SWAPPED), FORMAL), told.append)
    wanted = work.request(PLAIN)
    work.report()
    assert (told[-1].done, told[-1].total) == (0, 1)
    assert "I am in Ghent until Friday, and I am unable to come." in told[-1].text
    for each in wanted.prompts:
        for place in range(each.candidates):
            work.hear(Candidate(each.key, each.first + place, "No.", "end", -0.1, 2))
    work.report()
    assert told[-1].done == 1


async def test_swaps_are_seen_before_the_model_has_answered(fake: Fake) -> None:
    seen = asyncio.Event()
    async with fake("hang") as rewriter:
        brief = Brief(DRAFT.format(SWAPPED), FORMAL)
        rewrite = asyncio.ensure_future(
            rewriter.rewrite(brief, lambda told: seen.set() if told.text != brief.draft else None)
        )
        await asyncio.wait_for(seen.wait(), 5)
        await rewriter.cancel()
        await asyncio.gather(rewrite, return_exceptions=True)
