from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from app_driving import BENCH, EDIT, EDITS, HOSTILE, OpenApp, at, place_of, screen_text, shown, wait_until
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from core.rewrite.proposal import Proposal, ProposedSentence
from core.rewrite.rewriter import Rewriter
from core.store import Cases
from core.tone import Context, Formality, Tone
from core.validate import Verdict
from tui.screens.workbench import WorkbenchScreen
from tui.state.review import Review
from tui.widgets.proposal_view import ProposalView

Script = Callable[..., Callable[[], Rewriter]]


def bench(pilot: Pilot[None]) -> WorkbenchScreen:
    screen = pilot.app.screen
    assert isinstance(screen, WorkbenchScreen)
    return screen


def remark(pilot: Pilot[None]) -> str:
    return shown(pilot, "#remark")


async def edited(pilot: Pilot[None], text: str = EDIT) -> None:
    """Replace the letter by hand, in the dialog."""
    await pilot.press("e")
    await wait_until(lambda: isinstance(pilot.app.focused, TextArea))
    pilot.app.screen.query_one(TextArea).text = text
    await pilot.pause()
    await pilot.press("escape")
    await at(pilot, "workbench")


async def test_moving_the_tone_changes_the_letter_at_once(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        before = bench(pilot).desk.text
        await pilot.press("down", "right")
        await pilot.pause()
        assert bench(pilot).desk.tone == Tone(Formality.FORMAL, Context.HIGH)
        assert bench(pilot).desk.text != before
        assert bench(pilot).desk.text.splitlines()[0] in screen_text(pilot)
        await pilot.press("1")
        await wait_until(lambda: bench(pilot).desk.tone == Tone(Formality.CASUAL, Context.LOW))
        await pilot.press("p")
        await wait_until(lambda: bench(pilot).desk.tone.plain)
        await pilot.press("u", "u", "u", "u")
        await pilot.pause()
        assert bench(pilot).desk.text == before


async def test_the_mouse_moves_the_tone(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        await pilot.click("#tone", offset=(1 + 8 + 2 * 6 + 2, 3))
        await pilot.pause()
        assert bench(pilot).desk.tone == Tone(Formality.FORMAL, Context.HIGH)


async def test_an_edit_survives_the_tone_and_can_be_kept(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=BENCH, edits=EDITS) as pilot:
        await at(pilot, "workbench")
        subject = bench(pilot).desk.subject
        await pilot.press("right", "right", "down")
        await pilot.pause()
        assert bench(pilot).desk.text == EDIT
        assert bench(pilot).desk.subject == subject
        assert "You have edited this letter" in remark(pilot)
        await pilot.press("k")
        await wait_until(lambda: "Your own words" in remark(pilot))
        assert bench(pilot).desk.text == EDIT


async def test_starting_over_from_the_new_tone_can_be_undone(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    async with open_app(example, progress=BENCH, edits=EDITS) as pilot:
        await at(pilot, "workbench")
        await pilot.press("right", "n")
        await pilot.pause()
        assert not bench(pilot).desk.edited
        assert EDIT[:10] not in bench(pilot).desk.text
        await pilot.press("u")
        await pilot.pause()
        assert bench(pilot).desk.text == EDIT


async def test_an_edit_is_kept_key_by_key_and_after_reopening(
    open_app: OpenApp, example: dict[str, Any], own_home: Path
) -> None:
    async with open_app(example, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        await pilot.press("e")
        await wait_until(lambda: isinstance(pilot.app.focused, TextArea))
        pilot.app.screen.query_one(TextArea).text = f"{HOSTILE}\n{EDIT}"
        pilot.app.screen.query_one("#subject", Input).value = HOSTILE

        def kept() -> object:  # by the autosave, while the dialog is open
            [record] = Cases(own_home).list()
            return record.edits.get("recruiter_notice")

        await wait_until(lambda: kept() == f"{HOSTILE}\n{EDIT}")
        await pilot.press("escape")
        await at(pilot, "workbench")
        assert HOSTILE in screen_text(pilot)
        await pilot.press("escape")
        await at(pilot, "plan")
        await pilot.press("enter")
        await at(pilot, "workbench")
        assert bench(pilot).desk.text == f"{HOSTILE}\n{EDIT}"
        assert bench(pilot).desk.subject == HOSTILE
        await pilot.press("u")
        await pilot.pause()
        assert not bench(pilot).desk.edited


async def test_an_edit_can_be_thrown_away(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        before = bench(pilot).desk.text
        await pilot.press("e")
        await wait_until(lambda: isinstance(pilot.app.focused, TextArea))
        pilot.app.screen.query_one(TextArea).text = "no"
        await pilot.pause()
        await pilot.click("#cancel")
        await at(pilot, "workbench")
        assert bench(pilot).desk.text == before


async def test_an_edit_is_looked_at_and_nothing_is_forbidden(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    example["private_notes"] = "They pay 30 percent less."
    async with open_app(example, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        await edited(pilot, EDIT.replace("Kind", "Petra sends her greetings.\n\nKind"))
        await wait_until(lambda: "Nothing stands out" in remark(pilot))  # a fact of one's own is no mistake
        text = "Hi Ana,\n\nThanks! I might withdraw my application. They pay 30 percent less.\n\nMaya"
        await edited(pilot, text)
        await wait_until(lambda: "Worth another look" in remark(pilot))
        doubted = [text[slice(*hint.span)] for hint in bench(pilot).desk.hints]
        assert len([words for words in doubted if "percent" in words]) == 1
        assert any("30 percent less" in words for words in doubted)
        assert any("might" in words for words in doubted)
        assert bench(pilot).desk.text == text


async def test_the_tone_for_their_country_is_one_key_away(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        assert "Japan: formal and warm" in screen_text(pilot)
        assert "People differ more than" in screen_text(pilot)
        await pilot.press("y")
        await wait_until(lambda: bench(pilot).desk.tone == Tone(Formality.FORMAL, Context.HIGH))
        assert "Friendly" in screen_text(pilot)
        await pilot.press("t")  # the named tone after it
        await wait_until(lambda: bench(pilot).desk.tone == Tone(Formality.CASUAL, Context.HIGH))


async def test_the_words_that_the_check_refuses_are_marked(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    draft = "Hi Ana,\n\nThank you for your help. I have decided to withdraw.\n\nKind regards,\nMaya Lindqvist"
    better = ("Thank you for your help.", "Thank you for your rude help.")
    proposal = Proposal(draft.replace(*better), (proposed(draft, *better),), Verdict())
    async with open_app(example, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        bench(pilot).desk.write(draft)
        review = bench(pilot).review = Review(bench(pilot).desk, draft, proposal)
        review.choices.take_all()  # leaves it, which the check has not seen yet
        review.choices.take_all()
        review._known = ("", Verdict())
        bench(pilot).show_all()
        await wait_until(lambda: "refused" in remark(pilot))
        view = pilot.app.screen.query_one(ProposalView)
        row = view.get_option("0").prompt
        assert isinstance(row, Content)
        marked = [row.plain[span.start : span.end] for span in row.spans if "reverse" in str(span.style)]
        assert any("rude" in words for words in marked)
        assert review.verdict.findings[0].message[:30] in " ".join(row.plain.split())  # beside its words
        view.focus()
        await pilot.press("a")  # nothing is taken that the check refuses
        assert bench(pilot).review is review
        assert "m leaves what it is about" in remark(pilot)
        await pilot.press("m")
        await wait_until(lambda: "checked" in remark(pilot))
        assert review.choices.text == draft


async def test_a_proposal_is_taken_sentence_by_sentence(
    open_app: OpenApp, example: dict[str, Any], fake_rewriter: Script
) -> None:
    async with open_app(example, progress=BENCH, edits=EDITS, rewriter=fake_rewriter("good")) as pilot:
        await at(pilot, "workbench")
        await pilot.press("down", "r")
        await wait_until(lambda: bench(pilot).review is not None)
        await pilot.pause()
        review = bench(pilot).review
        assert review is not None
        assert len(review.choices.changed) >= 2
        assert "checked" in remark(pilot)
        view = pilot.app.screen.query_one(ProposalView)
        assert view.has_focus
        first = review.choices.changed[0]
        assert view.marked == first
        await pilot.press("space")
        await wait_until(lambda: first not in review.choices.taken)
        left = review.choices.sentence(first).draft
        await pilot.press("a")
        await wait_until(lambda: bench(pilot).review is None)
        assert left in bench(pilot).desk.text
        assert bench(pilot).desk.text != EDIT
        await pilot.press("u")
        await pilot.pause()
        assert bench(pilot).desk.text == EDIT


@pytest.mark.parametrize("size", [(100, 34), (100, 24), (87, 30), (80, 24)])
async def test_a_proposal_that_comes_to_scroll_loses_no_words(
    open_app: OpenApp, example: dict[str, Any], size: tuple[int, int]
) -> None:
    async with open_app(example, progress=BENCH, size=size) as pilot:
        await at(pilot, "workbench")
        draft = bench(pilot).desk.text
        sentences = tuple(reworded(draft, line) for line in filter(None, draft.splitlines()))
        offered = draft
        for sentence in sentences:
            offered = offered.replace(sentence.draft, sentence.text)
        proposal = Proposal(offered, sentences, Verdict())
        review = bench(pilot).review = Review(bench(pilot).desk, draft, proposal)
        bench(pilot).show_all()
        view = pilot.app.screen.query_one(ProposalView)
        view.focus()
        for index in (None, *review.choices.changed):
            if index is not None:
                view.highlighted = view.get_option_index(str(index))
                await pilot.press("space")
            await pilot.pause()
            assert words_in(view) == words_offered(review)
        assert view.show_vertical_scrollbar  # or nothing was tried


def proposed(draft: str, old: str, new: str) -> ProposedSentence:
    """One sentence of a draft, worded anew."""
    start = draft.index(old)
    return ProposedSentence(old, new, (start, start + len(old)))


def reworded(draft: str, line: str) -> ProposedSentence:
    """A paragraph as it could come back: longer, if it is one."""
    return proposed(draft, line, f"Indeed, {line}" if line.endswith(".") else line)


def words_in(view: ProposalView) -> list[str]:
    """The words that can be read in a proposal by scrolling through it."""
    drawn = []
    for y in range(view.virtual_size.height):
        view.scroll_to(y=y, animate=False, force=True)
        drawn.append(view.render_line(y - view.scroll_offset.y).text)
    return [word for word in " ".join(drawn).split() if word not in ("▌", "○")]


def words_offered(review: Review) -> list[str]:
    """The words that are to be read in it."""
    text = []
    for piece in review.choices.pieces:
        text.append(piece.text)
        if (
            piece.sentence is not None
            and piece.sentence in set(review.choices.changed) - review.choices.taken
        ):
            text.append(f" instead of: {review.choices.sentence(piece.sentence).text} ")
    return "".join(text).split()


async def test_a_proposal_can_be_dropped(
    open_app: OpenApp, example: dict[str, Any], fake_rewriter: Script
) -> None:
    async with open_app(example, progress=BENCH, edits=EDITS, rewriter=fake_rewriter("good")) as pilot:
        await at(pilot, "workbench")
        await pilot.press("down", "r")
        await wait_until(lambda: bench(pilot).review is not None)
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        assert bench(pilot).review is None
        assert bench(pilot).desk.text == EDIT


@pytest.mark.parametrize("mode", ["die", "garbage", "refuse", "die-load"])
async def test_when_the_model_fails_the_letter_and_all_keys_stay(
    open_app: OpenApp, example: dict[str, Any], fake_rewriter: Script, mode: str
) -> None:
    async with open_app(example, progress=BENCH, edits=EDITS, rewriter=fake_rewriter(mode)) as pilot:
        await at(pilot, "workbench")
        await pilot.press("down", "r")
        await wait_until(lambda: "unchanged" in remark(pilot), seconds=20)
        assert bench(pilot).desk.text == EDIT
        assert bench(pilot).is_idle
        await pilot.press("right")
        await pilot.pause()
        assert bench(pilot).desk.tone.context is Context.HIGH


async def test_harmful_words_are_not_offered(
    open_app: OpenApp, example: dict[str, Any], fake_rewriter: Script
) -> None:
    async with open_app(example, progress=BENCH, edits=EDITS, rewriter=fake_rewriter("harm")) as pilot:
        await at(pilot, "workbench")
        await pilot.press("down", "r")
        await wait_until(lambda: bench(pilot).review is not None or bench(pilot).outcome is not None)
        assert "rude" not in screen_text(pilot)


async def test_cancelling_answers_at_once(
    open_app: OpenApp, example: dict[str, Any], fake_rewriter: Script
) -> None:
    async with open_app(
        example, progress=BENCH, edits=EDITS, rewriter=fake_rewriter("hang", timeout=60)
    ) as pilot:
        await at(pilot, "workbench")
        await pilot.press("down", "r")
        await wait_until(lambda: bench(pilot).is_working)
        await wait_until(lambda: "at work" in remark(pilot))
        await pilot.press("x")
        await wait_until(lambda: bench(pilot).is_idle, seconds=2)
        assert bench(pilot).desk.text == EDIT
        await wait_until(lambda: "at work" not in remark(pilot))


async def test_without_a_model_everything_else_works_and_it_says_what_is_missing(
    open_app: OpenApp, example: dict[str, Any]
) -> None:
    async with open_app(example, progress=BENCH) as pilot:
        await at(pilot, "workbench")
        await wait_until(lambda: "pip install" in shown(pilot, "#model"))
        await pilot.press("r")
        await wait_until(lambda: "pip install" in remark(pilot))
        await edited(pilot)
        assert bench(pilot).desk.text == EDIT


async def test_saving_says_where_and_overwrites_nothing(
    open_app: OpenApp, example: dict[str, Any], tmp_path: Path
) -> None:
    folder = tmp_path / "[/b out"
    async with open_app(example, progress=BENCH | {"folder": str(folder)}) as pilot:
        await at(pilot, "workbench")
        for text in ("One.", "Two."):
            await edited(pilot, f"{text} {EDIT}")
            await pilot.press("s")
            await wait_until(lambda: place_of(pilot) == "SaveDialog")
            await pilot.pause()
            await pilot.press("enter")
            await wait_until(lambda: "Saved" in shown(pilot, "#result"))
            await pilot.press("escape")
            await at(pilot, "workbench")
        first, second = folder / "01-recruiter_notice.txt", folder / "01-recruiter_notice-2.txt"
        assert first.read_text().count("One.") == 1
        assert second.read_text().count("Two.") == 1


async def test_a_letter_with_a_gap_is_not_saved(open_app: OpenApp, tmp_path: Path) -> None:
    progress = {"screen": "workbench", "at": "withdraw", "folder": str(tmp_path / "out")}
    async with open_app({"role": "Nurse"}, progress=progress) as pilot:
        await at(pilot, "workbench")
        await pilot.press("s")
        await wait_until(lambda: place_of(pilot) == "SaveDialog")
        await pilot.pause()
        await pilot.press("enter")
        await wait_until(lambda: "still missing" in shown(pilot, "#result"))
        assert not (tmp_path / "out").exists()


async def test_copying_sends_the_letter_as_it_stands(open_app: OpenApp, example: dict[str, Any]) -> None:
    async with open_app(example, progress=BENCH, edits=EDITS) as pilot:
        await at(pilot, "workbench")
        await pilot.press("c")
        await pilot.pause()
        assert pilot.app.clipboard == EDIT
