"""Train the second reader. Stops after ``--minutes``; goes on from its checkpoint when started again.

python -m models.training.reader.train --out build/reader --minutes 100
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from random import Random

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from models.training.reader.network import Network, weights_to_begin_from
from models.training.reader.rows import IGNORED, Row, Rows

_RATE = 1.5e-4
_WARM = 150  # steps until the full rate
_POOL = 256  # rows drawn at a time and packed by length
_PIECES = 6000  # of a batch, filling included
_OF_PIECES = 4.0  # what the harms of pieces weigh beside the verdict


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    weights, vocabulary = weights_to_begin_from()
    network, checkpoint = Network(), options.out / "checkpoint.pt"
    network.begin(weights)
    if checkpoint.exists():
        network.load_state_dict(torch.load(checkpoint))
    rows = Rows(vocabulary, Random(options.seed))  # noqa: S311 - nothing secret
    train(network, rows, options.minutes * 60, checkpoint)


def train(network: Network, rows: Rows, seconds: float, checkpoint: Path) -> None:
    """Learn for so long, the rate falling to nothing."""
    network.train()
    steps = torch.optim.AdamW(network.parameters(), lr=_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    began = told = time.time()
    step = seen = 0
    while (gone := (time.time() - began) / seconds) < 1:
        for group in steps.param_groups:
            group["lr"] = _RATE * min(1.0, step / _WARM) * (1 - gone)
        for batch in batches([rows.draw() for _ in range(_POOL)]):
            loss, costs = loss_of(network, batch)
            for row, cost in zip(batch, costs.tolist(), strict=True):
                rows.learned(row, cost)
            steps.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            steps.step()
            step, seen = step + 1, seen + len(batch)
        if time.time() - told > 60:
            told = time.time()
            print(
                f"{(told - began) / 60:.0f} min, {step} steps, {seen} pairs, {float(loss.detach()):.3f}",
                flush=True,
            )
            torch.save(network.state_dict(), checkpoint)
    torch.save(network.state_dict(), checkpoint)


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
