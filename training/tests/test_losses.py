"""Losses against what they say they are, computed naively."""

import math
import unittest

import torch
import torch.nn.functional as F

from training.data.tokenizer import MASK_ID
from training.tests import tiny
from training.tests.tiny import SHAPE, stirred
from training.train.language import LanguageModel
from training.train.loss import agreement, info_nce, matryoshka, without_lookalikes
from training.train.muon import Muon, orthogonalised

SCALE = 7.0


def naive_info_nce(anchors, positives, negatives, allowed, negatives_allowed):
    total, n = 0.0, len(anchors)
    for i in range(n):
        right = math.exp(SCALE * anchors[i] @ positives[i])
        forward = sum(math.exp(SCALE * anchors[i] @ positives[j]) for j in range(n) if allowed[i, j])
        forward += sum(math.exp(SCALE * anchors[i] @ negatives[j]) for j in range(n) if negatives_allowed[i, j])
        backward = sum(math.exp(SCALE * positives[i] @ anchors[j]) for j in range(n) if allowed[j, i])
        total += (-math.log(right / forward) - math.log(right / backward)) / 2
    return total / n


class Contrastive(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(3)
        self.sides = [F.normalize(torch.randn(5, 8), dim=1) for _ in range(3)]
        self.allowed = torch.ones(5, 5, dtype=torch.bool)
        self.allowed[0, 3] = self.allowed[3, 0] = False
        self.negatives_allowed = torch.rand(5, 5) > 0.3

    def test_agrees_with_its_definition_masks_and_hard_negatives_included(self):
        found = info_nce(*self.sides, self.allowed, self.negatives_allowed, SCALE)
        self.assertAlmostEqual(found.item(), naive_info_nce(*self.sides, self.allowed, self.negatives_allowed), places=4)

    def test_at_several_widths_it_is_the_mean_of_the_cut_ones(self):
        found = matryoshka(*self.sides, self.allowed, self.negatives_allowed, SCALE, [4, 8])
        each = [
            info_nce(*(F.normalize(side[:, :w], dim=1) for side in self.sides), self.allowed, self.negatives_allowed, SCALE)
            for w in (4, 8)
        ]
        self.assertAlmostEqual(found.item(), sum(each).item() / 2, places=5)

    def test_focal_weights_move_it_towards_what_is_not_solved(self):
        anchors, positives = torch.eye(4), torch.eye(4)
        positives[0] = F.normalize(torch.tensor([1.0, 1.0, 1.0, 1.0]), dim=0)
        plain, focal = (info_nce(anchors, positives, None, torch.ones(4, 4).bool(), None, SCALE, g) for g in (0.0, 0.5))
        self.assertGreater(focal.item(), plain.item())

    def test_rows_whose_positives_look_alike_are_no_negatives(self):
        positives = F.normalize(torch.tensor([[1.0, 0.0], [1.0, 0.01], [0.0, 1.0]]), dim=1)
        allowed = without_lookalikes(torch.ones(3, 3, dtype=torch.bool), positives, 0.95)
        self.assertEqual(allowed.tolist(), [[True, False, True], [False, True, True], [True, True, True]])

    def test_a_layer_that_ranks_as_the_last_one_agrees_with_it(self):
        a, p, other = self.sides
        self.assertAlmostEqual(agreement(a, p, a, p, SCALE, self.allowed).item(), 0.0, places=6)
        self.assertGreater(agreement(other, p, a, p, SCALE, self.allowed).item(), 0.01)


class Language(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(5)
        self.model = LanguageModel(stirred(tiny.model()), "own")
        torch.nn.init.normal_(self.model.head, std=0.2)
        self.ids = torch.randint(4, 400, (2, 9))

    def logits(self, ids, k):
        return self.model.deelm.norm(self.model.deelm.states(ids, None, k)) @ self.model.head.T

    def test_the_causal_loss_is_that_of_each_next_token(self):
        logits = self.logits(self.ids[:, :-1], SHAPE["layers"]).log_softmax(-1)
        expected = -sum(logits[r, i, self.ids[r, i + 1]] for r in range(2) for i in range(8)) / 16
        self.assertAlmostEqual(self.model(self.ids).item(), expected.item(), places=4)

    def test_a_hidden_token_is_predicted_from_the_place_before_it(self):
        hidden = torch.zeros(2, 9, dtype=torch.bool)
        hidden[0, 3] = hidden[1, 8] = True
        seen = self.ids.clone()
        seen[0, 3] = seen[1, 8] = MASK_ID
        logits = self.logits(seen, 1).log_softmax(-1)
        expected = -(logits[0, 2, self.ids[0, 3]] + logits[1, 7, self.ids[1, 8]]) / 2
        self.assertAlmostEqual(self.model.masked_loss(self.ids, hidden, 1).item(), expected.item(), places=4)

    def test_tied_logits_start_at_the_scale_of_one(self):
        tied = LanguageModel(tiny.model(), "tied")
        self.assertLess(abs(tied(self.ids).item() - math.log(400)), 2.0)


class Orthogonal(unittest.TestCase):
    def test_all_singular_values_come_near_one_whatever_the_shape(self):
        for shape in ((3, 16, 16), (2, 24, 8), (2, 8, 24)):
            torch.manual_seed(1)
            values = torch.linalg.svdvals(orthogonalised(torch.randn(shape)))
            self.assertTrue(((values > 0.5) & (values < 1.3)).all(), f"{shape}: {values}")

    def test_each_matrix_of_a_stack_is_treated_by_itself(self):
        torch.manual_seed(1)
        stack = torch.randn(3, 6, 6)
        torch.testing.assert_close(orthogonalised(stack)[1:2], orthogonalised(stack[1:2]))

    def test_it_goes_down_a_slope(self):
        torch.manual_seed(1)
        weight, target = torch.nn.Parameter(torch.zeros(6, 4)), torch.randn(6, 4)
        optimiser = Muon([weight], lr=0.02)
        before = ((weight - target) ** 2).mean().item()
        for _ in range(50):
            loss = ((weight - target) ** 2).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        self.assertLess(loss.item(), before / 2)


if __name__ == "__main__":
    unittest.main()
