"""A model's weights in few small files: to go on from on another machine, or to ship."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch

from training.data.bundle import load_bundle, save_bundle


def as_numbers(tensor, bits):
    """float tensor -> arrays: fp16, or whole numbers of `bits` bits with a scale for each row.

    Noise of rounding, relative to Gaussian rows: 8 bits about 0.9 %, 6 bits 3.6 %, 5 bits 7 %; enough to learn on from.
    """
    if bits == 16 or tensor.ndim < 2:
        return {"values": tensor.half().numpy()}
    top = 2 ** (bits - 1) - 1
    scale = tensor.abs().amax(dim=1, keepdim=True).clamp(min=1e-12) / top
    return {"values": (tensor / scale).round().to(torch.int8).numpy(), "scale": scale.numpy()}


def as_tensor(arrays):
    values = torch.from_numpy(arrays["values"].astype(np.float32))
    return values * torch.from_numpy(arrays["scale"]) if "scale" in arrays else values


def pack_weights(stored, about, folder, bits, part_mib):
    """stored: {"model": state dict, "head": tensor or None}. about: {"stage", "shape"}. Writes weights-<stage>-1.xz .. -n.xz
    of about `part_mib` MiB each at most. Returns {file: bytes}."""
    tensors = {**stored["model"], **({} if stored.get("head") is None else {"head": stored["head"]})}
    parts, room = [{}], int(part_mib * 2**20)
    for name, tensor in tensors.items():
        for i, piece in enumerate(pieces(tensor.float(), room, bits)):
            arrays = {f"{name}#{i}/{field}": array for field, array in as_numbers(piece, bits).items()}
            size = sum(array.nbytes for array in arrays.values())
            if sum(array.nbytes for array in parts[-1].values()) + size > room:
                parts.append({})
            parts[-1].update(arrays)
    names = [f"weights-{about['stage']}-{number}.xz" for number in range(1, len(parts) + 1)]
    whole = {**about, "parts": names}
    with ThreadPoolExecutor() as pool:
        sizes = pool.map(lambda name, arrays: save_bundle(folder / name, arrays, whole, preset=1), names, parts)
        return dict(zip(names, sizes))


def pieces(tensor, room, bits):
    """A matrix in bands of rows, each far smaller than a part, so that parts fill evenly."""
    if tensor.ndim < 2:
        return [tensor]
    rows = max(1, room // 4 // (tensor.shape[1] * (bits + 7) // 8))
    return tensor.split(rows)


def packed_stages(folders):
    """{stage: paths} of all packed weights there are; of equal names the first folder's counts."""
    stages = {}
    for path in (path for folder in folders for path in sorted(folder.glob("weights-*.xz"))):
        stages.setdefault(path.stem.removeprefix("weights-").rsplit("-", 1)[0], {}).setdefault(path.name, path)
    return {stage: list(paths.values()) for stage, paths in stages.items()}


def unpack_weights(paths):
    """The files of pack_weights -> {"model", "shape", "head" or None}. FileNotFoundError if one of them is missing."""
    found, about = {}, {"parts": []}
    for path in paths:
        arrays, about = load_bundle(path)
        for key, array in arrays.items():
            piece, field = key.rsplit("/", 1)
            name, number = piece.rsplit("#", 1)
            found.setdefault(name, {}).setdefault(int(number), {})[field] = array
    missing = sorted(set(about["parts"]) - {path.name for path in paths})
    if missing or not paths:
        raise FileNotFoundError(f"packed weights are incomplete without {missing or 'any file'}")
    tensors = {name: torch.cat([as_tensor(each[i]) for i in sorted(each)]) for name, each in found.items()}
    head = tensors.pop("head", None)
    return {"model": tensors, "shape": about["shape"], "head": head}
