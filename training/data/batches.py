"""Batches of pairs: one source, one length, all on the device."""

from dataclasses import dataclass

import numpy as np
import torch

from training.data.device_rows import DeviceRows


@dataclass(frozen=True)
class Batch:
    """Sides are (ids, mask), int64 [b,T] each. allowed[i,j] is False where row j's positive must not count as a negative of
    anchor i, or the reverse; negatives_allowed [b,b] likewise for the hard negatives, None without them."""

    source: str
    anchors: tuple[torch.Tensor, torch.Tensor]
    positives: tuple[torch.Tensor, torch.Tensor]
    negatives: tuple[torch.Tensor, torch.Tensor] | None
    allowed: torch.Tensor
    negatives_allowed: torch.Tensor | None

    @property
    def sides(self):
        return [side for side in (self.anchors, self.positives, self.negatives) if side is not None]


def not_the_same(anchors, positives):
    """Text hashes [b] of both sides -> bool [b,b], True on the diagonal and where i and j share no text."""
    shared = (
        (anchors[:, None] == anchors[None])
        | (positives[:, None] == positives[None])
        | (anchors[:, None] == positives[None])
        | (positives[:, None] == anchors[None])
    )
    return ~shared | torch.eye(len(anchors), dtype=torch.bool, device=anchors.device)


def not_right_answers(anchors, positives, negatives):
    """bool [b,b]: negative j is neither anchor i nor its positive."""
    return (negatives[None] != anchors[:, None]) & (negatives[None] != positives[:, None])


class SourceRows:
    """A source on the device, its rows sorted into lengths. mined: int64 [n,m] rows whose positives are hard negatives of
    row n, or None; -1 where there is none. sides: DeviceRows by side, where they are on the device already."""

    def __init__(self, pairs, lengths, smallest, device, mined=None, sides=None):
        self.name, self.device, self.mined = pairs.name, device, mined
        self.sides = sides or sides_on(device, pairs)
        longest = np.max([rows.lengths for rows in pairs.sides.values()], axis=0)
        usable = np.arange(len(pairs)) if mined is None else np.flatnonzero(mined[:, 0] >= 0)
        self.by_length = rows_by_length(longest, usable, lengths, smallest)

    def batch(self, length, indices, rng):
        chosen = torch.from_numpy(indices).to(self.device)
        anchors, positives = (self.sides[side] for side in ("anchors", "positives"))
        hashes = [rows.hashes[chosen] for rows in (anchors, positives)]
        negatives, negatives_allowed = None, None
        if self.mined is not None or "negatives" in self.sides:
            rows, picked = self._hard(indices, chosen, rng)
            negatives = rows.gather(picked, length)
            negatives_allowed = not_right_answers(*hashes, rows.hashes[picked])
        pair = (anchors.gather(chosen, length), positives.gather(chosen, length))
        return Batch(self.name, *pair, negatives, not_the_same(*hashes), negatives_allowed)

    def _hard(self, indices, chosen, rng):
        """The rows that hard negatives come from, and which of them; of several mined ones, one by chance."""
        if self.mined is None:
            return self.sides["negatives"], chosen
        mined = self.mined[indices]
        pick = rng.integers(0, (mined >= 0).sum(1))
        return self.sides["positives"], torch.from_numpy(mined[np.arange(len(mined)), pick]).to(self.device)


def sides_on(device, pairs):
    return {side: DeviceRows(rows, device) for side, rows in pairs.sides.items()}


def rows_by_length(longest, usable, lengths, smallest):
    """{length: row indices}: each row under the first length that holds it whole, or the last; a class with fewer than
    `smallest` rows joins the next longer one that has any."""
    classes, waiting = {}, np.empty(0, dtype=np.int64)
    place = np.minimum(np.searchsorted(lengths, longest[usable]), len(lengths) - 1)
    for number, length in enumerate(lengths):
        rows = np.concatenate([waiting, usable[place == number]])
        waiting = rows if len(rows) < smallest else np.empty(0, dtype=np.int64)
        if len(waiting) == 0:
            classes[length] = rows
    if len(waiting):
        last = max(classes, default=lengths[-1])
        reach = lengths[-1] if longest[waiting].max() > last else last
        classes[reach] = np.concatenate([classes.pop(last, waiting[:0]), waiting])
    return classes


class BatchDrawer:
    """Draws batches for ever. A source comes up in proportion to rows ** exponent * its weight, a length within it in
    proportion to its rows. A batch has about `side_tokens` tokens a side, and `largest` rows at most. `whole`: where a
    class has fewer rows they come several times, which adds nothing but keeps the shapes that were compiled; equal
    rows are no negatives of one another.

    The numpy Generator is the only state, so a run that restores it draws the same batches again.
    """

    def __init__(self, sources, side_tokens, largest, rng, exponent=0.7, weights=None, whole=False):
        unknown = set(weights or {}) - {source.name for source in sources}
        if unknown:
            raise KeyError(f"weights name sources that are not there: {sorted(unknown)}")
        self.rng, self.side_tokens, self.largest, self.whole = rng, side_tokens, largest, whole
        self.classes, share = [], []
        for source in sources:
            rows = sum(map(len, source.by_length.values()))
            for length, indices in source.by_length.items():
                if len(indices) == 0:
                    continue
                self.classes.append((source, length, indices))
                share.append(rows**exponent * (weights or {}).get(source.name, 1.0) * len(indices) / rows)
        if not share:
            raise ValueError("no source has a row to draw")
        self.share = np.array(share) / sum(share)

    def halve(self):
        """Half as many tokens a side and rows a batch. MemoryError where batches would say nothing any more."""
        self.side_tokens, self.largest = self.side_tokens // 2, self.largest // 2
        if self.largest < 2:
            raise MemoryError("not even two rows fit")
        print(f"no room: batches of {self.side_tokens} tokens a side from now on", flush=True)

    def draw(self):
        source, length, rows = self.classes[self.rng.choice(len(self.classes), p=self.share)]
        size = min(self.largest, max(2, self.side_tokens // length))
        chosen = rows[distinct(self.rng, len(rows), min(size, len(rows)))]
        return source.batch(length, np.resize(chosen, size) if self.whole else chosen, self.rng)


def distinct(rng, n, size):
    """`size` different numbers below n, without shuffling all n where few are wanted."""
    if size * 4 > n:
        return rng.permutation(n)[:size]
    drawn = np.unique(rng.integers(0, n, size * 2))
    return rng.permutation(drawn)[:size] if len(drawn) >= size else rng.permutation(n)[:size]
