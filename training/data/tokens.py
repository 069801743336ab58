"""Tokenised pairs, packed into flat arrays and cached, so that a run starts in seconds."""

import hashlib
from dataclasses import dataclass

import numpy as np

from training.data.tokenizer import token_ids

CHARACTERS_READ = 500  # the longest text of the pair files; keeps the tokenizer from reading what would be cut


@dataclass(frozen=True)
class TokenRows:
    """n texts: their ids one after another (uint16), where each starts (n + 1 offsets), and a hash of each text."""

    flat: np.ndarray
    starts: np.ndarray
    hashes: np.ndarray

    def __len__(self):
        return len(self.starts) - 1

    @property
    def lengths(self):
        return np.diff(self.starts)

    def row(self, index):
        return self.flat[self.starts[index] : self.starts[index + 1]]


@dataclass(frozen=True)
class TokenPairs:
    name: str
    anchors: TokenRows
    positives: TokenRows
    negatives: TokenRows | None

    def __len__(self):
        return len(self.anchors)


def text_hash(text):
    """64 bits of the case-folded text: equal texts, equal hashes."""
    return int.from_bytes(hashlib.blake2b(text.lower().encode(), digest_size=8).digest(), "big", signed=True)


def pack(tokenizer, texts, max_tokens):
    ids = token_ids(tokenizer, [text[:CHARACTERS_READ] for text in texts], max_tokens)
    starts = np.cumsum([0] + [len(row) for row in ids])
    flat = np.fromiter((token for row in ids for token in row), dtype=np.uint16, count=starts[-1])
    return TokenRows(flat, starts, np.array([text_hash(text) for text in texts], dtype=np.int64))


def tokenised(pair_file, tokenizer, max_tokens, cache):
    """TokenPairs of a PairFile, from `cache` (a folder) when the same text was tokenised the same way before."""
    parts = {"anchors": pair_file.anchors, "positives": pair_file.positives, "negatives": pair_file.negatives}
    parts = {part: texts for part, texts in parts.items() if texts is not None}
    key = f"{pair_file.sha256}{tokenizer.to_str()}{max_tokens}{len(pair_file.anchors)}{pair_file.anchors[0]}"
    path = cache / f"{pair_file.name}-{hashlib.sha256(key.encode()).hexdigest()[:12]}.npz"
    if not path.exists():
        rows = {part: pack(tokenizer, texts, max_tokens) for part, texts in parts.items()}
        arrays = {f"{part}_{field}": value for part, packed in rows.items() for field, value in vars(packed).items()}
        cache.mkdir(parents=True, exist_ok=True)
        np.savez(path, **arrays)
    with np.load(path) as stored:
        rows = {part: TokenRows(*(stored[f"{part}_{f}"] for f in ("flat", "starts", "hashes"))) for part in parts}
    return TokenPairs(pair_file.name, rows["anchors"], rows["positives"], rows.get("negatives"))
