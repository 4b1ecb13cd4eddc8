"""What weakens a decision stands with it: what is told beside it, or of a past one, weakens nothing."""

from __future__ import annotations

from core.validate import check, decision
from core.validate.align import World
from core.validate.reading import read

FRAME = """Hi Ana,

I have decided to withdraw my application for the Welder role at Orme Yard. {}

Thank you for the chat.

Jonas Brandt"""


def codes(draft: str, rewrite: str) -> set[str]:
    return {finding.code for finding in check(draft, rewrite).findings}


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


def test_what_is_thought_of_a_past_decision_weakens_nothing() -> None:
    draft = "Hi Ana,\n\nYou asked why I pulled out. It was the drive, nothing else.\n\nJonas"
    new = "Hi Ana,\n\nI think it's right that you asked about my withdrawal. It was the drive alone.\n\nJonas"
    assert not decision.findings(World(read(draft, ())), read(new, ()))
    might = read(new.replace("about my withdrawal", "why I might withdraw"), ())
    assert {f.code for f in decision.findings(World(read(draft, ())), might)} == {"decision_hedged"}


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
