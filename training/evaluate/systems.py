"""The model beside the systems it has to beat, and beside itself without backward attention."""

from training.evaluate.encoders import deelm_encoder, encoder_of
from training.evaluate.sts import development_scores
from training.evaluate.tfidf import tfidf_encoder
from training.train.deelm import DeeLM
from training.train.static import StaticTable


def table_encoder(table, tokenizer):
    model = StaticTable(*table.shape)
    model.bag.weight.data.copy_(table)
    return encoder_of(model, tokenizer)


def left_after(model, layers):
    """The same model without its layers from `layers` on."""
    shorter = DeeLM(model.embed_tokens.weight.detach(), {**model.shape, "layers": layers})
    shorter.load_state_dict(model.state_dict(), strict=False)
    return shorter.eval()


def compared_systems(model, static_table, tokenizer, texts):
    """Name -> encoder. texts: what the TF-IDF baseline counts words in."""
    layers = len(model.layers)
    return {
        "model": deelm_encoder(model, tokenizer),
        "model, all layers causal": deelm_encoder(model, tokenizer, first_bidirectional=layers),
        "model, all layers bidirectional": deelm_encoder(model, tokenizer, first_bidirectional=0),
        "static table it started from": table_encoder(static_table, tokenizer),
        "model's token rows, no layers": table_encoder(model.embed_tokens.weight.detach(), tokenizer),
        "TF-IDF": tfidf_encoder(texts),
    }


def all_scores(model, static_table, tokenizer, texts, corpus, widths):
    """{systems: {name: scores}, widths: {width: scores}, exits: {layer: scores}}; the last two are of the model."""
    systems = compared_systems(model, static_table, tokenizer, texts)
    exits = {layer: deelm_encoder(left_after(model, layer), tokenizer) for layer in range(1, len(model.layers) + 1)}
    return {
        "systems": {name: development_scores(encode, corpus) for name, encode in systems.items()},
        "widths": {width: development_scores(systems["model"], corpus, width) for width in widths},
        "exits": {layer: development_scores(encode, corpus) for layer, encode in exits.items()},
    }
