"""Where a stage's model comes from, and which choices it may make."""

import torch

from training.train.deelm import DeeLM


def refuse_null_case(shape):
    """The choices under which nothing attends backwards, or nothing that is read does."""
    layers, k = shape["layers"], shape["first_bidirectional"]
    if layers and k >= layers:
        raise ValueError(f"k = {k} leaves all {layers} layers causal")
    if shape.get("token", "mean") == "last" and shape.get("form", "sequential") == "sequential" and k >= layers - 1:
        raise ValueError("with the last token pooled, a single bidirectional layer at the end changes nothing")


def refuse_what_cannot_ship(shape):
    """The choices that are measured and have no package: a gate, and two branches, which the app's converter declines."""
    refuse_null_case(shape)
    for choice, kept in (("pooling", "gate"), ("form", "two-branch")):
        if shape.get(choice) == kept:
            raise ValueError(f"packages know no {choice} {kept!r}")


def random_model(shape, vocabulary, seed):
    torch.manual_seed(seed)
    return DeeLM(torch.randn(vocabulary, shape["width"]), shape)


def layers_over_table(table, shape, seed):
    """A new model over trained token rows. It starts as the mean of the rows, which are scaled so that the median row is as
    long as one of unit variance: cosines do not change, and the layers start at the scale they expect."""
    torch.manual_seed(seed)
    return DeeLM(table / table.norm(dim=1).median() * table.shape[1] ** 0.5, shape)


def starting_model(run, stage, shape_choices=None):
    """The model a stage starts from, on the device: stage["start"] is "random" or an earlier stage; a table of that (a
    model without layers) gets the layers of the config."""
    shape = {**run.config["model"], **stage.get("shape", {}), **(shape_choices or {})}
    if stage["start"] == "random":
        model = random_model(shape, run.tokenizer.get_vocab_size(), run.seed)
    else:
        model = run.model(stage["start"])
        if model.shape["layers"] == 0 and shape["layers"] > 0:
            model = layers_over_table(model.embed_tokens.weight.detach().cpu(), shape, run.seed)
        else:
            kept = {key: model.shape[key] for key in ("layers", "width", "heads", "inner")}
            model.reshaped(**{**shape, **kept})
    return model.to(run.device.kind)
