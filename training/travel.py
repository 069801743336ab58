"""What travels to one run: the files its config names, cut where the weights that must come along leave less room.

    python -m training.travel --config training/configs/h200-1.toml --prepared WORK/travel --to .gpu/1 [--weights OUT] [--mib 28]

weights: the folder with what the run before packed. It is needed where the next run meets a fresh machine; where the
machine still has its work folder, nothing but data travels. Text is cut at its end, pairs by fewer rows of the largest
sources. Prints bytes and sha256 of all that travels.
"""

import argparse
import shutil
from pathlib import Path

import numpy as np

from training.data.bundle import file_sha256, load_bundle, save_bundle
from training.data.tokens import TokenPairs, pairs_from_arrays, pairs_to_arrays
from training.stages.config import read_config

MIB = 2**20
WHOLE = ("dev.tar.xz",)
CLOSER = 0.985  # what is left after cutting packs a little worse than the whole did


def cut_stream(arrays, share):
    return {"stream": arrays["stream"][: int(len(arrays["stream"]) * share)]}


def cut_pairs(arrays, share):
    """`share` of all tokens: no source keeps more than so many rows, and most keep all they have."""
    sources = pairs_from_arrays(arrays)
    tokens = np.array([sum(len(rows.flat) for rows in source.sides.values()) / len(source) for source in sources])
    rows = np.array([len(source) for source in sources])
    low, high = 0, int(rows.max())
    while low < high:
        cap = (low + high + 1) // 2
        fits = (np.minimum(rows, cap) * tokens).sum() <= share * (rows * tokens).sum()
        low, high = (cap, high) if fits else (low, cap - 1)
    return pairs_to_arrays([evenly(source, low) for source in sources])


def evenly(source, most):
    if len(source) <= most:
        return source
    kept = np.linspace(0, len(source) - 1, most).astype(np.int64)
    return TokenPairs(source.name, **{side: rows.take(kept) for side, rows in source.sides.items()})


def put(path, folder, room):
    """Copies a bundle, cut until it takes `room` bytes at most."""
    target = folder / path.name
    shutil.copyfile(path, target)
    share, size = 1.0, target.stat().st_size
    if size > room:
        arrays, about = load_bundle(path)
        cut = cut_stream if "stream" in arrays else cut_pairs
        while size > room:
            share *= CLOSER * room / size
            size = save_bundle(target, cut(arrays, share), {**about, "shareThatTravels": round(share, 4)})


def fill(folder, names, prepared, weights, limit):
    """Puts the weights and what travels whole first, then data; the largest is cut into what room is left. Returns bytes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in [*weights, *(prepared / name for name in names if name in WHOLE)]:
        shutil.copyfile(path, folder / path.name)
    data = [prepared / name for name in names if name not in WHOLE]
    for path in sorted(data, key=lambda path: path.stat().st_size):
        room = limit - bytes_in(folder)
        if room <= 0:
            raise ValueError(f"no room is left for {path.name}")
        put(path, folder, room)
    return bytes_in(folder)


def bytes_in(folder):
    return sum(path.stat().st_size for path in folder.iterdir())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("config", "prepared", "to"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--mib", type=float, default=28)
    options = parser.parse_args()
    weights = sorted(options.weights.glob("weights-*.xz")) if options.weights else []
    names = read_config(options.config)["travels"]
    total = fill(options.to, names, options.prepared, weights, int(options.mib * MIB))
    for path in sorted(options.to.iterdir()):
        print(f"{path.stat().st_size:>10}  {file_sha256(path)}  {path.name}")
    print(f"{total / MIB:.2f} MiB in {options.to}")


if __name__ == "__main__":
    main()
