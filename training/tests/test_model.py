"""The model against transformers, its starting point, its forms and poolings."""

import tempfile
import unittest
from pathlib import Path

import torch
from transformers import AutoTokenizer, LlamaForCausalLM

from training.data.tokenizer import save_tokenizer
from training.evaluate.layers import backward_dependency
from training.export.deelm_reference import residual_states
from training.export.huggingface import export_huggingface
from training.tests import tiny
from training.tests.tiny import ROWS, SHAPE, padded, stirred
from training.train.deelm import rotation_table, visibility


class Model(unittest.TestCase):
    def test_starts_as_the_mean_of_its_token_rows(self):
        model, (ids, mask) = tiny.model(), padded(ROWS)
        expected = torch.stack([model.embed_tokens.weight[row].mean(0) for row in ROWS])
        torch.testing.assert_close(model(ids, mask), expected)

    def test_exported_it_is_a_llama_with_the_same_states_for_every_k(self):
        model, (ids, mask) = stirred(tiny.model()), padded(ROWS)
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            save_tokenizer(tiny.tokenizer(), folder, 64)
            export_huggingface(model, folder, folder / "out", 64)
            llama = LlamaForCausalLM.from_pretrained(folder / "out", attn_implementation="eager", dtype=torch.float32)
        for k in range(SHAPE["layers"] + 1):
            theirs, ours = residual_states(llama, ids, mask, k)[-1], model.states(ids, mask, k)
            torch.testing.assert_close(ours[mask.bool()], theirs[mask.bool()], atol=1e-4, rtol=1e-4)
        hidden = llama(ids, attention_mask=mask, output_hidden_states=True).hidden_states[-1]
        normed = model.norm(model.states(ids, mask, SHAPE["layers"]))
        torch.testing.assert_close(normed[mask.bool()], hidden[mask.bool()], atol=1e-4, rtol=1e-4)

    def test_without_a_mask_the_causal_model_is_the_same(self):
        model, ids = stirred(tiny.model()), torch.tensor([ROWS[0], ROWS[0][::-1]])
        ours = model.states(ids, None, SHAPE["layers"])
        torch.testing.assert_close(ours, model.states(ids, torch.ones_like(ids), SHAPE["layers"]), atol=1e-5, rtol=1e-5)

    def test_a_gate_cannot_be_exported(self):
        with tempfile.TemporaryDirectory() as folder, self.assertRaises(ValueError):
            export_huggingface(tiny.model(pooling="gate"), Path(folder), Path(folder) / "out", 64)


class Pooling(unittest.TestCase):
    def test_a_text_alone_and_in_a_padded_batch_has_one_vector_in_every_form(self):
        for pooling in ("residual", "normed", "gate"):
            for token in ("mean", "last"):
                for form in ("sequential", "two-branch"):
                    model = stirred(tiny.model(pooling=pooling, token=token, form=form))
                    together = model(*padded(ROWS))
                    for r, row in enumerate(ROWS):
                        torch.testing.assert_close(model(*padded([row]))[0], together[r], atol=1e-4, rtol=1e-4)

    def test_exits_are_the_shorter_models(self):
        model, (ids, mask) = stirred(tiny.model()), padded(ROWS)
        by_layer = model.pooled_layers(ids, mask)
        torch.testing.assert_close(by_layer[-1], model(ids, mask))
        model.layers = model.layers[:2]
        torch.testing.assert_close(by_layer[1], model(ids, mask))

    def test_a_gate_starts_as_the_mean(self):
        ids, mask = padded(ROWS)
        torch.testing.assert_close(tiny.model(pooling="gate")(ids, mask), tiny.model()(ids, mask))

    def test_two_branches_add_what_each_makes_of_the_rows(self):
        model, (ids, mask) = stirred(tiny.model(form="two-branch")), padded(ROWS)
        causal, full = visibility(ids, mask, True)
        rotation = rotation_table(ids.shape[1], SHAPE["width"] // SHAPE["heads"], SHAPE["rope_theta"])
        rows = model.embed_tokens(ids)
        first = model.layers[0](rows, causal, rotation)
        second = model.layers[2](model.layers[1](rows, full, rotation), full, rotation)
        torch.testing.assert_close(model.states(ids, mask), first + second)


class Backwards(unittest.TestCase):
    def test_a_causal_model_depends_on_nothing_to_the_right(self):
        self.assertEqual(backward_dependency(stirred(tiny.model()), ROWS[:1], 7, k=3), [0.0, 0.0, 0.0])

    def test_dependency_begins_at_the_first_bidirectional_layer(self):
        first, second, third = backward_dependency(stirred(tiny.model()), ROWS[:1], 7, k=1)
        self.assertEqual(first, 0.0)
        self.assertGreater(second, 0.05)
        self.assertGreater(third, 0.05)


class Tokenizer(unittest.TestCase):
    def test_saved_it_loads_in_transformers_and_folds_case(self):
        with tempfile.TemporaryDirectory() as folder:
            save_tokenizer(tiny.tokenizer(), Path(folder), 32)
            loaded = AutoTokenizer.from_pretrained(folder)
        self.assertEqual(loaded.pad_token_id, 0)
        self.assertEqual(loaded("The FERRY").input_ids, tiny.tokenizer().encode("the ferry").ids)

    def test_no_token_holds_two_digits(self):
        tokens = tiny.tokenizer().encode("in 1848 and 18480 times").tokens
        self.assertFalse([token for token in tokens if sum(map(str.isdigit, token)) > 1])


if __name__ == "__main__":
    unittest.main()
