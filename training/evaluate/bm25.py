"""BM25 (Robertson and Zaragoza 2009) over lower-cased words: the word search a model has to add something to."""

import re
from collections import Counter

import numpy as np
from scipy.sparse import csr_matrix

WORD = re.compile(r"\w+")


class Bm25:
    def __init__(self, passages, k1=1.2, b=0.75):
        counts = [Counter(WORD.findall(passage.lower())) for passage in passages]
        self.column = {word: i for i, word in enumerate(sorted(set().union(*counts)))}
        lengths = np.array([sum(count.values()) for count in counts])
        short = k1 * (1 - b + b * lengths / lengths.mean())
        entries = [
            (row, self.column[word], n * (k1 + 1) / (n + short[row])) for row, count in enumerate(counts) for word, n in count.items()
        ]
        rows, columns, values = zip(*entries)
        self.weights = csr_matrix((values, (rows, columns)), shape=(len(passages), len(self.column)))
        having = np.bincount(columns, minlength=len(self.column))
        self.rarity = np.log(1 + (len(passages) - having + 0.5) / (having + 0.5))

    def scores(self, queries):
        """float [q,p]"""
        cells = [
            (row, self.column[word])
            for row, query in enumerate(queries)
            for word in WORD.findall(query.lower())
            if word in self.column
        ]
        rows, columns = zip(*cells) if cells else ((), ())
        wanted = csr_matrix((self.rarity[list(columns)], (rows, columns)), shape=(len(queries), len(self.column)))
        return (wanted @ self.weights.T).toarray()
