"""From evidence to the probability that an answer is right: a small logistic model.

The weights that are shipped were fitted by `evals.grading_fit` on SAF (Filighera et al. 2022:
university answers in English with a teacher's score, MIT licence). What such a model can't know is
set by rules that hold whatever was fitted (`believed`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.grading.short_answer.evidence import Evidence
from knowledge.grading.short_answer.polarity import TURNED

UNSUPPORTED = 0.6
"""No answer counts as likelier than this on the strength of a few words and cosines alone …"""
MANY = 10
"""… but so many of the key's own words aren't met by chance …"""
MOST_OPPOSED = 0.2
"""… and one that says the opposite in nearly the key's words (`TURNED`) is at most this likely: who
can't read it may have missed why it is right after all."""


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """A logistic model over named evidence."""

    weights: Mapping[str, float]
    bias: float

    def probability(self, evidence: Evidence) -> float:
        """That the answer is right."""
        logit = self.bias + sum(self.weights[name] * evidence[name] for name in self.weights)
        return believed(1 / (1 + math.exp(-max(-50.0, min(50.0, logit)))), evidence)


def believed(probability: float, evidence: Evidence) -> float:
    """The probability, as far as the wording backs it.

    Wrong answers are made of the key's words, too. Where topics are narrow ("there is a gap", "the
    path is closed"), cosines and coverage call half of the wrong answers right. So nothing is
    likelier than the closest clause is close, unless many of the key's words are there.
    """
    if evidence["opposition"] >= TURNED**2:
        return min(probability, MOST_OPPOSED)
    backed = max(math.sqrt(evidence["agreement"]), evidence["shared"] / MANY)
    return min(probability, max(UNSUPPORTED, backed))


BY_MEANING = Head(
    {"covered": 1.71, "focused": 1.81, "length": 1.05, "added": 0.85, "recalled": 1.27}, -1.71
)
BY_WORDS = Head({"covered": 2.28, "focused": 2.16, "length": 1.12}, -0.62)
