"""Stage "variants": short contrastive runs that differ in one thing each, for choosing and for knowing."""

import json

import numpy as np

from training.evaluate.layers import backward_dependency
from training.stages.clocks import variant_clock
from training.stages.contrast import source_rows
from training.stages.starts import refuse_what_cannot_ship, starting_model
from training.train.contrast import Contrast
from training.train.loop import Loop

DEPENDENCY_TEXTS, DEPENDENCY_TOKENS = 12, 24
REPLACEMENT = 300  # a token of two letters or three: neither a special one nor a byte, in any vocabulary


def compare_variants(run, stage, later):
    """settings: base (as of stage "contrast"), seeds, variant (list of {name, shape, start, settings}), choose. The time
    of the stage is shared out evenly, and nothing is compiled, which would take more than such short runs gain; a
    variant that was done before an interruption is not done again.

    With choose, the shape of the best variant, mean over seeds, is what stages with this `choice` take; a variant that
    leaves all layers causal, cannot ship, or is not choosable, is measured and never chosen. Variants that start from a
    model which is not there are left out, and those that the deadline leaves no time for; where none was measured, the
    config's own shape is taken.
    """
    variants = [variant for variant in stage["variant"] if can_start(run, stage, variant)]
    path = run.work / f"{stage['name']}.rows.json"
    rows = json.loads(path.read_text()) if path.exists() else []
    planned = [(variant, seed) for seed in stage["seeds"] for variant in variants]
    waiting = [(v, s) for v, s in planned if not any(row["variant"] == v["name"] and row["seed"] == s for row in rows)]
    for number, (variant, seed) in enumerate(waiting):
        clock = variant_clock(run, stage, later, len(planned), len(waiting) - number)
        if clock.late:
            run.report(stage["name"], f"{len(waiting) - number} variants left out: the deadline is near")
            break
        rows.append({"variant": variant["name"], "seed": seed, **one_variant(run, stage, variant, seed, clock)})
        run.report(stage["name"], rows[-1])
        path.write_text(json.dumps(rows))
        run.write_rows(f"variants-{stage['name']}", rows)
    if stage["choose"]:
        choose(run, stage, variants, rows)


def start_of(stage, variant):
    return variant.get("start", stage["base"]["start"])


def can_start(run, stage, variant):
    start = start_of(stage, variant)
    return start == "random" or run.has_model(start)


def one_variant(run, stage, variant, seed, clock):
    base = {**stage["base"], **variant.get("settings", {}), "name": f"{stage['name']}-variant"}
    settings = {**base, "start": start_of(stage, variant), "seed": [run.seed, seed]}
    model = starting_model(run, settings, variant.get("shape"))
    before = dependency(run, model)
    sources = source_rows(run, settings, {})
    task = Contrast(model, sources, settings, run.device, lambda _: {}, lambda *_: None)
    loop = Loop(settings["name"], task, clock, settings, run.work, run.report, run.device)
    while loop.done < 1:
        loop.one_step()
    scores = run.development.scores(model)
    return {
        **scores,
        "steps": loop.progress.step,
        "tokens": loop.progress.tokens,
        "backwardBefore": before,
        "backwardAfter": dependency(run, model),
    }


def dependency(run, model):
    """R_l of some development sentences, as one text."""
    first = next(iter(run.development.judged.values()))[1]
    long = [row for i in range(len(first)) if 6 <= len(row := first.row(i)) <= DEPENDENCY_TOKENS]
    with run.device.judging(precise=True):
        ratios = backward_dependency(model, [row.astype(np.int64) for row in long[:DEPENDENCY_TEXTS]], REPLACEMENT)
    return " ".join(f"{ratio:.3f}" for ratio in ratios)


def choose(run, stage, variants, rows):
    means = {}
    for variant in variants:
        if may_be_chosen(run, variant):
            scores = [row["selection"] for row in rows if row["variant"] == variant["name"]]
            if scores:
                means[variant["name"]] = sum(scores) / len(scores)
    best = max(means, key=means.get, default=None)
    variant = next((variant for variant in variants if variant["name"] == best), {})
    choice = {"shape": variant.get("shape", {}), "start": start_of(stage, variant)}
    run.keep_choice(stage["name"], choice)
    run.write(f"choice-{stage['name']}.json", {"chosen": best, **choice, "selectionMeans": means})


def may_be_chosen(run, variant):
    try:
        refuse_what_cannot_ship({**run.config["model"], **variant.get("shape", {})})
    except ValueError:
        return False
    return variant.get("choosable", True)
