"""The loop every learning stage runs in: steps until its clock ends, checkpoints by the clock, a curve."""

import time
from dataclasses import dataclass, field

from training.train.checkpoint import load_trusted, save_atomically
from training.train.clock import trapezoid

TIMED_FROM_STEP = 2  # the first steps compile; on a clock of seconds they would count as learning


@dataclass
class Progress:
    """Where a stage stands. seconds: spent on steps. best: the highest selection score so far."""

    step: int = 0
    seconds: float = 0.0
    tokens: int = 0
    best: float = float("-inf")
    curve: list[dict] = field(default_factory=list)


class Loop:
    """task: what is learnt (model, optimisers with "peak" rates, step(done) -> (loss tensor, tokens), state(),
    restore(state), judge() -> scores or None). settings: warmup, cooldown, judge_every (share of the stage),
    checkpoint_seconds. Everything it has to remember lies in folder `work` under the stage's name.
    """

    def __init__(self, stage, task, clock, settings, work, report, device):
        self.stage, self.task, self.clock, self.settings = stage, task, clock, settings
        self.work, self.report, self.device = work, report, device
        self.progress, self.judged, self.loss = Progress(), 0, None

    @property
    def checkpoint(self):
        return self.work / f"{self.stage}.checkpoint.pt"

    @property
    def done(self):
        return self.clock.done(self.progress.step, self.progress.seconds, self.progress.tokens)

    def resume(self):
        """Takes up the last checkpoint, if there is one."""
        if self.checkpoint.exists():
            stored = load_trusted(self.checkpoint)
            self.task.restore(stored["task"])
            for optimiser, state in zip(self.task.optimisers, stored["optimisers"]):
                optimiser.load_state_dict(state)
            self.progress, self.judged = Progress(**stored["progress"]), stored["judged"]
        return self

    def save(self):
        stored = {
            "task": self.task.state(),
            "optimisers": [optimiser.state_dict() for optimiser in self.task.optimisers],
            "progress": vars(self.progress),
            "judged": self.judged,
        }
        save_atomically(stored, self.checkpoint)

    def run(self):
        """To the end of the clock. Returns the curve."""
        saved = time.monotonic()
        if self.progress.step == 0:
            self.judge()
        while self.done < 1:
            self.one_step()
            if self.done >= (self.judged + 1) * self.settings["judge_every"] or self.done >= 1:
                self.judge()
            if time.monotonic() - saved > self.settings["checkpoint_seconds"] or self.done >= 1:
                self.save()
                saved = time.monotonic()
        return self.progress.curve

    def one_step(self):
        progress, settings = self.progress, self.settings
        rate = trapezoid(progress.step, self.done, settings["warmup"], settings["cooldown"])
        for optimiser in self.task.optimisers:
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * rate
        started = time.monotonic()
        self.loss, tokens = self.task.step(self.done)
        if self.clock.seconds is not None:
            self.device.wait()
        if progress.step >= TIMED_FROM_STEP or self.clock.seconds is None:
            progress.seconds += time.monotonic() - started
        progress.step += 1
        progress.tokens += tokens

    def judge(self):
        """One row of the curve, with the task's scores; the task keeps what it thinks worth keeping."""
        progress = self.progress
        self.judged = int(self.done / self.settings["judge_every"] + 1e-9)
        scores = self.task.judge(progress)
        row = {"step": progress.step, "seconds": round(progress.seconds, 1), "tokens": progress.tokens}
        loss = None if self.loss is None else round(self.loss.item(), 4)
        progress.curve.append({**row, "loss": loss, **scores})
        self.report(self.stage, progress.curve[-1])
