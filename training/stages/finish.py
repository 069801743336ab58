"""The stages after learning: turning point, soup, evaluation, packing for the way back."""

import tempfile
from pathlib import Path

from training.evaluate.encoders import text_encoder
from training.evaluate.layers import exits_and_widths, highest_smoothed, turning_point
from training.evaluate.plots import grid_plot, line_plot
from training.evaluate.report import full_report
from training.evaluate.systems import own_variants
from training.export.weights import pack_weights
from training.stages.variants import dependency
from training.train.checkpoint import load_trusted
from training.train.soup import greedy_soup


def measure_turning_point(run, stage, later):
    """The causal model's similarity layer by layer, on STS-B dev. settings: start."""
    model = run.model(stage["start"])
    rows = turning_point(model, run.tokenizer, run.sets / "stsb-dev.tsv", run.device)
    found = highest_smoothed([row["last"] for row in rows])
    run.write_rows(f"curve-{stage['name']}", rows)
    title = f"STS-B dev after each layer, causal; highest at {found}"
    line_plot(run.record / f"curve-{stage['name']}.png", rows, "layer", ["last", "mean"], title, "Spearman")
    run.write(f"{stage['name']}.json", {"turningPoint": found, "layers": len(rows), "fallsAfterwards": found < len(rows)})


def make_soup(run, stage, later):
    """Ends early where the run's deadline asks for it. settings: of (stages whose model and snapshots take part; they must
    share their start)."""
    members = [path for name in stage["of"] for path in sorted(run.work.glob(f"{name}.snapshot-*.pt"))]
    stored = {path.stem: load_trusted(path) for path in members}
    for name in stage["of"]:
        model = run.stored(name)
        stored[name] = {"model": model["model"], "shape": model["shape"], "scores": model["scores"]}
    model = run.model(stage["of"][-1])
    candidates = [
        (name, each["model"], each["scores"]["selection"]) for name, each in stored.items() if each["shape"] == model.shape
    ]

    def score(state):
        model.load_state_dict(state)
        return run.development.scores(model)["selection"]

    state, names, best = greedy_soup(candidates, score, lambda: run.deadline.left() > later.reserved)
    model.load_state_dict(state)
    run.write(f"{stage['name']}.json", {"members": names, "selection": best, "alone": {n: s for n, _, s in candidates}})
    run.keep_model(stage["name"], model, scores={"selection": best})


def evaluate(run, stage, later):
    """scores.json and pictures of a stage's model. settings: start, widths."""
    model = run.model(stage["start"])
    encode = text_encoder(model, run.tokenizer, run.device)
    grid = exits_and_widths(model, run.development, stage["widths"])
    run.write_rows("exits-and-widths", grid)
    grid_plot(run.record / "exits-and-widths.png", grid, "width", "layer", "selection", "mean of the development scores")
    scores = {
        "model": {"shape": model.shape, "parameters": sum(p.numel() for p in model.parameters())},
        "report": full_report(encode, run.sets),
        "variants": own_variants(model, run.development),
        "backwardDependency": dependency(run, model),
    }
    run.write("scores.json", scores)


def pack(run, stage, later):
    """Weights as files that fit on the way back; they take the place of what an earlier stage packed, once they are whole.
    settings: start, bits (5 to 8 to go on from, 16 to ship), part_mib, head (false leaves it out)."""
    stored = run.stored(stage["start"])
    if not stage.get("head", True):
        stored["head"] = None
    about = {"stage": stage["start"], "shape": stored["shape"]}
    with tempfile.TemporaryDirectory(dir=run.work) as folder:
        sizes = pack_weights(stored, about, Path(folder), stage["bits"], stage["part_mib"])
        run.send_back_weights(Path(folder))
    run.write(f"{stage['name']}.json", {"bits": stage["bits"], "bytes": sizes})
    run.report(stage["name"], sizes)
