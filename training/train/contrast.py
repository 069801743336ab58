"""Learning similarity: pairs against the rest of their batch, hard negatives, every layer and width on the way."""

import numpy as np
import torch
from torch import nn

from training.data.batches import BatchDrawer
from training.train.checkpoint import save_atomically
from training.train.loss import agreement, cut, matryoshka, without_lookalikes
from training.train.optimisers import optimisers_for


class Contrast:
    """A task for Loop. sources: SourceRows. settings: seed, side_tokens, largest_batch, source_exponent, source_weights,
    scale ([first, last]), widths, lookalike (cosine), focal (reached at the end), exit_weight, agreement_weight,
    first_exit, and those of the optimisers. judge: model -> scores with "selection"; None for none."""

    def __init__(self, model, sources, settings, device, judge, keep):
        self.model, self.settings, self.device = model, settings, device
        self.evaluate, self.keep = judge, keep
        self.rng = np.random.default_rng(settings["seed"])
        self.drawer = BatchDrawer(
            sources,
            settings["side_tokens"],
            settings["largest_batch"],
            self.rng,
            settings["source_exponent"],
            settings["source_weights"],
            whole=device.kind == "cuda",
        )
        self.optimisers = optimisers_for(model, settings)

    def state(self):
        return {"model": self.model.state_dict(), "rng": self.rng.bit_generator.state}

    def restore(self, state):
        self.model.load_state_dict(state["model"])
        self.rng.bit_generator.state = state["rng"]

    def step(self, done):
        """On one batch. Where the device has no room for it, on one of half the size, and from then on all are."""
        batch = self.drawer.draw()
        try:
            return self.learn_from(batch, done)
        except torch.OutOfMemoryError:
            self.drawer.halve()
        return self.step(done)

    def learn_from(self, batch, done):
        layers = len(self.model.layers)
        exit_layer = int(self.rng.integers(min(self.settings["first_exit"], layers), layers + 1))
        with self.device.bf16():
            vectors = [self.model.pooled_layers(*side) for side in batch.sides]
        loss = self.loss(batch, vectors, exit_layer, done)
        for optimiser in self.optimisers:
            optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
        return loss.detach(), sum(ids.numel() for ids, _ in batch.sides)

    def loss(self, batch, vectors, exit_layer, done):
        """vectors: per side float32 [L,b,width]."""
        settings = self.settings
        first, last = settings["scale"]
        scale, focal = first + (last - first) * done, settings["focal"] * done
        deep = [side[-1] for side in vectors] + [None] * (3 - len(vectors))
        with torch.no_grad():
            allowed = without_lookalikes(batch.allowed, cut(deep[1], None), settings["lookalike"])
        masks = (allowed, batch.negatives_allowed)
        total = matryoshka(*deep, *masks, scale, settings["widths"], focal)
        if exit_layer < len(self.model.layers):
            early = [side[exit_layer - 1] for side in vectors] + [None] * (3 - len(vectors))
            total = total + settings["exit_weight"] * matryoshka(*early, *masks, scale, settings["widths"], focal)
            total = total + settings["agreement_weight"] * agreement(*early[:2], *deep[:2], scale, allowed)
        return total

    def judge(self, progress):
        """Scores the model, and hands it on to be kept."""
        scores = self.evaluate(self.model)
        self.keep(self.model, scores, progress)
        return scores


class Keeper:
    """Keeps the best model of a stage, and its last few for a soup."""

    def __init__(self, folder, stage, snapshots):
        self.folder, self.stage, self.snapshots = folder, stage, snapshots

    def __call__(self, model, scores, progress):
        kept = {"model": model.state_dict(), "shape": model.shape, "step": progress.step, "scores": scores}
        if scores["selection"] >= progress.best:
            progress.best = scores["selection"]
            save_atomically(kept, self.folder / f"{self.stage}.best.pt")
        if self.snapshots:
            number = len(progress.curve) % self.snapshots
            save_atomically(kept, self.folder / f"{self.stage}.snapshot-{number}.pt")
