"""Which documents no stage may learn from, because the retrieval set is made of them.

A document is an article or page: all rows of a heading file that share the text before the first " > ". One in `share` is
held back, by a hash of its title. Everything that repeats one of its sentences goes too: pair rows of other files, and
whole documents of the text.
"""

import re

from training.data.row_hashes import text_hash

HEADING_SOURCES = ("heading-wiki", "heading-docs", "heading-openstax-by")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+")
SHORTEST = 30  # letters and digits; shorter sentences occur anywhere


def title_of(anchor):
    return anchor.split(" > ", 1)[0]


def is_held_back(title, share, seed):
    return text_hash(f"{seed} {title}") % 1_000_000 < share * 1_000_000


def sentence_keys(text):
    """A number for each sentence with enough letters and digits to be told by them; case and signs do not count."""
    for sentence in SENTENCE_END.split(text):
        letters = "".join(filter(str.isalnum, sentence.lower()))
        if len(letters) >= SHORTEST:
            yield hash(letters)


class HeldBack:
    """The sentences of all documents held back, and what repeats them."""

    def __init__(self, texts):
        self.keys = {key for text in texts for key in sentence_keys(text)}

    def repeats(self, *texts):
        return any(key in self.keys for text in texts for key in sentence_keys(text))

    def without(self, file):
        """(PairFile of the rows that may train, number of rows dropped)."""
        kept = [i for i in range(len(file)) if not self.repeats(file.anchors[i], file.positives[i])]
        return file.only(kept), len(file) - len(kept)


def split_by_title(file, share, seed):
    """A heading file -> (rows that may train, rows held back); the titles of the two have nothing in common."""
    chosen = [is_held_back(title_of(anchor), share, seed) for anchor in file.anchors]
    training = file.only([i for i, held in enumerate(chosen) if not held])
    return training, file.only([i for i, held in enumerate(chosen) if held])
