"""The tasks of Loop that learn language: causal pretraining, and adaptation to attending in both directions."""

import numpy as np
import torch
from torch import nn

from training.train.optimisers import optimisers_for


class LanguageTask:
    """settings: seed, sequences (per step), micro_sequences (per pass), and those of the optimisers. reader: BlockReader
    of blocks `beyond` longer than what is read at once. held_out: int64 [n,T+beyond] on the device, for the validation
    loss."""

    beyond = 1  # the last token is only predicted

    def __init__(self, model, reader, held_out, settings, device):
        self.model, self.reader, self.held_out = model, reader, held_out
        self.settings, self.device = settings, device
        self.optimisers = optimisers_for(model, settings)
        self.passes = settings["sequences"] // settings["micro_sequences"]

    def state(self):
        return {"model": self.model.state_dict(), "reader": self.reader.state()}

    def restore(self, state):
        self.model.load_state_dict(state["model"])
        self.reader.restore(state["reader"])

    def step(self, done):
        tokens, losses = 0, []
        for optimiser in self.optimisers:
            optimiser.zero_grad()
        for _ in range(self.passes):
            blocks = self.reader.draw(self.settings["micro_sequences"])
            with self.device.bf16():
                loss = self.one_loss(blocks) / self.passes
            loss.backward()
            losses.append(loss.detach())
            tokens += blocks.numel()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
        return torch.stack(losses).sum(), tokens

    def one_loss(self, blocks):
        return self.model(blocks)

    def held_out_loss(self):
        return self.model(self.held_out)

    def judge(self, progress):
        with self.device.judging():
            return {"heldOutLoss": round(self.held_out_loss().item(), 4), "epoch": self.reader.epoch}


class AdaptationTask(LanguageTask):
    """Masked next-token prediction (LLM2Vec) under the model's own k; `share` of the tokens is hidden."""

    beyond = 0

    def __init__(self, model, reader, held_out, settings, device):
        super().__init__(model, reader, held_out, settings, device)
        self.rng = np.random.default_rng([settings["seed"], 1])
        self.held_out_hidden = self.hidden(held_out)

    def hidden(self, blocks):
        """Which places are hidden, bool like blocks; never the first."""
        drawn = torch.from_numpy(self.rng.random(tuple(blocks.shape)) < self.settings["share"]).to(blocks.device)
        drawn[:, 0] = False
        return drawn

    def one_loss(self, blocks):
        return self.model.masked_loss(blocks, self.hidden(blocks), self.model.deelm.shape["first_bidirectional"])

    def held_out_loss(self):
        k = self.model.deelm.shape["first_bidirectional"]
        return self.model.masked_loss(self.held_out, self.held_out_hidden, k)

    def state(self):
        return {**super().state(), "rng": self.rng.bit_generator.state}

    def restore(self, state):
        super().restore(state)
        self.rng.bit_generator.state = state["rng"]
