"""The rules about data: what may not be learnt from, and what may not be shipped."""

import tempfile
import unittest

from training.data.corpus import divide
from training.data.held_back import HeldBack, is_held_back, split_by_title
from training.data.pairs import PairFile, pair_files, read_pair_file
from training.data.text import documents, token_stream
from training.stages.starts import refuse_null_case, refuse_what_cannot_ship
from training.tests.tiny import SHAPE, tokenizer, written_corpus

SECRET = "The lighthouse keeper counted forty ships before the fog came in."


class Licences(unittest.TestCase):
    def test_files_under_a_non_commercial_licence_are_neither_listed_nor_read(self):
        with tempfile.TemporaryDirectory() as folder:
            corpus = written_corpus(folder, {"a.tsv.xz": [("x", "y")], "nc-b.tsv.xz": [("p", "q")]})
            self.assertEqual([path.name for path in pair_files(corpus)], ["a.tsv.xz"])
            with self.assertRaises(PermissionError):
                read_pair_file(corpus / "pairs" / "nc-b.tsv.xz")

    def test_an_ablation_may_read_them(self):
        with tempfile.TemporaryDirectory() as folder:
            corpus = written_corpus(folder, {"nc-b.tsv.xz": [("p", "q")]})
            self.assertEqual(read_pair_file(pair_files(corpus, ablation=True)[0], ablation=True)[0].anchors, ["p"])

    def test_a_folder_without_pairs_is_an_error_and_not_an_empty_run(self):
        with tempfile.TemporaryDirectory() as folder, self.assertRaises(FileNotFoundError):
            pair_files(folder)


class Reading(unittest.TestCase):
    def test_rows_with_and_without_a_hard_negative_become_two_sources(self):
        rows = [("one", "two", "three"), ("", "y"), ("four", "five"), ("six", "seven", "")]
        with tempfile.TemporaryDirectory() as folder:
            hard, plain = read_pair_file(written_corpus(folder, {"a.tsv.xz": rows}) / "pairs" / "a.tsv.xz")
        self.assertEqual((hard.name, hard.negatives), ("a.hard", ["three"]))
        self.assertEqual((plain.name, plain.anchors, plain.negatives), ("a", ["four", "six"], None))

    def test_documents_end_at_empty_lines(self):
        with tempfile.TemporaryDirectory() as folder:
            corpus = written_corpus(folder, texts={"t.txt.xz": [["a", "b"], ["c"]]})
            self.assertEqual(list(documents(corpus / "text" / "t.txt.xz")), [["a", "b"], ["c"]])


class HeldBackDocuments(unittest.TestCase):
    def test_a_title_is_on_one_side_only(self):
        anchors = [f"Title {i % 50} > Section {i}" for i in range(500)]
        training, held = split_by_title(PairFile("heading-wiki", "", anchors, anchors, None), 0.2, seed=1)
        titles = [{anchor.split(" > ")[0] for anchor in part.anchors} for part in (training, held)]
        self.assertFalse(titles[0] & titles[1])
        self.assertEqual(len(training) + len(held), 500)
        self.assertTrue(held)

    def test_what_is_held_back_depends_on_the_seed_alone(self):
        self.assertEqual([is_held_back(f"t{i}", 0.5, 3) for i in range(9)], [is_held_back(f"t{i}", 0.5, 3) for i in range(9)])
        self.assertNotEqual([is_held_back(f"t{i}", 0.5, 3) for i in range(40)], [is_held_back(f"t{i}", 0.5, 4) for i in range(40)])

    def test_a_sentence_is_known_again_in_other_company_case_and_signs(self):
        held = HeldBack([f"Something before. {SECRET} And after."])
        self.assertTrue(held.repeats("Quite another opening, and long enough to count. " + SECRET.upper()))
        self.assertFalse(held.repeats("And after.", "The lighthouse keeper counted."))

    def test_what_people_judged_is_in_no_pair_even_where_it_is_short(self):
        negatives = ["p", "So it is. a MAN sings LOUDLY", "r"]
        file = PairFile("nli", "", ["A man sings loudly!", "x", "y"], ["one", "two", "three"], negatives)
        kept, dropped = HeldBack([], ["A man sings loudly."]).without(file)
        self.assertEqual((kept.anchors, dropped), (["y"], 2))

    def test_the_graded_sets_of_a_corpus_are_kept_out_of_its_pairs(self):
        pairs = {"nli.tsv.xz": [("A man sings loudly!", "He is loud."), ("fine", "A sunny day.", "A man sings loudly.")]}
        with tempfile.TemporaryDirectory() as folder:
            corpus = written_corpus(folder, pairs)
            (corpus / "sts-dev").mkdir()
            (corpus / "sts-dev" / "sickr-train.tsv").write_text("3.4\tA man sings loudly\tNobody sings.\n")
            divided = divide(corpus, {"held_back": 0.5, "rewordings_held_back": 0.5, "rows_per_file": 99}, seed=2)
        self.assertEqual(divided.dropped, {"nli": 1, "nli.hard": 1})

    def test_neither_rows_nor_documents_that_repeat_it_are_learnt_from(self):
        titles = [f"Page {i}" for i in range(60)]
        heading = [(f"{title} > Ships", f"{title} has this to say. {SECRET}") for title in titles]
        pairs = {"heading-wiki.tsv.xz": heading, "other.tsv.xz": [("fog", SECRET), ("fine", "A sunny day.")]}
        with tempfile.TemporaryDirectory() as folder:
            corpus = written_corpus(folder, pairs, {"core.txt.xz": [["Harmless.", SECRET], ["Kept."]]})
            divided = divide(corpus, {"held_back": 0.5, "rewordings_held_back": 0.5, "rows_per_file": 99}, seed=2)
            stream, record = token_stream(corpus / "text" / "core.txt.xz", tokenizer(), divided.sentences)
        by_name = {file.name: file for file in divided.training}
        self.assertEqual(by_name["other"].anchors, ["fine"])
        self.assertEqual(len(by_name["heading-wiki"]), 0, "all rows repeat the sentence")
        self.assertEqual((record["documents"], record["documentsHeldBack"]), (1, 1))
        self.assertGreater(len(stream), 0)


class NullCase(unittest.TestCase):
    def test_a_model_that_looks_back_nowhere_is_refused(self):
        with self.assertRaises(ValueError):
            refuse_null_case({**SHAPE, "first_bidirectional": 3})

    def test_one_bidirectional_layer_under_the_last_token_is_refused_and_two_are_not(self):
        with self.assertRaises(ValueError):
            refuse_null_case({**SHAPE, "first_bidirectional": 2, "token": "last"})
        refuse_null_case({**SHAPE, "first_bidirectional": 1, "token": "last"})
        refuse_null_case({**SHAPE, "first_bidirectional": 2, "token": "last", "form": "two-branch"})
        refuse_null_case({**SHAPE, "first_bidirectional": 2})

    def test_what_the_app_cannot_run_is_measured_and_never_shipped(self):
        refuse_what_cannot_ship({**SHAPE, "pooling": "normed"})
        for choice in ({"pooling": "gate"}, {"form": "two-branch"}):
            with self.assertRaises(ValueError):
                refuse_what_cannot_ship({**SHAPE, **choice})


if __name__ == "__main__":
    unittest.main()
