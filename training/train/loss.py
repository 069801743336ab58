"""Contrastive loss on pairs, at several vector widths and at two layers at once."""

import torch
import torch.nn.functional as F

MASKED = float("-inf")


def info_nce(anchors, positives, negatives, allowed, negatives_allowed, scale, focal=0.0):
    """Symmetric InfoNCE (van den Oord et al. 2018) over unit vectors [b,d], cosines times `scale`.

    Other rows' positives are the negatives, except where `allowed` [b,b] is False (the same text, or as good as).
    Hard negatives [b,d] or None join the anchor -> positive direction, each for every anchor that `negatives_allowed`
    [b,b] permits. focal: rows weigh (1 - p) ** focal, p what the positive got, without gradient and with mean 1, so that
    what is solved already steps back (KaLM-Embedding-V2, 2506.20923).
    """
    scores = (scale * anchors @ positives.T).masked_fill(~allowed, MASKED)
    forward = scores
    if negatives is not None:
        hard = (scale * anchors @ negatives.T).masked_fill(~negatives_allowed, MASKED)
        forward = torch.cat([scores, hard], dim=1)
    target = torch.arange(len(anchors), device=anchors.device)
    directions = [F.cross_entropy(logits, target, reduction="none") for logits in (forward, scores.T)]
    return torch.stack([weighed(losses, focal) for losses in directions]).mean()


def weighed(losses, focal):
    if focal == 0:
        return losses.mean()
    weight = (1 - torch.exp(-losses.detach())).clamp(min=1e-4) ** focal
    return (losses * weight).sum() / weight.sum()


def without_lookalikes(allowed, positives, threshold):
    """`allowed` less the pairs of rows whose positives [b,d] (unit vectors) have a cosine of at least `threshold`
    (MultiCSR, 2310.10962); a row always keeps its own positive."""
    alike = positives @ positives.T >= threshold
    alike.fill_diagonal_(False)
    return allowed & ~alike


def cut(vectors, width):
    return None if vectors is None else F.normalize(vectors[:, :width], dim=-1)


def matryoshka(anchors, positives, negatives, allowed, negatives_allowed, scale, widths, focal=0.0):
    """Mean of info_nce over the first `width` numbers of each vector (Kusupati et al. 2022). Vectors need no unit norm."""
    sides = (anchors, positives, negatives)
    losses = [
        info_nce(*(cut(side, width) for side in sides), allowed, negatives_allowed, scale, focal) for width in widths
    ]
    return torch.stack(losses).mean()


def agreement(anchors, positives, deep_anchors, deep_positives, scale, allowed):
    """How far an earlier layer's ranking of the batch is from the last layer's: KL divergence, the last one a fixed
    teacher (2D Matryoshka, Li et al. 2024)."""
    logits = (scale * cut(anchors, None) @ cut(positives, None).T).masked_fill(~allowed, -1e4)
    teacher = (scale * cut(deep_anchors, None) @ cut(deep_positives, None).T).masked_fill(~allowed, -1e4).detach()
    return F.kl_div(logits.log_softmax(1), teacher.log_softmax(1), reduction="batchmean", log_target=True)
