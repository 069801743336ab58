"""Which parameters learn how, and how fast."""

import torch

from training.train.muon import Muon


def optimisers_for(model, settings):
    """A list of optimisers whose groups carry their peak rates. model: a DeeLM, or what holds one and a head.

    settings: optimiser ("muon" for hidden matrices and AdamW for the rest, or "adamw" for all), rate (hidden matrices),
    table_rate (token rows), head_rate (a head of its own), other_rate (norms, gate), weight_decay (hidden matrices).
    """
    kinds = {"matrix": [], "table": [], "head": [], "other": []}
    for name, parameter in model.named_parameters():
        kinds[kind_of(name, parameter)].append(parameter)
    rates = {kind: settings[f"{kind}_rate"] for kind in ("table", "other")} | {"head": settings.get("head_rate", 0.0)}
    groups = [
        {"params": parameters, "peak": rates[kind], "weight_decay": 0.0}
        for kind, parameters in kinds.items()
        if kind != "matrix" and parameters
    ]
    hidden = {"params": kinds["matrix"], "peak": settings["rate"], "weight_decay": settings["weight_decay"]}
    fused = all(parameter.is_cuda for parameter in model.parameters())
    if settings["optimiser"] == "muon":
        return [Muon([hidden], lr=settings["rate"]), torch.optim.AdamW(groups, lr=1.0, betas=(0.9, 0.95), fused=fused)]
    return [torch.optim.AdamW([hidden, *groups], lr=1.0, betas=(0.9, 0.98), fused=fused)]


def kind_of(name, parameter):
    if name.endswith("embed_tokens.weight"):
        return "table"
    if name == "head":
        return "head"
    return "matrix" if parameter.ndim == 2 else "other"
