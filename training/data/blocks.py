"""A token stream cut into blocks of one length, epoch after epoch in another order."""

import numpy as np
import torch


class BlockReader:
    """Each epoch cuts the stream at another offset and visits every block once, in an order of its own; both follow from
    the seed and the epoch's number, so (epoch, place) is the whole state."""

    def __init__(self, stream, length, seed, device):
        if len(stream) < 2 * length:
            raise ValueError(f"{len(stream)} tokens are too few for blocks of {length}")
        self.stream = torch.from_numpy(stream.astype(np.int32)).to(device)
        self.length, self.seed, self.device = length, seed, device
        self.epoch, self.place = 0, 0
        self._cut()

    def _cut(self):
        rng = np.random.default_rng([self.seed, self.epoch])
        offset = int(rng.integers(self.length))
        starts = np.arange(offset, len(self.stream) - self.length + 1, self.length)
        self.starts = torch.from_numpy(rng.permutation(starts)).to(self.device)

    def draw(self, count):
        """int64 [count,length]"""
        rows = []
        while count > 0:
            if self.place == len(self.starts):
                self.restore({"epoch": self.epoch + 1, "place": 0})
            taken = self.starts[self.place : self.place + count]
            self.place, count = self.place + len(taken), count - len(taken)
            rows.append(taken)
        where = torch.cat(rows)[:, None] + torch.arange(self.length, device=self.device)
        return self.stream[where].long()

    def state(self):
        return {"epoch": self.epoch, "place": self.place}

    def restore(self, state):
        self.epoch, self.place = state["epoch"], state["place"]
        self._cut()
