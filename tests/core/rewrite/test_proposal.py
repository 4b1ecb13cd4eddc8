"""Which change a finding is about, and what of a proposal stands without those that are refused."""

from __future__ import annotations

import pytest

from core.rewrite.candidates import Option
from core.rewrite.proposal import Brief, ProposedSentence, meant, tenable
from core.rewrite.work import Work
from core.tone import Context, Formality, Tone
from core.validate import Finding, Verdict

DRAFT = "Thanks! Thanks! See you on Friday. Bye."
CHANGES = ("Thank you so very much.", "Thank you.", "See you.", "Goodbye.")
ALL = {0, 1, 2, 3}


def proposed() -> list[ProposedSentence]:
    made, end = [], 0
    for old, new in zip(("Thanks!", "Thanks!", "See you on Friday.", "Bye."), CHANGES, strict=True):
        start = DRAFT.index(old, end)
        end = start + len(old)
        made.append(ProposedSentence(old, new, (start, end)))
    return made


def finding(letter: str, words: str, begin: int = 0) -> Finding:
    start = letter.index(words, begin)
    return Finding("grievance_added", "Say nothing bad.", (start, start + len(words)), words)


@pytest.mark.parametrize(
    ("taken", "words", "number"),
    [(ALL, "you so", 0), (ALL, "See", 2), (ALL, "Goodbye", 3), ({1, 3}, "Thank you.", 1), ({2}, "Thanks", 2)],
)
def test_a_finding_is_about_the_change_that_has_its_words(taken: set[int], words: str, number: int) -> None:
    made = proposed()
    letter = " ".join(each.text if at in taken else each.draft for at, each in enumerate(made))
    assert meant(finding(letter, words), made, taken) == number


@pytest.mark.parametrize(
    ("taken", "lost", "number"),
    [(ALL, "Friday", 2), (ALL, "friday", 2), (ALL, "", 3), (ALL, "Monday", 3), ({0, 1}, "Friday", 1)],
)
def test_what_is_missing_is_the_fault_of_the_change_that_lost_it(
    taken: set[int], lost: str, number: int
) -> None:
    assert meant(Finding("fact_dropped", "It is gone.", (0, 0), lost), proposed(), taken) == number


def test_only_what_has_to_go_is_dropped() -> None:
    def check(taken: set[int]) -> Verdict:
        gone = Finding("fact_dropped", "Friday is gone.", (0, 0), "Friday")
        return Verdict((gone,) if 2 in taken else ())

    assert tenable(proposed(), ALL, check) == ({0, 1, 3}, Verdict())
    stays = Verdict((Finding("fact_dropped", "It is gone."),))
    assert tenable(proposed(), ALL, lambda _: stays) == (set(), stays)


LETTER = """Dear Ms. Adeyemi,

Thanks a lot for the time you gave me. It was great to meet the team.

I have decided to withdraw my application.

Kind regards,
Jonas Reiter"""


def test_a_rewrite_keeps_what_the_validator_accepts_together() -> None:
    work = Work(Brief(LETTER, Tone(Formality.FORMAL, Context.BALANCED)))
    thanks, met = work.open
    thanks.chosen = Option("Thank you very much for the time you gave me.", "model", 0.0, 0.0)
    met.chosen = Option("It was great to meet the team, rude as you were.", "model", 0.0, 0.0)
    proposal = work.settle()
    assert proposal.verdict.accepted
    assert [proposal.sentences[number].draft for number in proposal.changed] == [thanks.part.text]
    [left] = [each for each in proposal.sentences if each.draft == met.part.text]
    assert "refused with it" in left.why_kept
    assert all(LETTER[slice(*each.span)] == each.draft for each in proposal.sentences)
