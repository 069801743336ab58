"""The training pairs: tab-separated anchor, positive and, in some files, hard negative; one xz file a source.

The corpus is given by path and never copied here. Two rules are enforced, not merely followed: files whose name starts
with "nc-" (non-commercial or unstated licence) are never read, and graded labels (sts-dev/) are no business of this
module.
"""

import hashlib
import lzma
from dataclasses import dataclass
from pathlib import Path

NON_COMMERCIAL = "nc-"


@dataclass(frozen=True)
class PairFile:
    """One source. negatives is None, or as long as anchors with "" where a row has none."""

    name: str
    sha256: str
    anchors: list[str]
    positives: list[str]
    negatives: list[str] | None


def shippable_pair_files(corpus):
    """Paths of the pair files a model that ships may learn from, sorted by name."""
    paths = sorted((Path(corpus) / "pairs").glob("*.tsv.xz"))
    if not paths:
        raise FileNotFoundError(f"no pair files (*.tsv.xz) in {Path(corpus) / 'pairs'}")
    return [path for path in paths if not path.name.startswith(NON_COMMERCIAL)]


def read_pair_file(path, rows, rng):
    """At most `rows` rows of one file, in the order `rng` (numpy Generator) shuffles them. Refuses nc- files."""
    if path.name.startswith(NON_COMMERCIAL):
        raise PermissionError(f"{path.name} is not licensed for a model that ships")
    packed = path.read_bytes()
    lines = lzma.decompress(packed).decode("utf8").splitlines()
    fields = [line.split("\t") for line in lines]
    fields = [row for row in fields if len(row) >= 2 and row[0] and row[1]]
    chosen = [fields[i] for i in rng.permutation(len(fields))[:rows]]
    has_negatives = any(len(row) > 2 for row in chosen)
    return PairFile(
        name=path.name.removesuffix(".tsv.xz"),
        sha256=hashlib.sha256(packed).hexdigest(),
        anchors=[row[0] for row in chosen],
        positives=[row[1] for row in chosen],
        negatives=[row[2] if len(row) > 2 else "" for row in chosen] if has_negatives else None,
    )
