"""Retrieval with one right passage per query, scored as the app's `model eval` does."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

DEPTH = 10


@dataclass(frozen=True)
class RetrievalSet:
    """answers[q] is the row in passages of the right one."""

    passages: list[str]
    queries: list[str]
    answers: np.ndarray


def read_retrieval_set(passages, queries):
    """Two files of JSON lines: {"id","text"} and {"query","positive_id"}."""
    passages, queries = ([json.loads(line) for line in Path(path).read_text().split("\n") if line] for path in (passages, queries))
    row_of = {passage["id"]: row for row, passage in enumerate(passages)}
    answers = np.array([row_of[query["positive_id"]] for query in queries])
    return RetrievalSet([p["text"] for p in passages], [q["query"] for q in queries], answers)


def ranks_of(scores, answers):
    """scores [q,p] -> rank from 1 of each right passage; what scores the same stands before it."""
    scores = torch.as_tensor(scores)
    right = scores[torch.arange(len(answers)), torch.as_tensor(answers)][:, None]
    return (scores >= right).sum(1).numpy()


def vector_scores(queries, passages, width=None):
    return F.normalize(queries[:, :width], dim=-1) @ F.normalize(passages[:, :width], dim=-1).T


def gains(ranks):
    """Per query: {"recallAt10", "mrrAt10"}, arrays to be averaged."""
    found = ranks <= DEPTH
    return {"recallAt10": found.astype(float), "mrrAt10": np.where(found, 1 / ranks, 0.0)}


def fused(*scores, constant=60):
    """Reciprocal rank fusion of score matrices [q,p] (Cormack et al. 2009)."""
    total = 0
    for each in scores:
        order = torch.as_tensor(each).argsort(dim=1, descending=True)
        ranks = torch.empty_like(order).scatter_(1, order, torch.arange(order.shape[1]).expand_as(order))
        total = total + 1.0 / (constant + 1 + ranks)
    return total
