"""When a stage ends, and how fast it learns on the way there."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from training import STARTED


def unhurried():
    return math.inf


@dataclass
class Clock:
    """A stage lasts for `steps` steps; or for `seconds` seconds of its own work, interruptions not counted, and `tokens`
    tokens at most.

    By steps, a run can be repeated exactly. By seconds, it fits the time there is whatever the machine; the curve records how many
    steps that made, and a repetition takes that number. allowed: how many seconds the run's deadline leaves to this stage
    from now on. Where that is less than planned, a stage by seconds ends earlier and its rate falls faster; a stage by
    steps is cut off.
    """

    steps: int | None = None
    seconds: float | None = None
    tokens: float = math.inf
    allowed: Callable[[], float] = unhurried
    behind: float = 0.0

    def __post_init__(self):
        if (self.steps is None) == (self.seconds is None):
            raise ValueError("a stage needs either steps or seconds")

    @property
    def late(self):
        """Whether the deadline leaves nothing to this stage."""
        return self.allowed() <= 0

    def done(self, step, seconds, tokens=0):
        """Share of the stage that is behind it, 0 .. 1. It never falls."""
        allowed = self.allowed()
        if allowed <= 0:
            share = 1.0
        elif self.steps is not None:
            share = step / self.steps
        else:
            share = max(seconds / (seconds + min(self.seconds - seconds, allowed)), tokens / self.tokens)
        self.behind = min(1.0, max(self.behind, share))
        return self.behind


def trapezoid(step, done, warmup, cooldown):
    """Share of the peak rate: linear over the first `warmup` steps, level, linear to 0 over the last share `cooldown`."""
    return min(1.0, (step + 1) / warmup) * min(1.0, (1 - done) / cooldown if cooldown else 1.0)


class Deadline:
    """The end of a whole run, counted from when its process began."""

    def __init__(self, seconds, began=STARTED):
        self.end = began + seconds

    def left(self):
        return self.end - time.monotonic()

    def share_for(self, wanted, later, reserved):
        """Seconds a stage may learn for: what it wants, or in proportion where that and what `later` stages want do not fit
        into what is left. reserved: seconds that it and they need beside learning, to load, compile, judge and pack."""
        return max(1.0, min(wanted, (self.left() - reserved) * wanted / (wanted + later)))
