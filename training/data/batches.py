"""Batches of pairs from one source at a time, with the in-batch negatives that are none masked out."""

from dataclasses import dataclass

import numpy as np
import torch


@dataclass(frozen=True)
class Side:
    """b texts padded on the right. ids and mask: int64 [b,T]."""

    ids: torch.Tensor
    mask: torch.Tensor

    @property
    def tokens(self):
        return int(self.mask.sum())


@dataclass(frozen=True)
class Batch:
    """allowed[i,j] is False where row j's positive must not count as a negative of anchor i, or the reverse."""

    source: str
    anchors: Side
    positives: Side
    negatives: Side | None
    allowed: torch.Tensor


def padded(rows, indices):
    length = int(rows.lengths[indices].max())
    ids = np.zeros((len(indices), length), dtype=np.int64)
    mask = np.zeros_like(ids)
    for line, index in enumerate(indices):
        row = rows.row(index)
        ids[line, : len(row)] = row
        mask[line, : len(row)] = 1
    return Side(torch.from_numpy(ids), torch.from_numpy(mask))


def not_the_same(anchors, positives):
    """Text hashes [b] of both sides -> bool [b,b], True on the diagonal and where i and j share no text."""
    shared = (
        (anchors[:, None] == anchors[None])
        | (positives[:, None] == positives[None])
        | (anchors[:, None] == positives[None])
        | (positives[:, None] == anchors[None])
    )
    np.fill_diagonal(shared, False)
    return torch.from_numpy(~shared)


class BatchDrawer:
    """Draws batches for ever. A source comes up in proportion to rows ** exponent * its weight.

    `pool` > 1 draws that many times the rows and keeps a stretch of similar length: less padding, harder negatives.
    The numpy Generator is the only state, so a run that restores it draws the same batches again.
    """

    def __init__(self, sources, batch, rng, exponent=0.7, weights=None, pool=1):
        self.sources, self.batch, self.rng, self.pool = sources, batch, rng, pool
        unknown = set(weights or {}) - {source.name for source in sources}
        if unknown:
            raise KeyError(f"weights name sources that are not there: {sorted(unknown)}")
        share = np.array([len(s) ** exponent * (weights or {}).get(s.name, 1.0) for s in sources])
        self.share = share / share.sum()

    def draw(self):
        source = self.sources[self.rng.choice(len(self.sources), p=self.share)]
        size = min(self.batch, len(source))
        indices = self.rng.choice(len(source), min(size * self.pool, len(source)), replace=False)
        if len(indices) > size:
            indices = indices[np.argsort(source.anchors.lengths[indices] + source.positives.lengths[indices], kind="stable")]
            first = self.rng.integers(len(indices) - size + 1)
            indices = indices[first : first + size]
        return Batch(
            source=source.name,
            anchors=padded(source.anchors, indices),
            positives=padded(source.positives, indices),
            negatives=padded(source.negatives, indices) if source.negatives else None,
            allowed=not_the_same(source.anchors.hashes[indices], source.positives.hashes[indices]),
        )
