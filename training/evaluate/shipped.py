"""All scores of a package, from the vectors that the app itself makes of the texts.

    python -m training.evaluate.shipped PACKAGE --sets WORK/sets [--to FILE.json]

The point values are those of `model eval`; this adds intervals, BM25, both together, and the separation of near-duplicates.
"""

import argparse
import json
import subprocess
from pathlib import Path

import torch

from training.evaluate.report import full_report

ROOT = Path(__file__).parents[2]


def app_encoder(package):
    """texts -> float tensor [n,d], by `semblance encode`. Texts are encoded as passages; the packages have no prompts."""
    known = {}

    def encode(texts):
        new = list(dict.fromkeys(text for text in texts if text not in known))
        if new:
            lines = "".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate(new))
            command = ["npm", "run", "-s", "cli", "--", "encode", "--model", str(package)]
            printed = subprocess.run(command, cwd=ROOT, input=lines, text=True, stdout=subprocess.PIPE, check=True).stdout
            for line in printed.splitlines():
                row = json.loads(line)
                known[new[row["id"]]] = torch.tensor(row["vector"])
        return torch.stack([known[text] for text in texts])

    return encode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path)
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--to", type=Path)
    options = parser.parse_args()
    report = json.dumps(full_report(app_encoder(options.package.resolve()), options.sets), indent=2)
    print(report)
    if options.to:
        options.to.write_text(report + "\n")


if __name__ == "__main__":
    main()
