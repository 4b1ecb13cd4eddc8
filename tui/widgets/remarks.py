"""What the workbench says about a letter: the check's verdict, what the model did, what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tui.commands import key_of

if TYPE_CHECKING:
    from core.rewrite.proposal import Proposal
    from core.validate import Finding, Verdict
    from tui.state.choices import Choices

_SHOWN = 4
_EVIDENCE = 40


def on_draft() -> Content:
    """A letter that nobody has touched."""
    edit, rewrite = key_of("workbench.edit"), key_of("workbench.rewrite")
    how = f"Move the tone, or press {edit} to edit it, {rewrite} to ask the model for other words."
    return Content.assemble("This is the draft. ", (how, "dim"))


def with_place(remark: Content, where: str) -> Content:
    """A remark, and below it where the letter was saved."""
    return Content.assemble(remark, "\n", (where, "dim")) if where else remark


def on_edit(hints: Sequence[Finding]) -> Content:
    """A letter in its owner's words: a hint, never more."""
    if not hints:
        return Content.assemble(("✓ ", "$success bold"), "Your own words. Nothing stands out.")
    first, more = hints[0], len(hints) - 1
    return Content.assemble(
        ("Your own words. ", ""),
        ("Worth another look: ", "$warning"),
        first.message,
        (f" “{_short(first.evidence)}”" if first.evidence else "", "dim"),
        (f" and {more} more, underlined" if more else "", "dim"),
    )


def on_question(tone_name: str) -> Content:
    """The tone moved under an edit."""
    return Content.assemble(
        ("You have edited this letter, so the new tone did not touch it. ", "$warning"),
        (key_of("workbench.keep"), "$accent bold"),
        " keeps your words · ",
        (key_of("workbench.start_over"), "$accent bold"),
        f" takes the draft in “{tone_name}” ({key_of('workbench.undo')} brings yours back) · ",
        (key_of("workbench.rewrite"), "$accent bold"),
        " has the model put your words in this tone",
    )


def on_work(done: int, total: int, *, starting: bool = False) -> Content:
    """The model is at work, or on its way to it."""
    count = f"{done} of {total} sentences" if total else "reading the letter"
    if starting:
        count = "starting, which takes longest the first time"
    return Content.assemble(
        ("The model is at work: ", ""), (count, "bold"), (f"   {key_of('workbench.cancel')} cancels", "dim")
    )


def on_no_change(proposal: Proposal) -> Content:
    """The model was asked and changed nothing."""
    return Content("\n").join([Content("The model has no better words in this tone."), *_kept(proposal)])


def on_proposal(choices: Choices, verdict: Verdict, marked: int | None) -> Content:
    """A proposal, what the check says of what is taken of it, and why the marked sentence stayed."""
    proposal = choices.proposal
    taken, changed = len(choices.taken), len(choices.changed)
    count = f"   {taken} of {changed} changes taken"
    if not verdict.accepted:
        mend = Content.assemble("   ", (key_of("workbench.mend"), "$accent bold"), " leaves what it is about")
        head = Content.assemble(("✗ refused", "$error bold"), (count, "dim"), mend)
        return Content("\n").join([head, *_findings(verdict)])
    head = Content.assemble(
        ("✓ checked", "$success bold"),
        ": decision kept, nothing added, nothing lost",
        (count, "dim"),
    )
    why = choices.sentence(marked).why_kept if marked is not None else ""
    notes = [Content.styled(f"  this sentence stays: {why}", "dim")] if why else _kept(proposal)
    return Content("\n").join([head, *notes])


def on_refusal(problem: str) -> Content:
    """No draft can be written as the case stands; what is shown is the one before."""
    where = f"{key_of('workbench.back')} and {key_of('plan.back')} lead to the questions."
    return Content.assemble(
        ("✗ No draft can be written now. ", "$error bold"),
        (problem, "$warning"),
        (f" What stands here is the one before; it can be neither saved nor copied. {where}", "dim"),
    )


def on_problem(problem: str) -> Content:
    """The model failed; the letter did not."""
    return Content.assemble(("Your letter is unchanged. ", "bold"), (problem, "$warning"))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _EVIDENCE else text[: _EVIDENCE - 1] + "…"


def _findings(verdict: Verdict) -> list[Content]:
    lines = [
        Content.assemble(
            ("  • ", "$error"),
            finding.message,
            (f"  “{finding.evidence}”" if finding.evidence else "", "dim"),
        )
        for finding in verdict.told[:_SHOWN]
    ]
    more = len(verdict.told) - _SHOWN
    return [*lines, Content.styled(f"  and {more} more", "dim")] if more > 0 else lines


def _kept(proposal: Proposal) -> list[Content]:
    reasons = Counter(s.why_kept for s in proposal.sentences if s.why_kept and not s.locked)
    return [
        Content.styled(f"  {count} {'sentence' if count == 1 else 'sentences'} kept: {why}", "dim")
        for why, count in reasons.most_common(2)
    ]
