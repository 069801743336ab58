"""The trained model as a Hugging Face folder, loadable as LlamaForCausalLM and by our own converter.

    python -m training.export.huggingface --weights DIR --tokenizer DIR --to DIR

weights: the folder with weights-*.xz of a run that packed them; tokenizer: where training.prepare left it.
"""

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import save_file

from training.export.weights import packed_stages, unpack_weights
from training.stages.starts import refuse_what_cannot_ship
from training.train.deelm import NORM_EPS, DeeLM


def llama_config(model, max_tokens):
    shape = model.shape
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "vocab_size": model.embed_tokens.num_embeddings,
        "hidden_size": shape["width"],
        "intermediate_size": shape["inner"],
        "num_hidden_layers": shape["layers"],
        "num_attention_heads": shape["heads"],
        "num_key_value_heads": shape["heads"],
        "head_dim": shape["width"] // shape["heads"],
        "hidden_act": "silu",
        "rms_norm_eps": NORM_EPS,
        "rope_parameters": {"rope_type": "default", "rope_theta": shape["rope_theta"]},
        "max_position_embeddings": max_tokens,
        "attention_bias": False,
        "mlp_bias": False,
        "tie_word_embeddings": True,
        "pad_token_id": 0,
        "bos_token_id": None,
        "eos_token_id": None,
        "dtype": "float32",
    }


def llama_tensors(model):
    """State dict under Llama's names; the head is tied."""
    state = {name: value for name, value in model.state_dict().items() if not name.startswith("pooling.")}
    return {f"model.{name}": value.contiguous() for name, value in state.items()}


def export_huggingface(model, tokenizer_folder, folder, max_tokens):
    """Writes config.json, model.safetensors (float32) and the two tokenizer files."""
    refuse_what_cannot_ship(model.shape)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(llama_config(model, max_tokens), indent=2) + "\n")
    save_file(llama_tensors(model), folder / "model.safetensors", metadata={"format": "pt"})
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (folder / name).write_text((tokenizer_folder / name).read_text(encoding="utf8"), encoding="utf8")


def convert_flags(shape):
    """What `model convert` of the app has to be told, since a Hugging Face folder does not say it."""
    return (
        f"--first-bidirectional {shape['first_bidirectional']} --form {shape['form']} "
        f"--pooling {shape['token']} --pooled-states {shape['pooling']}"
    )


def the_packed_model(folder):
    found = packed_stages([folder])
    if len(found) != 1:
        raise ValueError(f"{folder} should hold the packed weights of one stage, not of {sorted(found) or 'none'}")
    return unpack_weights(*found.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("weights", "tokenizer", "to"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    stored = the_packed_model(options.weights)
    model = DeeLM(torch.zeros_like(stored["model"]["embed_tokens.weight"]), stored["shape"])
    model.load_state_dict(stored["model"])
    max_tokens = json.loads((options.tokenizer / "tokenizer_config.json").read_text())["model_max_length"]
    export_huggingface(model, options.tokenizer, options.to, max_tokens)
    print(f"wrote {options.to}; convert it with {convert_flags(model.shape)}")


if __name__ == "__main__":
    main()
