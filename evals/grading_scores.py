"""How good marks are. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.learner.mastery.scores import Floats
from knowledge.grading.mark import Mark

Bools = NDArray[np.bool_]


def two_way(right: Floats, said: Bools) -> dict[str, float]:
    """Accuracy, and F1 of right and of wrong, averaged (as SemEval-2013 Task 7 ranks)."""
    truth = right == 1
    return {
        "macro_f1": round((_f1(truth, said) + _f1(~truth, ~said)) / 2, 4),
        "accuracy": round(float(np.mean(truth == said)), 4),
    }


def best_cut(right: Floats, likely: Floats) -> float:
    """The probability from which "right" has the best macro F1, in steps of .02."""
    cuts = [round(0.02 * step, 2) for step in range(1, 50)]
    return max(cuts, key=lambda cut: two_way(right, likely >= cut)["macro_f1"])


def reliability(right: Floats, likely: Floats, bins: int = 5) -> dict[str, Any]:
    """By predicted probability: number, mean prediction, share that was right."""
    table: dict[str, Any] = {}
    for place in range(bins):
        low, high = place / bins, (place + 1) / bins
        inside = (likely >= low) & ((likely < high) | (place == bins - 1))
        if inside.any():
            table[f"{low:.1f}-{high:.1f}"] = {
                "n": int(inside.sum()),
                "predicted": round(float(likely[inside].mean()), 3),
                "right": round(float(right[inside].mean()), 3),
            }
    return table


def sure(right: Floats, marks: Sequence[Mark]) -> dict[str, Any]:
    """How many answers get a mark rather than ``unsure``, and how many of these marks are right.

    ``partly`` counts as right when the answer isn't.
    """
    figures: dict[str, Any] = {}
    hits = given = 0
    for verdict, credit in (("right", 1.0), ("wrong", 0.0), ("partly", 0.0)):
        got = [mark.verdict == verdict for mark in marks]
        if any(got):
            hit = right[got] == credit
            figures[verdict] = {"n": sum(got), "accuracy": round(float(hit.mean()), 3)}
            hits, given = hits + int(hit.sum()), given + sum(got)
    return {
        "share": round(given / len(marks), 3),
        "accuracy": round(hits / given, 3) if given else None,
        **figures,
    }


def _f1(truth: Bools, said: Bools) -> float:
    both = int((truth & said).sum())
    return 2 * both / max(1, int(truth.sum()) + int(said.sum()))
