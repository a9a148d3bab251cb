"""Does the course answer this question? A small logistic model over what a search found.

Two models, for the evidence there is: by meaning, and by words alone (no vectors yet, or an
embedder whose cosines nobody has calibrated). Both were fitted by `evals.coverage_fit` on books
against one another and cross-validated by book (docs/benchmarks.md); the bias is set so that
about 1 in 25 of a book's own questions is refused (by words alone: 1 in 50). What is measured:

- ``closeness``, ``company``: cosines with the nearest passage and with the furthest candidate (the
  200th): what a course is about is near to much of it. `FOREIGN` is taken off in a language that
  the embedder never learnt: there, any two texts look alike.
- ``missed``: the share of the question's words, weighted by rarity, that the best passage lacks.
  Counts for short questions (in full for one word, falling to nothing); a long one (a word
  problem) is full of words that no course needs to have.
- ``unknown``: the weighted share of words that the course never uses.
- ``rarity``, ``match``: mean rarity (IDF) and best BM25 score a word, as shares of the rarity of
  a word that occurs nowhere.

That a word is missing says little about a course of a few pages, that it is there says much; in
a whole book it is the other way round. ``missed`` and ``unknown`` count in proportion to how much
text there is, ``present`` (the opposite of ``missed``) in proportion to how little. Books can't
tell the weight of ``present``: it is set so that a short course's own words are answered.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from knowledge.fusion import Scores

if TYPE_CHECKING:
    from knowledge.retrieval import Found, Hit

FOREIGN = 0.11
"""Mean cosine of unrelated Spanish passages over that of English ones (MiniLM)."""
FEW = 300
"""Passages at which a missing word counts half; below `CROWD` nothing is known of company."""
CROWD = 200
BIAS = "bias"
BY_MEANING = {
    "closeness": 16.11, "company": 10.48, "missed": -2.75, "unknown": -5.76,
    "present": 3.0, BIAS: -8.71,
}  # fmt: skip
BY_WORDS = {"match": 10.1, "rarity": -11.87, "missed": -4.46, "present": 3.0, BIAS: 5.77}


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
    values = {**measures, BIAS: 1.0}
    logit = sum(weight * values[name] for name, weight in model.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, logit))))


def measure(found: Found) -> dict[str, float]:
    """What the models look at, by name."""
    words, terms = found.words, found.terms
    said = max(1, len(terms))
    frequencies = np.array([words.frequency(term) for term in terms])
    count = len(words.passages)
    rarity = np.log(1 + (count - frequencies + 0.5) / (frequencies + 0.5))
    whole = float(rarity.sum()) or 1.0
    unheard = math.log(1 + (count + 0.5) / 0.5)
    by_passage = np.zeros(count, dtype=np.float32)
    for term, weight in zip(terms, rarity, strict=True):
        by_passage[words.containing(term)] += weight
    short = math.exp(-(said - 1) / 3)
    trust = count / (count + FEW)
    covered = float(by_passage.max(initial=0.0)) / whole
    measures = {
        "missed": trust * short * (1 - covered),
        "present": (1 - trust) * short * covered,
        "unknown": trust * float(rarity[frequencies == 0].sum()) / whole,
        "rarity": whole / said / unheard,
        "match": float(found.lexical.max(initial=0.0)) / said / unheard,
    }
    if found.cosines is not None:
        measures |= _nearness(found.cosines, FOREIGN if found.foreign else 0.0, count)
    return measures


def _nearness(cosines: Scores, off: float, count: int) -> dict[str, float]:
    closest = (float(cosines.max()) - off) / (1 - off)
    furthest = (float(cosines.min()) - off) / (1 - off)
    return {"closeness": closest, "company": furthest if count > CROWD else closest / 2}
