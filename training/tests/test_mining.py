"""Hard negatives: hard, and negatives."""

import unittest

import numpy as np
import torch
import torch.nn.functional as F

from training.data.tokens import TokenPairs, rows_of
from training.train.mining import by_model, by_words, lexical_vectors, rarities, some_of
from training.train.soup import greedy_soup, mean_weights


def on_a_circle(*degrees):
    radians = torch.tensor(degrees) * torch.pi / 180
    return torch.stack([radians.cos(), radians.sin()], dim=1)


class ByModel(unittest.TestCase):
    anchors, positives = on_a_circle(0, 0, 0, 0, 0), on_a_circle(10, 11, 20, 40, 80)
    hashes = torch.arange(5)

    def found(self, first, last, margin, hashes=None):
        allowed, rows = by_model(self.anchors, self.positives, self.hashes if hashes is None else hashes, first, last, margin)
        return set(rows[0][allowed[0]].tolist())

    def test_what_is_nearly_as_right_as_the_right_one_is_left_out(self):
        self.assertEqual(self.found(0, 4, 0.98), {2, 3, 4})
        self.assertEqual(self.found(0, 4, 0.90), {3, 4})

    def test_only_the_ranks_asked_for_are_taken(self):
        self.assertEqual(self.found(3, 3, 0.98), {3})

    def test_the_right_text_in_another_row_is_no_negative(self):
        self.assertEqual(self.found(0, 4, 0.98, hashes=torch.tensor([0, 1, 2, 0, 4])), {2, 4})


class ByWords(unittest.TestCase):
    def test_rare_words_in_common_bring_rows_together_and_common_ones_do_not(self):
        texts = [[1, 50, 51], [1, 50, 52], [1, 60, 61], [1, 70, 71]]
        pairs = TokenPairs("s", rows_of(texts), rows_of(texts))
        rarity = rarities([pairs], 100)
        self.assertLess(rarity[1], rarity[50])
        self.assertLess(rarity[50], rarity[60])
        vectors = lexical_vectors(pairs.positives, rarity, 512, 0, "cpu")
        likeness = vectors @ vectors.T
        self.assertGreater(likeness[0, 1], likeness[0, 2] + 0.1)

    def test_overlap_counts_only_where_the_model_prefers_the_right_one(self):
        anchors, positives = on_a_circle(0, 0, 0), on_a_circle(30, 10, 80)
        words = F.normalize(torch.ones(3, 4), dim=1)
        allowed, rows = by_words(anchors, positives, torch.arange(3), words, words, 3, 0.95)
        self.assertEqual(set(rows[0][allowed[0]].tolist()), {2})

    def test_what_is_not_found_stands_last_as_minus_one(self):
        allowed = torch.tensor([[False, True, False], [False, False, False], [True, True, True]])
        rows = torch.tensor([[4, 5, 6], [4, 5, 6], [7, 8, 9]])
        found = some_of(allowed, rows, 2, np.random.default_rng(0))
        self.assertEqual(found[0].tolist(), [5, -1])
        self.assertEqual(found[1].tolist(), [-1, -1])
        self.assertLessEqual(set(found[2].tolist()), {7, 8, 9})
        self.assertEqual(len(set(found[2].tolist())), 2)


class Soup(unittest.TestCase):
    @staticmethod
    def score(state):
        return 1 - abs(state["w"].item() - 1)

    def test_members_join_only_where_they_do_no_harm(self):
        states = [("low", 0.8), ("high", 1.3), ("wild", 9.0)]
        candidates = [(name, {"w": torch.tensor(w)}, self.score({"w": torch.tensor(w)})) for name, w in states]
        state, names, score = greedy_soup(candidates, self.score)
        self.assertEqual(names, ["low", "high"])
        self.assertAlmostEqual(score, 0.95, places=5)
        self.assertAlmostEqual(state["w"].item(), 1.05, places=5)

    def test_it_is_never_worse_than_its_best_member(self):
        candidates = [("best", {"w": torch.tensor(1.0)}, 1.0), ("other", {"w": torch.tensor(2.0)}, 0.0)]
        state, names, score = greedy_soup(candidates, self.score)
        self.assertEqual((names, score, state["w"].item()), (["best"], 1.0, 1.0))

    def test_the_mean_is_taken_weight_by_weight(self):
        self.assertEqual(mean_weights([{"w": torch.tensor([1.0, 2])}, {"w": torch.tensor([3.0, 6])}])["w"].tolist(), [2, 4])


if __name__ == "__main__":
    unittest.main()
