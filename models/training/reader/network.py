"""The network in torch, as ``core/validate/network.py`` computes it, with dropout for learning."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from core.validate.harms import HARMS
from core.validate.network import distances
from models.training.reader.bases import Base

_HEADS = 12
_KINDS = 32
"""Kinds of distances."""
_TINY = 1e-12


class Layer(nn.Module):
    """Attention to all pieces of both messages, then a thought about each."""

    def __init__(self, base: Base, dropout: float) -> None:
        super().__init__()
        size = base.size
        self.q, self.k, self.v, self.o = (nn.Linear(size, size) for _ in range(4))
        self.n1, self.n2 = (nn.LayerNorm(size, eps=_TINY) for _ in range(2))
        self.i, self.u = nn.Linear(size, base.wide), nn.Linear(base.wide, size)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, added: Tensor) -> Tensor:
        """``added`` to what pieces ask of each other: their distance, and a great minus for mere filling."""
        batch, length, size = x.shape
        q, k, v = (f(x).view(batch, length, _HEADS, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        # Written out: on a processor the fused one takes three times as long on the way back.
        taken = torch.softmax((q * (size // _HEADS) ** -0.5) @ k.transpose(-1, -2) + added, -1) @ v
        x = self.n1(x + self.drop(self.o(taken.transpose(1, 2).reshape(batch, length, size))))
        return self.n2(x + self.drop(self.u(nn.functional.gelu(self.i(x)))))


class Network(nn.Module):
    """From pieces of both messages to a verdict, and to the harm that each piece may do."""

    def __init__(self, base: Base, dropout: float = 0.1) -> None:
        super().__init__()
        self.base = base
        rows = (base.words, base.places, 2, 2)
        self.w, self.pos, self.typ, self.new = (nn.Embedding(each, base.size) for each in rows)
        for fresh in (self.typ, self.new):
            nn.init.zeros_(fresh.weight)
        if base.relative:
            self.rel = nn.Embedding(_KINDS, _HEADS)
        self.n, self.drop = nn.LayerNorm(base.size, eps=_TINY), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(base, dropout) for _ in range(base.layers))
        self.cls = nn.Sequential(
            nn.Linear(base.size, base.size), nn.Tanh(), self.drop, nn.Linear(base.size, 1)
        )
        self.tok = nn.Linear(base.size, 1 + len(HARMS))

    def forward(self, ids: Tensor, message: Tensor, alone: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """Log odds of each pair, and for each piece those of each harm, none first."""
        length, first = ids.shape[1], self.base.first_place
        x = self.w(ids) + self.pos.weight[first : first + length] + self.typ(message) + self.new(alone)
        x = self.drop(self.n(x))
        kind = torch.bfloat16 if torch.is_autocast_enabled("cpu") else x.dtype
        added = torch.zeros(real.shape, dtype=kind).masked_fill_(~real, -3e4)[:, None, None, :]
        if self.base.relative:
            near = self.rel(torch.from_numpy(distances(length))).permute(2, 0, 1)
            added = added + near[None].to(kind)
        for layer in self.layers:
            x = layer(x, added)
        return self.cls(x[:, 0]).squeeze(-1), self.tok(x)

    def begin(self, weights: dict[str, Tensor]) -> None:
        """Take over what the base has learned."""
        for ours, theirs in self.base.embeddings.items():
            getattr(self, ours).weight.data = weights[f"embeddings.{theirs}.weight"]
        if self.base.relative:
            self.rel.weight.data = weights["encoder.relative_attention_bias.weight"]
        _take(self.n, weights, "embeddings.LayerNorm")
        for at, layer in enumerate(self.layers):
            for ours, theirs in self.base.names.items():
                _take(getattr(layer, ours), weights, f"encoder.layer.{at}.{theirs}")

    def learning(self) -> list[nn.Parameter]:
        """The weights that are to change."""
        if self.base.frozen:
            for kept in (self.w, self.pos):
                kept.weight.requires_grad_(False)
        return [each for each in self.parameters() if each.requires_grad]


def _take(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    module.weight.data, module.bias.data = weights[f"{name}.weight"], weights[f"{name}.bias"]
