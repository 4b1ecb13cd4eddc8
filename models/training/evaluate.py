"""Measure an adapter on what it never learned from: held-out sentences, and drafts of the validator's corpus.

    python -m models.training.evaluate --adapter models/bowout-tone.gguf --format q8_0 --out build/evaluation

Counts are printed; everything that was written is kept in ``--out`` to be read by a person, because no
count sees a sentence that reads well and says something else.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from core.rewrite.candidates import Judge, Option
from core.rewrite.engine import Engine
from core.rewrite.mask import Masked, mask
from core.rewrite.meter import distance
from core.rewrite.models import default_model, threads
from core.rewrite.prompts import prompts, sampling
from core.rewrite.proposal import Brief, Proposal
from core.rewrite.protocol import Candidate, Event, Generate, Load, Loaded
from core.rewrite.work import Work
from core.tone import Context, Formality, Tone
from core.validate.sentences import sentences
from models.training import rows

ROOT = Path(__file__).resolve().parents[2]
TONES = {
    "casual low": Tone(Formality.CASUAL, Context.LOW),
    "casual high": Tone(Formality.CASUAL, Context.HIGH),
    "formal low": Tone(Formality.FORMAL, Context.LOW),
    "formal high": Tone(Formality.FORMAL, Context.HIGH),
    "neutral balanced": Tone(),
    "neutral low plain": Tone(Formality.NEUTRAL, Context.LOW, plain=True),
}
NOTHING_TO_DO = ("in this tone already", "hardly anything but facts")
"""Reasons for which an open sentence is rightly left as it is."""
DRAFTS = ("trades_train", "own_train", "formal_dev", "shared_dev")


@dataclass
class Tally:
    """What became of things, counted."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def share(self, of: str, among: str) -> str:
        """One count as a share of another."""
        return f"{self.counts[of]} of {self.counts[among]}"


def drafts(count: int, seed: int, files: Sequence[str] = DRAFTS) -> list[str]:
    """Different drafts of the corpus, chosen by chance."""
    found: dict[str, None] = {}
    for name in files:
        for line in (ROOT / "tests" / "corpus" / f"{name}.jsonl").read_text("utf-8").splitlines():
            found.setdefault(json.loads(line)["draft"])
    chosen = sorted(found)
    Random(seed).shuffle(chosen)  # noqa: S311
    return chosen[:count]


def held_sentences(names: Sequence[str], count: int, seed: int) -> Iterator[tuple[str, Tone, Masked]]:
    """A held-out row in the style across the pad, the tone that is asked for, and the sentence masked."""
    random = Random(seed)  # noqa: S311
    data = rows.read(names)
    random.shuffle(data)
    tones = list(TONES.items())
    for number, row in enumerate(data[:count]):
        name, tone = tones[number % len(tones)]
        start = "casual_balanced" if tone.formality == Formality.FORMAL else "formal_balanced"
        source = row["source"] if "source" in row and number % 2 else row["styles"][start]
        for slot, word in zip(row["slots"], ("Okafor", "Brightwell", "Lindqvist"), strict=False):
            source = source.replace("{" + slot + "}", word)
        yield name, tone, mask(source)


async def on_sentences(engine: Engine, loaded: Loaded, options: argparse.Namespace) -> Tally:
    """The greedy answer alone, each sentence as a letter of its own."""
    tally = Tally()
    asked = list(held_sentences(options.held.split(","), options.sentences, options.seed))
    first = tuple(prompts(key, masked.text, tone, loaded)[0] for key, (_, tone, masked) in enumerate(asked))
    answers: dict[int, Candidate] = {}

    def hear(event: Event) -> None:
        if isinstance(event, Candidate) and event.index == 0:
            answers[event.key] = event

    await engine.ask(Generate(first, sampling(0)), 600, hear)
    for key, (name, tone, masked) in enumerate(asked):
        source, answer = masked.restore(masked.text) or "", answers[key]
        restored = masked.restore(answer.text)
        parts = sentences(source)
        judged = (
            Judge(source, parts[:1], tone, (), ()).candidate(0, masked, answer) if len(parts) == 1 else None
        )
        tally.counts["sentences"] += 1
        tally.counts["copied"] += restored == source
        tally.counts["mask errors"] += restored is None
        tally.counts["nearer"] += restored is not None and distance(restored, tone) < distance(source, tone)
        tally.counts["accepted"] += isinstance(judged, Option)
        verdict = (
            f"ACCEPTED {answer.logprob:.2f}"
            if isinstance(judged, Option)
            else getattr(judged, "reason", "two sentences")
        )
        tally.lines.append(f"[{name}] {source}\n    -> {restored or answer.text}\n    {verdict}")
    return tally


def swapped(draft: str, tone: Tone) -> Proposal:
    """One draft with the word-for-word swaps alone."""
    work = Work(Brief(draft, tone))
    work.by_rules()
    return work.settle()


async def rewritten(engine: Engine, loaded: Loaded, draft: str, tone: Tone) -> Proposal:
    """One draft, as the app does it."""
    work = Work(Brief(draft, tone))

    def hear(event: Event) -> None:
        if isinstance(event, Candidate):
            work.hear(event)

    await engine.ask(work.request(loaded), 600, hear)
    return work.settle()


async def on_drafts(engine: Engine | None, loaded: Loaded | None, options: argparse.Namespace) -> Tally:
    """Whole letters, each in one tone of the list in turn."""
    tally = Tally()
    for number, draft in enumerate(drafts(options.drafts, options.seed, options.files.split(","))):
        for name in list(TONES) if options.every_tone else [list(TONES)[number % len(TONES)]]:
            if engine and loaded:
                proposal = await rewritten(engine, loaded, draft, TONES[name])
            else:
                proposal = swapped(draft, TONES[name])
            open_ones = [each for each in proposal.sentences if not each.locked]
            changed = [each for each in open_ones if each.changed]
            counts = tally.counts
            counts["letters"] += 1
            counts["letters accepted"] += proposal.verdict.accepted
            wanting = [each for each in open_ones if not any(why in each.why_kept for why in NOTHING_TO_DO)]
            counts["half of the open sentences changed"] += 2 * len(changed) >= len(open_ones)
            counts["open sentences"] += len(open_ones)
            counts["with something to change"] += len(wanting)
            counts["changed"] += len(changed)
            for key in (name, "all"):
                counts[f"{key}: letters"] += 1
                counts[f"{key}: half of what could change"] += 2 * len(changed) >= len(wanting)
                counts[f"{key}: half of all open"] += 2 * len(changed) >= len(open_ones)
            counts[f"{name}: changed"] += len(changed)
            counts[f"{name}: could change"] += len(wanting)
            counts["by the model"] += sum(each.by == "model" for each in changed)
            counts["nearer"] += sum(
                distance(each.text, TONES[name]) < distance(each.draft, TONES[name]) for each in changed
            )
            tally.lines.append(f"=== {number} {name}")
            for each in open_ones:
                new = f"{each.text}  ({each.by})" if each.changed else f"-- kept: {each.why_kept}"
                tally.lines.append(f"{each.draft}\n    -> {new}")
    return tally


async def measure(options: argparse.Namespace) -> None:
    """Everything, one after the other."""
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    if options.swaps:
        tally = await on_drafts(None, None, options)
        print(json.dumps(tally.counts))
        (out / "drafts-swaps.txt").write_text("\n".join(tally.lines) + "\n", "utf-8")
        return
    adapter = str(options.adapter.absolute()) if options.adapter else ""
    cached = out / f"{options.adapter.stem if options.adapter else 'base'}-{options.format}.gguf"
    if options.adapter and cached.exists() and cached.stat().st_mtime < options.adapter.stat().st_mtime:
        cached.unlink()
    load = Load(str(default_model()), str(cached.absolute()), options.format, threads(), 2048, True, adapter)
    engine = Engine(load, log=out / "engine.log")
    try:
        loaded = await engine.ready()
        print(loaded)
        for name, work in (("sentences", on_sentences), ("drafts", on_drafts)):
            if getattr(options, name):
                tally = await work(engine, loaded, options)
                print(json.dumps(tally.counts))
                (out / f"{name}-{options.format}.txt").write_text("\n".join(tally.lines) + "\n", "utf-8")
    finally:
        await engine.close()


def main() -> None:
    """Read what is wished, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--adapter", type=Path, default=None)
    parser.add_argument("--format", default="q8_0")
    parser.add_argument("--out", type=Path, default=Path("build/evaluation"))
    parser.add_argument("--held", default="d")
    parser.add_argument("--sentences", type=int, default=60)
    parser.add_argument("--drafts", type=int, default=24)
    parser.add_argument("--files", default=",".join(DRAFTS), help="of tests/corpus")
    parser.add_argument("--swaps", action="store_true", help="drafts without a model")
    parser.add_argument("--every-tone", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
