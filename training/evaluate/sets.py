"""The evaluation sets mined from what was held back, as files that `model eval` of the app reads.

retrieval-passages.jsonl, retrieval-queries.jsonl   heading path -> a paragraph of that section, among all others
retrieval-typos-queries.jsonl                       the same queries, 10 % of their letters mistyped
near-duplicates.tsv                                 1 and a rewording, or 0 and a sentence of the same topic
"""

import json
import random

from training.data.held_back import SENTENCE_END
from training.data.noise import noisy

TYPING_ERRORS = 0.1


def write_lines(path, rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf8")


def one_passage_a_heading(held):
    """Rows of held-back heading files -> [(query, passage)]; the first passage of each heading path, others left out, so
    that one passage is right and no other as right."""
    chosen, used = {}, set()
    for file in held:
        for anchor, positive in zip(file.anchors, file.positives):
            if anchor not in chosen and positive not in used:
                chosen[anchor] = positive
                used.add(positive)
    return list(chosen.items())


def write_retrieval(folder, held, seed):
    rows, rng = one_passage_a_heading(held), random.Random(seed)
    rng.shuffle(rows)
    write_lines(folder / "retrieval-passages.jsonl", [{"id": f"p{i}", "text": text} for i, (_, text) in enumerate(rows)])
    for name, share in (("retrieval-queries", 0), ("retrieval-typos-queries", TYPING_ERRORS)):
        queries = [{"query": noisy(query, share, rng), "positive_id": f"p{i}"} for i, (query, _) in enumerate(rows)]
        write_lines(folder / f"{name}.jsonl", queries)
    return len(rows)


def same_topic_pairs(held):
    """Two sentences of different paragraphs of one document."""
    by_title = {}
    for file in held:
        for anchor, positive in zip(file.anchors, file.positives):
            sentence = max(SENTENCE_END.split(positive)[:3], key=len)
            if 40 <= len(sentence) <= 250:
                by_title.setdefault(anchor.split(" > ")[0], []).append(sentence)
    for sentences in by_title.values():
        yield from zip(sentences[0::2], sentences[1::2])


def write_near_duplicates(folder, rewordings, held, seed):
    """As many of the one kind as of the other."""
    rng = random.Random(seed)
    negatives = [(a, b) for a, b in same_topic_pairs(held) if a != b]
    positives = [(a, b) for file in rewordings for a, b in zip(file.anchors, file.positives)]
    count = min(len(negatives), len(positives))
    rows = [(1, *pair) for pair in rng.sample(positives, count)] + [(0, *pair) for pair in rng.sample(negatives, count)]
    rng.shuffle(rows)
    (folder / "near-duplicates.tsv").write_text("".join(f"{kind}\t{a}\t{b}\n" for kind, a, b in rows), encoding="utf8")
    return len(rows)
