"""Stage "static": one vector per token, a text is the mean of its tokens' vectors.

Everything above it starts from this table, and has to beat it.
"""

import numpy as np
import torch
from torch import nn

from training.data.batches import BatchDrawer
from training.train.loss import matryoshka_info_nce


class StaticTable(nn.Module):
    def __init__(self, vocabulary, width):
        super().__init__()
        self.bag = nn.EmbeddingBag(vocabulary, width, mode="mean")
        nn.init.normal_(self.bag.weight, std=0.1)

    def forward(self, side):
        """Side -> float32 [b,width], not normalised."""
        lengths = side.mask.sum(1)
        starts = torch.cumsum(lengths, 0) - lengths
        return self.bag(side.ids[side.mask.bool()], starts)


def train_static(settings, sources, vocabulary, width, evaluate, report):
    """Trains with Adam and a linearly decaying rate. Returns the table, float32 [vocabulary,width].

    evaluate: function of (StaticTable) -> dict of scores. report: called with a dict per evaluation.
    """
    torch.manual_seed(settings["seed"])
    rng = np.random.default_rng(settings["seed"])
    drawer = BatchDrawer(sources, settings["batch"], rng, settings["source_exponent"], settings["source_weights"])
    model = StaticTable(vocabulary, width)
    optimiser = torch.optim.Adam(model.parameters(), lr=settings["rate"], betas=(0.9, 0.98))
    for step in range(1, settings["steps"] + 1):
        for group in optimiser.param_groups:
            group["lr"] = settings["rate"] * max(0.02, 1 - (step - 1) / settings["steps"])
        batch = drawer.draw()
        sides = [None if side is None else model(side) for side in (batch.anchors, batch.positives, batch.negatives)]
        loss = matryoshka_info_nce(*sides, batch.allowed, settings["scale"], settings["widths"])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if step % settings["evaluate_every"] == 0:
            report({"step": step, "loss": round(loss.item(), 4), **evaluate(model)})
    return model.bag.weight.detach()


def scaled_to_unit_rows(table):
    """The table times one number, so that the median row has the length of a row of unit-variance numbers.

    Cosines do not change; the layers above then start at the scale their initialisation expects.
    """
    return table / table.norm(dim=1).median() * table.shape[1] ** 0.5
