"""The model against transformers, its starting point, and the promise that a resumed run is the same run."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch
from transformers import LlamaForCausalLM

from training.data.tokenizer import lower_case_bpe, save_tokenizer
from training.data.tokens import TokenPairs, pack
from training.export.deelm_reference import padded, residual_states
from training.export.fixture_text import TRAINING_TEXT
from training.export.huggingface import export_huggingface
from training.train.deelm import DeeLM
from training.train.layers import LayersRun
from training.train.loss import info_nce, matryoshka_info_nce

SHAPE = {"width": 32, "heads": 4, "inner": 48, "layers": 3, "first_bidirectional": 1, "rope_theta": 10000.0}
SETTINGS = {
    "seed": 5, "steps": 6, "batch": 4, "pool": 2, "rate": 1e-2, "table_rate": 1e-3, "weight_decay": 0.01, "warmup": 2,
    "plateau": 0.3, "scale": 20.0, "widths": [16, 32], "source_exponent": 0.7, "source_weights": {},
    "evaluate_every": 2, "checkpoint_seconds": 0,
}
ROWS = [[5, 9, 17, 3, 40, 41], [8, 2], [11, 30, 31]]


def small_model(seed=0):
    torch.manual_seed(seed)
    return DeeLM(torch.randn(400, SHAPE["width"]), SHAPE)


def stirred(model):
    """Every weight random, so that the layers do something."""
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, mean=float(parameter.ndim == 1), std=0.2)
    return model


class Model(unittest.TestCase):
    def test_starts_as_the_mean_of_its_token_rows(self):
        model, (ids, mask) = small_model(), padded(ROWS)
        table = model.embed_tokens.weight
        expected = torch.stack([table[row].mean(0) for row in ROWS])
        torch.testing.assert_close(model(ids, mask), expected)

    def test_exported_it_is_a_llama_with_the_same_states_for_every_k(self):
        model, (ids, mask) = stirred(small_model()).eval(), padded(ROWS)
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            save_tokenizer(lower_case_bpe(TRAINING_TEXT, 400), folder, 64)
            export_huggingface(model, folder, folder / "out", 64)
            llama = LlamaForCausalLM.from_pretrained(folder / "out", attn_implementation="eager", dtype=torch.float32)
        for k in range(SHAPE["layers"] + 1):
            theirs, ours = residual_states(llama, ids, mask, k)[-1], model.states(ids, mask, k)
            for r, row in enumerate(ROWS):
                torch.testing.assert_close(ours[r, : len(row)], theirs[r, : len(row)], atol=1e-4, rtol=1e-4)
        hidden = llama(ids, attention_mask=mask, output_hidden_states=True).hidden_states[-1]
        normed = llama.model.norm(model.states(ids, mask, SHAPE["layers"]))
        torch.testing.assert_close(normed[mask.bool()], hidden[mask.bool()], atol=1e-4, rtol=1e-4)

    def test_a_text_alone_and_in_a_padded_batch_has_one_vector(self):
        model = stirred(small_model()).eval()
        together = model(*padded(ROWS))
        for r, row in enumerate(ROWS):
            torch.testing.assert_close(model(*padded([row]))[0], together[r], atol=1e-4, rtol=1e-4)


class Loss(unittest.TestCase):
    def test_is_small_when_pairs_agree_and_large_when_they_are_crossed(self):
        unit, everything = torch.eye(4), torch.ones(4, 4, dtype=torch.bool)
        self.assertLess(info_nce(unit, unit, None, everything, 20.0), 1e-3)
        self.assertGreater(info_nce(unit, unit.roll(1, 0), None, everything, 20.0), 5)

    def test_a_hard_negative_raises_it_and_a_masked_one_does_not(self):
        unit, everything = torch.eye(4), torch.ones(4, 4, dtype=torch.bool)
        self.assertGreater(info_nce(unit, unit, unit, everything, 20.0), info_nce(unit, unit, None, everything, 20.0))
        same = torch.ones(2, 3)
        masked = matryoshka_info_nce(same, same, None, torch.eye(2, dtype=torch.bool), 20.0, [2, 3])
        self.assertAlmostEqual(masked.item(), 0.0)


class Resuming(unittest.TestCase):
    def run_in(self, folder):
        rows = pack(lower_case_bpe(TRAINING_TEXT, 400), TRAINING_TEXT, 16)
        sources = [TokenPairs("own", rows, rows, None)]
        return LayersRun(small_model(), sources, SETTINGS, Path(folder), lambda model: {"score": 0.0}, lambda row: None)

    def test_stopped_and_resumed_gives_the_same_model_bit_for_bit(self):
        with tempfile.TemporaryDirectory() as whole, tempfile.TemporaryDirectory() as parts:
            unbroken, stopped, resumed = self.run_in(whole), self.run_in(parts), self.run_in(parts)
            unbroken.train()
            for _ in range(3):
                stopped.one_step()
            stopped.save()
            resumed.resume()
            self.assertEqual(resumed.progress.step, 3)
            resumed.train()
        for name, value in unbroken.model.state_dict().items():
            self.assertTrue(torch.equal(value, resumed.model.state_dict()[name]), name)
        self.assertFalse(np.allclose(unbroken.model.layers[0].mlp.down_proj.weight.detach(), 0), "the layers learned")


if __name__ == "__main__":
    unittest.main()
