"""The tokenizer: NFKC, lower case, single digits, byte-level BPE, trained on pairs and text."""

import json

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

PAD, UNKNOWN, END, MASK = "[PAD]", "[UNK]", "[END]", "[MASK]"
SPECIALS = [PAD, UNKNOWN, END, MASK]
PAD_ID, UNKNOWN_ID, END_ID, MASK_ID = range(len(SPECIALS))


def lower_case_bpe(texts, vocabulary, specials=SPECIALS, single_digits=True):
    """Trains on an iterator of texts; `vocabulary` counts the special tokens and the 256 bytes.

    single_digits: no token holds two digits, so that 1848 and 1849 share three tokens and differ in one. Nothing of this
    is left in the finished tokenizer: where no merge joins two digits, plain byte-level splitting is enough.
    """
    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    finished = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.pre_tokenizer = digits_apart() if single_digits else finished
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary, special_tokens=specials, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.pre_tokenizer = finished
    assert tokenizer.token_to_id(PAD) == PAD_ID
    return tokenizer


def digits_apart():
    each_digit = pre_tokenizers.Split(Regex(" ?[0-9]"), "isolated")
    return pre_tokenizers.Sequence([each_digit, pre_tokenizers.ByteLevel(add_prefix_space=False)])


def save_tokenizer(tokenizer, folder, max_tokens):
    """tokenizer.json and tokenizer_config.json, as transformers and @huggingface/tokenizers read them."""
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": max_tokens,
        "padding_side": "right",
        "pad_token": PAD,
        "unk_token": UNKNOWN,
        "clean_up_tokenization_spaces": False,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")


def token_ids(tokenizer, texts, max_tokens):
    """Lists of 1..max_tokens ids; a text without tokens becomes one [UNK]."""
    unknown = [tokenizer.token_to_id(UNKNOWN)]
    return [encoding.ids[:max_tokens] or unknown for encoding in tokenizer.encode_batch_fast(texts)]
