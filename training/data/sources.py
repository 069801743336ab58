"""From corpus to tokenised sources: the part of every run that does not depend on the model."""

import hashlib
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from training.data.pairs import read_pair_file, shippable_pair_files
from training.data.tokenizer import lower_case_bpe, save_tokenizer
from training.data.tokens import tokenised
from training.evaluate.sts import DEVELOPMENT_SETS


def read_pairs(corpus, rows, seed):
    """Every shippable PairFile, each shuffled by a generator of its own, so that files do not disturb one another."""
    return [read_pair_file(path, rows, np.random.default_rng([seed, i])) for i, path in enumerate(shippable_pair_files(corpus))]


def tokenizer_texts(files, rows):
    for file in files:
        yield from file.anchors[:rows]
        yield from file.positives[:rows]


def tokenizer_for(files, settings, work):
    """The tokenizer in `work`, trained and saved there first if it is missing."""
    path = work / "tokenizer.json"
    if not path.exists():
        trained = lower_case_bpe(tokenizer_texts(files, settings["rows_per_file"]), settings["vocabulary"])
        save_tokenizer(trained, work, settings["max_tokens"])
    return Tokenizer.from_file(str(path))


def tokenised_sources(files, tokenizer, max_tokens, work):
    return [tokenised(file, tokenizer, max_tokens, work / "tokens") for file in files]


def data_record(files, corpus):
    """What was read: sha256 and rows per pair file, and sha256 of the sets that chose the checkpoint."""
    judged = {name: (Path(corpus) / "sts-dev" / name).read_bytes() for name in DEVELOPMENT_SETS.values()}
    return {
        "trainedOn": {file.name: {"rows": len(file.anchors), "sha256": file.sha256} for file in files},
        "evaluatedOn": {name: hashlib.sha256(content).hexdigest() for name, content in judged.items()},
    }
