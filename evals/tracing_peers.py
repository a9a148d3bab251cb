"""Simpler models of the same answers: Elo (online IRT), PFA, logistic regression over counts.

Each gives a probability per answer of the test learners, from earlier answers only.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from bot.learner.mastery.fitting import regress
from bot.learner.mastery.standing import sigmoid
from evals.tracing import Log

Floats = NDArray[np.float64]
Tally = defaultdict[str, list[float]]


def elo(train: Log, test: Log) -> Floats:
    """Learner against item, each gain K / (1 + 0.05 n) (Pelánek 2016): the Rasch model, online."""
    skill, items = _tally(), _tally()  # rating, answers
    predicted = []
    for learner, attempt in train + test:
        person, item = skill[learner], items[attempt.item]
        p = sigmoid(person[0] - item[0])
        predicted.append(p)
        error = (attempt.credit or 0.0) - p
        for side, sign in ((person, 1), (item, -1)):
            side[0] += sign * error / (1 + 0.05 * side[1])
            side[1] += 1
    return np.array(predicted[len(train) :])


def pfa(train: Log, test: Log) -> Floats:
    """Per skill an intercept and weights of log(1 + successes) and log(1 + failures)."""
    rows: dict[str, list[list[float]]] = {}
    seen = _counted(train)
    for (_, attempt), (own, _, _) in zip(train, seen, strict=True):
        rows.setdefault(_skill(attempt.concepts), []).append([*own, attempt.credit or 0.0])
    weights = {skill: _regress(np.array(some)) for skill, some in rows.items()}
    every = _regress(np.array([row for some in rows.values() for row in some]))
    return np.array(
        [
            sigmoid(float(weights.get(_skill(attempt.concepts), every) @ [1.0, *own]))
            for (_, attempt), (own, _, _) in zip(test, _counted(test), strict=True)
        ]
    )


def counts(train: Log, test: Log) -> Floats:
    """Log counts of the learner, of the learner in the skill, and the item's success rate."""
    features = np.array([[*own, *all_, ease] for own, all_, ease in _counted(train + test)])
    y = np.array([attempt.credit or 0.0 for _, attempt in train])
    weights = _regress(np.column_stack([features[: len(train)], y]))
    logits = np.column_stack([np.ones(len(test)), features[len(train) :]]) @ weights
    return np.asarray(1 / (1 + np.exp(-logits)))


PEERS: dict[str, Callable[[Log, Log], Floats]] = {"elo": elo, "pfa": pfa, "counts": counts}


def _counted(log: Log) -> list[tuple[list[float], list[float], float]]:
    """Before each answer: own log counts in the skill, own in all, logit of the item's rate."""
    in_skill, in_all, of_item = _tally(), _tally(), _tally()
    found = []
    for learner, attempt in log:
        skill = _skill(attempt.concepts)
        tallies = in_skill[f"{learner} {skill}"], in_all[learner], of_item[attempt.item]
        own, all_ = ([math.log1p(count) for count in tally] for tally in tallies[:2])
        right, wrong = tallies[2]
        found.append((own, all_, math.log((right + 2) / (wrong + 2))))
        for tally in tallies:
            tally[0 if attempt.credit else 1] += 1
    return found


def _regress(rows: Floats) -> Floats:
    """The last column on the others and a constant."""
    x = np.column_stack([np.ones(len(rows)), rows[:, :-1]])
    zero = np.zeros(x.shape[1])
    return regress(x, rows[:, -1], zero, zero, ridge=1.0)


def _tally() -> Tally:
    return defaultdict(lambda: [0.0, 0.0])


def _skill(concepts: tuple[str, ...]) -> str:
    return " ".join(concepts)
