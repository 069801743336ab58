"""One run of the recipe: the stages of a config, in order, each resumable.

    python -m training.run --config training/configs/NAME.toml --input DIR… --work DIR --out DIR [--seconds N]
        [--only STAGE…] [--small training/configs/rehearsal.toml]

input: folders with what training.prepare made to travel, and with weights of an earlier run on another machine; those
that are not there are passed over. work: models and checkpoints; a run that finds an earlier run's models there goes on
from them, and a run that was killed goes on from its last checkpoint. out: record.tar.xz, written after every stage, and
packed weights. seconds: until when the whole run must be over; stages on a clock share what is left. only: these stages
of the config and no others. small: sizes in place of those of the config, to rehearse it on a processor; its record
stays in the work folder.
"""

import argparse
from pathlib import Path

from training.export.weights import packed_stages, unpack_weights
from training.stages.clocks import Later
from training.stages.config import missing_starts, read_config, stages_called, with_sizes_of
from training.stages.contrast import learn_similarity
from training.stages.finish import evaluate, make_soup, measure_turning_point, pack
from training.stages.language import adapt, learn_language
from training.stages.run import Run
from training.stages.variants import compare_variants
from training.train.checkpoint import save_atomically
from training.train.clock import Deadline
from training.train.device import Device

RUNS = Path(__file__).parent / "runs"
STAGES = {
    "language": learn_language,
    "adaptation": adapt,
    "turning-point": measure_turning_point,
    "variants": compare_variants,
    "contrast": learn_similarity,
    "soup": make_soup,
    "evaluation": evaluate,
    "pack": pack,
}


def take_up_weights(run):
    """Models that travelled as packed weights, unless the work folder has them already."""
    for stage, paths in packed_stages(run.inputs).items():
        if not run.has_model(stage):
            save_atomically(unpack_weights(paths), run.work / f"{stage}.model.pt")


def run_stages(run, only=None):
    """All that are not done yet, or those of them with the names `only`. An optional one is left out, for another time,
    where the deadline leaves no room for it."""
    stages = stages_called(run.config["stage"], only)
    missing = missing_starts(stages, run.has_model)
    if missing:
        raise FileNotFoundError(f"models to start from are neither in the work folder nor packed in an input: {missing}")
    for number, stage in enumerate(stages):
        done = run.work / f"{run.config['name']}.{stage['name']}.done"
        if done.exists():
            continue
        later = Later.after(stages, number)
        if stage.get("optional") and run.deadline.left() < later.own + later.reserved:
            print(f"{stage['name']}: left out, {run.deadline.left():.0f} s are left", flush=True)
            continue
        print(f"{stage['name']}: begins with {run.deadline.left():.0f} s left", flush=True)
        STAGES[stage["does"]](run, stage, later)
        done.touch()
        run.send_back()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--input", type=Path, nargs="+", required=True)
    parser.add_argument("--work", type=Path, required=True, help="outside the repository, or ignored by it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=1e9)
    parser.add_argument("--only", nargs="+", metavar="STAGE")
    parser.add_argument("--small", type=Path)
    parser.add_argument("--threads", type=int, default=2, help="without a GPU")
    options = parser.parse_args()
    config = read_config(options.config)
    record = RUNS / config["name"]
    if options.small:
        config, record = with_sizes_of(config, options.small), options.work / "record"
    device, deadline = Device.found(options.threads), Deadline(options.seconds)
    inputs = [folder for folder in options.input if folder.is_dir()]
    run = Run(config, inputs, options.work, record, options.out, device, deadline)
    take_up_weights(run)
    run_stages(run, options.only)


if __name__ == "__main__":
    main()
