"""Finds the hard negatives of a stage, once: a resumed stage takes those it found before."""

import numpy as np
import torch

from training.evaluate.encoders import encode_rows
from training.train.loss import cut
from training.train.mining import by_model, by_words, lexical_vectors, rarities, some_of


def mined_negatives(run, stage, model):
    """{source: int64 [n,m]}: rows whose positives are hard negatives, -1 where there is none. Half of them look right to
    the model, half share rare words. settings (stage["mining"]): sources, rows, ranks, margin, words_depth, words_width,
    count (even)."""
    path = run.work / f"{stage['name']}.mined.npz"
    if not path.exists():
        settings, rng = stage["mining"], np.random.default_rng([run.seed, 2])
        wanted = [pairs for pairs in run.pairs if pairs.name in settings["sources"] and pairs.negatives is None]
        rarity = rarities(wanted, len(model.embed_tokens.weight))
        mined = {pairs.name: mine_source(pairs, model, rarity, settings, rng, run) for pairs in wanted}
        shares = {name: round(float((rows[:, 0] >= 0).mean()), 3) for name, rows in mined.items()}
        run.write(f"mined-{stage['name']}.json", {"shareOfRowsWithNegatives": shares})
        with open(path.with_suffix(".unfinished"), "wb") as file:
            np.savez(file, **mined)
        path.with_suffix(".unfinished").rename(path)
    with np.load(path) as stored:
        return dict(stored)


def mine_source(pairs, model, rarity, settings, rng, run):
    some = np.sort(rng.permutation(len(pairs))[: settings["rows"]])
    sides = [rows.take(some) for rows in (pairs.anchors, pairs.positives)]
    anchors, positives = (cut(encode_rows(rows, model, run.device).to(run.device.kind), None) for rows in sides)
    words = [lexical_vectors(rows, rarity, settings["words_width"], run.seed, run.device.kind) for rows in sides]
    hashes = torch.from_numpy(sides[1].hashes()).to(run.device.kind)
    half, margin = settings["count"] // 2, settings["margin"]
    first_rank, last_rank = settings["ranks"]
    alike = some_of(*by_model(anchors, positives, hashes, first_rank, last_rank, margin), half, rng)
    worded = some_of(*by_words(anchors, positives, hashes, *words, settings["words_depth"], margin), half, rng)
    found = np.full((len(pairs), settings["count"]), -1)
    both = np.concatenate([alike, worded], axis=1)
    found[some] = np.where(both >= 0, some[both], -1)
    return -np.sort(-found, axis=1)  # what was not found stands last

