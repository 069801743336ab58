"""From a corpus to a checkpoint, through every stage of the toy config at the smallest size; once in one go, and once
interrupted again and again. Both make the same models."""

import contextlib
import io
import itertools
import tempfile
import unittest
from pathlib import Path

import torch

from training.export.huggingface import export_huggingface
from training.export.weights import packed_stages, unpack_weights
from training.prepare import Preparation
from training.run import run_stages, take_up_weights
from training.stages.config import read_config, with_sizes_of
from training.stages.run import Run
from training.tests import tiny
from training.tests.test_configs import CONFIGS
from training.train.clock import Deadline

SIZES = """
prefix = "smallest-"
passages = 20
[model]
width = 32
heads = 2
inner = 48
[sizes.every]
[sizes.language]
length = 16
sequences = 4
micro_sequences = 2
steps = 4
checkpoint_seconds = 0
[sizes.adaptation]
length = 16
sequences = 4
micro_sequences = 2
steps = 4
checkpoint_seconds = 0
[sizes.contrast]
steps = 4
side_tokens = 256
largest_batch = 16
smallest_class = 4
widths = [16, 32]
checkpoint_seconds = 0
[sizes.variants]
steps = 2
[sizes.mining]
rows = 60
ranks = [2, 20]
words_width = 32
[sizes.evaluation]
widths = [16, 32]
"""
PREPARE = {
    "seed": 3,
    "tokenizer": {"vocabulary": 400, "rows_per_file": 200, "one_document_in": 1, "max_tokens": 64},
    "pairs": {
        "held_back": 0.2, "rewordings_held_back": 0.2, "rows_per_file": 500, "max_tokens": 32, "mistyped": 0.1,
        "typing_errors": 0.08, "made_sentences": 40,
    },
    "language": [{"files": ["core"], "tokens": 3000}, {"files": ["more"], "tokens": 3000}],
}  # fmt: skip
WHO = ["The harbour master", "A quiet neighbour", "The school teacher", "An old baker", "The new gardener", "Her brother"]
DID = ["was counting the boats", "had painted a fence", "could repair the clock", "was reading a long letter"]
WHERE = ["near the river before noon", "in the upper village", "at the north gate", "behind 12 houses", "on the first day"]
TOLD = [f"{who} {did} {where}." for who, did, where in itertools.product(WHO, DID, WHERE)]


def corpus(folder):
    headings = [(f"Page {i // 4} > Part {i % 4}", told) for i, told in enumerate(TOLD)]
    split = [(told, told.replace(" was ", " is ").replace(".", ", they say.")) for told in TOLD]
    text = [[one, f"It is said that {other.lower()}"] for one, other in zip(TOLD, reversed(TOLD))]
    files = {"heading-wiki.tsv.xz": headings, "wikisplit.tsv.xz": split}
    folder = tiny.written_corpus(folder, files, {"core.txt.xz": text, "more.txt.xz": text[::-1]})
    (folder / "sts-dev").mkdir()
    for name in ("stsb-dev", "sickr-trial"):
        rows = [f"{i % 6}\tThey say: {TOLD[i]}\tWe heard: {TOLD[(i * i) % 97]}\n" for i in range(60)]
        (folder / "sts-dev" / f"{name}.tsv").write_text("".join(rows))
    return folder


class Interrupted(Run):
    """A run that dies whenever it has something to report for the third time."""

    reports = 0

    def report(self, stage, row):
        self.reports += 1
        if self.reports == 3:
            raise KeyboardInterrupt


class WholeRun(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "corpus").mkdir()
        (self.folder / "sizes.toml").write_text(SIZES)
        self.config = with_sizes_of(read_config(CONFIGS / "toy.toml"), self.folder / "sizes.toml")
        silence = contextlib.redirect_stdout(io.StringIO())
        silence.__enter__()
        self.addCleanup(silence.__exit__, None, None, None)

    def started(self, kind, name):
        place = self.folder / name
        travelled = [self.folder / "prepared" / "travel"]
        return kind(self.config, travelled, place / "work", place / "record", place / "out", tiny.CPU, Deadline(1e9))

    def test_what_is_interrupted_again_and_again_ends_as_what_was_not(self):
        Preparation(PREPARE, corpus(self.folder / "corpus"), self.folder / "prepared", False).all()
        run_stages(self.started(Run, "unbroken"))
        interruptions = 0
        while True:
            run = self.started(Interrupted, "broken")
            try:
                run_stages(run)
                break
            except KeyboardInterrupt:
                interruptions += 1
        self.assertGreater(interruptions, 7)
        for stage in ("static", "language", "adaptation", "similarity", "hard", "soup"):
            one, other = (torch.load(self.folder / name / "work" / f"{stage}.model.pt")["model"] for name in ("unbroken", "broken"))
            for name in one:
                self.assertTrue(torch.equal(one[name], other[name]), f"{stage}: {name}")
        self.exported()

    def exported(self):
        (paths,) = packed_stages([self.folder / "broken" / "out"]).values()
        stored = unpack_weights(paths)
        self.assertEqual(stored["shape"]["layers"], 4)
        elsewhere = self.started(Run, "elsewhere")
        elsewhere.inputs.append(self.folder / "broken" / "out")
        take_up_weights(elsewhere)
        export_huggingface(elsewhere.model("soup"), self.folder / "prepared", self.folder / "hf", 64)
        self.assertEqual({path.name for path in (self.folder / "hf").iterdir()} >= {"config.json", "model.safetensors"}, True)


if __name__ == "__main__":
    unittest.main()
