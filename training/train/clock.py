"""When a stage ends, and how fast it learns on the way there."""

import time
from dataclasses import dataclass


@dataclass
class Clock:
    """A stage lasts for `steps` steps or for `seconds` seconds of its own work, interruptions not counted.

    By steps, a run can be repeated exactly. By seconds, it fits a lease whatever the machine; the curve records how many
    steps that made, and a repetition takes that number.
    """

    steps: int | None = None
    seconds: float | None = None

    def __post_init__(self):
        if (self.steps is None) == (self.seconds is None):
            raise ValueError("a stage needs either steps or seconds")

    def done(self, step, seconds):
        """Share of the stage that is behind it, 0 .. 1."""
        return min(1.0, step / self.steps if self.steps is not None else seconds / self.seconds)


def trapezoid(step, done, warmup, cooldown):
    """Share of the peak rate: linear over the first `warmup` steps, level, linear to 0 over the last share `cooldown`."""
    return min(1.0, (step + 1) / warmup) * min(1.0, (1 - done) / cooldown if cooldown else 1.0)


class Deadline:
    """The end of a whole run, counted from when its process began."""

    def __init__(self, seconds):
        self.end = time.monotonic() + seconds

    def left(self):
        return self.end - time.monotonic()

    def share_for(self, wanted, later, reserved):
        """Seconds a stage may learn for: what it wants, or in proportion where that and what `later` stages want do not fit
        into what is left. reserved: seconds that it and they need beside learning, to load, compile, judge and pack."""
        return max(1.0, min(wanted, (self.left() - reserved) * wanted / (wanted + later)))
