"""From pairs to a model in Hugging Face layout.

    python -m training.recipe STAGE --config training/configs/first.toml --corpus DIR --work DIR [--resume] [--out DIR]

Stages, in order: static, layers, evaluate, export; "all" runs the four. `work` holds what is too large for the
repository (tokens, checkpoints); training/runs/<name>/ gets the record: config.json, data.json, curve-*.csv, scores.json.
"""

import argparse
import csv
import json
import tomllib
from pathlib import Path

import torch

from training.data.sources import data_record, read_pairs, tokenised_sources, tokenizer_for, tokenizer_texts
from training.evaluate.encoders import deelm_encoder, encoder_of
from training.evaluate.sts import development_scores
from training.evaluate.systems import all_scores
from training.export.huggingface import export_huggingface
from training.train.checkpoint import load_trusted, save_atomically
from training.train.deelm import DeeLM
from training.train.layers import BEST, CHECKPOINT, LayersRun
from training.train.static import scaled_to_unit_rows, train_static

RUNS = Path(__file__).parent / "runs"
TABLE = "static-table.pt"


class Recipe:
    """A configured run: reads the corpus once, then does the stages asked for."""

    def __init__(self, config, corpus, work):
        self.config, self.corpus, self.work = config, corpus, work
        work.mkdir(parents=True, exist_ok=True)
        self.record = RUNS / config["name"]
        self.record.mkdir(parents=True, exist_ok=True)
        self.files = read_pairs(corpus, config["data"]["rows_per_file"], config["seed"])
        self.tokenizer = tokenizer_for(self.files, config["tokenizer"], work)
        self.write("config.json", config)
        self.write("data.json", data_record(self.files, corpus))

    def write(self, name, value):
        (self.record / name).write_text(json.dumps(value, indent=2) + "\n")

    def write_curve(self, stage, rows):
        with open(self.record / f"curve-{stage}.csv", "w", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=rows[-1].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def sources(self):
        return tokenised_sources(self.files, self.tokenizer, self.config["data"]["max_tokens"], self.work)

    def settings(self, stage):
        return {"seed": self.config["seed"], **self.config[stage]}

    def static(self):
        rows = []

        def report(row):
            rows.append(row)
            print("static", row, flush=True)

        def evaluate(model):
            return development_scores(encoder_of(model, self.tokenizer), self.corpus)

        vocabulary, width = self.tokenizer.get_vocab_size(), self.config["model"]["width"]
        table = train_static(self.settings("static"), self.sources(), vocabulary, width, evaluate, report)
        save_atomically(scaled_to_unit_rows(table), self.work / TABLE)
        self.write_curve("static", rows)

    def layers(self, resume):
        torch.manual_seed(self.config["seed"])
        model = DeeLM(load_trusted(self.work / TABLE), self.config["model"])

        def evaluate(candidate):
            return development_scores(deelm_encoder(candidate, self.tokenizer), self.corpus)

        def report(row):
            print("layers", row, flush=True)

        run = LayersRun(model, self.sources(), self.settings("layers"), self.work, evaluate, report)
        if resume:
            run.resume()
        run.train()
        self.write_curve("layers", run.progress.curve)

    def best_model(self):
        stored = load_trusted(self.work / BEST)
        model = DeeLM(load_trusted(self.work / TABLE), stored["shape"])
        model.load_state_dict(stored["model"])
        return model.eval(), {key: value for key, value in stored.items() if key not in ("model", "shape")}

    def evaluate(self):
        model, chosen = self.best_model()
        texts = list(tokenizer_texts(self.files, self.config["tokenizer"]["rows_per_file"]))
        table, widths = load_trusted(self.work / TABLE), self.config["layers"]["widths"]
        scores = all_scores(model, table, self.tokenizer, texts, self.corpus, widths)
        progress = load_trusted(self.work / CHECKPOINT)["progress"]
        spent = {key: progress[key] for key in ("step", "tokens", "seconds")}
        self.write("scores.json", {"metric": "Spearman, float32", **scores, "chosen": chosen, "layersStage": spent})
        print(json.dumps(scores, indent=2))

    def export(self, out):
        model, _ = self.best_model()
        export_huggingface(model, self.work, out, self.config["tokenizer"]["max_tokens"])
        print(f"wrote {out}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=["static", "layers", "evaluate", "export", "all"])
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="for tokens and checkpoints; outside the repository")
    parser.add_argument("--out", type=Path, help="where export writes; WORK/huggingface by default")
    parser.add_argument("--resume", action="store_true", help="take up the last checkpoint of the layers stage")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    recipe = Recipe(tomllib.loads(options.config.read_text()), options.corpus, options.work)
    stages = {
        "static": recipe.static,
        "layers": lambda: recipe.layers(options.resume),
        "evaluate": recipe.evaluate,
        "export": lambda: recipe.export(options.out or options.work / "huggingface"),
    }
    for stage, run in stages.items():
        if options.stage in (stage, "all"):
            run()


if __name__ == "__main__":
    main()
