"""Write a checkpoint of the second reader as the file that the app reads.

python -m models.training.reader.export build/reader/checkpoint.pt models/second-reader.npz

Of several checkpoints, ``late.pt*0.75 early.pt*0.25``, the mean is written: it knows strangers' letters
better than either.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import torch

from core.validate.network import packed
from core.validate.second_reader import MOST
from core.validate.wordpiece import pieces
from models.training.reader.bases import BASES, Base
from tests.corpus import labelled

_COMMON = 22_000
"""The vocabulary is in the order of frequency: rarer words are kept only where the corpus has them."""
_NEVER_MET = ("[PAD]", "[unused", "[MASK]", "<")
"""How pieces begin that are in no text."""

Array = np.ndarray[Any, Any]


def main() -> None:
    """Matrices in few bits, and the words that are kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoints", nargs="+", help="each with its share behind it, or not")
    parser.add_argument("out", type=Path)
    parser.add_argument("--base", choices=BASES, default="minilm")
    parser.add_argument("--halves", action="store_true", help="half a byte for each number")
    options = parser.parse_args()
    base = BASES[options.base]
    _, vocabulary = base.weights()
    state = mean_of(options.checkpoints)
    np.savez_compressed(options.out, **stored(state, base, kept_words(vocabulary), halves=options.halves))


def stored(state: dict[str, Array], base: Base, kept: dict[str, int], *, halves: bool) -> dict[str, Array]:
    """The weights as ``core/validate/network.py`` reads them."""
    found = {"vocabulary": np.frombuffer("\n".join(kept).encode(), dtype=np.uint8)}
    matrices = {"words": state["w.weight"][list(kept.values())]}
    first = base.first_place
    found |= {
        "places": state["pos.weight"][first : first + MOST],
        "messages": state["typ.weight"],
        "alone": state["new.weight"],
        "start": state["n.weight"],
        "start.bias": state["n.bias"],
    }
    if base.relative:
        found["relative"] = state["rel.weight"]
    for at in range(base.layers):
        layer = {name.removeprefix(f"layers.{at}."): each for name, each in state.items()}
        for kind in ("weight", "bias"):
            layer[f"ask.{kind}"] = np.concatenate([layer[f"{part}.{kind}"] for part in "qkv"])
        for ours, theirs in (("ask", "ask"), ("out", "o"), ("wide", "i"), ("narrow", "u")):
            matrices[f"{at}.{ours}"] = layer[f"{theirs}.weight"]
            found[f"{at}.{ours}.bias"] = layer[f"{theirs}.bias"]
        for ours, theirs in (("after_attention", "n1"), ("after_thought", "n2")):
            found |= {f"{at}.{ours}": layer[f"{theirs}.weight"], f"{at}.{ours}.bias": layer[f"{theirs}.bias"]}
    for ours, theirs in (("whole", "cls.0"), ("verdict", "cls.3"), ("harms", "tok")):
        found |= {ours: state[f"{theirs}.weight"], f"{ours}.bias": state[f"{theirs}.bias"]}
    for name, matrix in matrices.items():
        found |= {f"{name}.{how}": values for how, values in packed(matrix, halves=halves).items()}
    return found


def mean_of(checkpoints: list[str]) -> dict[str, Array]:
    """The weights by name; of several checkpoints, each with its share behind it or not, the mean."""
    state: dict[str, Array] = {}
    shares = [float(each.partition("*")[2] or 1) for each in checkpoints]
    for each, share in zip(checkpoints, shares, strict=True):
        for name, weights in torch.load(each.partition("*")[0])["mean"].items():
            state[name] = state.get(name, 0.0) + weights.float().numpy() * (share / sum(shares))
    return state


def kept_words(vocabulary: dict[str, int]) -> dict[str, int]:
    """The words that the app's file has, with their numbers, in the order of these."""
    rows = [row for rows in labelled.pair_files().values() for row in rows]
    unknown = vocabulary["[UNK]"]
    texts = {row[side] for row in rows for side in ("draft", "rewrite")}
    used = {piece.number for text in texts for piece in pieces(text, vocabulary, unknown)}
    return {
        word: number
        for word, number in sorted(vocabulary.items(), key=lambda entry: entry[1])
        if (number < _COMMON or number in used) and not word.startswith(_NEVER_MET)
    }


if __name__ == "__main__":
    main()
