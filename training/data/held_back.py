"""Which documents no stage may learn from, because the retrieval set is made of them.

A document is an article or page: all rows of a heading file that share the text before the first " > ". One in `share` is
held back, by a hash of its title. Everything that repeats one of its sentences goes too: pair rows of other files, and
whole documents of the text. The same holds for the sentences that people judged, of which pair rows may not repeat even
short ones.
"""

import re

from training.data.row_hashes import text_hash

HEADING_SOURCES = ("heading-wiki", "heading-docs", "heading-openstax-by")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+")
SHORTEST = 30  # letters and digits; shorter sentences occur anywhere
SHORTEST_JUDGED = 12


def title_of(anchor):
    return anchor.split(" > ", 1)[0]


def is_held_back(title, share, seed):
    return text_hash(f"{seed} {title}") % 1_000_000 < share * 1_000_000


def sentence_keys(text, shortest=SHORTEST):
    """A number for each sentence with enough letters and digits to be told by them; case and signs do not count."""
    for sentence in SENTENCE_END.split(text):
        letters = "".join(filter(str.isalnum, sentence.lower()))
        if len(letters) >= shortest:
            yield hash(letters)


class HeldBack:
    """The sentences of all documents held back and those judged by people, and what repeats them."""

    def __init__(self, texts, judged=()):
        judged = list(judged)
        self.keys = {key for text in [*texts, *judged] for key in sentence_keys(text)}
        self.judged = {key for sentence in judged for key in sentence_keys(sentence, SHORTEST_JUDGED)}

    def repeats(self, *texts):
        return any(key in self.keys for text in texts for key in sentence_keys(text))

    def repeats_judged(self, *texts):
        return any(key in self.judged for text in texts for key in sentence_keys(text, SHORTEST_JUDGED))

    def without(self, file):
        """(PairFile of the rows that may train, number of rows dropped)."""
        rows = list(zip(*(side for side in (file.anchors, file.positives, file.negatives) if side is not None)))
        kept = [i for i, row in enumerate(rows) if not self.repeats(*row) and not self.repeats_judged(*row)]
        return file.only(kept), len(file) - len(kept)


def split_by_title(file, share, seed):
    """A heading file -> (rows that may train, rows held back); the titles of the two have nothing in common."""
    chosen = [is_held_back(title_of(anchor), share, seed) for anchor in file.anchors]
    training = file.only([i for i, held in enumerate(chosen) if not held])
    return training, file.only([i for i, held in enumerate(chosen) if held])
