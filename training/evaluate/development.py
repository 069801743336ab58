"""What choices are made by: the development sets, tokenised once."""

import numpy as np

from training.data.tokens import TokenRows, pack
from training.evaluate.encoders import TOKENS, encode_rows
from training.evaluate.retrieval import gains, ranks_of, read_retrieval_set, vector_scores
from training.evaluate.sts import DEVELOPMENT_SETS, cosines, read_judged_pairs, spearman

RETRIEVAL = ("retrieval-passages.jsonl", "retrieval-queries.jsonl")
SELECTION = ("stsb-dev", "sickr-trial", "recallAt10")


class Development:
    """folder: stsb-dev.tsv, sickr-trial.tsv and the retrieval set, of which the first `passages` queries and their right
    passages are used, so that scoring is quick (None: all)."""

    def __init__(self, folder, tokenizer, device, passages=None):
        self.device, self.judged = device, {}
        for name, file in DEVELOPMENT_SETS.items():
            scores, firsts, seconds = read_judged_pairs(folder / file)
            self.judged[name] = (scores, pack(tokenizer, firsts, TOKENS), pack(tokenizer, seconds, TOKENS))
        retrieval = read_retrieval_set(*(folder / file for file in RETRIEVAL))
        queries = slice(None, passages)
        used = slice(None) if passages is None else np.unique(retrieval.answers[queries])
        rows = np.arange(len(retrieval.passages))[used]
        self.answers = np.searchsorted(rows, retrieval.answers[queries])
        self.passages = pack(tokenizer, [retrieval.passages[row] for row in rows], TOKENS)
        self.queries = pack(tokenizer, retrieval.queries[queries], TOKENS)

    def vectors(self, encode):
        """Of all texts, side by side: a list of [...,n,d]. encode: (ids, mask) -> [...,b,d]."""
        sides = [side for _, *pair in self.judged.values() for side in pair] + [self.passages, self.queries]
        return list(encode_rows(joined(sides), encode, self.device).split([len(side) for side in sides], dim=-2))

    def scores_of(self, vectors, width=None):
        """{set: score, selection: their mean}, by the first `width` numbers."""
        *judged_sides, passages, queries = vectors
        scores = {}
        for i, (name, (judged, *_)) in enumerate(self.judged.items()):
            scores[name] = spearman(judged, cosines(judged_sides[2 * i], judged_sides[2 * i + 1], width))
        per_query = gains(ranks_of(vector_scores(queries, passages, width), self.answers))
        scores |= {name: round(float(values.mean()), 4) for name, values in per_query.items()}
        return {**scores, "selection": round(float(np.mean([scores[name] for name in SELECTION])), 4)}

    def scores(self, encode):
        """encode: (ids, mask) -> [b,d]."""
        return self.scores_of(self.vectors(encode))


def joined(many):
    """Several TokenRows as one."""
    starts = np.concatenate([[0], np.cumsum(np.concatenate([rows.lengths for rows in many]))])
    return TokenRows(np.concatenate([rows.flat for rows in many]), starts)
