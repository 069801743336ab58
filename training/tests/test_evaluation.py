"""The measures, against cases worked out by hand; and the sets they are taken on."""

import json
import math
import random
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from training.data.alter import altered, negated, with_another_number, with_roles_swapped
from training.data.noise import noisy
from training.data.pairs import PairFile
from training.evaluate.bm25 import Bm25
from training.evaluate.bootstrap import interval
from training.evaluate.layers import highest_smoothed, prepared
from training.evaluate.report import rank_correlation, separation
from training.evaluate.retrieval import fused, gains, ranks_of, read_retrieval_set
from training.evaluate.sets import write_near_duplicates, write_retrieval


class Retrieval(unittest.TestCase):
    def test_the_rank_of_the_right_passage_counts_equals_before_it(self):
        scores = torch.tensor([[3.0, 2, 1], [1, 1, 0], [0, 1, 2]])
        self.assertEqual(ranks_of(scores, np.array([0, 0, 0])).tolist(), [1, 2, 3])

    def test_gains_end_at_ten(self):
        found = gains(np.array([1, 4, 11]))
        self.assertEqual(found["recallAt10"].tolist(), [1, 1, 0])
        self.assertEqual(found["mrrAt10"].tolist(), [1, 0.25, 0])

    def test_fusion_prefers_what_both_rank_high(self):
        first, second = torch.tensor([[3.0, 2, 1]]), torch.tensor([[1.0, 2, 3]])
        both = fused(first, torch.tensor([[3.0, 2, 1]]))
        self.assertEqual(both.argmax().item(), 0)
        self.assertEqual(fused(first, second)[0, 0].item(), fused(first, second)[0, 2].item())

    def test_bm25_follows_its_formula(self):
        bm25 = Bm25(["the cat sat", "the dog", "a dog and a dog"])
        idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
        length, mean = 5, 10 / 3
        expected = idf * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * length / mean))
        scores = bm25.scores(["Dog!", "unknown"])
        self.assertAlmostEqual(scores[0, 2], expected, places=6)
        self.assertEqual(scores[0, 0], 0)
        self.assertEqual(scores[1].tolist(), [0, 0, 0])


class Measures(unittest.TestCase):
    def test_separation_is_one_half_for_chance_and_one_for_order(self):
        self.assertEqual(separation([0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4]), 1.0)
        self.assertEqual(separation([0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5]), 0.5)

    def test_rank_correlation_sees_order_alone(self):
        self.assertAlmostEqual(rank_correlation([1, 2, 3], [1, 10, 100]), 1.0)

    def test_an_interval_holds_the_mean_and_shrinks_with_more_items(self):
        rng = np.random.default_rng(1)
        widths = []
        for items in (50, 5000):
            values = rng.normal(size=items)
            low, high = interval(lambda drawn: values[drawn].mean(), items, draws=200)
            self.assertTrue(low < values.mean() < high)
            widths.append(high - low)
        self.assertGreater(widths[0], 5 * widths[1])

    def test_a_single_layer_that_stands_out_is_no_turning_point(self):
        self.assertEqual(highest_smoothed([0.1, 0.7, 0.1, 0.5, 0.6, 0.5, 0.2]), 5)
        self.assertEqual(prepared('Who said "no"?'), "Who said 'no'.")


class Sets(unittest.TestCase):
    def test_every_heading_has_one_right_passage_and_mistyped_queries_the_same(self):
        held = [PairFile("heading-docs", "", ["A > x", "A > x", "B > y"], ["one.", "two.", "three."], None)]
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            self.assertEqual(write_retrieval(folder, held, seed=1), 2)
            read = read_retrieval_set(folder / "retrieval-passages.jsonl", folder / "retrieval-queries.jsonl")
            mistyped = [json.loads(line) for line in (folder / "retrieval-typos-queries.jsonl").read_text().splitlines()]
        pairs = {query: read.passages[answer] for query, answer in zip(read.queries, read.answers)}
        self.assertEqual(pairs, {"A > x": "one.", "B > y": "three."})
        self.assertEqual(len(mistyped), 2)

    def test_near_duplicates_are_half_and_half(self):
        long = "This sentence is long enough to be taken, number {}."
        held = [PairFile("heading-docs", "", [f"A > {i}" for i in range(6)], [long.format(i) for i in range(6)], None)]
        rewordings = [PairFile("wikisplit", "", list("abcdef"), list("ABCDEF"), None)]
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(write_near_duplicates(Path(folder), rewordings, held, seed=1), 6)
            kinds = [line[0] for line in (Path(folder) / "near-duplicates.tsv").read_text().splitlines()]
        self.assertEqual(sorted(kinds), ["0", "0", "0", "1", "1", "1"])


class Altered(unittest.TestCase):
    rng = random.Random(0)

    def test_negations_come_and_go(self):
        self.assertEqual(negated("The door was open.", self.rng), "The door was not open.")
        self.assertEqual(negated("The door was not open.", self.rng), "The door was open.")
        self.assertEqual(negated("She doesn't sing.", self.rng), "She does sing.")
        self.assertIsNone(negated("Rain came.", self.rng))

    def test_roles_are_swapped_and_numbers_changed(self):
        self.assertEqual(with_roles_swapped("The dog chased the cat.", self.rng), "The cat chased the dog.")
        self.assertIsNone(with_roles_swapped("The dog chased the dog.", self.rng))
        self.assertRegex(with_another_number("It took 12 days.", self.rng), r"^It took (?!12 )\d+ days\.$")

    def test_what_cannot_be_altered_is_left_out(self):
        self.assertIsNone(altered("Rain came.", self.rng))

    def test_noise_is_about_as_much_as_asked_for_and_spares_signs(self):
        text = "abcdefgh 123 " * 400
        self.assertEqual(noisy(text, 0.0, random.Random(1)), text)
        mistyped = noisy(text, 0.1, random.Random(1))
        self.assertEqual(mistyped.count("123"), 400)
        same = sum(a == b for a, b in zip(text.split(), mistyped.split())) / len(text.split())
        self.assertTrue(0.55 < same < 0.85, same)


if __name__ == "__main__":
    unittest.main()
