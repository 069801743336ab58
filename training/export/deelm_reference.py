"""DeeLM over an unmodified Hugging Face decoder: the reference every other implementation is held to.

Sequential form: layer i sees causal + padding for i < k and padding alone for i >= k, where k is the first
bidirectional layer. The layers are called one by one with our own four-dimensional masks, so nothing depends on
how the library would have chosen its mask. Source: Li and Li, BeLLM (NAACL 2024), code WhereIsAI/BiLLM; padding is
masked in every layer here, which their released code leaves out.
"""

import torch
import torch.nn.functional as F

MASKED = -1e9  # not -inf: a row that may look at nothing must not become NaN


def attention_biases(mask):
    """mask [B,T] of 1 (real) and 0 (padding) -> (causal, full), each an additive bias [B,1,T,T]."""
    length = mask.shape[1]
    real = mask[:, None, None, :].bool().expand(-1, 1, length, length)
    causal = real & torch.ones(length, length, dtype=torch.bool).tril()
    return tuple(torch.zeros(seen.shape).masked_fill(~seen, MASKED) for seen in (causal, real))


@torch.no_grad()
def residual_states(model, ids, mask, first_bidirectional):
    """Residual stream of a LlamaForCausalLM (attn_implementation "eager").

    ids, mask: int64 [B,T], right padded. Returns float32 [L+1,B,T,d]: index 0 holds the embeddings, index l the
    stream after l layers, before the final norm.
    """
    decoder = model.model
    causal, full = attention_biases(mask)
    hidden = decoder.embed_tokens(ids)
    positions = torch.arange(ids.shape[1])[None]
    rotary = decoder.rotary_emb(hidden, positions)
    states = [hidden]
    for index, layer in enumerate(decoder.layers):
        bias = full if index >= first_bidirectional else causal
        hidden = layer(hidden, attention_mask=bias, position_ids=positions, position_embeddings=rotary)
        states.append(hidden)
    return torch.stack(states)


def pooled(states, mask, how):
    """Unit vectors [B,d] from token states [B,T,d]: "mean" over the real tokens, or the "last" real token."""
    weight = mask.to(states.dtype)
    if how == "mean":
        vector = (states * weight[..., None]).sum(1) / weight.sum(1, keepdim=True)
    else:
        vector = states[torch.arange(len(states)), mask.sum(1) - 1]
    return F.normalize(vector, dim=-1)


def padded(rows, pad_id=0):
    """Lists of token ids -> (ids, mask), int64 [B,T], padded on the right to the longest row."""
    length = max(map(len, rows))
    ids = torch.tensor([row + [pad_id] * (length - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (length - len(row)) for row in rows])
    return ids, mask
