"""Numbers that tell texts apart: of the text itself where there is one, of its tokens where only they travelled."""

import hashlib

import numpy as np


def text_hash(text):
    """64 bits of the case-folded text, as a natural number: the same on every machine and in every process."""
    return int.from_bytes(hashlib.blake2b(text.lower().encode(), digest_size=8).digest(), "big")


def row_hashes(flat, starts):
    """Packed token rows -> int64 [n], equal for equal rows: a polynomial in an odd base, modulo 2**64, of scrambled ids."""
    lengths = np.diff(starts)
    scrambled = np.random.default_rng(0).integers(1, 2**63, size=2**16, dtype=np.uint64)
    powers = np.cumprod(np.full(int(lengths.max(initial=1)), 0x9E3779B97F4A7C15, dtype=np.uint64))
    place = np.arange(len(flat)) - np.repeat(starts[:-1], lengths)
    terms = scrambled[flat] * powers[place]
    return np.add.reduceat(terms, starts[:-1]).view(np.int64)
