"""Does the course answer this question? A small logistic model over what a search found.

Two models, for the evidence there is. Both were fitted by `evals/coverage_fit.py` on OpenStax
books against one another and cross-validated by book (docs/benchmarks.md); the bias is shifted
so that 0.5 is where about 4% of a book's own questions are refused.

A question is measured by:

- ``closeness``: cosine with the nearest passage. What any two texts of the course have in common
  above 0.3 is taken off: for a language its model never learnt, everything looks alike.
- ``covered``: the share of the question's words, weighted by rarity (IDF), that one passage has.
- ``short``: 1 for a one-word question, falling to 0. For a short question each word counts; a
  long one (a word problem) is full of words that no course needs to have.
- ``unknown``: the weighted share of words that the course never uses.
- ``rarity``: mean IDF of the question's words; ``match``: best BM25 score a word.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from knowledge.retrieval import Found, Hit

COMMON = 0.3
"""How alike a course's texts may be before it says something about the language, not the topic."""
BIAS = "bias"
BY_MEANING = {
    "closeness": 22.8, "short": -3.88, "covered × short": 5.15, "unknown": -3.37, BIAS: -9.61
}  # fmt: skip
BY_WORDS = {"match": 2.715, "rarity": -1.935, "short": -4.327, BIAS: 7.445}


@dataclass(frozen=True, slots=True)
class Answerability:
    """Whether a course answers a question."""

    covered: bool
    confidence: float
    """Probability that it does, 0 to 1; covered from 0.5 on."""
    nearest: Hit | None
    """The best hit, also when it isn't covered; None when nothing was found at all."""


def answerability(found: Found, nearest: Hit | None) -> Answerability:
    """Judge a search."""
    if nearest is None or not found.terms:
        return Answerability(False, 0.0, nearest)
    by_meaning = found.cosines is not None and found.calibrated
    confidence = probability(measure(found), BY_MEANING if by_meaning else BY_WORDS)
    return Answerability(confidence >= 0.5, confidence, nearest)


def probability(measures: dict[str, float], model: dict[str, float]) -> float:
    """The logistic model's probability."""
    logit = sum(weight * measures.get(name, 1.0) for name, weight in model.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))


def measure(found: Found) -> dict[str, float]:
    """What the models look at, by name."""
    words, terms = found.words, found.terms
    frequencies = np.array([words.frequency(term) for term in terms])
    count = len(words.passages)
    rarity = np.log(1 + (count - frequencies + 0.5) / (frequencies + 0.5))
    whole = float(rarity.sum()) or 1.0
    by_passage = np.zeros(count, dtype=np.float32)
    for term, weight in zip(terms, rarity, strict=True):
        by_passage[words.containing(term)] += weight
    covered = float(by_passage.max(initial=0.0)) / whole
    short = math.exp(-(len(terms) - 1) / 3)
    measures = {
        "short": short,
        "covered × short": covered * short,
        "unknown": float(rarity[frequencies == 0].sum()) / whole,
        "rarity": whole / len(terms),
        "match": float(found.lexical.max(initial=0.0)) / len(terms),
    }
    if found.cosines is not None:
        common = max(0.0, found.common - COMMON)
        closest = float(found.cosines.max(initial=0.0))
        measures["closeness"] = (closest - common) / (1 - common)
    return measures
