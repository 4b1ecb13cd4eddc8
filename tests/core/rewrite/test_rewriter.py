"""Every outcome of a rewrite, with a real child process that follows a script."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from core.courtesy import is_courtesy, languages, lines
from core.errors import ModelError, ModelRefused, ModelStopped
from core.rewrite.engine import Engine
from core.rewrite.proposal import Brief, Progress, Proposal
from core.rewrite.protocol import Load
from core.rewrite.rewriter import Rewriter
from core.rewrite.slots import Lock
from core.rewrite.work import Work, prepare
from core.tone import Context, Formality, Tone
from core.validate.sentences import sentences

DRAFT = """Subject: Withdrawal of my application

Dear Ms. Adeyemi,

Thanks a lot for the time you and Martin gave me. I loved hearing how the newsroom plans its series.

I have decided to withdraw my application. Please cancel the test on Thursday. \
The series deserves a reader like Martin.

I'm grateful for all your help!

Kind regards,
Jonas Reiter"""


Fake = Callable[..., Rewriter]
FORMAL = Tone(Formality.FORMAL, Context.BALANCED)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pid_of(rewriter: Rewriter) -> int:
    assert rewriter._engine is not None
    pid = rewriter._engine.pid
    assert pid is not None
    return pid


async def asked(rewriter: Rewriter) -> None:
    """Return once the model has been asked for sentences: reading the draft takes its time before."""
    number = rewriter._engine._number if rewriter._engine else 0
    while rewriter._engine is None or rewriter._engine._number == number:
        await asyncio.sleep(0.01)


async def gone(pid: int, within: float = 0.3) -> bool:
    for _ in range(int(within / 0.01)):
        if not alive(pid):
            return True
        await asyncio.sleep(0.01)
    return not alive(pid)


async def test_good_answers_change_the_open_sentences_and_nothing_else(fake: Fake) -> None:
    told: list[Progress] = []
    async with fake("good") as rewriter:
        proposal = await rewriter.rewrite(Brief(DRAFT, FORMAL), told.append)
    assert "I would like to thank you for the time you and Martin gave me." in proposal.text
    assert proposal.verdict.accepted
    assert proposal.model == "Tiny"
    assert proposal.changed
    for index in proposal.changed:
        assert proposal.sentences[index].by in ("model", "rules")
    for sentence in proposal.sentences:
        assert sentence.changed == (sentence.text != sentence.draft)
        assert sentence.changed == (not sentence.why_kept)
        assert sentence.text in proposal.text
        if sentence.locked:
            assert not sentence.changed
    for kept in ("Dear Ms. Adeyemi,", "I have decided to withdraw my application.", "Jonas Reiter"):
        assert kept in proposal.text
    assert [progress.done for progress in told] == list(range(told[0].done, told[-1].total + 1))


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        ("echo", ""),
        ("nothing", ""),
        ("harm", ""),
        ("unended", "did not finish"),
        ("no-masks", "lost or changed a fact"),
    ],
)
async def test_bad_answers_never_reach_the_letter(fake: Fake, mode: str, reason: str) -> None:
    async with fake(mode) as rewriter:
        proposal = await rewriter.rewrite(Brief(DRAFT, FORMAL))
    assert proposal.verdict.accepted
    assert not [s for s in proposal.sentences if s.by == "model"]
    assert "rude" not in proposal.text
    assert "Martin" in proposal.text
    assert "Thursday" in proposal.text
    assert all(s.why_kept for s in proposal.sentences if not s.changed)
    assert any(reason in s.why_kept for s in proposal.sentences)


def test_swaps_need_no_model() -> None:
    work = Work(Brief(DRAFT, FORMAL))
    work.by_rules()
    proposal = work.settle()
    assert proposal.verdict.accepted
    assert {each.by for each in proposal.sentences if each.changed} == {"rules"}
    assert "I would be grateful if you would cancel the test on Thursday." in proposal.text


@pytest.mark.parametrize(
    ("decided", "left"),
    [
        ("Taking myself out of the running for the electrician spot.", True),
        ("So please treat my yes as cancelled.", True),
        ("Before I give you my answer I would like to ask two questions.", False),
    ],
)
def test_what_most_likely_decides_is_left_alone(decided: str, left: bool) -> None:
    draft = f"Hi Ana,\n\nThanks a lot for the chat. {decided} Can you send the badge back?\n\nBest,\nJo"
    slots = Work(Brief(draft, FORMAL)).slots
    locks = {slot.part.text: slot.lock for slot in slots}
    assert (locks[decided] is Lock.DECISION) == left
    assert locks["Can you send the badge back?"] is None


@pytest.mark.parametrize("mode", ["die", "die-load", "garbage", "shape", "megabytes", "chatter"])
async def test_a_broken_process_ends_in_a_plain_sentence(fake: Fake, mode: str) -> None:
    rewriter = fake(mode, timeout=10)
    with pytest.raises(ModelStopped, match="draft is unchanged"):
        await rewriter.rewrite(Brief(DRAFT, FORMAL))
    await rewriter.close()


@pytest.mark.parametrize("mode", ["die", "die-load", "garbage", "megabytes"])
async def test_one_accident_is_mended_by_starting_again(fake: Fake, mode: str) -> None:
    async with fake(mode, once=True, timeout=10) as rewriter:
        proposal = await rewriter.rewrite(Brief(DRAFT, FORMAL))
        assert proposal.changed
        assert proposal == await rewritten_alike(rewriter, proposal)


async def rewritten_alike(rewriter: Rewriter, proposal: Proposal) -> Proposal:
    again = await rewriter.rewrite(Brief(DRAFT, FORMAL))
    return type(again)(**{**again.__dict__, "seconds": proposal.seconds})


async def test_silence_is_given_up_and_the_next_rewrite_works(fake: Fake) -> None:
    async with fake("hang", once=True, timeout=0.5) as rewriter:
        with pytest.raises(ModelStopped, match="took too long"):
            await rewriter.rewrite(Brief(DRAFT, FORMAL))
        assert (await rewriter.rewrite(Brief(DRAFT, FORMAL))).changed


async def test_a_slow_model_is_waited_for_while_it_says_that_it_works(fake: Fake) -> None:
    async with fake("toil", timeout=1.5) as rewriter:
        assert (await rewriter.rewrite(Brief(DRAFT, FORMAL))).changed  # after two seconds


async def test_a_refused_model_is_named_as_such(fake: Fake) -> None:
    async with fake("refuse") as rewriter:
        with pytest.raises(ModelRefused, match="plain English"):
            await rewriter.warm()


@pytest.mark.parametrize("mode", ["slow", "hang"])
async def test_cancel_answers_at_once_and_the_next_rewrite_works(fake: Fake, mode: str) -> None:
    async with fake(mode, once=True) as rewriter:
        await rewriter.warm()
        task = asyncio.create_task(rewriter.rewrite(Brief(DRAFT, FORMAL)))
        await asked(rewriter)
        began = time.monotonic()
        await rewriter.cancel()
        assert time.monotonic() - began < 0.3
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await rewriter.rewrite(Brief(DRAFT, FORMAL))).changed


async def test_a_well_behaved_process_survives_cancellation(fake: Fake) -> None:
    async with fake("slow") as rewriter:
        await rewriter.warm()
        before = pid_of(rewriter)
        task = asyncio.create_task(rewriter.rewrite(Brief(DRAFT, FORMAL)))
        await asked(rewriter)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await rewriter.rewrite(Brief(DRAFT, FORMAL))
        assert pid_of(rewriter) == before


@pytest.mark.parametrize("mode", ["hang-load", "hang", "slow"])
async def test_close_is_quick_and_leaves_no_process(fake: Fake, mode: str) -> None:
    prepare()  # what judging needs is read once in the app's life, not while something is closed
    rewriter = fake(mode)
    task = asyncio.create_task(rewriter.rewrite(Brief(DRAFT, FORMAL)))
    for _ in range(200):
        await asyncio.sleep(0.01)
        if rewriter._engine and rewriter._engine.pid:
            break
    await asyncio.sleep(0.1)
    pid = rewriter._engine.pid if rewriter._engine else None
    began = time.monotonic()
    await rewriter.close()
    assert time.monotonic() - began < 0.3
    assert pid is None or await gone(pid)
    with pytest.raises((ModelStopped, asyncio.CancelledError)):
        await task
    with pytest.raises(ModelStopped):
        await rewriter.rewrite(Brief(DRAFT, FORMAL))


async def test_closing_twice_or_unused_is_fine(fake: Fake) -> None:
    rewriter = fake("good")
    await rewriter.close()
    await rewriter.close()


async def test_the_decision_comes_from_the_phrase_bank(fake: Fake) -> None:
    decision = "I would like to withdraw my application."
    async with fake("echo") as rewriter:
        proposal = await rewriter.rewrite(Brief(DRAFT, FORMAL, decision=decision))
    [sentence] = [s for s in proposal.sentences if s.by == "phrases"]
    assert sentence.locked
    assert sentence.text == decision
    assert decision in proposal.text


async def test_a_decision_sentence_with_a_reason_stays_its_owners(fake: Fake) -> None:
    draft = DRAFT.replace(
        "my application. Please", "my application because I have accepted another offer. Please"
    )
    async with fake("echo") as rewriter:
        proposal = await rewriter.rewrite(Brief(draft, FORMAL, decision="I am withdrawing my application."))
    assert "because I have accepted another offer" in proposal.text


async def test_private_texts_are_not_sent(fake: Fake) -> None:
    async with fake("good") as rewriter:
        proposal = await rewriter.rewrite(
            Brief(DRAFT, FORMAL, private=["hearing how the newsroom plans its series in chaos"])
        )
    [sentence] = [s for s in proposal.sentences if "newsroom" in s.draft]
    assert sentence.locked
    assert not sentence.changed
    assert "private" in sentence.why_kept


@pytest.mark.parametrize("language", languages())
def test_a_line_in_their_language_is_not_the_models(language: str) -> None:
    for each in lines(language):
        draft = DRAFT.replace("\n\nKind", f"\n\n{each.text}\n\nKind")
        parts = [part.text for part in sentences(draft) if is_courtesy(part.text)]
        work = Work(Brief(draft, FORMAL))
        assert "".join(parts).replace(" ", "") == each.text.replace(" ", "")
        assert not any(slot.part.text in parts for slot in work.open)


@pytest.mark.parametrize("draft", ["", "\n\n", "Hello", "@1 @2 @@", "日本語だけの文です。", "a" * 5000])
async def test_any_text_comes_back_unharmed(fake: Fake, draft: str) -> None:
    async with fake("good") as rewriter:
        proposal = await rewriter.rewrite(Brief(draft, FORMAL))
    assert proposal.text == draft


async def test_two_rewrites_at_once_take_turns(fake: Fake) -> None:
    async with fake("good") as rewriter:
        first, second = await asyncio.gather(
            rewriter.rewrite(Brief(DRAFT, FORMAL)), rewriter.rewrite(Brief(DRAFT, Tone(Formality.NEUTRAL)))
        )
    assert first.changed
    assert second.verdict.accepted


async def test_a_missing_program_is_an_error_with_a_sentence(
    make_gguf: Callable[..., Path], tmp_path: Path
) -> None:
    rewriter = Rewriter(make_gguf(tmp_path / "m.gguf"), command=[str(tmp_path / "no-such-program")])
    with pytest.raises(ModelError, match="cannot be started"):
        await rewriter.warm()
    await rewriter.close()


async def test_an_engine_that_does_not_load_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "llama_cpp.py").write_text("raise ImportError('libllama.so is not there')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    engine = Engine(Load("m.gguf", "", "", 1, 256, trusted=True))
    with pytest.raises(ModelRefused, match=r"llama-cpp-python does not load here \(libllama.so is not there"):
        await engine.ready()
    await engine.close()


async def test_a_process_that_dies_is_no_stranger(fake: Fake, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(5):
        async with fake("die") as rewriter:
            with pytest.raises(ModelStopped):
                await rewriter.rewrite(Brief(DRAFT, FORMAL))
    assert not caplog.records


async def test_rewriting_needs_no_cache(fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("BOWOUT_HOME", str(tmp_path / "file" / "home"))
    async with fake("good") as rewriter:
        assert (await rewriter.rewrite(Brief(DRAFT, FORMAL))).changed


async def test_rewriting_needs_no_log(fake: Fake, own_home: Path) -> None:
    (own_home / "cache" / "model.log").mkdir(parents=True)
    async with fake("good") as rewriter:
        assert (await rewriter.rewrite(Brief(DRAFT, FORMAL))).changed


async def test_a_sentence_too_long_for_the_model_stays_and_stops_nothing(fake: Fake) -> None:
    endless = "I loved " + "hearing about the series and " * 40 + "the plans."
    async with fake("good") as rewriter:
        draft = DRAFT.replace("I'm grateful", f"{endless} I'm grateful")
        proposal = await rewriter.rewrite(Brief(draft, FORMAL))
    assert endless in proposal.text
    assert [sentence.why_kept for sentence in proposal.sentences if sentence.draft == endless] == [
        "it is too long for the model"
    ]
    assert proposal.changed


@pytest.mark.parametrize(
    "sentence",
    [
        "I am very sorry, but I have to take back that acceptance.",
        "I regret that I must go back on my acceptance of 22 January.",
        "Having thought about it, I regret to inform you that I am not in a position to accept this offer.",
    ],
)
def test_no_model_words_a_decision_wherever_it_stands(sentence: str) -> None:
    work = Work(Brief(f"Dear Ms. Adeyemi,\n\n{sentence}\n\nBest,\nJo", FORMAL))
    assert not work.open
