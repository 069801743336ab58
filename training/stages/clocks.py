"""How long a stage lasts."""

from dataclasses import dataclass

from training.train.clock import Clock


@dataclass(frozen=True)
class Later:
    """What is wanted from here on: `seconds` of learning by the stages that follow, and `reserved` seconds beside learning
    by this stage and them."""

    seconds: float
    reserved: float

    @staticmethod
    def after(stages, number):
        seconds = sum(stage.get("seconds", 0) for stage in stages[number + 1 :])
        return Later(seconds, sum(stage.get("reserve", 0) for stage in stages[number:]))


def stage_clock(run, stage, later):
    """By the stage's steps, or its seconds, less where the run's deadline leaves less."""
    if "steps" in stage:
        return Clock(steps=stage["steps"])
    return Clock(seconds=run.deadline.share_for(stage["seconds"], later.seconds, later.reserved))


def variant_clock(run, stage, later, planned, waiting):
    """An even share of the stage's time; `waiting` of `planned` variants are still to be done, this one among them."""
    if "steps" in stage:
        return Clock(steps=stage["steps"])
    each = stage["seconds"] / planned
    return Clock(seconds=run.deadline.share_for(each, later.seconds + each * (waiting - 1), later.reserved))
