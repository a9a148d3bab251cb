"""Parameters from data: logistic regression of answers on the model's own signals.

The ratings that the signals hold depend on the parameters, so replay and regression alternate for
a few rounds. Weights are drawn to the defaults (ridge) and keep their signs (`SIGNS`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from bot.learner.mastery.attempt import Attempt
from bot.learner.mastery.parameters import SIGNS, Parameters
from bot.learner.mastery.replay import Replay
from bot.learner.mastery.scores import Floats, auc, log_loss
from bot.learner.mastery.standing import DAY

ROUNDS = 4
RIDGE = 5.0
"""Weight of the defaults, in answers' worth of information."""
HALF_LIVES = (7.0, 30.0, 120.0, 365.0)
"""Days, tried beside the default where the log is long enough to tell."""
LONG_ENOUGH = 14 * DAY
MIN_ANSWERS = 1_000
MIN_LEARNERS = 20
HELD_OUT = 5
"""One learner of so many is only predicted, never fitted."""

Log = Sequence[tuple[str, Attempt]]
"""Learner id and attempt, in the order of the event log."""


class TooLittleData(ValueError):
    """Not enough to fit; ``answers`` and ``learners`` say what there is."""

    def __init__(self, answers: int, learners: int) -> None:
        super().__init__(f"{answers} answers of {learners} learners")
        self.answers, self.learners = answers, learners


@dataclass(frozen=True)
class Score:
    n: int
    auc: float | None
    log_loss: float


@dataclass(frozen=True)
class Fit:
    """Both scores are on the same learners, who were held out."""

    params: Parameters
    defaults: Score
    fitted: Score
    answers: int
    learners: int

    @property
    def better(self) -> bool:
        return self.fitted.log_loss < self.defaults.log_loss


def fit(log: Log, told: Callable[[str], None] = lambda _: None) -> Fit:
    """Fit on four of five learners, compare with the defaults on the others.

    Args:
        told: hears about the progress.

    Raises:
        TooLittleData: fewer than `MIN_ANSWERS` first answers without help, fewer than
            `MIN_LEARNERS` learners, or all answers alike.
    """
    unaided = [(learner, a) for learner, a in log if is_unaided(a)]
    learners = {learner for learner, _ in unaided}
    few = len(unaided) < MIN_ANSWERS or len(learners) < MIN_LEARNERS
    if few or len({a.credit for _, a in unaided}) < 2:
        raise TooLittleData(len(unaided), len(learners))
    others = held_out(learners)
    start = Parameters()
    params = start
    for number in range(ROUNDS):
        told(f"round {number + 1} of {ROUNDS}")
        params = refit(log, params, others)[0]
    if _span(log) >= LONG_ENOUGH:
        told("forgetting")
        params = _best_half_life(log, params, others)
    told("comparing")
    return Fit(
        params=params,
        defaults=_score(log, start, others),
        fitted=_score(log, params, others),
        answers=len(unaided),
        learners=len(learners),
    )


def is_unaided(attempt: Attempt) -> bool:
    """A first answer without hints that was marked: what predictions are about."""
    return attempt.credit is not None and not attempt.hints and attempt.attempt == 1


def held_out(learners: Collection[str]) -> frozenset[str]:
    """One learner of `HELD_OUT`, as good as drawn at random, the same ones every time."""
    return frozenset(sorted(learners, key=lambda name: (crc32(name.encode()), name))[::HELD_OUT])


def refit(log: Log, params: Parameters, others: Collection[str] = ()) -> tuple[Parameters, float]:
    """New weights, and their log loss on the learners they were fitted on: all but ``others``."""
    signals, credits = [], []
    replay = Replay(params)
    for learner, attempt in log:
        seen = replay.observe(learner, attempt)
        if seen and is_unaided(attempt) and learner not in others:
            signals.append(seen.signals)
            credits.append(attempt.credit)
    x, y = np.array(signals, dtype=np.float64), np.array(credits, dtype=np.float64)
    weights = regress(x, y, np.array(Parameters().weights), np.array(list(SIGNS.values())))
    fitted = replace(params, **dict(zip(SIGNS, map(float, weights), strict=True)))
    return fitted, log_loss(y, _sigmoid(x @ weights))


def _best_half_life(log: Log, params: Parameters, others: Collection[str]) -> Parameters:
    tried = (params.half_life_days, *HALF_LIVES)
    fits = [refit(log, replace(params, half_life_days=days), others) for days in tried]
    return min(fits, key=lambda found: found[1])[0]


def _score(log: Log, params: Parameters, learners: Collection[str]) -> Score:
    replay = Replay(params)
    credits, predicted = [], []
    for learner, attempt in log:
        seen = replay.observe(learner, attempt)
        if seen and is_unaided(attempt) and learner in learners:
            credits.append(attempt.credit)
            predicted.append(seen.expected)
    y, p = np.array(credits, dtype=np.float64), np.array(predicted, dtype=np.float64)
    return Score(len(y), auc(np.round(y), p), log_loss(y, p))


def _span(log: Log) -> float:
    times = [attempt.at for _, attempt in log]
    return max(times) - min(times)


def regress(x: Floats, y: Floats, prior: Floats, signs: Floats, ridge: float = RIDGE) -> Floats:
    """Logistic regression with a ridge toward ``prior`` and weights of given signs.

    Newton's method; a weight that would take the wrong sign is fixed at 0 and left out.

    Args:
        x: one row an answer.
        y: credit, 0 to 1.
        signs: of each weight: 1, -1, or 0 for any.
    """
    free = np.ones(len(prior), dtype=bool)
    while True:
        weights = np.zeros(len(prior))
        weights[free] = _newton(x[:, free], y, prior[free], ridge)
        wrong = weights * signs < 0
        if not wrong.any():
            return weights
        free &= ~wrong


def _newton(x: Floats, y: Floats, prior: Floats, ridge: float) -> Floats:
    weights = prior.copy()
    for _ in range(30):
        p = _sigmoid(x @ weights)
        slope = x.T @ (p - y) + ridge * (weights - prior)
        curve = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(prior))
        move = np.linalg.solve(curve, slope)
        weights -= np.clip(move, -2, 2)  # a first step that overshoots is cut short
        if np.abs(move).max() < 1e-7:
            break
    return weights


def _sigmoid(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))
