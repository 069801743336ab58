"""Stage "layers": trains a DeeLM over the static table on pairs, in bf16, resumably.

The unit of time is the step, not the clock, so that a run that was stopped and resumed makes the same model as one
that was not (on the same machine with the same number of threads).
"""

import time
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import nn

from training.data.batches import BatchDrawer
from training.train.checkpoint import load_trusted, save_atomically
from training.train.loss import matryoshka_info_nce

CHECKPOINT, BEST = "layers-checkpoint.pt", "layers-best.pt"


@dataclass
class Progress:
    """Where a run stands. `best` is the mean of the development scores of the model in BEST."""

    step: int = 0
    seconds: float = 0.0
    tokens: int = 0
    best: float = float("-inf")
    curve: list[dict] = field(default_factory=list)


def rate_at(step, settings):
    """Share of the peak rate: linear warm-up, a plateau, linear decay to 2 % at the last step."""
    done = step / settings["steps"]
    plateau = settings["plateau"]
    return min(1.0, (step + 1) / settings["warmup"]) * (1.0 if done < plateau else max(0.02, (1 - done) / (1 - plateau)))


def optimiser_for(model, settings):
    """AdamW. The table has a rate of its own, far below the layers': it is trained already."""
    matrices = [p for n, p in model.layers.named_parameters() if p.ndim > 1]
    norms = [p for n, p in model.layers.named_parameters() if p.ndim == 1]
    groups = [
        {"params": [model.embed_tokens.weight], "peak": settings["table_rate"], "weight_decay": 0.0},
        {"params": matrices, "peak": settings["rate"], "weight_decay": settings["weight_decay"]},
        {"params": norms, "peak": settings["rate"], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=settings["rate"], betas=(0.9, 0.98))


class LayersRun:
    """One training run in folder `work`. evaluate: model -> dict of scores; report: called with each curve row."""

    def __init__(self, model, sources, settings, work, evaluate, report):
        self.model, self.settings, self.work = model, settings, work
        self.evaluate, self.report = evaluate, report
        self.rng = np.random.default_rng(settings["seed"])
        self.drawer = BatchDrawer(
            sources, settings["batch"], self.rng, settings["source_exponent"], settings["source_weights"], settings["pool"]
        )
        self.optimiser = optimiser_for(model, settings)
        self.progress = Progress()

    def resume(self):
        """Takes up the last checkpoint, if there is one."""
        path = self.work / CHECKPOINT
        if path.exists():
            stored = load_trusted(path)
            self.model.load_state_dict(stored["model"])
            self.optimiser.load_state_dict(stored["optimiser"])
            self.rng.bit_generator.state = stored["rng"]
            self.progress = Progress(**stored["progress"])

    def save(self):
        stored = {
            "model": self.model.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "rng": self.rng.bit_generator.state,
            "progress": vars(self.progress),
        }
        save_atomically(stored, self.work / CHECKPOINT)

    def train(self):
        """Runs to the last step. BEST holds a usable model from the first moment on."""
        settings, progress = self.settings, self.progress
        if progress.step == 0:
            self.judge(loss=None)
        saved = time.monotonic()
        while progress.step < settings["steps"]:
            started = time.monotonic()
            loss = self.one_step()
            progress.seconds += time.monotonic() - started
            if progress.step % settings["evaluate_every"] == 0 or progress.step == settings["steps"]:
                self.judge(loss)
            if time.monotonic() - saved > settings["checkpoint_seconds"] or progress.step == settings["steps"]:
                self.save()
                saved = time.monotonic()

    def one_step(self):
        settings, batch = self.settings, self.drawer.draw()
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * rate_at(self.progress.step, settings)
        sides = (batch.anchors, batch.positives, batch.negatives)
        with torch.autocast("cpu", torch.bfloat16):
            vectors = [None if side is None else self.model(side.ids, side.mask) for side in sides]
        loss = matryoshka_info_nce(*vectors, batch.allowed, settings["scale"], settings["widths"])
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.progress.step += 1
        self.progress.tokens += sum(side.tokens for side in sides if side is not None)
        return loss.item()

    def judge(self, loss):
        """Scores the model on the development sets and keeps it if no earlier mean was better."""
        progress = self.progress
        scores = self.evaluate(self.model)
        mean = sum(scores.values()) / len(scores)
        row = {"step": progress.step, "seconds": round(progress.seconds), "tokens": progress.tokens, "loss": loss, **scores}
        progress.curve.append(row)
        self.report(row)
        if mean >= progress.best:
            progress.best = mean
            save_atomically({"model": self.model.state_dict(), "shape": self.model.shape, **row}, self.work / BEST)
