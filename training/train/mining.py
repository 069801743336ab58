"""Hard negatives: other rows' positives that look right, to the model or by their words, and are not."""

import numpy as np
import torch
import torch.nn.functional as F

CHUNK = 1024


def nearest(queries, candidates, depth):
    """int64 [n,depth] and cosines: the candidates most alike each query, by unit vectors on their device."""
    found, cosines = [], []
    for first in range(0, len(queries), CHUNK):
        top = (queries[first : first + CHUNK] @ candidates.T).topk(min(depth, len(candidates)), dim=1)
        found.append(top.indices)
        cosines.append(top.values)
    return torch.cat(found), torch.cat(cosines)


def by_model(anchors, positives, answer_hashes, first_rank, last_rank, margin):
    """Candidates for hard negatives by the model's own vectors [n,d]: the positives on ranks first_rank .. last_rank (from
    0) of each anchor, less those with at least `margin` times the cosine of the right one (they may be right too), and
    less equal texts. Returns bool [n,r] allowed and int64 [n,r] rows."""
    rows, cosines = nearest(anchors, positives, last_rank + 1)
    rows, cosines = rows[:, first_rank:], cosines[:, first_rank:]
    right = (anchors * positives).sum(1, keepdim=True)
    return (cosines < margin * right) & (answer_hashes[rows] != answer_hashes[:, None]), rows


def by_words(anchors, positives, answer_hashes, lexical_anchors, lexical_positives, depth, margin):
    """Candidates that share words with the anchor: nearest by bags of rare words, kept where the model finds the right
    one better."""
    rows, _ = nearest(lexical_anchors, lexical_positives, depth)
    right = (anchors * positives).sum(1, keepdim=True)
    cosines = torch.einsum("nd,nrd->nr", anchors, positives[rows])
    return (cosines < margin * right) & (answer_hashes[rows] != answer_hashes[:, None]), rows


def some_of(allowed, rows, count, rng):
    """Up to `count` allowed rows for each line by chance, -1 where there are fewer, those at the end. int64 [n,count]."""
    allowed, rows = allowed.cpu().numpy(), rows.cpu().numpy()
    order = np.argsort(np.where(allowed, rng.random(rows.shape), 2.0), axis=1)[:, :count]
    return np.where(np.take_along_axis(allowed, order, 1), np.take_along_axis(rows, order, 1), -1)


def lexical_vectors(rows, rarity, width, seed, device):
    """Unit vectors [n,width] whose cosine is about that of bags of words weighed by rarity: random signs per token.

    rarity: float [V].
    """
    generator = np.random.default_rng(seed)
    signs = torch.from_numpy(generator.choice(np.float32([-1, 1]), (len(rarity), width))) * torch.from_numpy(rarity)[:, None]
    flat = torch.from_numpy(rows.flat.astype(np.int64)).to(device)
    starts = torch.from_numpy(rows.starts[:-1].astype(np.int64)).to(device)
    return F.normalize(F.embedding_bag(flat, signs.to(device), starts, mode="sum"), dim=1)


def rarities(sources, vocabulary):
    """Inverse document frequency of each token over the positives, float32 [V]."""
    counts, texts = np.ones(vocabulary), 1
    for source in sources:
        flat, starts = source.positives.flat, source.positives.starts
        line = np.repeat(np.arange(len(source)), np.diff(starts))
        seen = np.unique(line.astype(np.int64) * vocabulary + flat)
        counts += np.bincount(seen % vocabulary, minlength=vocabulary)
        texts += len(source)
    return np.log(texts / counts).clip(0).astype(np.float32)
