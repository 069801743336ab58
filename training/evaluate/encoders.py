"""Functions texts -> vectors."""

import numpy as np
import torch

from training.data.device_rows import DeviceRows
from training.data.tokens import pack

TOKENS = 256  # what the shipped package reads of a text
TOKENS_A_BATCH = 16_384


def batches_by_length(lengths):
    """Row indices in groups of similar length, each of about TOKENS_A_BATCH tokens."""
    order, groups, first = np.argsort(lengths, kind="stable"), [], 0
    while first < len(order):
        count = max(1, TOKENS_A_BATCH // int(lengths[order[min(len(order) - 1, first + 256)]]))
        groups.append(order[first : first + count])
        first += count
    return groups


def encode_rows(rows, encode, device):
    """TokenRows -> float32 on the CPU, last axis but one = rows. encode: (ids, mask) -> [...,b,d]."""
    on_device, lengths = DeviceRows(rows, device.kind), rows.lengths
    groups = batches_by_length(lengths)
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
