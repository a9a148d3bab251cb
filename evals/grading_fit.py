"""Fits the model of short answers on marked ones; also the one that is shipped.

    python -m evals.grading_fit DATA/short_answer/saf/training

prints the weights that stand in `knowledge.grading.short_answer.head`, with figures from ten folds
by question. Logistic regression with weights that keep their sign (`SIGNS`); an answer to a
question with several keys is fitted beside the one that speaks most for it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.learner.mastery.fitting import regress
from bot.learner.mastery.scores import Floats, auc, log_loss
from evals.marked import MarkedQuestion, read
from knowledge.embed import MiniLM
from knowledge.grading.short_answer import ShortAnswers
from knowledge.grading.short_answer.evidence import MEANING, SIGNS, WORDS, Evidence
from knowledge.grading.short_answer.head import Head

FOLDS = 10
RIDGE = 1.0
START = Head({"covered": 1.0, "letters": 1.0, "agreement": 1.0}, 0.0)
"""Picks among several keys before anything was fitted."""

Weighed = Sequence[list[Evidence]]
"""Of each answer, the evidence beside each key."""


def weighed(marker: ShortAnswers, question: MarkedQuestion) -> list[list[Evidence]]:
    """The evidence for each answer of a question, beside each key."""
    return [marker.evidence(question.item, each.answer) for each in question.answers]


def fit(evidence: Weighed, right: Floats, names: Sequence[str]) -> Head:
    """The model over the evidence of these names; ``right`` is 1 or 0 an answer."""
    head = START
    for _ in range(3 if any(len(keys) > 1 for keys in evidence) else 1):
        chosen = [max(keys, key=head.probability) for keys in evidence]
        x = np.array([[each[name] for name in names] + [1.0] for each in chosen])
        signs = np.array([float(SIGNS[name]) for name in names] + [0.0])
        *weights, bias = regress(x, right, np.zeros(len(signs)), signs, RIDGE)
        head = Head(dict(zip(names, map(float, weights), strict=True)), float(bias))
    return head


def folded(
    evidence: Sequence[Weighed], right: Sequence[Floats], names: Sequence[str]
) -> list[Head]:
    """For each question a model fitted on the answers to questions of other folds."""
    heads = []
    for fold in range(FOLDS):
        others = [place for place in range(len(evidence)) if place % FOLDS != fold]
        rows = [keys for place in others for keys in evidence[place]]
        heads.append(fit(rows, np.concatenate([right[place] for place in others]), names))
    return [heads[place % FOLDS] for place in range(len(evidence))]


def likely(heads: Sequence[Head], evidence: Sequence[Weighed]) -> Floats:
    """The probability of each answer under its question's model."""
    return np.array(
        [
            max(map(head.probability, keys))
            for head, rows in zip(heads, evidence, strict=True)
            for keys in rows
        ]
    )


def correct(question: MarkedQuestion) -> Floats:
    """1 for each answer with full credit, 0 for the others."""
    return np.array([float(each.credit == 1) for each in question.answers])


def main(arguments: Sequence[str]) -> None:
    questions = read(Path(arguments[0]), "saf")
    marker = ShortAnswers(MiniLM())
    evidence = [weighed(marker, question) for question in questions]
    right = [correct(question) for question in questions]
    for title, names in (("BY_MEANING", MEANING), ("BY_WORDS", WORDS)):
        marks = np.concatenate(right)
        found = likely(folded(evidence, right, names), evidence)
        print(
            f"{title}: other folds' AUC {auc(marks, found):.3f}, "
            f"log loss {log_loss(marks, found):.3f}, n {len(marks)}"
        )
        head = fit([keys for rows in evidence for keys in rows], marks, names)
        weights = {name: round(value, 2) for name, value in head.weights.items() if value}
        print(weights, round(head.bias, 2))


if __name__ == "__main__":
    main(sys.argv[1:])
