"""The model as torch sees it: weights read from the GGUF file, frozen, with low-rank changes that learn.

Written out in full (it is short) so that no model library is needed and every step is plain to see.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

ADAPTED = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")


@dataclass(frozen=True)
class Shape:
    """The sizes that the file names."""

    layers: int
    width: int
    heads: int
    kv_heads: int
    rope_base: float
    epsilon: float


class Adapted(nn.Module):
    """A frozen matrix and the low-rank change to it."""

    def __init__(self, weight: Tensor, rank: int, alpha: float, dropout: float) -> None:
        super().__init__()
        self.register_buffer("weight", weight.to(torch.bfloat16))
        rows, columns = weight.shape
        self.a = nn.Parameter(torch.empty(rank, columns))
        self.b = nn.Parameter(torch.zeros(rows, rank))
        nn.init.kaiming_uniform_(self.a, a=math.sqrt(5))
        self.scale, self.dropout = alpha / rank, dropout

    def forward(self, x: Tensor) -> Tensor:
        """The matrix and its change, applied."""
        low = F.dropout(F.linear(x, self.a.to(x.dtype)), self.dropout, self.training)
        change = (self.scale * self.b).to(x.dtype).T
        whole = torch.addmm(F.linear(x, self.weight).flatten(0, -2), low.flatten(0, -2), change)
        return whole.view(*x.shape[:-1], -1)


class Layer(nn.Module):
    """One block of the Llama architecture."""

    def __init__(
        self, tensors: dict[str, Tensor], shape: Shape, rank: int, alpha: float, dropout: float
    ) -> None:
        super().__init__()
        self.shape = shape
        self.parts = nn.ModuleDict(
            {name: Adapted(tensors[f"{name}.weight"], rank, alpha, dropout) for name in ADAPTED}
        )
        self.register_buffer("attn_norm", tensors["attn_norm.weight"].to(torch.bfloat16))
        self.register_buffer("ffn_norm", tensors["ffn_norm.weight"].to(torch.bfloat16))

    def forward(self, x: Tensor, turn: tuple[Tensor, Tensor], seen: Tensor) -> Tensor:
        """``turn`` are the cosines and sines of the positions; ``seen`` is added: who may look at whom."""
        x = x + self._attention(self._norm(x, self.attn_norm), turn, seen)
        h = self._norm(x, self.ffn_norm)
        gated = F.silu(self.parts["ffn_gate"](h)) * self.parts["ffn_up"](h)
        return x + self.parts["ffn_down"](gated)

    def _attention(self, h: Tensor, turn: tuple[Tensor, Tensor], seen: Tensor) -> Tensor:
        batch, length, _ = h.shape
        heads, kv_heads = self.shape.heads, self.shape.kv_heads
        q = self.parts["attn_q"](h).view(batch, length, heads, -1).transpose(1, 2)
        k = self.parts["attn_k"](h).view(batch, length, kv_heads, -1).transpose(1, 2)
        v = self.parts["attn_v"](h).view(batch, length, kv_heads, -1).transpose(1, 2)
        k, v = (each.repeat_interleave(heads // kv_heads, dim=1) for each in (_turned(k, turn), v))
        # Written out: on processors this is twice as fast as the ready-made one, there and back.
        scores = torch.matmul(_turned(q, turn), k.transpose(-1, -2)) * (q.shape[-1] ** -0.5) + seen
        out = torch.matmul(scores.softmax(-1), v)
        return self.parts["attn_output"](out.transpose(1, 2).reshape(batch, length, -1))

    def _norm(self, x: Tensor, weight: Tensor) -> Tensor:
        return F.rms_norm(x, (x.shape[-1],), weight, self.shape.epsilon)


class Tuned(nn.Module):
    """The whole model. Rows of the rotary pairs lie as llama.cpp keeps them: neighbours turn together."""

    def __init__(self, path: Path, rank: int, alpha: float, dropout: float) -> None:
        super().__init__()
        self.shape, tensors = _read(path)
        self.register_buffer("embedding", tensors["token_embd.weight"].to(torch.bfloat16))
        self.register_buffer("norm", tensors["output_norm.weight"].to(torch.bfloat16))
        self.layers = nn.ModuleList()
        for number in range(self.shape.layers):
            start = f"blk.{number}."
            own = {name.removeprefix(start): each for name, each in tensors.items() if name.startswith(start)}
            self.layers.append(Layer(own, self.shape, rank, alpha, dropout))

    def forward(self, tokens: Tensor, positions: Tensor, seen: Tensor, wanted: Tensor) -> Tensor:
        """Logits at the ``wanted`` places (a boolean mask over ``tokens``)."""
        x = F.embedding(tokens, self.embedding)
        half = self.shape.width // self.shape.heads // 2
        speeds = self.shape.rope_base ** (-torch.arange(half, dtype=torch.float32) / half)
        angles = positions[:, None, :, None].float() * speeds
        turn = (angles.cos().to(x.dtype), angles.sin().to(x.dtype))
        hidden = torch.zeros_like(seen, dtype=x.dtype).masked_fill(~seen, -1e4)
        for layer in self.layers:
            x = layer(x, turn, hidden)
        x = F.rms_norm(x[wanted], (x.shape[-1],), self.norm, self.shape.epsilon)
        return F.linear(x, self.embedding).float()

    def adapter(self) -> dict[str, Tensor]:
        """What has been learned, by GGUF's names."""
        return {
            f"blk.{number}.{name}.weight.lora_{half}": getattr(part, half).detach()
            for number, layer in enumerate(self.layers)
            for name, part in layer.parts.items()
            for half in "ab"
        }

    def load_adapter(self, learned: dict[str, Tensor]) -> None:
        """Go on from what ``adapter`` gave."""
        for name, own in self.adapter().items():
            own.copy_(learned[name])


def _turned(x: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    cosine, sine = turn
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cosine - odd * sine, even * sine + odd * cosine), dim=-1).flatten(-2)


def _read(path: Path) -> tuple[Shape, dict[str, Tensor]]:
    reader = gguf.GGUFReader(path)

    def value(key: str) -> float:
        field = reader.get_field(f"llama.{key}")
        assert field is not None  # noqa: S101
        return field.contents()

    shape = Shape(
        int(value("block_count")),
        int(value("embedding_length")),
        int(value("attention.head_count")),
        int(value("attention.head_count_kv")),
        value("rope.freq_base"),
        value("attention.layer_norm_rms_epsilon"),
    )
    tensors = {
        each.name: torch.from_numpy(
            numpy.array(gguf.quants.dequantize(each.data, each.tensor_type), dtype=numpy.float32)
        )
        for each in reader.tensors
    }
    return shape, tensors
