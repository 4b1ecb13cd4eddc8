"""Write what was learned as a GGUF adapter that llama.cpp loads.

python models/training/export.py build/train/checkpoint.pt models/bowout-tone.gguf
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import gguf
import torch


def main(checkpoint: Path, target: Path) -> None:
    """Half precision: 10 MB at rank 16, and nothing that can be told apart is lost."""
    kept = torch.load(checkpoint, weights_only=True)
    writer = gguf.GGUFWriter(target, "llama")
    writer.add_string("general.type", "adapter")
    writer.add_string("general.name", "Bowout tone")
    writer.add_string("general.license", "apache-2.0")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", float(kept["alpha"]))
    for name, tensor in kept["adapter"].items():
        writer.add_tensor(name, tensor.half().contiguous().numpy())
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    print(f"{target}: step {kept['step']}, {target.stat().st_size / 1e6:.1f} MB")
    print("sha256", hashlib.sha256(target.read_bytes()).hexdigest())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
