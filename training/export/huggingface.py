"""The trained model as a Hugging Face folder, loadable as LlamaForCausalLM and by our own converter."""

import json

import torch
from safetensors.torch import save_file

from training.train.deelm import NORM_EPS


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
    """State dict under Llama's names. The final norm, which nothing here uses, is all ones; the head is tied."""
    tensors = {f"model.{name}": value.contiguous() for name, value in model.state_dict().items()}
    return {**tensors, "model.norm.weight": torch.ones(model.shape["width"])}


def export_huggingface(model, tokenizer_folder, folder, max_tokens):
    """Writes config.json, model.safetensors (float32) and the two tokenizer files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(llama_config(model, max_tokens), indent=2) + "\n")
    save_file(llama_tensors(model), folder / "model.safetensors", metadata={"format": "pt"})
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (folder / name).write_text((tokenizer_folder / name).read_text(encoding="utf8"), encoding="utf8")
