"""How long a stage lasts."""

from training.train.clock import Clock


def stage_clock(run, stage, later):
    """By the stage's steps, or its seconds, less where the run's deadline leaves less. later: seconds that the stages after
    it want."""
    if "steps" in stage:
        return Clock(steps=stage["steps"])
    return Clock(seconds=run.deadline.share_for(stage["seconds"], later))
