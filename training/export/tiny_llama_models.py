"""The tiny random models of the fixtures: their configurations, weights and tokenizer."""

import torch
from transformers import LlamaConfig, LlamaForCausalLM

from training.data.tokenizer import PAD, UNKNOWN, lower_case_bpe
from training.export.fixture_text import TRAINING_TEXT

VOCABULARY = 400
COMMON = {"vocab_size": VOCABULARY, "rms_norm_eps": 1e-5, "pad_token_id": 0, "bos_token_id": None, "eos_token_id": None}


def tiny_config():
    return LlamaConfig(
        hidden_size=32, num_hidden_layers=6, num_attention_heads=4, num_key_value_heads=2, intermediate_size=64,
        max_position_embeddings=128, tie_word_embeddings=False, **COMMON,
    )


def variants_config():
    """Wave lengths of head_dim 8 are 6, 63, 628 and 6283: one kept, one blended, two divided by llama3 scaling."""
    scaling = {
        "rope_type": "llama3", "rope_theta": 10000.0, "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
        "original_max_position_embeddings": 64,
    }
    return LlamaConfig(
        hidden_size=16, num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=2, head_dim=8,
        intermediate_size=24, max_position_embeddings=512, attention_bias=True, mlp_bias=True,
        tie_word_embeddings=True, rope_parameters=scaling, **COMMON,
    )


def tiny_tokenizer():
    """Of the kind the real models have."""
    tokenizer = lower_case_bpe(TRAINING_TEXT, VOCABULARY, specials=[PAD, UNKNOWN], single_digits=False)
    assert tokenizer.get_vocab_size() == VOCABULARY
    return tokenizer


@torch.no_grad()
def random_model(config, seed):
    """Weights large enough that attention matters, on a grid of 1/256 (norms 1/128): exact in BF16 and F16 alike.

    Projections back into the residual stream are smaller, which keeps the states, and float32 noise, small.
    """
    torch.manual_seed(seed)
    model = LlamaForCausalLM(config).float().eval()
    for name, weight in model.named_parameters():
        if "norm" in name:
            weight.copy_(torch.round((1 + 0.15 * torch.randn_like(weight)).clamp(0.5, 1.5) * 128) / 128)
        else:
            spread = 0.1 if "o_proj" in name or "down_proj" in name else 0.25
            weight.copy_(torch.round((spread * torch.randn_like(weight)).clamp(-0.99, 0.99) * 256) / 256)
    model.set_attn_implementation("eager")
    return model
