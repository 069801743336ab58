"""Files that are either the old version or the new one, never half of either."""

import os

import torch


def save_atomically(value, path):
    """torch.save beside the target, flushed to the disk, then renamed over it."""
    unfinished = path.with_suffix(".unfinished")
    with open(unfinished, "wb") as file:
        torch.save(value, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, path)


def load_trusted(path):
    """Reads what save_atomically of this recipe wrote: tensors, and numpy generator states. Tensors come to the CPU."""
    return torch.load(path, map_location="cpu", weights_only=False)
