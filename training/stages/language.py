"""Stages "language" and "adaptation"."""

import math

from training.data.blocks import BlockReader
from training.evaluate.plots import line_plot
from training.stages.clocks import stage_clock
from training.stages.starts import starting_model
from training.train.language import LanguageModel
from training.train.language_task import AdaptationTask, LanguageTask
from training.train.loop import Loop

HELD_OUT_BLOCKS = 64


def learn_language(run, stage, later):
    """settings: start, streams (those that are there are read), head, length, sequences, micro_sequences, epochs (at most;
    where it is not said, as many as the clock makes), and those of Loop and its optimisers."""
    return learn(run, stage, later, LanguageTask)


def adapt(run, stage, later):
    """As learn_language, masked, under the model's own k; settings also: share."""
    return learn(run, stage, later, AdaptationTask)


def learn(run, stage, later, task_of):
    clock = stage_clock(run, stage, later)
    model = LanguageModel(starting_model(run, stage), stage["head"]).to(run.device.kind)
    load_head(run, stage, model)
    run.device.compile_layers(model.deelm)
    model.read_off = run.device.compiled(model.read_off)
    held_out, reader = split_stream(run, stage, stage["length"] + task_of.beyond)
    clock.tokens = stage.get("epochs", math.inf) * len(reader.stream)
    task = task_of(model, reader, held_out, {"seed": run.seed, **stage}, run.device)
    curve = Loop(stage["name"], task, clock, stage, run.work, run.report, run.device).resume().run()
    run.write_rows(f"curve-{stage['name']}", curve)
    line_plot(run.record / f"curve-{stage['name']}.png", curve, "tokens", ["loss", "heldOutLoss"], stage["name"], "nats a token")
    run.keep_model(stage["name"], model.deelm, head=None if model.head is None else model.head.detach().cpu())


def split_stream(run, stage, length):
    """The first blocks of the stream judge and are not learnt from."""
    stream = run.stream(stage["streams"])
    blocks = min(HELD_OUT_BLOCKS, len(stream) // length // 4)
    held_out = BlockReader(stream[: blocks * length + length], length, run.seed, run.device.kind).draw(blocks)
    return held_out, BlockReader(stream[(blocks + 1) * length :], length, run.seed, run.device.kind)


def load_head(run, stage, model):
    """Takes up the head of the stage it starts from, if that had one of its own."""
    if model.head is not None and stage["start"] != "random":
        head = run.stored(stage["start"]).get("head")
        if head is not None:
            model.head.data.copy_(head)
