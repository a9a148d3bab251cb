"""How good predictions of right and wrong are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def auc(right: Floats, predicted: Floats) -> float | None:
    """Area under the ROC curve: how often a right answer was given the higher probability.

    Ties count half (Mann-Whitney). None unless there are both right (1) and wrong (0) answers.
    """
    _, inverse, counts = np.unique(predicted, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    positive = right == 1
    n = int(positive.sum())
    rest = len(right) - n
    if not n or not rest:
        return None
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * rest))


def log_loss(right: Floats, predicted: Floats) -> float:
    """Mean negative log likelihood, in nats; ``right`` may be partial credit."""
    p = np.clip(predicted, 1e-9, 1 - 1e-9)
    return float(-np.mean(right * np.log(p) + (1 - right) * np.log(1 - p)))
