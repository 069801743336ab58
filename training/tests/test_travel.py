"""Before a GPU is asked for: what fits, what is cut, what it will cost, and what is missing."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from torch.nn.attention import SDPBackend, sdpa_kernel
from torch.utils.flop_counter import FlopCounterMode

from training.cost import operations_a_token
from training.data.bundle import load_bundle, save_bundle
from training.data.tokens import TokenPairs, pairs_from_arrays, pairs_to_arrays, rows_of
from training.stages.config import missing_starts, read_config, with_sizes_of
from training.tests import tiny
from training.tests.test_configs import CONFIGS
from training.tests.tiny import SHAPE
from training.train.language import LanguageModel
from training.travel import cut_pairs, fill


def source(name, rows, seed):
    ids = np.random.default_rng(seed).integers(4, 24000, (rows, 8)).tolist()
    return TokenPairs(name, rows_of(ids), rows_of(ids[::-1]))


class Travelling(unittest.TestCase):
    def prepared(self, folder):
        prepared = Path(folder) / "prepared"
        stream = np.random.default_rng(0).integers(4, 24000, 20_000).astype(np.uint16)
        save_bundle(prepared / "language-1.xz", {"stream": stream}, {"core": {}})
        (prepared / "dev.tar.xz").write_bytes(b"d" * 1000)
        return prepared, stream

    def test_what_fits_travels_whole(self):
        with tempfile.TemporaryDirectory() as folder:
            prepared, stream = self.prepared(folder)
            fill(Path(folder) / "1", ["language-1.xz", "dev.tar.xz"], prepared, [], 100_000)
            arrays, _ = load_bundle(Path(folder) / "1" / "language-1.xz")
        self.assertTrue(np.array_equal(arrays["stream"], stream))

    def test_beside_weights_the_text_is_cut_at_its_end_until_all_fits(self):
        with tempfile.TemporaryDirectory() as folder:
            prepared, stream = self.prepared(folder)
            weights = Path(folder) / "weights-s-1.xz"
            weights.write_bytes(b"w" * 10_000)
            total = fill(Path(folder) / "2", ["language-1.xz", "dev.tar.xz"], prepared, [weights], 30_000)
            arrays, about = load_bundle(Path(folder) / "2" / "language-1.xz")
            self.assertEqual((Path(folder) / "2" / weights.name).read_bytes(), weights.read_bytes())
        kept = arrays["stream"]
        self.assertTrue(25_000 < total <= 30_000, total)
        self.assertTrue(np.array_equal(kept, stream[: len(kept)]))
        self.assertAlmostEqual(len(kept) / len(stream), about["shareThatTravels"], places=3)

    def test_where_no_data_would_fit_nothing_is_sent(self):
        with tempfile.TemporaryDirectory() as folder:
            prepared, _ = self.prepared(folder)
            with self.assertRaises(ValueError):
                fill(Path(folder) / "1", ["language-1.xz", "dev.tar.xz"], prepared, [], 900)

    def test_pairs_are_cut_from_the_largest_sources_and_no_row_is_torn(self):
        large, small = source("large", 900, 1), source("small", 50, 2)
        cut = {pairs.name: pairs for pairs in pairs_from_arrays(cut_pairs(pairs_to_arrays([large, small]), 0.5))}
        self.assertEqual(len(cut["small"]), 50)
        self.assertEqual(len(cut["large"]), 425)
        self.assertEqual(cut["large"].anchors.row(424).tolist(), large.anchors.row(899).tolist())
        self.assertEqual(cut["large"].positives.row(424).tolist(), large.positives.row(899).tolist())


class Beforehand(unittest.TestCase):
    def test_operations_are_those_that_torch_counts(self):
        model, length, texts = LanguageModel(tiny.model(), "own"), 24, 3
        with sdpa_kernel(SDPBackend.MATH), FlopCounterMode(display=False) as counted:
            model(torch.randint(4, 400, (texts, length + 1))).backward()
        self.assertEqual(counted.get_total_flops(), operations_a_token(SHAPE, length, 400) * length * texts)

    def test_a_run_says_what_it_lacks_before_it_begins(self):
        stages = read_config(CONFIGS / "h200-3.toml")["stage"]
        self.assertEqual(missing_starts(stages, lambda _: False), ["language-2"])
        self.assertEqual(missing_starts(stages, lambda name: name == "language-2"), [])

    def test_a_rehearsal_differs_in_sizes_alone(self):
        for number in (1, 2, 3):
            config = read_config(CONFIGS / f"h200-{number}.toml")
            small = with_sizes_of(config, CONFIGS / "rehearsal.toml")
            self.assertEqual(small["name"], f"rehearsal-h200-{number}")
            for stage, other in zip(config["stage"], small["stage"], strict=True):
                self.assertEqual(stage.keys(), other.keys())
                for key in ("name", "does", "start", "seconds", "variant", "of"):
                    self.assertEqual(stage.get(key), other.get(key))


if __name__ == "__main__":
    unittest.main()
