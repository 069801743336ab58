"""The model beside itself without backward attention, and beside the systems it has to beat."""

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from training.evaluate.sts import DEVELOPMENT_SETS, read_judged_pairs, spearman


def own_variants(model, development):
    """{name: scores}: as it is, all causal, all bidirectional, and the mean of its token rows alone."""
    layers = len(model.layers)

    def token_rows(ids, mask):
        return (model.embed_tokens(ids) * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)

    return {
        "model": development.scores(model),
        "all layers causal": development.scores(lambda ids, mask: model(ids, mask, layers)),
        "all layers bidirectional": development.scores(lambda ids, mask: model(ids, mask, 0)),
        "token rows alone, no layers": development.scores(token_rows),
    }


def tfidf_scores(texts, folder):
    """Cosine of TF-IDF vectors; document frequencies from `texts`, none of them of a development set."""
    vectorizer = TfidfVectorizer(sublinear_tf=True, token_pattern=r"(?u)\b\w+\b", min_df=2).fit(texts)
    scores = {}
    for name, file in DEVELOPMENT_SETS.items():
        judged, firsts, seconds = read_judged_pairs(folder / file)
        first, second = vectorizer.transform(firsts), vectorizer.transform(seconds)
        scores[name] = spearman(judged, np.asarray(first.multiply(second).sum(1)).ravel())
    return scores
