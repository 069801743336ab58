"""Functions texts -> vectors, in the form evaluate.sts takes."""

import numpy as np
import torch

from training.data.batches import padded
from training.data.tokens import pack

TOKENS = 128
BATCH = 256


def batches_by_length(rows):
    order = np.argsort(rows.lengths, kind="stable")
    return [order[first : first + BATCH] for first in range(0, len(order), BATCH)]


def encoder_of(model, tokenizer):
    """model: a function of a Side giving [b,d] (a StaticTable, say)."""

    @torch.no_grad()
    def encode(texts):
        rows = pack(tokenizer, texts, TOKENS)
        parts = [(indices, model(padded(rows, indices))) for indices in batches_by_length(rows)]
        vectors = torch.empty(len(texts), parts[0][1].shape[1])
        for indices, part in parts:
            vectors[torch.from_numpy(indices)] = part.float()
        return vectors

    return encode


def deelm_encoder(model, tokenizer, first_bidirectional=None):
    """float32, all layers; first_bidirectional overrides the model's own (the number of layers makes it all causal)."""
    return encoder_of(lambda side: model(side.ids, side.mask, first_bidirectional), tokenizer)
