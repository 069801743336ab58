"""A run: a config, what travelled to it, and where its models and its record go."""

import csv
import json
import shutil
import tarfile
from functools import cached_property

import numpy as np
import torch
from tokenizers import Tokenizer

from training.data.batches import sides_on
from training.data.bundle import file_sha256, load_bundle
from training.data.tokens import pairs_from_arrays
from training.evaluate.development import Development
from training.train.checkpoint import load_trusted, save_atomically
from training.train.deelm import DeeLM


class Run:
    """inputs: folders with what travelled; of equal names the first counts. work: models and checkpoints, <stage>.model.pt
    and others. record: small files that say what was done: config.json, data.json, curve-*.csv and .png, *.json. out: what
    comes back."""

    def __init__(self, config, inputs, work, record, out, device, deadline):
        self.config, self.inputs, self.work, self.record, self.out = config, inputs, work, record, out
        self.device, self.deadline, self.seed = device, deadline, config["seed"]
        for folder in (work, record):
            folder.mkdir(parents=True, exist_ok=True)
        if not (work / "dev" / "tokenizer.json").exists():
            with tarfile.open(self.travelled("dev.tar.xz")) as archive:
                archive.extractall(work / "dev", filter="data")
        data = {path.name: file_sha256(path) for folder in inputs for path in sorted(folder.iterdir()) if path.is_file()}
        self.write("config.json", config)
        self.write("data.json", {**device.described(), "input": data})

    @cached_property
    def tokenizer(self):
        return Tokenizer.from_file(str(self.work / "dev" / "tokenizer.json"))

    @cached_property
    def sets(self):
        return self.work / "dev" / "sets"

    @cached_property
    def development(self):
        """What choices are made by: STS-B dev, SICK-R trial and a part of the retrieval set."""
        return Development(self.sets, self.tokenizer, self.device, self.config.get("passages", 1000))

    @cached_property
    def pairs(self):
        """TokenPairs of all sources that travelled."""
        arrays, about = load_bundle(self.travelled("pairs.xz"))
        self.write("pairs.json", about)
        return pairs_from_arrays(arrays)

    @cached_property
    def pairs_on_device(self):
        """{source: its sides}, moved there once for all stages."""
        return {pairs.name: sides_on(self.device.kind, pairs) for pairs in self.pairs}

    def stream(self, names):
        """uint16 [n]: the token streams that are there, one after another; one at least."""
        found = [load_bundle(path) for path in map(self.travelled, names) if path is not None]
        if not found:
            raise FileNotFoundError(f"none of {names} came along")
        for arrays, about in found:
            print(f"stream of {len(arrays['stream'])} tokens: {', '.join(about)}", flush=True)
        return np.concatenate([arrays["stream"] for arrays, _ in found])

    def travelled(self, name):
        """Path of a file that came along, or None."""
        return next((folder / name for folder in self.inputs if (folder / name).exists()), None)

    def has_model(self, stage):
        return (self.work / f"{stage}.model.pt").exists()

    def stored(self, stage):
        """What a stage left: model (state dict), shape, and what else it said about it."""
        return load_trusted(self.work / f"{stage}.model.pt")

    def model(self, stage, shape=None):
        """The model a stage made, on the device. shape: other choices for how it attends and pools."""
        stored = self.stored(stage)
        model = DeeLM(torch.zeros_like(stored["model"]["embed_tokens.weight"]), stored["shape"])
        model.load_state_dict(stored["model"])
        return model.reshaped(**(shape or {})).to(self.device.kind)

    def keep_model(self, stage, model, **about):
        state = {name: value.detach().cpu() for name, value in model.state_dict().items()}
        save_atomically({"model": state, "shape": model.shape, **about}, self.work / f"{stage}.model.pt")

    def keep_choice(self, stage, choice):
        (self.work / f"{stage}.choice.json").write_text(json.dumps(choice))

    def read_choice(self, stage):
        """{"shape", "start"}: what an earlier stage chose by measurement."""
        return json.loads((self.work / f"{stage}.choice.json").read_text())

    def write(self, name, value):
        (self.record / name).write_text(json.dumps(value, indent=2) + "\n")

    def write_rows(self, name, rows):
        keys = list(dict.fromkeys(key for row in rows for key in row))
        with open(self.record / f"{name}.csv", "w", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=keys, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def report(self, stage, row):
        print(f"{stage} {row}", flush=True)

    def send_back_weights(self, folder):
        """Packed weights into out, in place of those that are there."""
        self.out.mkdir(parents=True, exist_ok=True)
        for path in self.out.glob("weights-*.xz"):
            path.unlink()
        for path in sorted(folder.iterdir()):
            shutil.move(path, self.out / path.name)

    def send_back(self):
        """The record as one file in out, since few files come back."""
        self.out.mkdir(parents=True, exist_ok=True)
        unfinished = self.out / "record.unfinished"
        with tarfile.open(unfinished, "w:xz") as archive:
            archive.add(self.record, self.record.name)
        shutil.move(unfinished, self.out / "record.tar.xz")
