"""A larger model writes whole passages, with the letter before its eyes and no fact in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.rewrite.proposal import Brief
from core.rewrite.protocol import Loaded
from core.rewrite.rewriter import Rewriter
from core.rewrite.work import Work
from core.tone import Context, Formality, Tone

DRAFT = """Dear Ms. Adeyemi,

Thanks a lot for the time you and Martin gave me. I'm glad that I met him on 3 March.

I have decided to withdraw my application. Thanks a lot for the tea! My knee has been bad since May.

Kind regards,
Jonas Reiter"""
FORMAL = Tone(Formality.FORMAL, Context.BALANCED)
LARGE = Loaded("Big", 1_500_000_000, 1.0)


def work(private: tuple[str, ...] = ()) -> Work:
    made = Work(Brief(DRAFT, FORMAL, private=private))
    made.request(LARGE)
    return made


def test_open_sentences_side_by_side_are_one_passage() -> None:
    texts = [slot.part.text for slot in work().open]
    assert texts[0] == "Thanks a lot for the time you and Martin gave me. I'm glad that I met him on 3 March."
    assert all("decided" not in text for text in texts)
    masked = work().open[1].masked
    assert masked is not None
    assert masked.text.endswith("My knee has been bad since @1.")
    assert work().settle().text == DRAFT


def test_the_model_sees_the_letter_without_facts_and_without_what_is_private() -> None:
    [*asked] = work(("the knee has been bad since the fall",)).request(LARGE).prompts
    shown = "".join(message["content"] for prompt in asked for message in prompt.messages)
    assert "I have decided to withdraw my application." in shown
    assert "Thanks a lot for the time you and … gave me." in shown
    for hidden in ("knee", "Martin", "3 March", "Adeyemi", "Jonas"):
        assert hidden not in shown


@pytest.mark.parametrize("mode", ["large", "large-thinking"])
async def test_a_passage_comes_back_whole(fake: Callable[..., Rewriter], mode: str) -> None:
    async with fake(mode) as rewriter:
        proposal = await rewriter.rewrite(Brief(DRAFT, FORMAL))
    assert proposal.verdict.accepted
    first = next(each for each in proposal.sentences if each.draft.startswith("Thanks a lot for the time"))
    assert first.by == "model"
    assert first.text.startswith("I sincerely thank you")
    assert first.text.endswith("I am pleased that I met him on 3 March.")
    assert all(DRAFT[slice(*each.span)] == each.draft for each in proposal.sentences)
