"""The model: a small Llama whose layers from `first_bidirectional` on attend in both directions.

Parameters carry the names of transformers' LlamaModel, so the export is a renaming by prefix. The output projections
start at zero, so that training starts exactly at the table of token vectors. What is pooled is a choice to be measured
(`train/pooling.py`).
"""

import torch
import torch.nn.functional as F
from torch import nn

from training.train.pooling import Pooling

NORM_EPS = 1e-5


class RmsNorm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return F.rms_norm(x, (x.shape[-1],), self.weight.to(x.dtype), NORM_EPS)


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.q_proj, self.k_proj, self.v_proj, self.o_proj = (nn.Linear(width, width, bias=False) for _ in range(4))

    def forward(self, x, seen, rotation):
        query, key, value = (self.by_head(project(x)) for project in (self.q_proj, self.k_proj, self.v_proj))
        query, key = rotate(query, rotation), rotate(key, rotation)
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=seen, is_causal=seen is None)
        return self.o_proj(mixed.transpose(1, 2).flatten(2))

    def by_head(self, x):
        """[B,T,width] -> [B,heads,T,width / heads]."""
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class SwiGlu(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.gate_proj, self.up_proj = (nn.Linear(width, inner, bias=False) for _ in range(2))
        self.down_proj = nn.Linear(inner, width, bias=False)

    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.input_layernorm, self.post_attention_layernorm = RmsNorm(width), RmsNorm(width)
        self.self_attn, self.mlp = Attention(width, heads), SwiGlu(width, inner)

    def forward(self, x, seen, rotation):
        x = x + self.self_attn(self.input_layernorm(x), seen, rotation)
        return x + self.mlp(self.post_attention_layernorm(x))


class DeeLM(nn.Module):
    """table: float [V,width]. shape: mapping with width, heads, inner, layers, first_bidirectional, rope_theta and,
    where not the first of each, pooling (residual | normed | gate), token (mean | last), form (sequential | two-branch).
    """

    def __init__(self, table, shape):
        super().__init__()
        self.shape = {"pooling": "residual", "token": "mean", "form": "sequential", **shape}
        self.embed_tokens = nn.Embedding.from_pretrained(table.clone(), freeze=False)
        self.layers = nn.ModuleList(
            Layer(shape["width"], shape["heads"], shape["inner"]) for _ in range(shape["layers"])
        )
        self.norm = RmsNorm(shape["width"])
        self.pooling = Pooling(self.shape)
        self.apply(self._start)
        for layer in self.layers:
            nn.init.zeros_(layer.self_attn.o_proj.weight)
            nn.init.zeros_(layer.mlp.down_proj.weight)

    @staticmethod
    def _start(module):
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=0.02)

    def reshaped(self, **choices):
        """Says how layers attend and what is pooled from now on; the weights stay."""
        self.shape.update(choices)
        self.pooling.choose(self.shape)
        return self

    def layer_states(self, ids, mask=None, first_bidirectional=None):
        """Residual stream after 0 .. L layers: L + 1 tensors [B,T,width]. ids, mask: int64 [B,T], padded on the right.

        Without a mask all ids are real. In the two-branch form both branches start at the token rows and their streams
        are added (AnglE's first BeLLM models); exits below k are those of the causal branch.
        """
        k = self.shape["first_bidirectional"] if first_bidirectional is None else first_bidirectional
        causal, full = visibility(ids, mask, k < len(self.layers))
        rotation = rotation_table(ids.shape[1], self.shape["width"] // self.shape["heads"], self.shape["rope_theta"], ids.device)
        hidden = self.embed_tokens(ids)
        states, two_branches = [hidden], self.shape["form"] == "two-branch" and 0 < k < len(self.layers)
        for index, layer in enumerate(self.layers):
            if two_branches and index == k:
                hidden = states[0]
            hidden = layer(hidden, full if index >= k else causal, rotation)
            states.append(hidden + states[k] if two_branches and index >= k else hidden)
        return states

    def states(self, ids, mask=None, first_bidirectional=None):
        return self.layer_states(ids, mask, first_bidirectional)[-1]

    def pooled_layers(self, ids, mask, first_bidirectional=None):
        """The text's vector after 1 .. L layers, float32 [L,B,width], not normalised; without layers, [1,B,width]."""
        states = self.layer_states(ids, mask, first_bidirectional)
        states = states[1:] or states
        return torch.stack([self.pooling(state, mask, self.norm) for state in states])

    def forward(self, ids, mask, first_bidirectional=None):
        """The text's vector, float32 [B,width], not normalised."""
        return self.pooling(self.states(ids, mask, first_bidirectional), mask, self.norm)


def visibility(ids, mask, any_bidirectional):
    """What causal and what bidirectional layers may look at: bool [B,1,T,T], or None for "what comes before"."""
    if mask is None and not any_bidirectional:
        return None, None
    length = ids.shape[1]
    mask = torch.ones_like(ids) if mask is None else mask
    full = mask[:, None, None, :].bool().expand(-1, 1, length, length).contiguous()  # as the causal one: one compilation
    return full & torch.ones(length, length, dtype=torch.bool, device=ids.device).tril(), full


def rotation_table(length, head_width, theta, device=None):
    """cos and sin of the rotary angles (Su et al. 2021), each [length, head_width / 2]."""
    inverse = theta ** (-torch.arange(0, head_width, 2, device=device) / head_width)
    angles = torch.arange(length, device=device)[:, None] * inverse
    return angles.cos(), angles.sin()


def rotate(x, rotation):
    """Half-split layout, as in Llama checkpoints: dimension m turns with dimension m + head_width / 2."""
    cos, sin = (part.to(x.dtype) for part in rotation)
    first, second = x.chunk(2, dim=-1)
    return torch.cat([first * cos - second * sin, second * cos + first * sin], dim=-1)
