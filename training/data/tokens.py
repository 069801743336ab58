"""Texts as packed token ids."""

from dataclasses import dataclass

import numpy as np

from training.data.row_hashes import row_hashes
from training.data.tokenizer import token_ids

CHARACTERS_A_TOKEN = 12  # keeps the tokenizer from reading what would be cut


@dataclass(frozen=True)
class TokenRows:
    """n texts: their ids one after another (uint16), and where each starts (n + 1 offsets)."""

    flat: np.ndarray
    starts: np.ndarray

    def __len__(self):
        return len(self.starts) - 1

    @property
    def lengths(self):
        return np.diff(self.starts)

    def row(self, index):
        return self.flat[self.starts[index] : self.starts[index + 1]]

    def take(self, indices):
        """TokenRows of some rows."""
        lengths = self.lengths[indices]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        where = np.arange(starts[-1]) + np.repeat(self.starts[indices] - starts[:-1], lengths)
        return TokenRows(self.flat[where], starts)

    def hashes(self):
        return row_hashes(self.flat, self.starts)


@dataclass(frozen=True)
class TokenPairs:
    """One source. Sides of equal length n; negatives may be None."""

    name: str
    anchors: TokenRows
    positives: TokenRows
    negatives: TokenRows | None = None

    def __len__(self):
        return len(self.anchors)

    @property
    def sides(self):
        sides = {"anchors": self.anchors, "positives": self.positives, "negatives": self.negatives}
        return {side: rows for side, rows in sides.items() if rows is not None}


def rows_of(ids):
    """Lists of ids -> TokenRows."""
    starts = np.cumsum([0] + [len(row) for row in ids])
    flat = np.fromiter((token for row in ids for token in row), dtype=np.uint16, count=starts[-1])
    return TokenRows(flat, starts)


def pack(tokenizer, texts, max_tokens):
    cut = [text[: CHARACTERS_A_TOKEN * max_tokens] for text in texts]
    return rows_of(token_ids(tokenizer, cut, max_tokens))


def pack_pairs(file, tokenizer, max_tokens):
    """PairFile -> TokenPairs."""
    texts = {"anchors": file.anchors, "positives": file.positives, "negatives": file.negatives}
    sides = {side: pack(tokenizer, each, max_tokens) for side, each in texts.items() if each is not None}
    return TokenPairs(file.name, **sides)


def pairs_to_arrays(sources):
    """What travels: per source and side the ids and one byte of length a row."""
    arrays = {}
    for source in sources:
        for side, rows in source.sides.items():
            arrays[f"{source.name}/{side}/flat"] = rows.flat
            arrays[f"{source.name}/{side}/lengths"] = rows.lengths.astype(np.uint8)
    return arrays


def pairs_from_arrays(arrays):
    sides = {}
    for key in sorted(arrays):
        name, side, field = key.split("/")
        if field == "flat":
            lengths = arrays[f"{name}/{side}/lengths"].astype(np.int64)
            sides.setdefault(name, {})[side] = TokenRows(arrays[key], np.concatenate([[0], np.cumsum(lengths)]))
    return [TokenPairs(name, **each) for name, each in sides.items()]
