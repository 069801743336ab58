"""The configs of runs that cost device time: what would stop them halfway is found here."""

import unittest
from pathlib import Path

from training.run import STAGES
from training.stages.config import read_config, stages_called
from training.stages.starts import refuse_null_case

CONFIGS = Path(__file__).parents[1] / "configs"
RUNS = sorted(path for path in CONFIGS.glob("*.toml") if "prepare" not in path.name and path.name != "rehearsal.toml")
HARD = {"nli-snli-devtest.hard", "trivia-question-answer", "made-altered-paraphrases", "made-altered-sentences"}
OPTIMISERS = {"optimiser", "rate", "table_rate", "other_rate", "weight_decay", "warmup", "cooldown"}
JUDGED = {"judge_every", "checkpoint_seconds"}
LANGUAGE = OPTIMISERS | JUDGED | {"start", "streams", "head", "head_rate", "length", "sequences", "micro_sequences"}
PAIRS = OPTIMISERS | {
    "start", "lengths", "smallest_class", "side_tokens", "largest_batch", "source_exponent", "source_weights", "scale",
    "widths", "lookalike", "focal", "first_exit", "exit_weight", "agreement_weight",
}  # fmt: skip
NEEDED = {
    "language": LANGUAGE,
    "adaptation": LANGUAGE | {"share"},
    "contrast": PAIRS | JUDGED | {"snapshots"},
    "variants": {"base", "variant", "seeds", "choose"},
    "turning-point": {"start"},
    "soup": {"of"},
    "evaluation": {"start", "widths"},
    "pack": {"start", "bits", "part_mib"},
}


class Configs(unittest.TestCase):
    def each_stage(self):
        for path in RUNS:
            config = read_config(path)
            for stage in config["stage"]:
                with self.subTest(config=path.name, stage=stage["name"]):
                    yield config, stage

    def test_every_stage_says_all_it_needs_and_when_it_ends(self):
        for _, stage in self.each_stage():
            self.assertIn(stage["does"], STAGES)
            self.assertLessEqual(NEEDED[stage["does"]], stage.keys())
            if stage["does"] in ("language", "adaptation", "contrast", "variants"):
                self.assertEqual(len({"steps", "seconds"} & stage.keys()), 1)
            if stage["does"] == "variants":
                self.assertLessEqual(PAIRS, stage["base"].keys())

    def test_passes_divide_a_step_and_widths_and_exits_are_of_the_model(self):
        for config, stage in self.each_stage():
            if "micro_sequences" in stage:
                self.assertEqual(stage["sequences"] % stage["micro_sequences"], 0)
            self.assertLessEqual(max(stage.get("widths", [0])), config["model"]["width"])
            self.assertLessEqual(stage.get("first_exit", 0), config["model"]["layers"])

    def test_a_stage_of_mined_negatives_weighs_only_sources_it_has(self):
        for _, stage in self.each_stage():
            if "mining" in stage:
                self.assertLessEqual(stage["source_weights"].keys(), HARD | set(stage["mining"]["sources"]))
                self.assertEqual(stage["mining"]["count"] % 2, 0)

    def test_stages_that_choose_have_something_that_may_ship(self):
        for config, stage in self.each_stage():
            if stage.get("choose"):
                shapes = [{**config["model"], **variant.get("shape", {})} for variant in stage["variant"]]
                allowed = [shape for shape in shapes if shape["first_bidirectional"] < shape["layers"]]
                self.assertTrue(allowed)
                refuse_null_case(allowed[0])

    def test_runs_by_the_clock_fit_ten_minutes(self):
        for path in RUNS:
            stages = read_config(path)["stage"]
            self.assertLessEqual(sum(stage.get("seconds", 0) for stage in stages), 580, path.name)

    def test_in_a_run_of_nine_minutes_every_stage_has_at_least_two_thirds_of_its_clock(self):
        for path in (path for path in RUNS if path.name.startswith(("h200", "ablations"))):
            stages = read_config(path)["stage"]
            wanted, beside = (sum(stage.get(key, 0) for stage in stages) for key in ("seconds", "reserve"))
            start = 25  # seconds until the first stage begins
            self.assertGreaterEqual(540 - start - beside, wanted * 2 / 3, path.name)

    def test_one_stage_may_be_run_by_itself(self):
        stages = read_config(CONFIGS / "ablations.toml")["stage"]
        self.assertEqual([stage["name"] for stage in stages_called(stages, ["forms"])], ["forms"])
        self.assertEqual(stages_called(stages, None), stages)
        with self.assertRaises(KeyError):
            stages_called(stages, ["choice"])


if __name__ == "__main__":
    unittest.main()
