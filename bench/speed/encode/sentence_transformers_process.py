"""Encodes with sentence-transformers: a JSON array of texts per line in, seconds out.

The model has the configuration and the tokenizer of a package and random weights: how long a multiplication takes does
not depend on the numbers, and a package holds its weights in int8 only.
"""

import json
import sys
import tempfile
import time

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Pooling, Transformer
from transformers import AutoConfig, AutoModel, AutoTokenizer

BATCH = 32


def open_model(package: str, threads: int) -> SentenceTransformer:
    torch.set_num_threads(threads)
    folder = tempfile.mkdtemp()
    AutoModel.from_config(AutoConfig.from_pretrained(package)).save_pretrained(folder)
    AutoTokenizer.from_pretrained(package).save_pretrained(folder)
    body = Transformer(folder, max_seq_length=256)
    return SentenceTransformer(modules=[body, Pooling(body.get_word_embedding_dimension(), "mean")], device="cpu")


def main() -> None:
    package, threads = sys.argv[1], int(sys.argv[2])
    model = open_model(package, threads)
    print(json.dumps({"torch": torch.__version__}), flush=True)
    for line in sys.stdin:
        texts = json.loads(line)
        started = time.perf_counter()
        model.encode(texts, batch_size=BATCH, show_progress_bar=False, normalize_embeddings=True)
        print(json.dumps({"seconds": time.perf_counter() - started}), flush=True)


main()
