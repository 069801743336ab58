"""Pairs made by rule out of the pairs and the text that there are."""

import random

from training.data.alter import altered
from training.data.held_back import SENTENCE_END
from training.data.noise import noisy
from training.data.pairs import PairFile

PARAPHRASES = (
    "bible-verses", "nli-snli-devtest", "paraphrase-disflqa", "paraphrase-e2e-dev", "simplification-onestop",
    "simplification-turk", "wikisplit",
)  # fmt: skip


def with_altered_negatives(files, seed):
    """The paraphrases again, the altered positive (or anchor) as the hard negative of each row that can be altered."""
    rng, rows = random.Random(seed), []
    for file in files:
        if file.name in PARAPHRASES:
            for anchor, positive in zip(file.anchors, file.positives):
                changed = altered(rng.choice([anchor, positive]), rng)
                if changed:
                    rows.append((anchor, positive, changed))
    return made("made-altered-paraphrases", rows)


def sentence_triples(paragraphs, count, typing_errors, seed):
    """Sentences of the text: one with typing errors beside itself, against itself altered."""
    rng, rows = random.Random(seed), []
    for paragraph in paragraphs:
        if len(rows) == count:
            break
        sentence = rng.choice(SENTENCE_END.split(paragraph)).strip()
        changed = altered(sentence, rng) if 30 <= len(sentence) <= 200 else None
        if changed:
            rows.append((noisy(sentence, typing_errors, rng), sentence, changed))
    return made("made-altered-sentences", rows)


def with_typing_errors(file, share, typing_errors, seed):
    """The file with `share` of its rows repeated at the end, their anchors mistyped. Files of single words, and files
    with hard negatives, stay as they are."""
    if file.negatives is not None or sum(map(len, file.anchors[:100])) < 1500:
        return file
    rng = random.Random(f"{seed} {file.name}")
    again = [i for i in range(len(file)) if rng.random() < share]
    anchors = [noisy(file.anchors[i], typing_errors, rng) for i in again]
    return PairFile(file.name, file.sha256, file.anchors + anchors, file.positives + [file.positives[i] for i in again], None)


def made(name, rows):
    anchors, positives, negatives = map(list, zip(*rows)) if rows else ([], [], [])
    return PairFile(name, "made by rule", anchors, positives, negatives)
