"""Write a checkpoint of the second reader as the file that the app reads.

python -m models.training.reader.export build/reader/checkpoint.pt models/second-reader.npz

Of several checkpoints, ``late.pt*0.75 early.pt*0.25``, the mean is written: it knows strangers' letters
better than either.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import torch

from core.validate.second_reader import MOST
from core.validate.wordpiece import pieces
from models.training.reader.network import weights_to_begin_from
from tests.corpus import labelled

_COMMON = 22_000
"""The vocabulary is in the order of frequency: rarer words are kept only where the corpus has them."""

Array = np.ndarray[Any, Any]


def main(*arguments: str) -> None:
    """Matrices as bytes with a scale for each row, and the words that are kept."""
    *checkpoints, out = arguments
    state = mean_of(checkpoints)
    _, vocabulary = weights_to_begin_from()
    kept = kept_words(vocabulary)
    found: dict[str, Array] = {"vocabulary": np.frombuffer("\n".join(kept).encode(), dtype=np.uint8)}
    packed(found, "words", state["w.weight"][[vocabulary[word] for word in kept]])
    found |= {
        "places": state["pos.weight"][:MOST],
        "messages": state["typ.weight"],
        "alone": state["new.weight"],
    }
    found |= {"start": state["n.weight"], "start.bias": state["n.bias"]}
    for at in range(sum(name.endswith(".q.weight") for name in state)):
        layer = {name.removeprefix(f"layers.{at}."): each for name, each in state.items()}
        asks = [np.concatenate([layer[f"{part}.{kind}"] for part in "qkv"]) for kind in ("weight", "bias")]
        packed(found, f"{at}.ask", *asks)
        for ours, theirs in (("out", "o"), ("wide", "i"), ("narrow", "u")):
            packed(found, f"{at}.{ours}", layer[f"{theirs}.weight"], layer[f"{theirs}.bias"])
        for ours, theirs in (("after_attention", "n1"), ("after_thought", "n2")):
            found |= {f"{at}.{ours}": layer[f"{theirs}.weight"], f"{at}.{ours}.bias": layer[f"{theirs}.bias"]}
    for ours, theirs in (("whole", "cls.0"), ("verdict", "cls.3"), ("harms", "tok")):
        found |= {ours: state[f"{theirs}.weight"], f"{ours}.bias": state[f"{theirs}.bias"]}
    np.savez_compressed(out, **found)


def mean_of(checkpoints: list[str]) -> dict[str, Array]:
    """The weights by name; of several checkpoints, each with its share behind it or not, the mean."""
    state: dict[str, Array] = {}
    shares = [float(each.partition("*")[2] or 1) for each in checkpoints]
    for each, share in zip(checkpoints, shares, strict=True):
        for name, weights in torch.load(each.partition("*")[0]).items():
            state[name] = state.get(name, 0.0) + weights.float().numpy() * (share / sum(shares))
    return state


def packed(found: dict[str, Array], name: str, matrix: Array, bias: Array | None = None) -> None:
    """Add a matrix as bytes."""
    scale = np.maximum(np.abs(matrix).max(1), 1e-9) / 127
    found[f"{name}.bytes"] = np.round(matrix / scale[:, None]).astype(np.int8)
    found[f"{name}.scale"] = scale.astype(np.float32)
    if bias is not None:
        found[f"{name}.bias"] = bias


def kept_words(vocabulary: dict[str, int]) -> list[str]:
    """The words that the app's file has, in the order of their numbers."""
    rows = [row for rows in labelled.pair_files().values() for row in rows]
    unknown = vocabulary["[UNK]"]
    texts = {row[side] for row in rows for side in ("draft", "rewrite")}
    used = {piece.number for text in texts for piece in pieces(text, vocabulary, unknown)}
    return [
        word
        for word, number in sorted(vocabulary.items(), key=lambda entry: entry[1])
        if (number < _COMMON or number in used) and word != "[PAD]" and not word.startswith("[unused")
    ]


if __name__ == "__main__":
    main(*sys.argv[1:])
