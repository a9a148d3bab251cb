from __future__ import annotations

import math

import pytest

from evals.metrics import mean, ndcg, percentile, recall, reciprocal_rank


def test_ndcg_by_hand() -> None:
    # DCG = 3/log2(2) + 2/log2(4) = 4; ideal = 3/log2(2) + 2/log2(3) + 1/log2(4)
    ideal = 3 + 2 / math.log2(3) + 0.5
    assert ndcg(["a", "x", "b"], {"a": 3, "b": 2, "c": 1}) == pytest.approx(4 / ideal)


@pytest.mark.parametrize(("rank", "value"), [(1, 1.0), (2, 0.6309), (10, 0.2891), (11, 0.0)])
def test_ndcg_with_one_right_section(rank: int, value: float) -> None:
    ranking = [f"other-{n}" for n in range(rank - 1)] + ["gold"]

    assert ndcg(ranking, {"gold": 1.0}) == pytest.approx(value, abs=1e-4)


def test_ndcg_of_nothing() -> None:
    assert ndcg([], {"gold": 1.0}) == 0
    assert ndcg(["a"], {}) == 0


def test_recall_and_reciprocal_rank() -> None:
    ranking = ["a", "b", "c", "d", "e", "f"]

    assert recall(ranking, ["b", "f"]) == 0.5
    assert recall(ranking, []) == 0
    assert reciprocal_rank(ranking, ["c", "e"]) == pytest.approx(1 / 3)
    assert reciprocal_rank(ranking, ["f"], k=5) == 0


def test_percentiles_are_values_that_occurred() -> None:
    values = [float(n) for n in range(1, 101)]

    assert percentile(values, 0.5) == 50
    assert percentile(values, 0.95) == 95
    assert percentile([7.0], 0.95) == 7
    assert percentile([], 0.5) == 0
    assert mean([]) == 0
