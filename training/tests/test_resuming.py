"""The promise that a stage killed at any moment and taken up again is the same stage, bit for bit."""

import tempfile
import time
import unittest
from pathlib import Path

import numpy as np
import torch

from training.data.batches import SourceRows
from training.data.blocks import BlockReader
from training.data.tokens import TokenPairs, pack
from training.export.fixture_text import TRAINING_TEXT
from training.stages.clocks import Later, timed_clock
from training.tests import tiny
from training.train.clock import Clock, Deadline, trapezoid
from training.train.contrast import Contrast, Keeper
from training.train.language import LanguageModel
from training.train.language_task import AdaptationTask, LanguageTask
from training.train.loop import Loop

RATES = {"optimiser": "muon", "rate": 1e-2, "table_rate": 1e-2, "head_rate": 1e-2, "other_rate": 1e-2, "weight_decay": 0.01}
LOOP = {"warmup": 2, "cooldown": 0.5, "judge_every": 0.34, "checkpoint_seconds": 0}
LANGUAGE = {**RATES, **LOOP, "seed": 5, "sequences": 4, "micro_sequences": 2, "share": 0.3}
CONTRAST = {
    **RATES, **LOOP, "seed": 5, "side_tokens": 64, "largest_batch": 4, "source_exponent": 0.7, "source_weights": {},
    "scale": [15.0, 20.0], "widths": [16, 32], "lookalike": 0.95, "focal": 0.5, "first_exit": 1, "exit_weight": 0.5,
    "agreement_weight": 0.1,
}  # fmt: skip


def language_task(kind):
    tokens = pack(tiny.tokenizer(), TRAINING_TEXT, 99).flat
    held_out, reader = (BlockReader(tokens, 9, 5, "cpu") for _ in range(2))
    return kind(LanguageModel(tiny.model(), "own"), reader, held_out.draw(2), LANGUAGE, tiny.CPU)


def contrast_task(folder):
    rows = pack(tiny.tokenizer(), TRAINING_TEXT, 16)
    source = SourceRows(TokenPairs("own", rows, rows), np.array([8, 16]), 2, "cpu")
    keep = Keeper(folder, "s", 2)
    return Contrast(tiny.model(), [source], CONTRAST, tiny.CPU, lambda model: {"selection": 0.0}, keep)


class Resuming(unittest.TestCase):
    def loop(self, make, folder):
        task = make(Path(folder))
        return Loop("s", task, Clock(steps=6), LOOP, Path(folder), lambda *_: None, tiny.CPU)

    def check(self, make):
        with tempfile.TemporaryDirectory() as whole, tempfile.TemporaryDirectory() as parts:
            unbroken = self.loop(make, whole)
            curve = unbroken.run()
            stopped = self.loop(make, parts)
            stopped.judge()
            for _ in range(3):
                stopped.one_step()
            stopped.save()
            stopped.one_step()  # what came after the checkpoint is lost with the kill
            resumed = self.loop(make, parts).resume()
            self.assertEqual(resumed.progress.step, 3)
            resumed.run()
        for name, value in unbroken.task.model.state_dict().items():
            self.assertTrue(torch.equal(value, resumed.task.model.state_dict()[name]), name)
        self.assertEqual(curve[-1]["loss"], resumed.progress.curve[-1]["loss"])
        return unbroken

    def test_language(self):
        loop = self.check(lambda _: language_task(LanguageTask))
        self.assertFalse(np.allclose(loop.task.model.deelm.layers[0].mlp.down_proj.weight.detach(), 0), "the layers learned")

    def test_adaptation(self):
        self.check(lambda _: language_task(AdaptationTask))

    def test_contrast(self):
        loop = self.check(contrast_task)
        self.assertFalse(np.allclose(loop.task.model.layers[0].mlp.down_proj.weight.detach(), 0), "the layers learned")

    def test_a_finished_stage_resumed_does_nothing_more(self):
        with tempfile.TemporaryDirectory() as folder:
            self.loop(contrast_task, folder).run()
            again = self.loop(contrast_task, folder).resume()
            again.run()
        self.assertEqual(again.progress.step, 6)

    def test_the_best_model_and_the_snapshots_are_there_from_the_beginning(self):
        with tempfile.TemporaryDirectory() as folder:
            loop = self.loop(contrast_task, folder)
            loop.judge()
            self.assertEqual({path.name for path in Path(folder).glob("*.pt")}, {"s.best.pt", "s.snapshot-0.pt"})


def starting_now(seconds):
    return Deadline(seconds, began=time.monotonic())


class Clocks(unittest.TestCase):
    def test_rates_rise_stay_and_fall_to_nothing(self):
        self.assertEqual(trapezoid(0, 0.0, 10, 0.4), 0.1)
        self.assertEqual(trapezoid(50, 0.5, 10, 0.4), 1.0)
        self.assertAlmostEqual(trapezoid(80, 0.8, 10, 0.4), 0.5)
        self.assertEqual(trapezoid(99, 1.0, 10, 0.4), 0.0)
        self.assertEqual(trapezoid(99, 1.0, 10, 0.0), 1.0, "no cooldown: the next stage goes on at this rate")

    def test_a_clock_of_seconds_counts_the_stages_own_time(self):
        self.assertEqual(Clock(seconds=10).done(step=5, seconds=4.0), 0.4)
        self.assertEqual(Clock(seconds=10).done(step=5, seconds=14.0), 1.0)
        with self.assertRaises(ValueError):
            Clock()

    def test_stages_that_do_not_fit_share_what_is_left(self):
        self.assertEqual(starting_now(1000).share_for(60, later=100, reserved=50), 60)
        self.assertAlmostEqual(starting_now(90).share_for(60, later=100, reserved=10), 30, delta=0.1)

    def test_a_budget_of_tokens_may_end_a_stage_before_its_seconds_do(self):
        clock = Clock(seconds=10, tokens=1000)
        self.assertEqual(clock.done(step=5, seconds=4.0, tokens=500), 0.5)
        self.assertEqual(clock.done(step=9, seconds=6.0, tokens=1000), 1.0)

    def test_what_the_deadline_takes_away_makes_a_stage_end_earlier_and_never_go_back(self):
        allowed = [100.0, 4.0, 100.0, 0.0]
        clock = Clock(seconds=10, allowed=lambda: allowed.pop(0))
        self.assertEqual([clock.done(step=1, seconds=4.0) for _ in range(4)], [0.4, 0.5, 0.5, 1.0])

    def test_a_stage_by_steps_is_cut_off_at_the_deadline(self):
        left = [5.0, -1.0]
        clock = Clock(steps=100, allowed=lambda: left.pop(0))
        self.assertEqual([clock.done(step=3, seconds=0.0) for _ in range(2)], [0.03, 1.0])

    def test_a_stage_leaves_to_later_ones_what_it_promised_them(self):
        later = Later(seconds=100, own=10, reserved=20)
        clock = timed_clock(starting_now(130), 100, later)
        self.assertAlmostEqual(clock.seconds, 50, delta=0.1)
        self.assertAlmostEqual(clock.allowed(), 130 - 50 - 20 - 2, delta=0.1)


if __name__ == "__main__":
    unittest.main()
