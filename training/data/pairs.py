"""The training pairs: tab-separated anchor, positive and, in some files, hard negative; one xz file a source.

The corpus is given by path and never copied here. Two rules are enforced, not merely followed: files whose name starts
with "nc-" (non-commercial or unstated licence) are never read for a model that ships, and graded labels (sts-dev/) are
no business of this module.
"""

import hashlib
import lzma
from dataclasses import dataclass
from pathlib import Path

NON_COMMERCIAL = "nc-"


@dataclass(frozen=True)
class PairFile:
    """One source. negatives is None, or as long as anchors."""

    name: str
    sha256: str
    anchors: list[str]
    positives: list[str]
    negatives: list[str] | None

    def __len__(self):
        return len(self.anchors)

    def only(self, indices, name=None):
        negatives = None if self.negatives is None else [self.negatives[i] for i in indices]
        anchors, positives = ([side[i] for i in indices] for side in (self.anchors, self.positives))
        return PairFile(name or self.name, self.sha256, anchors, positives, negatives)


def pair_files(corpus, ablation=False):
    """Paths of the pair files, sorted by name; the non-commercial ones only in an ablation, whose model never ships."""
    paths = sorted((Path(corpus) / "pairs").glob("*.tsv.xz"))
    if not paths:
        raise FileNotFoundError(f"no pair files (*.tsv.xz) in {Path(corpus) / 'pairs'}")
    return [path for path in paths if ablation or not path.name.startswith(NON_COMMERCIAL)]


def read_pair_file(path, ablation=False):
    """All rows with two sides, in file order, as one PairFile, or two where only some rows have a hard negative:
    `name` without and `name.hard` with. Refuses nc- files unless it is for an ablation."""
    if path.name.startswith(NON_COMMERCIAL) and not ablation:
        raise PermissionError(f"{path.name} is not licensed for a model that ships")
    packed = path.read_bytes()
    fields = [line.split("\t") for line in lzma.decompress(packed).decode("utf8").split("\n")]
    fields = [row for row in fields if len(row) >= 2 and row[0] and row[1]]
    name, sha256 = path.name.removesuffix(".tsv.xz"), hashlib.sha256(packed).hexdigest()
    plain = [row for row in fields if len(row) < 3 or not row[2]]
    hard = [row for row in fields if len(row) > 2 and row[2]]
    parts = [(f"{name}.hard" if plain else name, hard, True), (name, plain, False)]
    return [pair_file(part, sha256, rows, negatives) for part, rows, negatives in parts if rows]


def pair_file(name, sha256, rows, with_negatives):
    columns = list(zip(*rows)) if with_negatives else list(zip(*(row[:2] for row in rows)))
    return PairFile(name, sha256, list(columns[0]), list(columns[1]), list(columns[2]) if with_negatives else None)
