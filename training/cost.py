"""What the stages of a config cost, counted in arithmetic: before a GPU is asked for.

    python -m training.cost --config training/configs/h200-1.toml [--peak 989] [--vocabulary 24000]

peak: TFLOP/s of dense bf16 products by the datasheet. A line per stage by seconds: operations for a token, and how many
tokens its seconds make where 12, 20 and 35 % of the peak are reached.
"""

import argparse
from pathlib import Path

from training.stages.config import read_config

REACHED = (0.12, 0.20, 0.35)


def weights_used(model, head_rows):
    """Numbers of all matrices that a token is multiplied with: projections, feed-forward, head. The rows that tokens are
    looked up in multiply nothing."""
    width, inner = model["width"], model["inner"]
    return model["layers"] * (4 * width * width + 3 * width * inner) + head_rows * width


def operations_a_token(model, length, head_rows=0):
    """Of learning, forward and backward, all places of a text of `length` read (causal masks save nothing here): 6 for each
    weight, 12 * width * length for each layer's attention (Kaplan et al. 2020; backward counted as twice forward)."""
    return 6 * weights_used(model, head_rows) + 12 * model["layers"] * model["width"] * length


def stage_operations(stage, model, vocabulary):
    if stage["does"] in ("language", "adaptation"):
        return operations_a_token(model, stage["length"], vocabulary)
    lengths = stage.get("base", stage)["lengths"]
    return operations_a_token(model, sum(lengths) / len(lengths))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--peak", type=float, default=989)
    parser.add_argument("--vocabulary", type=int, default=24000)
    options = parser.parse_args()
    config = read_config(options.config)
    for stage in config["stage"]:
        if "seconds" in stage:
            each = stage_operations(stage, config["model"], options.vocabulary)
            millions = [share * options.peak * 1e6 / each * stage["seconds"] for share in REACHED]
            made = ", ".join(f"{tokens:.0f} M at {share:.0%}" for tokens, share in zip(millions, REACHED))
            print(f"{stage['name']}: {each / 1e6:.0f} MFLOP a token; {stage['seconds']} s make {made}")


if __name__ == "__main__":
    main()
