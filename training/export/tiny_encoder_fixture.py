"""Writes the tiny encoders, with reference outputs, that the tests of app/embedding read.

    python -m training.export.tiny_encoder_fixture [app/embedding/fixtures]

tiny-deelm/   a model package of ours: deelm.json with checksums, byte-level BPE, sentence_embedding in the graph
tiny-bert/    a plain sentence-transformers export: WordPiece with [CLS] and [SEP], token_type_ids, last_hidden_state
              only; pooling, prompts and length stand in the files around it

Both graphs look up a row per token, add to each token the row of its right neighbour and the mean of all rows through
a matrix each, and take tanh: without attention, but wrong wherever a padded place is not masked.

reference.json: madeWith; rows[r] = {text, ids, vector}: ids with special tokens, vector the unit vector of the mean
over real tokens, computed here in float64, one row at a time.
"""

import hashlib
import json
import sys
from pathlib import Path

import numpy
import onnx
import tokenizers
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from training.export.fixture_text import ROWS, TRAINING_TEXT, VARIANT_ROWS

FIXTURES = Path(__file__).parents[2] / "app" / "embedding" / "fixtures"
VOCABULARY, WIDTH, MAX_TOKENS = 400, 16, 32
TEXTS = [*ROWS, *VARIANT_ROWS]


def byte_level_tokenizer():
    """Lower-casing byte-level BPE without special tokens, shaped like the one of the real models."""
    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=["[PAD]", "[UNK]"], initial_alphabet=alphabet)
    tokenizer.train_from_iterator(TRAINING_TEXT, trainer)
    return tokenizer


def word_piece_tokenizer():
    """WordPiece as in BERT."""
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    specials = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(TRAINING_TEXT, trainers.WordPieceTrainer(vocab_size=VOCABULARY, special_tokens=specials))
    ids = [(token, tokenizer.token_to_id(token)) for token in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ids)
    return tokenizer


def random_weights(seed):
    random = numpy.random.default_rng(seed)
    shapes = {"rows": (VOCABULARY, WIDTH), "neighbour": (WIDTH, WIDTH), "mean": (WIDTH, WIDTH)}
    return {name: random.normal(0, 0.5, shape).astype(numpy.float32) for name, shape in shapes.items()}


def reference_vector(weights, ids):
    rows = weights["rows"].astype(numpy.float64)[ids]
    right = numpy.vstack([rows[1:], numpy.zeros((1, WIDTH))])
    states = numpy.tanh(rows + right @ weights["neighbour"] + rows.mean(0) @ weights["mean"])
    pooled = states.mean(0)
    return pooled / numpy.linalg.norm(pooled)


def token_states_nodes():
    """Nodes from input_ids and attention_mask to `states`, with `masked_sum` and `count` on the way."""
    node = helper.make_node
    return [
        node("Cast", ["attention_mask"], ["mask_float"], to=TensorProto.FLOAT),
        node("Unsqueeze", ["mask_float", "last_axis"], ["mask"]),
        node("Gather", ["rows", "input_ids"], ["all_rows"]),
        node("Mul", ["all_rows", "mask"], ["real_rows"]),
        node("ReduceSum", ["mask", "token_axis"], ["count"], keepdims=1),
        node("ReduceSum", ["real_rows", "token_axis"], ["sum"], keepdims=1),
        node("Div", ["sum", "count"], ["mean_row"]),
        node("Pad", ["real_rows", "pad_one_right"], ["padded_rows"]),
        node("Slice", ["padded_rows", "one", "far", "token_axis"], ["right_rows"]),
        node("MatMul", ["right_rows", "neighbour"], ["from_right"]),
        node("MatMul", ["mean_row", "mean"], ["from_mean"]),
        node("Sum", ["all_rows", "from_right", "from_mean"], ["mixed"]),
        node("Tanh", ["mixed"], ["states"]),
    ]


def pooling_nodes():
    """Nodes from `states` to `sentence_embedding`."""
    node = helper.make_node
    return [
        node("Mul", ["states", "mask"], ["real_states"]),
        node("ReduceSum", ["real_states", "token_axis"], ["states_sum"], keepdims=0),
        node("LpNormalization", ["states_sum"], ["sentence_embedding"], axis=-1, p=2),
        node("Identity", ["states"], ["token_embeddings"]),
    ]


def write_graph(path, weights, nodes, inputs, outputs):
    constants = {
        "last_axis": [2], "token_axis": [1], "one": [1], "far": [2**31 - 1], "pad_one_right": [0, 0, 0, 0, 1, 0],
    }
    initialisers = [numpy_helper.from_array(value, name) for name, value in weights.items()]
    initialisers += [numpy_helper.from_array(numpy.array(value, numpy.int64), name) for name, value in constants.items()]
    graph = helper.make_graph(
        nodes,
        "tiny encoder",
        [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in inputs],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()],
        initialisers,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], producer_name="semblance")
    model.ir_version = 10
    onnx.checker.check_model(model, full_check=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)


def write_json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def write_tokenizer(folder, tokenizer, config):
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    write_json(folder / "tokenizer_config.json", {"model_max_length": MAX_TOKENS, "padding_side": "right", **config})


def write_reference(folder, tokenizer, weights):
    rows = []
    for text in TEXTS:
        ids = tokenizer.encode(text).ids[:MAX_TOKENS]
        if len(ids) == MAX_TOKENS and tokenizer.post_processor:
            ids[-1] = tokenizer.token_to_id("[SEP]")
        vector = reference_vector(weights, ids)
        rows.append({"text": text, "ids": ids, "vector": [round(float(value), 7) for value in vector]})
    made_with = {"tokenizers": tokenizers.__version__, "numpy": numpy.__version__}
    write_json(folder / "reference.json", {"madeWith": made_with, "rows": rows})


def write_deelm(folder):
    tokenizer, weights = byte_level_tokenizer(), random_weights(1)
    outputs = {"sentence_embedding": ["batch", WIDTH], "token_embeddings": ["batch", "tokens", WIDTH]}
    nodes = token_states_nodes() + pooling_nodes()
    write_graph(folder / "onnx" / "model_int8.onnx", weights, nodes, ["input_ids", "attention_mask"], outputs)
    write_tokenizer(folder, tokenizer, {"pad_token": "[PAD]", "unk_token": "[UNK]"})
    files = ["onnx/model_int8.onnx", "tokenizer.json", "tokenizer_config.json"]
    write_json(folder / "deelm.json", {
        "formatVersion": 1, "id": "tiny-deelm", "name": "Tiny", "languages": ["en"], "licence": "MIT",
        "source": "random weights", "architecture": "tiny", "layers": 1, "firstBidirectionalLayer": 0,
        "form": "sequential", "pooling": "mean", "pooledStates": "residual", "prompts": {"query": "", "passage": ""},
        "maxTokens": MAX_TOKENS, "dimensions": [8, WIDTH], "exitLayers": [1],
        "parameters": sum(value.size for value in weights.values()), "scores": {},
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files},
    })
    write_reference(folder, tokenizer, weights)


def write_bert(folder):
    tokenizer, weights = word_piece_tokenizer(), random_weights(2)
    nodes = token_states_nodes() + [helper.make_node("Identity", ["states"], ["last_hidden_state"])]
    inputs = ["input_ids", "attention_mask", "token_type_ids"]
    write_graph(folder / "onnx" / "model.onnx", weights, nodes, inputs, {"last_hidden_state": ["batch", "tokens", WIDTH]})
    write_tokenizer(folder, tokenizer, {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"})
    write_json(folder / "config.json", {"model_type": "bert", "hidden_size": WIDTH, "max_position_embeddings": 64})
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    write_json(folder / "modules.json", [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(modules)
    ])
    write_json(folder / "1_Pooling" / "config.json", {
        "word_embedding_dimension": WIDTH, "pooling_mode_cls_token": False, "pooling_mode_mean_tokens": True,
        "pooling_mode_max_tokens": False, "pooling_mode_mean_sqrt_len_tokens": False,
    })
    write_json(folder / "sentence_bert_config.json", {"max_seq_length": MAX_TOKENS, "do_lower_case": False})
    write_json(folder / "config_sentence_transformers.json", {"prompts": {"query": "ask: ", "document": ""}})
    write_reference(folder, tokenizer, weights)


def main(target):
    for name, write in {"tiny-deelm": write_deelm, "tiny-bert": write_bert}.items():
        (target / name).mkdir(parents=True, exist_ok=True)
        write(target / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FIXTURES)
