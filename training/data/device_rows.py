"""Token rows on the device that trains, so that a batch is one gather and no copy."""

from functools import cached_property

import numpy as np
import torch


class DeviceRows:
    def __init__(self, rows, device):
        self.flat = torch.from_numpy(rows.flat.astype(np.int32)).to(device)
        self.starts = torch.from_numpy(rows.starts[:-1].astype(np.int64)).to(device)
        self.lengths = torch.from_numpy(rows.lengths.astype(np.int64)).to(device)
        self.rows = rows

    @cached_property
    def hashes(self):
        """int64 [n], equal for equal rows."""
        return torch.from_numpy(self.rows.hashes()).to(self.flat.device)

    def __len__(self):
        return len(self.starts)

    def gather(self, indices, length):
        """indices int64 [b] on the device -> (ids, mask), int64 [b,length]: rows cut to it, or padded with 0 on the right."""
        place = torch.arange(length, device=indices.device)
        mask = place < self.lengths[indices].clamp(max=length)[:, None]
        where = (self.starts[indices][:, None] + place).clamp(max=len(self.flat) - 1)
        return self.flat[where].long() * mask, mask.long()
