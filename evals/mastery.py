"""How well the next answer is predicted, and how fast a log is replayed.

Every answer of the test learners is predicted from what came before it: their own earlier answers,
and the class-wide ratings of items and concepts from all answers replayed so far. Parameters are
fitted on the training learners only, or not at all.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import numpy as np

from bot.learner.mastery import Parameters, Replay
from bot.learner.mastery.fitting import ROUNDS, refit
from bot.learner.mastery.scores import Floats, auc, log_loss
from evals import tracing, tracing_peers
from evals.searchable import tell
from evals.tracing import Log
from knowledge.problems import SourceError


def run(train: list[Path], test: list[Path], *, defaults: bool, peers: bool) -> dict[str, Any]:
    """AUC and log loss on the test learners.

    Args:
        train: answers to fit on; with ``defaults`` they only warm the class-wide ratings.
        defaults: take the committed parameters.
        peers: measure simpler models as well; needs ``train``.

    Raises:
        SourceError: a file isn't as expected, or nothing to fit on was given.
    """
    if not train and (peers or not defaults):
        raise SourceError("there is nothing to fit on: give --train, or --defaults without --peers")
    before, after = tracing.read(train), tracing.read(test)
    both = {learner for learner, _ in before.log} & {learner for learner, _ in after.log}
    if both:
        raise SourceError(f"{len(both)} learners are in --train and --test: split by learner")
    params = Parameters()
    if not defaults:
        for number in range(ROUNDS):
            tell(f"fitting, round {number + 1} of {ROUNDS}")
            params, _ = refit(before.log, params)
    tell("predicting")
    right = np.array([attempt.credit for _, attempt in after.log], dtype=np.float64)
    start = time.perf_counter()
    predicted = predictions(before.log, after.log, params)
    seconds = time.perf_counter() - start
    first = _first_tries(after.log)
    figures: dict[str, Any] = {
        **_scores(right, predicted),
        "n": len(right),
        "parameters": "defaults" if defaults else "fitted on --train",
        "class_wide": "answers replayed before, train first" if train else "test answers before",
        "learners": len({learner for learner, _ in after.log}),
        "train_n": len(before.log),
        "rows_merged": before.merged + after.merged,
        "first_tries": {**_scores(right[first], predicted[first]), "n": int(first.sum())},
        "replay_per_s": round((len(before.log) + len(right)) / seconds),
        "load_average": round(os.getloadavg()[0], 2),
    }
    if not defaults:
        figures["weights"] = [round(weight, 3) for weight in params.weights]
    if peers:
        figures["peers"] = {
            name: _scores(right, model(before.log, after.log))
            for name, model in tracing_peers.PEERS.items()
        }
    return figures


def predictions(before: Log, after: Log, params: Parameters) -> Floats:
    """Of each answer in ``after``, made just before it is counted."""
    replay = Replay(params)
    for learner, attempt in before:
        replay.observe(learner, attempt)
    found = []
    for learner, attempt in after:
        seen = replay.observe(learner, attempt)
        assert seen, "references are unique and every answer is marked"
        found.append(seen.expected)
    return np.array(found, dtype=np.float64)


def _scores(right: Floats, predicted: Floats) -> dict[str, float | None]:
    area = auc(right, predicted)
    return {
        "auc": None if area is None else round(area, 4),
        "log_loss": round(log_loss(right, predicted), 4),
    }


def _first_tries(log: Log) -> Any:
    """Which answers are a learner's first to that item: no repeat can have helped there."""
    seen: set[tuple[str, str]] = set()
    first = []
    for learner, attempt in log:
        first.append((learner, attempt.item) not in seen)
        seen.add((learner, attempt.item))
    return np.array(first)
