"""Batches: one source, one length, no false negatives, the same ones again from the same state."""

import contextlib
import io
import unittest

import numpy as np
import torch

from training.data.batches import BatchDrawer, SourceRows, not_right_answers, not_the_same, rows_by_length
from training.data.blocks import BlockReader
from training.data.device_rows import DeviceRows
from training.data.tokens import TokenPairs, pack, rows_of
from training.export.fixture_text import TRAINING_TEXT
from training.tests import tiny

LENGTHS = np.array([4, 8, 16])


def source(name="own", **more):
    rows = pack(tiny.tokenizer(), TRAINING_TEXT, 16)
    return SourceRows(TokenPairs(name, rows, rows), LENGTHS, 2, "cpu", **more)


def drawer(seed=3, **more):
    return BatchDrawer([source()], 64, 4, np.random.default_rng(seed), **more)


class Rows(unittest.TestCase):
    def test_rows_are_padded_on_the_right_or_cut(self):
        rows = DeviceRows(rows_of([[5, 6, 7], [8], [9, 10, 11, 12, 13]]), "cpu")
        ids, mask = rows.gather(torch.tensor([2, 1, 0]), 4)
        self.assertEqual(ids.tolist(), [[9, 10, 11, 12], [8, 0, 0, 0], [5, 6, 7, 0]])
        self.assertEqual(mask.tolist(), [[1, 1, 1, 1], [1, 0, 0, 0], [1, 1, 1, 0]])

    def test_equal_rows_have_equal_hashes_and_others_have_not(self):
        hashes = rows_of([[1, 2, 3], [3, 2, 1], [1, 2, 3], [1, 2], [1, 2, 3, 0]]).hashes()
        self.assertEqual(hashes[0], hashes[2])
        self.assertEqual(len(set(hashes.tolist())), 4)

    def test_a_row_stands_under_the_first_length_that_holds_it(self):
        classes = rows_by_length(np.array([2, 4, 5, 9, 40, 3, 7, 16]), np.arange(8), LENGTHS, 1)
        self.assertEqual({length: sorted(rows.tolist()) for length, rows in classes.items()}, {4: [0, 1, 5], 8: [2, 6], 16: [3, 4, 7]})

    def test_small_classes_join_the_next_and_no_row_is_lost(self):
        for longest in ([2, 5, 6, 7, 9], [2, 2, 2, 9], [2], [9, 9, 5]):
            classes = rows_by_length(np.array(longest), np.arange(len(longest)), LENGTHS, 3)
            self.assertEqual(sorted(np.concatenate(list(classes.values())).tolist()), list(range(len(longest))))
            for length, rows in classes.items():
                self.assertTrue((np.array(longest)[rows] <= length).all())


class Negatives(unittest.TestCase):
    def test_the_same_text_on_both_sides_is_no_negative(self):
        allowed = not_the_same(torch.tensor([1, 2, 3, 1]), torch.tensor([10, 11, 10, 2]))
        self.assertTrue(allowed.diagonal().all())
        self.assertFalse(allowed[0, 2] or allowed[2, 0], "equal positives")
        self.assertFalse(allowed[0, 3] or allowed[3, 0], "equal anchors")
        self.assertFalse(allowed[1, 3] or allowed[3, 1], "an anchor that is another row's positive")
        self.assertTrue(allowed[1, 2] and allowed[0, 1])

    def test_a_hard_negative_that_is_right_for_another_row_is_masked_there_alone(self):
        allowed = not_right_answers(torch.tensor([1, 2]), torch.tensor([10, 11]), torch.tensor([11, 30]))
        self.assertEqual(allowed.tolist(), [[True, True], [False, True]])

    def test_mined_rows_are_used_and_rows_without_any_left_out(self):
        mined = np.full((len(TRAINING_TEXT), 2), -1)
        mined[:8, 0] = np.arange(8, 16)
        with_mined = source(mined=mined)
        used = np.sort(np.concatenate(list(with_mined.by_length.values())))
        self.assertEqual(used.tolist(), list(range(8)))
        batch = with_mined.batch(16, np.arange(4), np.random.default_rng(0))
        expected, _ = with_mined.sides["positives"].gather(torch.arange(8, 12), 16)
        self.assertTrue(torch.equal(batch.negatives[0], expected))


class Drawing(unittest.TestCase):
    def test_the_same_generator_state_draws_the_same_batches(self):
        first, second = drawer().draw(), drawer().draw()
        self.assertTrue(torch.equal(first.anchors[0], second.anchors[0]))

    def test_whole_batches_repeat_rows_which_are_no_negatives_of_one_another(self):
        rows = rows_of([[5, 6], [7, 8]])
        few = SourceRows(TokenPairs("few", rows, rows), LENGTHS, 1, "cpu")
        batch = BatchDrawer([few], 16, 4, np.random.default_rng(0), whole=True).draw()
        self.assertEqual(batch.anchors[0].shape, (4, 4))
        self.assertEqual(batch.allowed.sum().item(), 4 + 8, "itself and the two rows that differ")

    def test_batches_are_halved_until_they_would_say_nothing(self):
        halved = drawer()
        with contextlib.redirect_stdout(io.StringIO()):
            halved.halve()
        self.assertEqual(len(halved.draw().anchors[0]), 2)
        with self.assertRaises(MemoryError):
            halved.halve()

    def test_a_source_for_which_nothing_was_mined_is_never_drawn(self):
        nothing = source("nothing", mined=np.full((len(TRAINING_TEXT), 2), -1))
        both = BatchDrawer([nothing, source()], 64, 4, np.random.default_rng(0))
        self.assertEqual({both.draw().source for _ in range(20)}, {"own"})
        with self.assertRaises(ValueError):
            BatchDrawer([nothing], 64, 4, np.random.default_rng(0))

    def test_a_weight_for_a_source_that_is_not_there_is_refused(self):
        with self.assertRaises(KeyError):
            drawer(weights={"missing": 2.0})


class Blocks(unittest.TestCase):
    def test_an_epoch_visits_every_block_once_and_the_next_cuts_elsewhere(self):
        reader = BlockReader(np.arange(1000, dtype=np.uint16), 10, seed=4, device="cpu")
        count = len(reader.starts)
        blocks = reader.draw(count)
        self.assertEqual(len(set(blocks[:, 0].tolist())), count)
        self.assertTrue((blocks.diff(dim=1) == 1).all(), "each block is a stretch of the stream")
        reader.draw(1)
        self.assertEqual((reader.epoch, reader.place), (1, 1))

    def test_restored_it_goes_on_where_it_was_even_across_epochs(self):
        stream = np.arange(300, dtype=np.uint16)
        reader, other = (BlockReader(stream, 10, seed=4, device="cpu") for _ in range(2))
        reader.draw(35)
        other.restore(reader.state())
        self.assertTrue(torch.equal(reader.draw(40), other.draw(40)))


if __name__ == "__main__":
    unittest.main()
