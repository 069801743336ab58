"""How long a stage lasts."""

from dataclasses import dataclass

from training.train.clock import Clock

END_OF_RESERVE = 0.2  # of a stage's reserve, for its last judgement and checkpoint; the rest goes before and on the way


@dataclass(frozen=True)
class Later:
    """What is wanted from here on: `seconds` of learning by the stages that follow, and seconds beside learning, `own` by
    this stage and `reserved` by those that follow."""

    seconds: float
    own: float
    reserved: float

    @staticmethod
    def after(stages, number):
        seconds, reserved = (sum(stage.get(key, 0) for stage in stages[number + 1 :]) for key in ("seconds", "reserve"))
        return Later(seconds, stages[number].get("reserve", 0), reserved)


def stage_clock(run, stage, later):
    """By the stage's steps, or by its seconds, less where the run's deadline leaves less. To be asked for when the stage
    begins, since what it does before it learns is part of its reserve."""
    if "steps" in stage:
        needed = later.reserved + END_OF_RESERVE * later.own
        return Clock(steps=stage["steps"], allowed=lambda: run.deadline.left() - needed)
    return timed_clock(run.deadline, stage["seconds"], later)


def variant_clock(run, stage, later, planned, waiting):
    """An even share of the stage's time; `waiting` of `planned` variants are still to be done, this one among them."""
    if "steps" in stage:
        return Clock(steps=stage["steps"], allowed=lambda: run.deadline.left() - later.reserved)
    each, reserve = stage["seconds"] / planned, later.own / planned
    rest = Later(later.seconds + each * (waiting - 1), reserve, later.reserved + reserve * (waiting - 1))
    return timed_clock(run.deadline, each, rest)


def timed_clock(deadline, wanted, later):
    """What this stage does beside learning beyond its reserve, it takes from its own learning and not from what follows."""
    seconds = deadline.share_for(wanted, later.seconds, later.own + later.reserved)
    needed = later.seconds * seconds / wanted + later.reserved + END_OF_RESERVE * later.own
    return Clock(seconds=seconds, allowed=lambda: deadline.left() - needed)
