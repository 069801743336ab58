"""Small real parts for the tests: a tokenizer, a corpus, a model."""

import lzma
from pathlib import Path

import torch

from training.data.tokenizer import lower_case_bpe
from training.export.fixture_text import TRAINING_TEXT
from training.train.deelm import DeeLM
from training.train.device import Device

torch.set_num_threads(1)  # with tensors this small, threads only wait for one another

SHAPE = {"width": 32, "heads": 4, "inner": 48, "layers": 3, "first_bidirectional": 1, "rope_theta": 10000.0}
ROWS = [[5, 9, 17, 3, 40, 41], [8, 2], [11, 30, 31]]
CPU = Device("cpu")


def tokenizer():
    return lower_case_bpe(TRAINING_TEXT, 400)


def model(**shape):
    torch.manual_seed(0)
    return DeeLM(torch.randn(400, SHAPE["width"]), {**SHAPE, **shape})


def stirred(model):
    """Every weight random, so that the layers do something."""
    torch.manual_seed(1)
    for parameter in model.parameters():
        torch.nn.init.normal_(parameter, mean=float(parameter.ndim == 1), std=0.2)
    return model.eval()


def padded(rows):
    """Lists of ids -> (ids, mask)."""
    length = max(map(len, rows))
    ids = torch.tensor([row + [0] * (length - len(row)) for row in rows])
    return ids, torch.tensor([[1] * len(row) + [0] * (length - len(row)) for row in rows])


def written_corpus(folder, pairs=(), texts=()):
    """pairs: {file name: rows}; texts: {file name: documents, each a list of paragraphs}."""
    for kind, files in (("pairs", dict(pairs)), ("text", dict(texts))):
        (Path(folder) / kind).mkdir()
        for name, content in files.items():
            lines = ("\t".join(row) for row in content) if kind == "pairs" else ("\n".join(d) + "\n" for d in content)
            (Path(folder) / kind / name).write_bytes(lzma.compress("".join(f"{line}\n" for line in lines).encode()))
    return Path(folder)
