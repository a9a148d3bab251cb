"""Corrections by marks that people gave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.grading.short_answer.graded import correction
from knowledge.grading.short_answer.reading import read

SAID = "there is a gap in the circuit"


def by(residuals: dict[str, float], said: str) -> float:
    readings = [read(text, "en") for text in residuals]
    return correction(readings, None, list(residuals.values())).of(read(said, "en"), None)


def test_a_mark_counts_for_what_is_alike_and_not_for_the_rest() -> None:
    assert by({SAID: 0.5}, SAID) == pytest.approx(0.5 / 1.4)
    assert 0.1 < by({SAID: 0.5}, "a gap in a circuit") < 0.5 / 1.4
    assert by({SAID: 0.5}, "xyz") == 0


def test_nearer_marks_outweigh_others() -> None:
    assert by({SAID: -0.5, "the battery is damaged": 0.5}, "gap in the circuit") < 0
    assert by({SAID: -0.5, "the battery is damaged": 0.5}, "a damaged battery") > 0


@given(st.lists(st.tuples(st.text(max_size=15), st.floats(-1, 1)), min_size=1, max_size=8))
def test_the_same_answer_over_and_over_is_still_solvable(marks: list[tuple[str, float]]) -> None:
    readings = [read(text, "en") for text, _ in marks] * 2
    found = correction(readings, None, [value for _, value in marks] * 2)
    assert abs(found.of(readings[0], None)) <= 2 * len(marks)
