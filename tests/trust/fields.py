"""Every field of the app, pasted into with texts that nobody would type.

python -m tests.trust.fields --pastes 400
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

import tui
from core.checklist import Question, answer, questions
from core.store import Cases
from tests.trust.driving import app_of, at, brisk, no_engine, press, session_of, settled, wait_until
from tests.trust.hostile import CORPUS, LONG
from tests.tui.app_driving import screen_text
from tui.app import BowoutApp
from tui.messages import Go
from tui.screens.checklist import ChecklistScreen
from tui.state.typed import clean
from tui.widgets.questions import QuestionList

_PATIENCE = 120.0


def example() -> dict[str, Any]:
    """The worked example, with every question asked."""
    answers = tomllib.loads((Path(tui.__file__).parent / "example.toml").read_text(encoding="utf-8"))
    answers["details"] = {"appointment": "x", "changed": "x"}
    answers["answers"]["talk_would_help"] = True
    return answers


async def paste_everywhere(home: Path, pastes: int, number: int) -> int:
    """Paste so often, each time into another field; what is typed is kept, shown and saved."""
    dice = random.Random(number)
    cases, answers = Cases(home), example()
    record = cases.new(answers)
    asked = [q for q in questions(answers) if q.kind in ("line", "text", "date")]
    asked = dice.sample(asked, min(pastes, len(asked)))
    texts = [*CORPUS, *(text[:30_000] for text in LONG)]
    app = BowoutApp(home, rewriter=no_engine, case_id=record.id)
    app.animation_level = "none"
    done = 0
    async with app.run_test(size=(100, 40)) as pilot:
        await wait_until(lambda: len(app.screen_stack) > 1, _PATIENCE)
        await at(pilot, "checklist")
        share, more = divmod(pastes, len(asked))
        for number, question in enumerate(sorted(asked, key=lambda each: each.section)):
            await _show(pilot, question.section)
            for text in dice.sample(texts, min(share + (number < more), len(texts))):
                await _paste(pilot, question, text)
                done += 1
        await _letter_and_search(pilot, dice.sample(texts, max(1, min(5, pastes // 8))))
        assert await app.save_all()
        kept = session_of(app).answers
    [saved] = [each for each in cases.list() if each.id == record.id]
    assert saved.answers == kept, "the file holds something else than the screen"
    assert not cases.notices
    return done


async def _show(pilot: Pilot[None], section: str) -> None:
    screen = pilot.app.screen
    assert isinstance(screen, ChecklistScreen)
    if screen.section != section:
        await screen._show_section(section)


def _control(pilot: Pilot[None], question: Question) -> Any:
    card = pilot.app.screen.query_one(QuestionList).card(question.id)
    return card.control if card is not None and card.children else None


def _is_ready(pilot: Pilot[None], question: Question) -> bool:
    """Whether the field has the focus, or is gone; what an earlier answer changed may be another by now."""
    control = _control(pilot, question)
    if control is None or control.has_focus:
        return True
    control.focus()
    return False


async def _paste(pilot: Pilot[None], question: Question, text: str) -> None:
    await wait_until(lambda: _is_ready(pilot, question), _PATIENCE)
    control = _control(pilot, question)
    if control is None:  # an earlier answer made it needless
        return
    if isinstance(control, TextArea):
        control.text = ""
    elif isinstance(control, Input):
        control.value = ""
    pilot.app.post_message(events.Paste(text))
    await settled(pilot)
    await asyncio.sleep(0.05)
    session = session_of(app_of(pilot))

    def is_kept() -> bool:
        if control is not _control(pilot, question):
            return True  # it went with what made it matter
        shown = control.text if isinstance(control, TextArea) else control.value
        return (answer(session.answers, question.id) or "").strip() == clean(shown).strip()

    if question.kind in ("line", "text") and not question.choices and not question.many:
        try:
            await wait_until(is_kept, 20)
        except AssertionError:
            kept = answer(session.answers, question.id)
            raise AssertionError(f"{question.id}: {kept!r} was kept of {text[:200]!r}") from None
    assert "\x1b" not in screen_text(pilot)


async def _letter_and_search(pilot: Pilot[None], texts: list[str]) -> None:
    """The letter's own editor, and the search at home."""
    app_of(pilot).post_message(Go("workbench", "withdraw"))
    await wait_until(lambda: getattr(pilot.app.screen, "PLACE", "") in ("workbench", "plan"), _PATIENCE)
    if getattr(pilot.app.screen, "PLACE", "") == "workbench":
        for text in texts:
            await press(pilot, "e")
            await wait_until(lambda: isinstance(pilot.app.focused, TextArea), _PATIENCE)
            pilot.app.post_message(events.Paste(text))
            await settled(pilot)
            await press(pilot, "escape")
            await at(pilot, "workbench")


def main(arguments: list[str]) -> int:
    """Paste as often as asked for; 0 when nothing broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pastes", type=int, default=400)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args(arguments)
    brisk()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bowout-fields-") as folder:
        os.environ["BOWOUT_HOME"] = folder
        done = asyncio.run(paste_everywhere(Path(folder), options.pastes, options.seed))
    seconds = round(time.monotonic() - began, 1)
    print(json.dumps({"pastes": done, "broken": 0, "seed": options.seed, "seconds": seconds}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
