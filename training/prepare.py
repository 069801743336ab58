"""From a corpus folder to what travels: everything that needs a processor and time, done before a GPU is asked for.

    python -m training.prepare --config training/configs/prepare.toml --corpus DIR --work DIR [--ablation]

Writes to WORK:
    tokenizer.json, tokenizer_config.json
    sets/       development and evaluation sets, as files that `model eval` reads
    travel/     language-<n>.xz (token streams), pairs.xz (all sources), dev.tar.xz (tokenizer and sets)
    prepared.json   sha256 of all that was read, rows and tokens kept and left out, bytes of all that travels
"""

import argparse
import json
import shutil
import tarfile
import tomllib
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from training.data.bundle import file_sha256, save_bundle
from training.data.corpus import divide
from training.data.made import sentence_triples, with_altered_negatives, with_typing_errors
from training.data.text import sampled_paragraphs, token_stream
from training.data.tokenizer import lower_case_bpe, save_tokenizer
from training.data.tokens import pack_pairs, pairs_to_arrays
from training.evaluate.sets import write_near_duplicates, write_retrieval
from training.evaluate.sts import DEVELOPMENT_SETS


class Preparation:
    def __init__(self, config, corpus, work, ablation):
        self.config, self.corpus, self.work, self.seed = config, corpus, work, config["seed"]
        for folder in ("sets", "travel"):
            (work / folder).mkdir(parents=True, exist_ok=True)
        self.divided = divide(corpus, config["pairs"], self.seed, ablation)
        self.record = {"config": config, "ablation": ablation, "rowsRepeatingWhatIsHeldBack": self.divided.dropped}

    def text(self, name):
        return self.corpus / "text" / f"{name}.txt.xz"

    def tokenizer(self):
        path, settings = self.work / "tokenizer.json", self.config["tokenizer"]
        if not path.exists():
            save_tokenizer(lower_case_bpe(self.tokenizer_texts(), settings["vocabulary"]), self.work, settings["max_tokens"])
        return Tokenizer.from_file(str(path))

    def tokenizer_texts(self):
        """Rows of every source, evenly, and some documents of the first text."""
        rows = self.config["tokenizer"]["rows_per_file"]
        for file in self.divided.training:
            for side in (file.anchors, file.positives):
                yield from side[:: max(1, len(side) // rows)]
        for name in self.config["language"][0]["files"]:
            yield from sampled_paragraphs(self.text(name), self.config["tokenizer"]["one_document_in"])

    def sets(self):
        folder = self.work / "sets"
        for file in DEVELOPMENT_SETS.values():
            shutil.copyfile(self.corpus / "sts-dev" / file, folder / file)
        queries = write_retrieval(folder, self.divided.held, self.seed)
        pairs = write_near_duplicates(folder, self.divided.rewordings, self.divided.held, self.seed)
        self.record["sets"] = {"retrievalQueries": queries, "nearDuplicatePairs": pairs}
        self.record["setFiles"] = {path.name: file_sha256(path) for path in sorted(folder.iterdir())}
        with tarfile.open(self.work / "travel" / "dev.tar.xz", "w:xz") as archive:
            for path in [self.work / "tokenizer.json", self.work / "tokenizer_config.json", folder]:
                archive.add(path, path.name)

    def language(self, tokenizer):
        for number, part in enumerate(self.config["language"], 1):
            streams, files, left = [], {}, part["tokens"]
            for name in part["files"]:
                stream, files[name] = token_stream(self.text(name), tokenizer, self.divided.sentences, left)
                streams.append(stream)
                left -= len(stream)
                if left <= 0:
                    break
            self.travel(f"language-{number}.xz", {"stream": np.concatenate(streams)}, files)

    def pairs(self, tokenizer):
        settings, training = self.config["pairs"], self.divided.training
        first_text = self.text(self.config["language"][0]["files"][0])
        paragraphs = (p for p in sampled_paragraphs(first_text, 2) if not self.divided.sentences.repeats(p))
        made = [
            with_altered_negatives(training, self.seed),
            sentence_triples(paragraphs, settings["made_sentences"], settings["typing_errors"], self.seed),
        ]
        mistyped = [with_typing_errors(f, settings["mistyped"], settings["typing_errors"], self.seed) for f in training]
        files = [file for file in mistyped + made if len(file)]
        sources = [pack_pairs(file, tokenizer, settings["max_tokens"]) for file in files]
        rows = {file.name: {"rows": len(file), "sha256": file.sha256} for file in files}
        self.travel("pairs.xz", pairs_to_arrays(sources), rows)

    def travel(self, name, arrays, about):
        path = self.work / "travel" / name
        size = save_bundle(path, arrays, about)
        self.record.setdefault("travel", {})[name] = {"bytes": size, "sha256": file_sha256(path), "about": about}
        print(f"{name}: {size / 2**20:.1f} MiB", flush=True)

    def all(self):
        tokenizer = self.tokenizer()
        self.sets()
        self.pairs(tokenizer)
        self.language(tokenizer)
        (self.work / "prepared.json").write_text(json.dumps(self.record, indent=2) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="outside the repository")
    parser.add_argument("--ablation", action="store_true", help="read the nc- files too; the model must not ship")
    options = parser.parse_args()
    Preparation(tomllib.loads(options.config.read_text()), options.corpus, options.work, options.ablation).all()


if __name__ == "__main__":
    main()
