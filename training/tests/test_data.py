"""The rules about data, and the batches."""

import lzma
import tempfile
import unittest
from pathlib import Path

import numpy as np

from training.data.batches import BatchDrawer, not_the_same
from training.data.pairs import read_pair_file, shippable_pair_files
from training.data.tokenizer import lower_case_bpe, save_tokenizer
from training.data.tokens import TokenPairs, pack
from training.export.fixture_text import TRAINING_TEXT


def written_corpus(folder, files):
    pairs = Path(folder) / "pairs"
    pairs.mkdir()
    for name, rows in files.items():
        (pairs / name).write_bytes(lzma.compress("".join("\t".join(row) + "\n" for row in rows).encode()))
    return Path(folder)


class Rules(unittest.TestCase):
    def test_files_under_a_non_commercial_licence_are_neither_listed_nor_read(self):
        with tempfile.TemporaryDirectory() as folder:
            corpus = written_corpus(folder, {"a.tsv.xz": [("x", "y")], "nc-b.tsv.xz": [("p", "q")]})
            self.assertEqual([path.name for path in shippable_pair_files(corpus)], ["a.tsv.xz"])
            with self.assertRaises(PermissionError):
                read_pair_file(corpus / "pairs" / "nc-b.tsv.xz", 10, np.random.default_rng(0))

    def test_a_folder_without_pairs_is_an_error_and_not_an_empty_run(self):
        with tempfile.TemporaryDirectory() as folder, self.assertRaises(FileNotFoundError):
            shippable_pair_files(folder)

    def test_rows_with_an_empty_side_are_dropped_and_negatives_kept(self):
        with tempfile.TemporaryDirectory() as folder:
            corpus = written_corpus(folder, {"a.tsv.xz": [("one", "two", "three"), ("", "y"), ("four", "five")]})
            file = read_pair_file(corpus / "pairs" / "a.tsv.xz", 10, np.random.default_rng(0))
            self.assertEqual(
                set(zip(file.anchors, file.positives, file.negatives)), {("one", "two", "three"), ("four", "five", "")}
            )


class Batches(unittest.TestCase):
    def setUp(self):
        self.tokenizer = lower_case_bpe(TRAINING_TEXT, 400)
        rows = pack(self.tokenizer, TRAINING_TEXT, 16)
        self.source = TokenPairs("own", rows, rows, None)

    def test_the_same_text_on_both_sides_is_no_negative(self):
        allowed = not_the_same(np.array([1, 2, 3, 1]), np.array([10, 11, 10, 2]))
        self.assertTrue(allowed.diagonal().all())
        self.assertFalse(allowed[0, 2] or allowed[2, 0], "equal positives")
        self.assertFalse(allowed[0, 3] or allowed[3, 0], "equal anchors")
        self.assertFalse(allowed[1, 3] or allowed[3, 1], "an anchor that is another row's positive")
        self.assertTrue(allowed[1, 2] and allowed[0, 1])

    def test_padding_stands_on_the_right_and_is_not_counted(self):
        batch = BatchDrawer([self.source], 8, np.random.default_rng(1), pool=2).draw()
        self.assertEqual(batch.anchors.ids.shape, batch.anchors.mask.shape)
        self.assertTrue((batch.anchors.mask.diff(dim=1) <= 0).all())
        self.assertEqual(batch.anchors.tokens, int((batch.anchors.mask == 1).sum()))

    def test_the_same_generator_state_draws_the_same_batches(self):
        first, second = (BatchDrawer([self.source], 4, np.random.default_rng(3), pool=2).draw() for _ in range(2))
        self.assertEqual(first.anchors.ids.tolist(), second.anchors.ids.tolist())

    def test_a_weight_for_a_source_that_is_not_there_is_refused(self):
        with self.assertRaises(KeyError):
            BatchDrawer([self.source], 4, np.random.default_rng(3), weights={"missing": 2.0})

    def test_the_saved_tokenizer_loads_in_transformers_and_folds_case(self):
        from transformers import AutoTokenizer

        with tempfile.TemporaryDirectory() as folder:
            save_tokenizer(self.tokenizer, Path(folder), 32)
            loaded = AutoTokenizer.from_pretrained(folder)
            self.assertEqual(loaded.pad_token_id, 0)
            self.assertEqual(loaded("The FERRY").input_ids, self.tokenizer.encode("the ferry").ids)


if __name__ == "__main__":
    unittest.main()
