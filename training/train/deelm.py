"""The model: a small Llama whose layers from `first_bidirectional` on attend in both directions.

Parameters carry the names of transformers' LlamaModel, so the export is a renaming by prefix. Two choices come from
measurement: the residual stream is pooled, without a final norm, because the lengths of the token rows carry the
importance of words; and the output projections start at zero, so that training starts exactly at the static table.
"""

import torch
import torch.nn.functional as F
from torch import nn

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
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=seen)
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
    """shape: mapping with width, heads, inner, layers, first_bidirectional and rope_theta. table: float [V,width]."""

    def __init__(self, table, shape):
        super().__init__()
        self.shape = dict(shape)
        self.embed_tokens = nn.Embedding.from_pretrained(table.clone(), freeze=False)
        self.layers = nn.ModuleList(
            Layer(shape["width"], shape["heads"], shape["inner"]) for _ in range(shape["layers"])
        )
        self.apply(self._start)
        for layer in self.layers:
            nn.init.zeros_(layer.self_attn.o_proj.weight)
            nn.init.zeros_(layer.mlp.down_proj.weight)

    @staticmethod
    def _start(module):
        if isinstance(module, nn.Linear):
            nn.init.normal_(module.weight, std=0.02)

    def states(self, ids, mask, first_bidirectional=None):
        """Residual stream after the last layer, [B,T,width]. ids, mask: int64 [B,T], padded on the right."""
        k = self.shape["first_bidirectional"] if first_bidirectional is None else first_bidirectional
        causal, full = visibility(mask)
        rotation = rotation_table(ids.shape[1], self.shape["width"] // self.shape["heads"], self.shape["rope_theta"])
        hidden = self.embed_tokens(ids)
        for index, layer in enumerate(self.layers):
            hidden = layer(hidden, full if index >= k else causal, rotation)
        return hidden

    def forward(self, ids, mask, first_bidirectional=None):
        """Mean of the residual stream over the real tokens, float32 [B,width], not normalised."""
        weight = mask[..., None].float()
        return (self.states(ids, mask, first_bidirectional).float() * weight).sum(1) / weight.sum(1)


def visibility(mask):
    """mask [B,T] -> two bool [B,1,T,T]: what a causal and what a bidirectional layer may look at."""
    length = mask.shape[1]
    full = mask[:, None, None, :].bool().expand(-1, 1, length, length)
    return full & torch.ones(length, length, dtype=torch.bool).tril(), full


def rotation_table(length, head_width, theta):
    """cos and sin of the rotary angles (Su et al. 2021), each [length, head_width / 2]."""
    inverse = theta ** (-torch.arange(0, head_width, 2) / head_width)
    angles = torch.arange(length)[:, None] * inverse
    return angles.cos(), angles.sin()


def rotate(x, rotation):
    """Half-split layout, as in Llama checkpoints: dimension m turns with dimension m + head_width / 2."""
    cos, sin = (part.to(x.dtype) for part in rotation)
    first, second = x.chunk(2, dim=-1)
    return torch.cat([first * cos - second * sin, second * cos + first * sin], dim=-1)
