"""Train the tone adapter. Stops after ``--minutes``; started again, it goes on from its checkpoint.

python -m models.training.train --out build/train --minutes 60
"""

from __future__ import annotations

import argparse
import json
import math
import time
from pathlib import Path
from random import Random
from typing import TextIO

import llama_cpp
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from core.rewrite.models import default_model
from core.rewrite.prompts import adapted_pieces
from models.training import rows
from models.training.sieve import key, sieve
from models.training.tuned import Tuned

_SILENT = llama_cpp.llama_log_callback(lambda _level, _text, _data: None)
_MOST_TOKENS = 1600
_POOL = 24
"""About so many batches are drawn at a time and packed by length."""


class Packer:
    """Turns what is drawn into tensors: the source once, then each target that sees the source and itself."""

    def __init__(self, model: Path) -> None:
        params = llama_cpp.llama_model_default_params()
        params.vocab_only = True
        self._lib = llama_cpp
        llama_cpp.llama_log_set(_SILENT, None)
        self._model = llama_cpp.llama_model_load_from_file(bytes(model), params)
        self._vocab = llama_cpp.llama_model_get_vocab(self._model)

    def tokens(self, text: str, special: bool) -> list[int]:
        """As the app makes them: control tokens are read only in the prompt's own text."""
        raw = text.encode()
        room = (self._lib.llama_token * (len(raw) + 8))()
        count = self._lib.llama_tokenize(self._vocab, raw, len(raw), room, len(room), False, special)
        return list(room[:count])

    def pack(self, drawn: rows.Drawn) -> tuple[list[int], list[list[int]], list[list[int]]]:
        """The source's tokens, each target's prompt, and each target's answer."""
        head, source, tails = adapted_pieces(drawn.source, [style for style, _ in drawn.targets])
        end = self.tokens("<|im_end|>", True)
        return (
            self.tokens(head, True) + self.tokens(source, False),
            [self.tokens(tail, True) for tail in tails],
            [self.tokens(f" {text}", False) + end for _, text in drawn.targets],
        )


Packed = tuple[list[int], list[list[int]], list[list[int]]]


def length(packed: Packed) -> int:
    """All tokens."""
    source, tails, answers = packed
    return len(source) + sum(map(len, tails)) + sum(map(len, answers))


def tensors(batch: list[Packed]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Tokens, positions, who sees whom, where a prediction is wanted, and what should be predicted."""
    most = max(map(length, batch))
    tokens = torch.zeros(len(batch), most, dtype=torch.long)
    positions = torch.zeros(len(batch), most, dtype=torch.long)
    seen = torch.zeros(len(batch), 1, most, most, dtype=torch.bool)
    wanted = torch.zeros(len(batch), most, dtype=torch.bool)
    goals: list[int] = []
    triangle = torch.ones(most, most, dtype=torch.bool).tril()
    for n, (source, tails, answers) in enumerate(batch):
        at = len(source)
        tokens[n, :at] = torch.tensor(source)
        positions[n, :at] = torch.arange(at)
        seen[n, 0, :at, :at] = triangle[:at, :at]
        for tail, answer in zip(tails, answers, strict=True):
            own = tail + answer
            stop = at + len(own)
            tokens[n, at:stop] = torch.tensor(own)
            positions[n, at:stop] = torch.arange(len(source), len(source) + len(own))
            seen[n, 0, at:stop, : len(source)] = True
            seen[n, 0, at:stop, at:stop] = triangle[: len(own), : len(own)]
            wanted[n, at + len(tail) - 1 : stop - 1] = True
            goals += answer
            at = stop
        seen[n, 0, at:, 0] = True  # padding must look at something
    return tokens, positions, seen, wanted, torch.tensor(goals)


def read(names: str, sieved: Path) -> tuple[list[rows.Row], list[rows.Agreed]]:
    """Rows, and what may be made of what in each."""
    data = rows.read(names.split(","))
    known = sieve(data, sieved)
    return data, [known[key(row)] for row in data]


def batches(packer: Packer, drawer: rows.Drawer, random: Random, size: int) -> list[list[Packed]]:
    """Some batches of sources of like length, in random order."""
    pool = sorted((packer.pack(drawer.draw()) for _ in range(_POOL * 8)), key=length)
    found: list[list[Packed]] = [[]]
    for packed in pool:
        if found[-1] and (len(found[-1]) + 1) * length(packed) > size:
            found.append([])
        found[-1].append(packed)
    random.shuffle(found)
    return found


def loss_of(model: Tuned, batch: list[Packed], smoothing: float = 0.0) -> Tensor:
    """Mean loss over the answers' tokens."""
    tokens, positions, seen, wanted, goals = tensors(batch)
    return F.cross_entropy(model(tokens, positions, seen, wanted), goals, label_smoothing=smoothing)


def measure(model: Tuned, held: list[Packed]) -> float:
    """The loss on rows that are never learned from."""
    model.eval()
    with torch.no_grad():
        total = [loss_of(model, held[at : at + 12]).item() for at in range(0, len(held), 12)]
    model.train()
    return sum(total) / len(total)


def held_out(packer: Packer, data: list[rows.Row], agreed: list[rows.Agreed]) -> list[Packed]:
    """The same pairs each time: what the sieve leaves of held-out rows, from one balanced style each."""
    starts = ("neutral_balanced", "casual_balanced", "formal_balanced")
    chosen = ((row, starts[n % 3], each) for n, (row, each) in enumerate(zip(data, agreed, strict=True)))
    return [packer.pack(rows.fixed(row, start, each[start])) for row, start, each in chosen if each[start]]


def main() -> None:
    """Train until the time is over."""
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    path = default_model()
    packer = Packer(path)
    sieved = out / "sieve.json"
    held = held_out(packer, *read(options.held, sieved))
    model = Tuned(path, options.rank, options.alpha, options.dropout)
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=options.rate, weight_decay=0.0)
    done, spent = resume(out / "checkpoint.pt", model, optimizer, options.fresh)
    log = (out / "log.jsonl").open("a", encoding="utf-8")
    random = Random(options.seed * 1000 + done)  # noqa: S311
    say(log, step=done, options=vars(options), held_loss=round(measure(model, held), 4))
    began, saved, mean, seen_tokens = time.monotonic(), time.monotonic(), 0.0, 0
    queue: list[list[Packed]] = []
    while True:
        now = spent + time.monotonic() - began
        part = now / (options.minutes * 60)
        if part >= 1 or (options.steps and done >= options.steps):
            break
        if not queue:  # read anew each time: rows may be added while it learns
            data, agreed = read(options.rows, sieved)
            queue = batches(
                packer, rows.Drawer(data, agreed, random, options.targets), random, options.tokens
            )
            say(log, step=done, rows=sum(any(each.values()) for each in agreed))
        for group in optimizer.param_groups:
            group["lr"] = (
                options.rate
                * min(1.0, (done + 1) / 30)
                * (0.05 + 0.95 * (0.5 + 0.5 * math.cos(math.pi * part)))
            )
        batch = queue.pop()
        loss = loss_of(model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        done += 1
        seen_tokens += sum(map(length, batch))
        mean = loss.item() if not mean else 0.97 * mean + 0.03 * loss.item()
        if done % 10 == 0:
            speed = seen_tokens / (time.monotonic() - began)
            say(log, step=done, minutes=round(now / 60, 2), loss=round(mean, 4), tokens_a_second=round(speed))
        if time.monotonic() - saved > options.save_every * 60:
            saved = time.monotonic()
            save(out / "checkpoint.pt", model, optimizer, done, spent + time.monotonic() - began, options)
            say(log, step=done, minutes=round(now / 60, 2), held_loss=round(measure(model, held), 4))
    save(out / "checkpoint.pt", model, optimizer, done, spent + time.monotonic() - began, options)
    say(log, step=done, finished=True, held_loss=round(measure(model, held), 4))


def arguments() -> argparse.Namespace:
    """What can be chosen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/train"))
    parser.add_argument("--rows", default="a,b,c,t1,t2,t3,t4")
    parser.add_argument("--held", default="d")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps, 0 for none")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--alpha", type=float, default=32)
    parser.add_argument("--dropout", type=float, default=0.05)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--targets", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=_MOST_TOKENS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--save-every", type=float, default=4)
    parser.add_argument(
        "--fresh", action="store_true", help="take the weights of the checkpoint, not its time"
    )
    return parser.parse_args()


def resume(path: Path, model: Tuned, optimizer: torch.optim.Optimizer, fresh: bool) -> tuple[int, float]:
    """Steps and seconds that are behind us."""
    if not path.exists():
        return 0, 0.0
    kept = torch.load(path, weights_only=True)
    with torch.no_grad():
        model.load_adapter(kept["adapter"])
    if fresh:
        return 0, 0.0
    optimizer.load_state_dict(kept["optimizer"])
    return int(kept["step"]), float(kept["seconds"])


def save(
    path: Path,
    model: Tuned,
    optimizer: torch.optim.Optimizer,
    step: int,
    seconds: float,
    options: argparse.Namespace,
) -> None:
    """Everything that is needed to go on, written so that a crash leaves the old file."""
    part = path.with_suffix(".part")
    state = {
        "adapter": model.adapter(),
        "optimizer": optimizer.state_dict(),
        "step": step,
        "seconds": seconds,
    }
    torch.save({**state, "rank": options.rank, "alpha": options.alpha}, part)
    part.replace(path)


def say(log: TextIO, **facts: object) -> None:
    """One line to the log and to the screen."""
    line = json.dumps(facts, default=str)
    print(line, flush=True)
    print(line, file=log, flush=True)


if __name__ == "__main__":
    main()
