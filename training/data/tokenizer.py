"""The tokenizer: NFKC, lower case, byte-level BPE, trained on the pairs."""

import json

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

PAD, UNKNOWN = "[PAD]", "[UNK]"
PAD_ID = 0


def lower_case_bpe(texts, vocabulary):
    """Trains on an iterator of texts; `vocabulary` counts the two special tokens and the 256 bytes."""
    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary, special_tokens=[PAD, UNKNOWN], initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    assert tokenizer.token_to_id(PAD) == PAD_ID
    return tokenizer


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
    return [encoding.ids[:max_tokens] or unknown for encoding in tokenizer.encode_batch(texts)]
