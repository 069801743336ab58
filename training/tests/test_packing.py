"""What travels arrives as it left."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from training.data.bundle import load_bundle, save_bundle
from training.data.tokens import TokenPairs, pairs_from_arrays, pairs_to_arrays, rows_of
from training.export.weights import pack_weights, packed_stages, unpack_weights
from training.tests import tiny
from training.tests.tiny import stirred


class Bundles(unittest.TestCase):
    def test_pairs_come_back_whole(self):
        rows = [rows_of(ids) for ids in ([[1, 2], [3]], [[40000], [4, 5, 6]], [[7], [8]])]
        sources = [TokenPairs("a.hard", *rows), TokenPairs("b-c", rows[0], rows[1])]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "pairs.xz"
            size = save_bundle(path, pairs_to_arrays(sources), {"made": "here"})
            self.assertEqual(size, path.stat().st_size)
            arrays, about = load_bundle(path)
        self.assertEqual(about, {"made": "here"})
        hard, plain = pairs_from_arrays(arrays)
        self.assertEqual((hard.name, plain.name, plain.negatives), ("a.hard", "b-c", None))
        self.assertEqual([hard.negatives.row(i).tolist() for i in range(2)], [[7], [8]])
        self.assertEqual([plain.positives.row(i).tolist() for i in range(2)], [[40000], [4, 5, 6]])
        self.assertEqual(plain.anchors.flat.dtype, np.uint16)


class Weights(unittest.TestCase):
    def test_every_part_stays_small_and_the_rounding_is_what_its_bits_allow(self):
        model = stirred(tiny.model())
        stored = {"model": model.state_dict(), "head": torch.randn(400, 32)}
        for bits, noise in ((16, 5e-4), (8, 0.012), (6, 0.05), (5, 0.09)):
            with tempfile.TemporaryDirectory() as folder:
                sizes = pack_weights(stored, {"stage": "s", "shape": model.shape}, Path(folder), bits, part_mib=0.02)
                self.assertGreater(len(sizes), 1)
                self.assertLess(max(sizes.values()), 0.03 * 2**20)
                packed = packed_stages([Path(folder)])
                self.assertEqual(list(packed), ["s"])
                back = unpack_weights(packed["s"][::-1])
                with self.assertRaises(FileNotFoundError):
                    unpack_weights(packed["s"][1:])
            self.assertEqual(back["shape"], model.shape)
            for name, tensor in {**stored["model"], "head": stored["head"]}.items():
                found = back["head"] if name == "head" else back["model"][name]
                self.assertLess((found - tensor).norm(), noise * tensor.norm() + 1e-6, f"{name} at {bits} bits")


if __name__ == "__main__":
    unittest.main()
