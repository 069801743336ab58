"""Functions texts -> vectors."""

import numpy as np
import torch

from training.data.device_rows import DeviceRows
from training.data.tokens import pack

TOKENS = 256  # what the shipped package reads of a text


def batches_by_length(lengths, tokens):
    """Row indices in groups of similar length, each of at most `tokens` tokens, padding included."""
    order, groups, first = np.argsort(lengths, kind="stable"), [], 0
    while first < len(order):
        rest = lengths[order[first:]]
        count = max(1, int(np.searchsorted(rest * np.arange(1, len(rest) + 1), tokens, side="right")))
        groups.append(order[first : first + count])
        first += count
    return groups


def encode_rows(rows, encode, device):
    """TokenRows -> float32 on the CPU, last axis but one = rows. encode: (ids, mask) -> [...,b,d]."""
    on_device, lengths = DeviceRows(rows, device.kind), rows.lengths
    groups = batches_by_length(lengths, device.tokens_at_once)
    with device.judging():
        parts = []
        for indices in groups:
            picked = torch.from_numpy(indices).to(device.kind)
            parts.append(encode(*on_device.gather(picked, int(lengths[indices].max()))).float().cpu())
    vectors = torch.empty(*parts[0].shape[:-2], len(rows), parts[0].shape[-1])
    vectors[..., torch.from_numpy(np.concatenate(groups)), :] = torch.cat(parts, dim=-2)
    return vectors


def text_encoder(encode, tokenizer, device):
    """The same for texts."""
    return lambda texts: encode_rows(pack(tokenizer, texts, TOKENS), encode, device)
