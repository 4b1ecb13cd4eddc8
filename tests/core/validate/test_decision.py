"""What weakens a decision stands with it; what is told beside it weakens nothing."""

from __future__ import annotations

from framed import FRAME, codes

from core.validate import check, decision
from core.validate.align import World
from core.validate.reading import read


def test_until_in_the_next_sentence_is_a_condition_at_its_beginning_only() -> None:
    draft = FRAME.format("I hurt my shoulder, and my doctor will not let me climb before autumn.")
    told = FRAME.format(
        "My shoulder is hurt, and my doctor says there is no climbing for me until the autumn."
    )
    open_ = FRAME.format("Until the terms improve, that is. I hurt my shoulder.")
    bound = draft.replace("Orme Yard.", "Orme Yard until the terms improve.")

    def found(rewrite: str) -> set[str]:
        return {f.code for f in decision.findings(World(read(draft, ())), read(rewrite, ()))}

    assert not found(told)
    assert found(open_) == found(bound) == {"decision_hedged"}


def test_a_past_decision_is_not_put_in_doubt() -> None:
    draft = "Hi Ana,\n\nYou asked why I pulled out. It was the drive, nothing else.\n\nJonas"
    for doubt in ("I am in two minds about my withdrawal.", "Should I have pulled out?"):
        new = read(draft.replace("You asked why I pulled out.", doubt), ())
        assert {f.code for f in decision.findings(World(read(draft, ())), new)} == {"decision_hedged"}


def test_a_condition_of_the_next_sentence_may_be_the_drafts_own() -> None:
    draft = FRAME.format("I will destroy both copies unless you would like to keep them.")
    assert check(
        draft,
        draft.replace(
            "I will destroy both copies unless you would like to keep them.",
            "Both copies will be destroyed unless you ask for them.",
        ),
    ).accepted
    plain = FRAME.format("")
    assert codes(plain, plain.replace("at Orme Yard.", "at Orme Yard unless the pay changes.")) >= {
        "decision_hedged"
    }


def test_who_has_not_decided_may_say_so() -> None:
    draft = (
        "Hi Ana,\n\nBefore I sign or decline, I would like ten minutes on the phone. "
        "Thank you for the offer.\n\nJonas Brandt"
    )
    assert not codes(draft, draft.replace("sign or decline", "sign it or turn it down"))


def test_a_decision_that_is_spoken_of_is_not_made() -> None:
    draft = """Dear Mr Rao,

Thank you for your kind note about my withdrawal. Please send the papers back to me.

Maya Brandt"""
    assert not codes(draft, draft.replace("my withdrawal", "my withdrawing"))
