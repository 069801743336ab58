"""Named arrays in one xz file: what travels to the machine that trains, and what comes back.

xz with a 16-bit alignment packs token ids to about 7.2 bits each, where the text they come from takes 8.5 and their
unigram entropy is 9.7 (12 MB of mixed prose; bz2 8.1).
"""

import hashlib
import json
import lzma
import os

import numpy as np
from safetensors.numpy import load, save

SIXTEEN_BIT = {"id": lzma.FILTER_LZMA2, "lc": 3, "lp": 1, "pb": 1}


def save_bundle(path, arrays, about, preset=9):
    """arrays: name -> array. about: what a reader should know, as JSON values. Returns the bytes written."""
    content = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    packed = lzma.compress(save(content, {"about": json.dumps(about)}), filters=[{**SIXTEEN_BIT, "preset": preset}])
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".unfinished")
    unfinished.write_bytes(packed)
    os.replace(unfinished, path)
    return len(packed)


def load_bundle(path):
    """-> (arrays, about)."""
    raw = lzma.decompress(path.read_bytes())
    header = json.loads(raw[8 : 8 + int.from_bytes(raw[:8], "little")])
    return load(raw), json.loads(header["__metadata__"]["about"])


def file_sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()
