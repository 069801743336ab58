"""The baseline every searcher knows: cosine of TF-IDF vectors over words."""

import torch
from sklearn.feature_extraction.text import TfidfVectorizer


def tfidf_encoder(texts):
    """Document frequencies from `texts` (the training pairs: no sentence of a development set is among them)."""
    vectorizer = TfidfVectorizer(sublinear_tf=True, token_pattern=r"(?u)\b\w+\b", min_df=2).fit(texts)
    return lambda sentences: torch.from_numpy(vectorizer.transform(sentences).toarray()).float()
