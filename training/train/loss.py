"""Contrastive loss on pairs, at several vector widths at once."""

import torch
import torch.nn.functional as F


def info_nce(anchors, positives, negatives, allowed, scale):
    """Symmetric InfoNCE (van den Oord et al. 2018) over unit vectors [b,d], cosines times `scale`.

    Other rows' positives are the negatives, except where `allowed` [b,b] is False (the same text on both sides). Hard
    negatives [b,d] or None join the anchor -> positive direction, every one of them for every anchor.
    """
    scores = (scale * anchors @ positives.T).masked_fill(~allowed, float("-inf"))
    forward = scores if negatives is None else torch.cat([scores, scale * anchors @ negatives.T], dim=1)
    target = torch.arange(len(anchors))
    return (F.cross_entropy(forward, target) + F.cross_entropy(scores.T, target)) / 2


def matryoshka_info_nce(anchors, positives, negatives, allowed, scale, widths):
    """Mean of info_nce over the first `width` numbers of each vector (Kusupati et al. 2022). Vectors need no unit norm."""
    losses = []
    for width in widths:
        cut = [None if side is None else F.normalize(side[:, :width], dim=-1) for side in (anchors, positives, negatives)]
        losses.append(info_nce(*cut, allowed, scale))
    return torch.stack(losses).mean()
