"""All scores of one encoder, with intervals: of a model in training, or of the package that ships."""

import numpy as np
from scipy.stats import rankdata

from training.evaluate.bm25 import Bm25
from training.evaluate.bootstrap import interval
from training.evaluate.retrieval import fused, gains, ranks_of, read_retrieval_set, vector_scores
from training.evaluate.sts import DEVELOPMENT_SETS, cosines, read_judged_pairs


def rank_correlation(a, b):
    return np.corrcoef(rankdata(a), rankdata(b))[0, 1]


def separation(kinds, scores):
    """Area under the ROC curve: how often a pair of kind 1 scores above one of kind 0, ties as half."""
    kinds, ranks = np.asarray(kinds) > 0, rankdata(scores)
    ones = kinds.sum()
    return (ranks[kinds].sum() - ones * (ones + 1) / 2) / (ones * (len(kinds) - ones))


def with_interval(statistic, items):
    value = round(float(statistic(np.arange(items))), 4)
    return {"score": value, "interval": interval(statistic, items), "items": items}


def judged_scores(encode, folder):
    """Spearman on the development sets, and the separation of near-duplicates from sentences of one topic."""
    result = {}
    for name, file in {**DEVELOPMENT_SETS, "near-duplicates": "near-duplicates.tsv"}.items():
        judged, firsts, seconds = read_judged_pairs(folder / file)
        judged, found = np.array(judged), cosines(encode(firsts), encode(seconds))
        statistic = separation if name == "near-duplicates" else rank_correlation
        result[name] = with_interval(lambda drawn: statistic(judged[drawn], found[drawn]), len(judged))
    return result


def retrieval_scores(encode, folder):
    """recall@10 and MRR@10 of meaning, of words (BM25) and of both, for clean and for mistyped queries."""
    result, vectors, words = {}, None, None
    for name, file in (("clean", "retrieval-queries.jsonl"), ("mistyped", "retrieval-typos-queries.jsonl")):
        judged = read_retrieval_set(folder / "retrieval-passages.jsonl", folder / file)
        vectors = encode(judged.passages) if vectors is None else vectors
        words = Bm25(judged.passages) if words is None else words
        by_meaning, by_words = vector_scores(encode(judged.queries), vectors), words.scores(judged.queries)
        systems = {"meaning": by_meaning, "words": by_words, "both": fused(by_meaning, by_words)}
        result[name] = {}
        for system, scores in systems.items():
            per_query = gains(ranks_of(scores, judged.answers))
            result[name][system] = {
                gain: with_interval(lambda drawn: values[drawn].mean(), len(values)) for gain, values in per_query.items()
            }
    return result


def full_report(encode, folder):
    """encode: texts -> float tensor [n,d]. folder: the sets that training.prepare made."""
    return {**judged_scores(encode, folder), "retrieval": retrieval_scores(encode, folder)}
