"""A corpus folder, divided into what may train and what judges."""

from dataclasses import dataclass

import numpy as np

from training.data.held_back import HEADING_SOURCES, HeldBack, is_held_back, split_by_title
from training.data.pairs import PairFile, pair_files, read_pair_file

REWORDINGS = ("wikisplit", "simplification-onestop", "simplification-turk", "bible-verses", "paraphrase-disflqa")


@dataclass(frozen=True)
class Divided:
    """training: PairFiles. held: rows of heading files of whole documents held back. rewordings: rows of paraphrase files
    held back. sentences: HeldBack of both and of all judged sentences. dropped: rows of each file left out because they
    repeat them."""

    training: list[PairFile]
    held: list[PairFile]
    rewordings: list[PairFile]
    sentences: HeldBack
    dropped: dict[str, int]


def divide(corpus, settings, seed, ablation=False):
    """settings: held_back (share of documents), rewordings_held_back (share of rows), rows_per_file."""
    files = [file for path in pair_files(corpus, ablation) for file in read_pair_file(path, ablation)]
    training, held, rewordings = [], [], []
    for file in files:
        if file.name in HEADING_SOURCES:
            file, apart = split_by_title(file, settings["held_back"], seed)
            held.append(apart)
        elif file.name in REWORDINGS:
            chosen = [is_held_back(anchor, settings["rewordings_held_back"], seed) for anchor in file.anchors]
            rewordings.append(file.only(np.flatnonzero(chosen)))
            file = file.only(np.flatnonzero(~np.array(chosen)))
        training.append(file)
    texts = [text for file in held + rewordings for side in (file.anchors, file.positives) for text in side]
    sentences = HeldBack(texts, judged_sentences(corpus))
    dropped = {}
    for i, file in enumerate(training):
        training[i], dropped[file.name] = sentences.without(file)
    return Divided([sampled(file, settings["rows_per_file"], seed) for file in training], held, rewordings, sentences, dropped)


def judged_sentences(corpus):
    """Of all graded sets, those of training parts included: their labels never train, and neither do their sentences."""
    for path in sorted((corpus / "sts-dev").glob("*.tsv")):
        for line in path.read_text(encoding="utf8").split("\n"):
            yield from line.split("\t")[1:3]


def sampled(file, rows, seed):
    """At most `rows` rows by chance, in file order, so that neighbours stay neighbours and pack well."""
    if len(file) <= rows:
        return file
    rng = np.random.default_rng([seed, len(file)])
    return file.only(np.sort(rng.choice(len(file), rows, replace=False)))
