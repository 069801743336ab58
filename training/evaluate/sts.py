"""Spearman correlation between cosines and the judgements of people. Development sets only; nothing here trains."""

from pathlib import Path

import torch.nn.functional as F
from scipy.stats import spearmanr

DEVELOPMENT_SETS = {"stsb-dev": "stsb-dev.tsv", "sickr-trial": "sickr-trial.tsv"}


def read_judged_pairs(path):
    """Tab-separated score, sentence, sentence -> (scores, firsts, seconds)."""
    rows = [line.split("\t")[:3] for line in Path(path).read_text(encoding="utf8").split("\n") if line]
    scores, firsts, seconds = zip(*rows)
    return [float(score) for score in scores], list(firsts), list(seconds)


def cosines(first, second, width=None):
    """Row by row, of the first `width` numbers. float tensors [n,d] -> numpy [n]."""
    cut = (F.normalize(side[:, :width], dim=-1) for side in (first, second))
    return next(cut).mul(next(cut)).sum(-1).numpy()


def spearman(judged, found):
    return round(float(spearmanr(judged, found).statistic), 4)
