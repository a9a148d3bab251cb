"""The coverage run: the same every time, covering what it should, and a peer that doesn't."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evals import pilot
from evals.pilot_events import end_to_end


def test_two_proportions_as_a_textbook_has_them() -> None:
    # 30 of 40 and 20 of 40: .25 ± 1.96 · sqrt(.75·.25/40 + .25/40)
    low, high = pilot.naive([8, 7, 8, 7], [5, 5, 5, 5], 10)
    assert (low, high) == pytest.approx((0.25 - 0.2050, 0.25 + 0.2050), abs=1e-4)


def test_classes_are_covered_and_answers_counted_one_by_one_are_not() -> None:
    scene = pilot.SCENES["classes_null"]
    found = pilot._scene(scene, 60, np.random.default_rng(3))
    assert found == pilot._scene(scene, 60, np.random.default_rng(3))
    assert found["covered"]["high"] >= 0.95
    assert found["covered"]["share"] >= 0.85
    assert found["naive_covered"]["share"] < 0.85
    assert found["false_positives"]["share"] == pytest.approx(1 - found["covered"]["share"])


def test_a_known_effect_comes_back_from_a_real_store(tmp_path: Path) -> None:
    found = end_to_end(tmp_path, seed=1)
    assert found["covered"]
    assert found["quiz"]["low"] > 0
    people = found["people"]
    assert people["full"]["assigned"] + people["search"]["assigned"] == found["students"]
    assert abs(people["full"]["assigned"] - people["search"]["assigned"]) <= 3
