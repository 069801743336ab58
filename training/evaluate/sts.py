"""Spearman correlation between cosines and the judgements of people. Development sets only; nothing here trains."""

from pathlib import Path

import torch.nn.functional as F
from scipy.stats import spearmanr

DEVELOPMENT_SETS = {"stsb-dev": "stsb-dev.tsv", "sickr-trial": "sickr-trial.tsv"}


def read_judged_pairs(path):
    """Tab-separated score, sentence, sentence -> (scores, firsts, seconds)."""
    rows = [line.split("\t")[:3] for line in Path(path).read_text(encoding="utf8").splitlines()]
    scores, firsts, seconds = zip(*rows)
    return [float(score) for score in scores], list(firsts), list(seconds)


def development_scores(encode, corpus, width=None):
    """Spearman per development set, 4 decimals. encode: texts -> float tensor [n,d]; width cuts the vectors first."""
    scores = {}
    for name, file in DEVELOPMENT_SETS.items():
        judged, firsts, seconds = read_judged_pairs(Path(corpus) / "sts-dev" / file)
        first, second = (F.normalize(encode(side)[:, :width], dim=-1) for side in (firsts, seconds))
        scores[name] = round(float(spearmanr(judged, (first * second).sum(-1).numpy()).statistic), 4)
    return scores
