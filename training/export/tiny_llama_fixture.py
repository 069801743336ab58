"""Writes the tiny random Llama checkpoints, with reference outputs, that the tests of app/conversion read.

    python -m training.export.tiny_llama_fixture [app/conversion/fixtures]

tiny-llama/           6 layers, d 32, 4 heads over 2 key-value heads; one float32 model.safetensors
tiny-llama-sharded/   the same weights in two shards, BF16 and F16; no value is rounded, so the same reference holds;
                      its config.json is in the style of transformers 4
tiny-llama-variants/  3 layers, d 16, with every option of the architecture the first lacks: explicit head_dim,
                      biases, tied embeddings, llama3 RoPE scaling

reference.json (tiny-llama and tiny-llama-variants), numbers rounded to 7 significant digits:
    madeWith              versions of torch and transformers
    rows[r]               {text, ids}: ids are what tokenizer.json makes of text, no special tokens
    causalHidden[r]       [L+1][T][d]  hidden_states of the unchanged causal model; as transformers returns them, entry
                          L has passed the final norm and the others have not
    cases[c]              one per firstBidirectional k
      .firstBidirectional k
      .residual[r]        [T][d]  stream after the last layer, before the final norm
      .normed[r]          [T][d]  the same after the final norm
      .vectors            {residual, normed}, each {mean, last}, each [r][d]: unit vectors pooled from those states
      .exitMeans          {residual, normed}, each [r][L][d]: unit vector from the mean of the states after 1..L layers
Every row was run alone and in one batch padded to the longest row; the script refuses to write when the two differ by
more than 2e-5 anywhere, or when k = L differs from the causal model.
"""

import json
import shutil
import sys
from pathlib import Path

import torch
import transformers
from safetensors.torch import save_file

from training.data.tokenizer import save_tokenizer
from training.export.deelm_reference import padded, pooled, residual_states
from training.export.fixture_text import ROWS, VARIANT_ROWS
from training.export.tiny_llama_models import random_model, tiny_config, tiny_tokenizer, variants_config

FIXTURES = Path(__file__).parents[2] / "app" / "conversion" / "fixtures"
TOLERANCE = 2e-5


def rounded(tensor):
    return [rounded(part) for part in tensor] if tensor.ndim else float(f"{tensor.item():.7g}")


def states_alone_and_padded(model, ids, k):
    """Per row [L+1,T,d], run alone; checked against the same rows padded into one batch."""
    together = residual_states(model, *padded(ids), k)
    alone = [residual_states(model, *padded([row]), k)[:, 0] for row in ids]
    for r, states in enumerate(alone):
        assert (together[:, r, : len(ids[r])] - states).abs().max() < TOLERANCE, f"k={k}: row {r} depends on padding"
    return alone


def case(model, ids, k):
    per_row = states_alone_and_padded(model, ids, k)
    by_form = {
        "residual": per_row,
        "normed": [model.model.norm(states).detach() for states in per_row],
    }
    ones = [torch.ones(len(row), dtype=torch.int64) for row in ids]
    vectors, exit_means = {}, {}
    for form, rows in by_form.items():
        vectors[form] = {
            how: [rounded(pooled(s[-1:], m[None], how)[0]) for s, m in zip(rows, ones)] for how in ("mean", "last")
        }
        exit_means[form] = [rounded(pooled(s[1:], m.expand(len(s) - 1, -1), "mean")) for s, m in zip(rows, ones)]
    return {
        "firstBidirectional": k,
        "residual": [rounded(states[-1]) for states in by_form["residual"]],
        "normed": [rounded(states[-1]) for states in by_form["normed"]],
        "vectors": vectors,
        "exitMeans": exit_means,
    }


@torch.no_grad()
def causal_hidden(model, ids):
    """hidden_states of the library's own forward pass, after checking that k = L reproduces them."""
    result = []
    for row in ids:
        hidden = torch.stack(model(torch.tensor([row]), output_hidden_states=True).hidden_states)[:, 0]
        ours = residual_states(model, *padded([row]), model.config.num_hidden_layers)[:, 0]
        ours[-1] = model.model.norm(ours[-1])
        assert (ours - hidden).abs().max() < TOLERANCE, "k = L must be the causal model"
        result.append(rounded(hidden))
    return result


def reference(model, tokenizer, texts, ks):
    ids = [tokenizer.encode(text).ids for text in texts]
    return {
        "madeWith": {"torch": torch.__version__, "transformers": transformers.__version__},
        "rows": [{"text": text, "ids": row} for text, row in zip(texts, ids)],
        "causalHidden": causal_hidden(model, ids),
        "cases": [case(model, ids, k) for k in ks],
    }


def write_sharded(model, folder):
    """Two shards as large checkpoints have them: embeddings and the first half in BF16, the rest in F16."""
    half = model.config.num_hidden_layers // 2
    late = tuple(f"model.layers.{i}." for i in range(half, model.config.num_hidden_layers)) + ("model.norm.", "lm_head.")
    shards, weight_map = [{}, {}], {}
    for name, weight in model.state_dict().items():
        which = int(name.startswith(late))
        dtype = (torch.bfloat16, torch.float16)[which]
        assert torch.equal(weight.to(dtype).float(), weight), f"{name} is not exact in {dtype}"
        shards[which][name] = weight.to(dtype).contiguous()
        weight_map[name] = f"model-{which + 1:05d}-of-00002.safetensors"
    for which, tensors in enumerate(shards):
        path = folder / f"model-{which + 1:05d}-of-00002.safetensors"
        save_file(tensors, path, metadata={"format": "pt"})
        path.chmod(0o644)
    size = sum(t.numel() * t.element_size() for tensors in shards for t in tensors.values())
    index = {"metadata": {"total_size": size}, "weight_map": dict(sorted(weight_map.items()))}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=2) + "\n")
    (folder / "config.json").write_text(json.dumps(older_config(model.config), indent=2) + "\n")


def older_config(config):
    """config.json as transformers 4 wrote it: RoPE and data type under other names, head_dim left to be derived."""
    fields = config.to_diff_dict()
    theta = fields.pop("rope_parameters")["rope_theta"]
    for name in ("dtype", "head_dim"):
        fields.pop(name, None)
    return {**fields, "rope_theta": theta, "rope_scaling": None, "torch_dtype": "bfloat16", "transformers_version": "4.44.0"}


def write_checkpoint(folder, model, tokenizer, texts, ks):
    model.config.dtype = torch.float32
    model.save_pretrained(folder)
    (folder / "generation_config.json").unlink()
    (folder / "model.safetensors").chmod(0o644)
    save_tokenizer(tokenizer, folder, model.config.max_position_embeddings)
    record = reference(model, tokenizer, texts, ks)
    (folder / "reference.json").write_text(json.dumps(record, separators=(",", ":")) + "\n")


def main():
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else FIXTURES
    tiny, sharded, variants = (root / name for name in ("tiny-llama", "tiny-llama-sharded", "tiny-llama-variants"))
    for folder in (tiny, sharded, variants):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    tokenizer = tiny_tokenizer()
    model = random_model(tiny_config(), seed=1)
    write_checkpoint(tiny, model, tokenizer, ROWS, ks=(0, 3, 5, 6))
    write_sharded(model, sharded)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(tiny / name, sharded / name)
    write_checkpoint(variants, random_model(variants_config(), seed=2), tokenizer, VARIANT_ROWS, ks=(1, 3))


if __name__ == "__main__":
    main()
