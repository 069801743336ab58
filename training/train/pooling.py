"""From the states of a text's tokens to its vector."""

import torch
from torch import nn


class Pooling(nn.Module):
    """What is pooled: the `residual` stream, its `normed` form, or the stream weighed by a learnt `gate` per token.
    Which tokens: their `mean`, or the `last` alone.

    The lengths of token rows carry the importance of words, and a norm before the mean throws that away. The gate is
    exp(g . norm(h)), at first 1 for all. The app's packages know no gate: it shows what one would be worth.
    """

    def __init__(self, shape):
        super().__init__()
        self.gate = nn.Parameter(torch.zeros(shape["width"]))
        self.choose(shape)

    def choose(self, shape):
        assert shape["pooling"] in ("residual", "normed", "gate"), shape["pooling"]
        assert shape["token"] in ("mean", "last"), shape["token"]
        self.states, self.token = shape["pooling"], shape["token"]

    def forward(self, states, mask, norm):
        """states [B,T,width], mask int64 [B,T] with at least one real token a row -> float32 [B,width]."""
        pooled = norm(states).float() if self.states == "normed" else states.float()
        if self.token == "last":
            return pooled[torch.arange(len(pooled), device=pooled.device), mask.sum(1) - 1]
        weight = mask[..., None].float()
        if self.states == "gate":
            weight = weight * (norm(states).float() @ self.gate).clamp(-4, 4).exp()[..., None]
        return (pooled * weight).sum(1) / weight.sum(1)
