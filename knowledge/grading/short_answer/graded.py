"""What a teacher or the class has marked for the same question corrects the head.

Gaussian process regression (kernel ridge) on the residuals: how much the marks given differ from
what the head would have given, carried over to answers that are alike in letters and in meaning
(Rasmussen & Williams 2006, ch. 2). Without marks nothing changes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.grading.short_answer.meaning import Sense
from knowledge.grading.short_answer.reading import Reading

NOISE = 0.4
"""Ridge: how far marks are doubted. From .2 to .8 it makes next to no difference on SAF."""
MOST_GRADED = 100
"""Marked answers taken into account, the last ones."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class GradedAnswer:
    """An answer to the same question that was marked by a person."""

    answer: str
    credit: float
    """0 to 1."""


@dataclass(frozen=True, slots=True, eq=False)
class Correction:
    """Fitted to the marked answers of one question."""

    readings: Sequence[Reading]
    added: Floats | None
    """What each adds to the question, one row each; None by words alone."""
    weights: Floats

    def of(self, reading: Reading, sense: Sense | None) -> float:
        """What to add to the head's probability for another answer."""
        return float(self.alike(reading, sense) @ self.weights)

    def alike(self, reading: Reading, sense: Sense | None) -> Floats:
        """How alike the answer is to each marked one, 0 to 1."""
        letters = np.array([_letters(reading, other) for other in self.readings])
        if self.added is None or sense is None:
            return letters
        return np.asarray((letters + self.added @ sense.added) / 2)


def correction(
    readings: Sequence[Reading], senses: Sequence[Sense] | None, residuals: Sequence[float]
) -> Correction:
    """Fit to marked answers: their credits minus the head's probabilities."""
    alike = _all_letters(readings)
    added = None
    if senses is not None:
        added = np.array([sense.added for sense in senses], dtype=np.float64)
        alike = (alike + added @ added.T) / 2
    wanted = np.array(residuals, dtype=np.float64)
    weights = np.linalg.solve(alike + NOISE * np.eye(len(wanted)), wanted)
    return Correction(tuple(readings), added, np.asarray(weights, dtype=np.float64))


def _all_letters(readings: Sequence[Reading]) -> Floats:
    """`_letters` of every pair, as one product."""
    places = {
        gram: place for place, gram in enumerate(set().union(*(r.trigrams for r in readings)))
    }
    rows = np.zeros((len(readings), len(places)), dtype=np.float32)
    for row, reading in zip(rows, readings, strict=True):
        row[[places[gram] for gram in reading.trigrams]] = 1
    rows /= np.sqrt(np.maximum(rows.sum(axis=1, keepdims=True), 1))
    return np.asarray(rows @ rows.T, dtype=np.float64)


def _letters(one: Reading, other: Reading) -> float:
    """Cosine of the two sets of trigrams."""
    both = len(one.trigrams & other.trigrams)
    return both / math.sqrt(max(1, len(one.trigrams)) * max(1, len(other.trigrams)))
