"""What the layers of a model do: similarity layer by layer, and how much they look backwards."""

import numpy as np
import torch
import torch.nn.functional as F

from training.data.tokens import pack
from training.evaluate.encoders import TOKENS, encode_rows
from training.evaluate.sts import cosines, read_judged_pairs, spearman

ROUNDING = 1e-4  # relative changes below this are float32 noise, not dependency
PROMPT = 'Summarize sentence "{}" in one word:"'


def prepared(sentence):
    """As the published experiment has it: closed by a full stop, no double quotes inside."""
    sentence = sentence.strip().replace('"', "'")
    sentence = sentence[:-1] + "." if sentence.endswith("?") else sentence
    return sentence if sentence.endswith((".", "'")) else sentence + "."


def turning_point(model, tokenizer, path, device):
    """The causal model read after each layer 1 .. L, on judged pairs: rows {layer, last, mean} of Spearman correlations.

    States pass the final norm. "last": the last token after the prompt; "mean": all tokens, no prompt (BeLLM, Li and Li
    2024, eval_degradation.py). The turning point is the layer where "last", smoothed over three, is highest.
    """
    judged, firsts, seconds = read_judged_pairs(path)
    causal = len(model.layers)

    def encode_last(ids, mask):
        last = mask.sum(1) - 1
        states = model.layer_states(ids, mask, causal)[1:]
        return torch.stack([model.norm(s)[torch.arange(len(s), device=s.device), last] for s in states])

    def encode_mean(ids, mask):
        weight = mask[..., None]
        return torch.stack([(model.norm(s) * weight).sum(1) / weight.sum(1) for s in model.layer_states(ids, mask, causal)[1:]])

    asked = [[PROMPT.format(prepared(text)) for text in side] for side in (firsts, seconds)]
    curves = {}
    for name, encode, sides in (("last", encode_last, asked), ("mean", encode_mean, (firsts, seconds))):
        first, second = (encode_rows(pack(tokenizer, side, TOKENS), encode, device) for side in sides)
        curves[name] = [spearman(judged, cosines(a, b)) for a, b in zip(first, second)]
    return [{"layer": i + 1, "last": last, "mean": mean} for i, (last, mean) in enumerate(zip(curves["last"], curves["mean"]))]


def highest_smoothed(values):
    """Place from 1 of the highest mean of three neighbours (two at the ends); the first of equals."""
    return int(np.argmax([np.mean(values[max(0, i - 1) : i + 2]) for i in range(len(values))])) + 1


@torch.no_grad()
def backward_dependency(model, rows, replacement, k=None):
    """R_l after layers 1 .. L: of all that replacing another token changes in a token's state, the share due to tokens
    on its right; 0 is causal, about 0.5 balanced. Mean over tokens but the last, and over texts. rows: lists of ids."""
    ratios = []
    for ids in rows:
        ids = torch.as_tensor(ids, device=model.embed_tokens.weight.device)
        changed = ids.repeat(len(ids), 1)
        changed.fill_diagonal_(replacement)
        mask = torch.ones_like(changed)
        plain = torch.stack(model.layer_states(ids[None], mask[:1], k)[1:])
        other = torch.stack(model.layer_states(changed, mask, k)[1:])
        distance = (other - plain).norm(dim=-1)  # [L,j,i]: of state i, token j replaced
        distance = distance * (distance > ROUNDING * plain.norm(dim=-1)) * (1 - torch.eye(len(ids), device=ids.device))
        right = torch.tril(distance, diagonal=-1).sum(1)  # j > i
        ratios.append((right / distance.sum(1).clamp(min=1e-9))[:, :-1].mean(1).cpu())
    return [round(value, 4) for value in torch.stack(ratios).mean(0).tolist()]


def exits_and_widths(model, development, widths):
    """Scores of every exit layer at every width: rows {layer, width, ...scores}."""
    vectors = development.vectors(model.pooled_layers)
    return [
        {"layer": layer, "width": width, **development.scores_of([side[layer - 1] for side in vectors], width)}
        for layer in range(1, len(model.layers) + 1)
        for width in widths
    ]
