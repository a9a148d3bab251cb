"""The evaluation of marks: what is measured, and that nothing leaks into it."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import pytest

from evals import grading, grading_fit
from evals.grading_scores import best_cut, reliability, sure, two_way
from knowledge.grading.mark import Mark
from knowledge.grading.short_answer.evidence import SIGNS
from knowledge.problems import SourceError

KEYS = {
    "Why is the bulb off?": "There is a gap in the path to the battery.",
    "Why does ice float?": "Ice is less dense than liquid water.",
    "Why do leaves look green?": "Chlorophyll reflects green light.",
}
WRONG = ("it was tired", "somebody painted it", "because of the moon", "nothing happens here")


def write(folder: Path, *, lead: str = "") -> Path:
    folder.mkdir()
    for place, (question, key) in enumerate(KEYS.items()):
        said = [(f"{lead}{key}", "correct"), (f"I say {lead}{key.lower()}", "correct")]
        said += [(f"{lead}{text}", "incorrect") for text in WRONG]
        rows = "".join(
            f'<studentAnswer accuracy="{mark}">{escape(text)}</studentAnswer>'
            for text, mark in said
        )
        (folder / f"{place}.xml").write_text(
            f"<question><questionText>{question}</questionText><referenceAnswers>"
            f"<referenceAnswer>{key}</referenceAnswer></referenceAnswers>"
            f"<studentAnswers>{rows}</studentAnswers></question>"
        )
    return folder


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    root = tmp_path_factory.mktemp("marked")
    train, test = write(root / "train"), write(root / "test", lead="well, ")
    return grading.run(train, test, "semeval2013")


def test_what_is_easily_told_apart_is(figures: dict[str, float]) -> None:
    assert figures["n"] == 18
    assert figures["macro_f1"] == 1
    assert figures["marked_per_question"] == 6


def test_simpler_ways_and_the_shipped_model_are_in_the_same_run(
    figures: dict[str, dict[str, dict[str, float]]],
) -> None:
    assert figures["peers"]["word overlap"]["macro_f1"] == 1
    assert figures["peers"].keys() >= {"majority", "MiniLM cosine"}
    assert figures["peers"]["majority"]["accuracy"] == pytest.approx(2 / 3, abs=1e-3)
    assert figures["shipped"].keys() >= {"0", "1", "5", "all"}


def test_one_question_is_too_little_to_fit_on(tmp_path: Path) -> None:
    folder = write(tmp_path / "train")
    for file in sorted(folder.iterdir())[1:]:
        file.unlink()
    with pytest.raises(SourceError, match="two questions"):
        grading.run(folder, folder, "semeval2013")


def test_a_question_is_marked_by_a_model_that_never_saw_its_answers() -> None:
    def rows(value: float) -> list[list[dict[str, float]]]:
        return [[dict.fromkeys([*SIGNS, "shared"], value)]]

    evidence = [rows(0.1), rows(0.9), rows(0.2)]
    right = [np.array([0.0]), np.array([1.0]), np.array([0.0])]
    heads = grading_fit.folded(evidence, right, ("covered",))
    changed = grading_fit.folded(evidence, [1 - right[0], *right[1:]], ("covered",))
    assert (changed[0].weights, changed[0].bias) == (heads[0].weights, heads[0].bias)
    assert changed[1].bias != heads[1].bias


def test_two_way_scores() -> None:
    scores = two_way(np.array([1.0, 1, 0, 0]), np.array([True, False, False, False]))
    assert scores == {"macro_f1": round((2 / 3 + 4 / 5) / 2, 4), "accuracy": 0.75}


def test_the_best_cut_tells_apart() -> None:
    assert 0.3 < best_cut(np.array([0.0, 0, 1, 1]), np.array([0.1, 0.3, 0.5, 0.6])) <= 0.5


def test_reliability_counts_every_prediction_once() -> None:
    table = reliability(np.array([0.0, 1, 1]), np.array([0.0, 0.2, 1.0]))
    assert [row["n"] for row in table.values()] == [1, 1, 1]
    assert table["0.8-1.0"] == {"n": 1, "predicted": 1.0, "right": 1.0}


def test_what_is_no_mark_counts_for_the_share_only() -> None:
    marks = [Mark("right"), Mark("wrong"), Mark("unsure"), Mark("partly", 0.5)]
    figures = sure(np.array([1.0, 1, 1, 0]), marks)
    assert (figures["share"], figures["accuracy"]) == (0.75, 0.667)
    assert figures["wrong"] == {"n": 1, "accuracy": 0.0}
