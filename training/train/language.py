"""Learning language: predicting tokens, causally or with some of them hidden."""

import torch
import torch.nn.functional as F
from torch import nn

from training.data.tokenizer import MASK_ID

IGNORED = -100


def cross_entropy(states, rows, targets):
    """Mean over the targets [B,T] that are not IGNORED, in nats. states [B,T,d], rows [V,d]."""
    logits = F.linear(states, rows)
    return F.cross_entropy(logits.float().flatten(0, 1), targets.flatten(), ignore_index=IGNORED)


class LanguageModel(nn.Module):
    """A DeeLM with a head. head: "tied" reads logits off the token rows; "own" off a matrix that the export leaves out,
    so that the rows stay free to carry meaning.

    Rows have unit variance, so tied logits are divided by the square root of the width to start at that scale.
    """

    def __init__(self, deelm, head):
        super().__init__()
        self.deelm = deelm
        rows = deelm.embed_tokens.weight
        self.head = nn.Parameter(torch.zeros_like(rows)) if head == "own" else None
        self.read_off = cross_entropy

    def losses(self, ids, targets, first_bidirectional):
        """Nats a token over the targets [B,T] that are not IGNORED."""
        states = self.deelm.norm(self.deelm.states(ids, None, first_bidirectional))
        rows = self.deelm.embed_tokens.weight if self.head is None else self.head
        scale = rows.shape[1] ** -0.5 if self.head is None else 1.0
        return self.read_off(states * scale, rows, targets)

    def forward(self, blocks):
        """Causal loss of token blocks [B,T+1]."""
        return self.losses(blocks[:, :-1], blocks[:, 1:], len(self.deelm.layers))

    def masked_loss(self, blocks, hidden, first_bidirectional):
        """Masked next-token loss (LLM2Vec, BehnamGhader et al. 2024): tokens where `hidden` are replaced by MASK and
        predicted from the state one place before them. blocks, hidden: [B,T]; place 0 is never hidden."""
        ids = blocks.masked_fill(hidden, MASK_ID)
        targets = blocks.masked_fill(~hidden, IGNORED).roll(-1, dims=1)
        targets[:, -1] = IGNORED
        return self.losses(ids, targets, first_bidirectional)
