"""The text to learn language from: one paragraph a line, documents separated by an empty line, xz."""

import lzma
from array import array

import numpy as np

from training.data.bundle import file_sha256
from training.data.tokenizer import END_ID


def documents(path):
    """Yields lists of paragraphs."""
    with lzma.open(path, "rt", encoding="utf8", newline="\n") as lines:
        paragraphs = []
        for line in lines:
            if line.strip():
                paragraphs.append(line.rstrip("\n"))
            elif paragraphs:
                yield paragraphs
                paragraphs = []
        if paragraphs:
            yield paragraphs


def sampled_paragraphs(path, one_in):
    """Every `one_in`-th document's paragraphs: what the tokenizer learns from."""
    for number, document in enumerate(documents(path)):
        if number % one_in == 0:
            yield from document


def token_stream(path, tokenizer, held_back, limit=None):
    """All documents of a file but those that repeat a held-back sentence, each closed by END.

    Returns (uint16 [n], record): at most `limit` tokens, cut between documents.
    """
    stream, kept, dropped = array("H"), 0, 0
    for document in documents(path):
        if held_back.repeats(*document):
            dropped += 1
            continue
        for encoding in tokenizer.encode_batch_fast(document):
            stream.extend(encoding.ids)
        stream.append(END_ID)
        kept += 1
        if limit is not None and len(stream) >= limit:
            break
    record = {"sha256": file_sha256(path), "documents": kept, "documentsHeldBack": dropped, "tokens": len(stream)}
    return np.array(stream, dtype=np.uint16), record
