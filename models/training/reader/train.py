"""Train the second reader. Stops after ``--minutes``; goes on from its checkpoint when started again.

python -m models.training.reader.train --out build/reader --minutes 100

``--lesson`` is what it learns from (``rows.py``), ``--base`` the network to begin from (``bases.py``).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from random import Random

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from models.training.reader.bases import BASES
from models.training.reader.network import Network
from models.training.reader.rows import IGNORED, LESSONS, Row, Rows

_WARM = 150  # steps until the full rate
_FALL = 0.35  # the last part of the time, in which the rate falls to nothing
_LATEST = 0.02  # what the newest weights count in their running mean
_POOL = 256  # rows drawn at a time and packed by length
_PIECES = 6000  # of a batch, filling included
_OF_PIECES = 4.0  # what the harms of pieces weigh beside the verdict


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--base", choices=BASES, default="minilm")
    parser.add_argument("--lesson", choices=LESSONS, default="letters")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    base, checkpoint = BASES[options.base], options.out / "checkpoint.pt"
    weights, vocabulary = base.weights()
    network = Network(base)
    network.begin(weights)
    steps = torch.optim.AdamW(network.learning(), lr=base.rate, betas=(0.9, 0.98), weight_decay=0.01)
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        network.load_state_dict(saved["last"])
        steps.load_state_dict(saved["steps"])
    rows = Rows(vocabulary, Random(options.seed), LESSONS[options.lesson])  # noqa: S311 - nothing secret
    train(network, steps, rows, options.minutes * 60, checkpoint)


def train(
    network: Network, steps: torch.optim.Optimizer, rows: Rows, seconds: float, checkpoint: Path
) -> None:
    """Learn for so long."""
    network.train()
    changing = network.learning()
    mean = {name: weights.detach().clone() for name, weights in network.state_dict().items()}
    began = told = time.time()
    step = seen = 0
    while (gone := (time.time() - began) / seconds) < 1:
        for batch in batches([rows.draw() for _ in range(_POOL)]):
            for group in steps.param_groups:
                group["lr"] = network.base.rate * min(1.0, step / _WARM, (1 - gone) / _FALL)
            loss, costs = loss_of(network, batch)
            for row, cost in zip(batch, costs.tolist(), strict=True):
                rows.learned(row, cost)
            steps.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(changing, 1.0)
            steps.step()
            for name, weights in network.state_dict().items():
                mean[name].lerp_(weights, _LATEST)
            step, seen = step + 1, seen + len(batch)
        if time.time() - told > 60:
            told = time.time()
            print(
                f"{(told - began) / 60:.0f} min, {step} steps, {seen} pairs, {float(loss.detach()):.3f}",
                flush=True,
            )
            _save(network, mean, steps, checkpoint)
    _save(network, mean, steps, checkpoint)


def _save(network: Network, mean: dict[str, Tensor], steps: torch.optim.Optimizer, checkpoint: Path) -> None:
    """What is to be written for the app, and what to go on from."""
    torch.save({"mean": mean, "last": network.state_dict(), "steps": steps.state_dict()}, checkpoint)


def batches(rows: list[Row]) -> list[list[Row]]:
    """Rows of about one length together."""
    found: list[list[Row]] = [[]]
    for row in sorted(rows, key=lambda each: len(each.numbers)):
        if found[-1] and len(row.numbers) * (len(found[-1]) + 1) > _PIECES:
            found.append([])
        found[-1].append(row)
    Random(len(found)).shuffle(found)  # noqa: S311 - nothing secret
    return found


def loss_of(network: Network, batch: list[Row]) -> tuple[Tensor, Tensor]:
    """How wrong the verdicts are and what is said of each piece, together; and the verdict on each row."""
    length = max(len(row.numbers) for row in batch)

    def filled(runs: list[list[int]], filling: int) -> Tensor:
        return torch.tensor([run + [filling] * (length - len(run)) for run in runs])

    harms = filled([row.harms for row in batch], IGNORED)
    real = filled([[1] * len(row.numbers) for row in batch], 0).bool()
    with torch.autocast("cpu", torch.bfloat16):
        verdicts, said = network(
            filled([row.numbers for row in batch], 0),
            filled([row.message for row in batch], 0),
            filled([row.alone for row in batch], 0),
            real,
        )
    bad = torch.tensor([float(row.bad) for row in batch])
    of_rows = F.binary_cross_entropy_with_logits(verdicts.float(), bad, reduction="none")
    of_pieces = F.cross_entropy(
        said.float().flatten(0, 1), harms.flatten(), ignore_index=IGNORED, reduction="sum"
    )
    loss = of_rows.mean() + _OF_PIECES * of_pieces / max(1, int((harms != IGNORED).sum()))
    return loss, of_rows.detach()


if __name__ == "__main__":
    main()
