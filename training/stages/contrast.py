"""Stage "contrast": similarity from pairs; with `mining`, against negatives that the model itself finds hard."""

import numpy as np

from training.data.batches import SourceRows
from training.evaluate.plots import line_plot
from training.stages.clocks import stage_clock
from training.stages.mining import mined_negatives
from training.stages.starts import refuse_null_case, starting_model
from training.train.checkpoint import load_trusted
from training.train.contrast import Contrast, Keeper
from training.train.loop import Loop


def learn_similarity(run, stage, later):
    """The stage's model is the best it was judged to be on the way; what it starts from, if it comes too late.

    settings: start ("choice": what was chosen), choice (a stage that chose k, pooling and start), sources_left_out,
    lengths, smallest_class, mining, snapshots, and those of Contrast and Loop.
    """
    clock = stage_clock(run, stage, later)
    choice = run.read_choice(stage["choice"]) if "choice" in stage else {}
    start = choice["start"] if stage["start"] == "choice" else stage["start"]
    model = starting_model(run, {**stage, "start": start}, choice.get("shape"))
    refuse_null_case(model.shape)
    if clock.late:
        leave_as_it_is(run, stage, model, run.stored(start) if start != "random" else {})
        return
    sources = source_rows(run, stage, mined_negatives(run, stage, model) if "mining" in stage else {})
    run.device.compile_layers(model)
    keep = Keeper(run.work, stage["name"], stage["snapshots"])
    judge = run.development.scores
    task = Contrast(model, sources, {"seed": run.seed, **stage}, run.device, judge, keep)
    curve = Loop(stage["name"], task, clock, stage, run.work, run.report, run.device).resume().run()
    run.write_rows(f"curve-{stage['name']}", curve)
    scores = ["stsb-dev", "sickr-trial", "recallAt10", "selection"]
    line_plot(run.record / f"curve-{stage['name']}.png", curve, "tokens", scores, stage["name"], "score")
    best = load_trusted(run.work / f"{stage['name']}.best.pt")
    model.load_state_dict(best["model"])
    run.keep_model(stage["name"], model, step=best["step"], scores=best["scores"])


def leave_as_it_is(run, stage, model, stored):
    scores = stored.get("scores") or run.development.scores(model)
    run.keep_model(stage["name"], model, step=0, scores=scores)
    run.report(stage["name"], "left as it was: the deadline is near")


def source_rows(run, stage, mined):
    """SourceRows of all sources that the stage does not leave out; with mining, only of those that were mined and those
    with hard negatives of their own."""
    left_out, lengths = set(stage.get("sources_left_out", ())), np.array(stage["lengths"])
    unknown = left_out - {pairs.name for pairs in run.pairs}
    if unknown:
        raise KeyError(f"sources to leave out that are not there: {sorted(unknown)}")
    wanted = [pairs for pairs in run.pairs if pairs.name not in left_out]
    if "mining" in stage:
        wanted = [pairs for pairs in wanted if pairs.name in mined or pairs.negatives is not None]
    return [
        SourceRows(
            pairs,
            lengths,
            stage["smallest_class"],
            run.device.kind,
            mined.get(pairs.name),
            run.pairs_on_device[pairs.name],
        )
        for pairs in wanted
    ]
