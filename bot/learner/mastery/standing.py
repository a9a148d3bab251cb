"""Where a learner stands after a sequence of answers, and the step from one to the next.

The logit of a right answer is a weighted sum of nine signals. Ratings move by the surprise of an
answer, in proportion to how unsure they are (a Kalman filter on logits, as in Glicko); all ratings
of one answer share its surprise. Sources: Elo for learners and items (Pelánek 2016), counts of
successes and failures (PFA, Pavlik et al. 2009), log-scaled (Gervet et al. 2020).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from operator import mul
from typing import NamedTuple, Self

from bot.learner.mastery.attempt import Attempt
from bot.learner.mastery.cohort import Ease, Rating
from bot.learner.mastery.parameters import Parameters

DAY = 86_400.0
SITTING = 3_600.0
"""Seconds without an answer after which a sitting is over."""
KEPT = 8
"""Attempts that a belief refers to."""


class Known(NamedTuple):
    """A learner's standing in one concept, as of ``at``."""

    knowledge: float
    """Rating in logits, above or below their ability."""
    variance: float
    right: float
    """Right answers; hints and retries discount them, time fades them."""
    wrong: float
    n: int
    """Answers that counted."""
    at: float
    attempts: tuple[Attempt, ...]
    """The last `KEPT`, oldest first."""

    def later(self, at: float, params: Parameters) -> Known:
        """As it is after a pause. What is known fades; waiting teaches nothing."""
        days = (at - self.at) / DAY
        if days <= 0:
            return self
        left = 0.5 ** (days / params.half_life_days)
        doubt = params.knowledge_variance - self.variance
        return self._replace(
            knowledge=self.knowledge * left if self.knowledge > 0 else self.knowledge,
            variance=self.variance + max(0.0, doubt) * (1 - left),
            right=self.right * left,
            at=at,
        )


class Signals(NamedTuple):
    """What a prediction is the weighted sum of, in the order of `Parameters.weights`."""

    base: float
    ability: float
    knowledge: float
    item: float
    concept: float
    right: float
    wrong: float
    form: float
    fresh: float


class Surprise(NamedTuple):
    """What one answer taught."""

    signals: Signals
    """Just before it."""
    expected: float
    """Probability of a right answer that they gave."""
    error: float
    information: float
    shared: float
    """These three are the arguments of `Rating.moved`."""


class Before(NamedTuple):
    """What one answer changed, as it was before."""

    ability: Rating
    form: float
    last: tuple[str, ...]
    at: float
    concepts: tuple[tuple[str, Known | None], ...]


@dataclass(slots=True)
class Standing:
    """A learner after some answers. `step` changes it in place."""

    ability: Rating
    form: float = 0.0
    """Mean surprise of the last few answers of the sitting."""
    last: tuple[str, ...] = ()
    """Concepts of the newest answer."""
    at: float = 0.0
    concepts: dict[str, Known] = field(default_factory=dict)

    @classmethod
    def new(cls, params: Parameters) -> Self:
        return cls(Rating(0.0, params.ability_variance))

    def copy(self) -> Self:
        return type(self)(self.ability, self.form, self.last, self.at, dict(self.concepts))

    def before(self, concepts: tuple[str, ...]) -> Before:
        """What an answer that practises these is going to change."""
        known = tuple([(name, self.concepts.get(name)) for name in concepts])
        return Before(self.ability, self.form, self.last, self.at, known)

    def undo(self, before: Before) -> None:
        """Take the newest answer back."""
        self.ability, self.form, self.last, self.at, known = before
        for name, was in known:
            if was is None:
                del self.concepts[name]
            else:
                self.concepts[name] = was

    def known(self, concept: str, at: float, params: Parameters) -> Known:
        """The standing in one concept at a time; the prior when it was never practised."""
        known = self.concepts.get(concept)
        if known is None:
            return Known(0.0, params.knowledge_variance, 0.0, 0.0, 0, at, ())
        return known.later(at, params)


def look(
    standing: Standing, concepts: tuple[str, ...], at: float, ease: Ease, params: Parameters
) -> tuple[list[Known], Signals]:
    """The standing in each concept at a time, and the signals of an answer given then."""
    known = [standing.known(name, at, params) for name in concepts]
    n = len(known) or 1
    knowledge = right = wrong = 0.0
    for one in known:
        knowledge += one.knowledge
        right += math.log1p(one.right)
        wrong += math.log1p(one.wrong)
    form = fresh = 0.0
    if at - standing.at < SITTING:
        form = standing.form
        fresh = 0.0 if set(standing.last).isdisjoint(concepts) else 1.0
    ability = standing.ability.mean
    return known, Signals(
        1.0, ability, knowledge / n, ease.item, ease.concept, right / n, wrong / n, form, fresh
    )


def probability(signals: Signals, weights: tuple[float, ...]) -> float:
    """Of a right answer."""
    return sigmoid(sum(map(mul, weights, signals)))


def sigmoid(logit: float) -> float:
    # Far out an exponential overflows, and no belief needs to be surer than this.
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def step(standing: Standing, attempt: Attempt, ease: Ease, params: Parameters) -> Surprise:
    """Take one marked answer into account, in place.

    An answer older than the standing counts as if it came just now: time never runs backwards.
    """
    assert attempt.credit is not None
    at = max(attempt.at, standing.at)
    known, seen = look(standing, attempt.concepts, at, ease, params)
    p = probability(seen, params.weights)

    counts = params.retry_discount ** (attempt.attempt - 1)
    right = counts * attempt.credit * params.hint_discount**attempt.hints
    wrong = counts * (1 - attempt.credit)
    error = right * (1 - p) - wrong * p
    information = (right + wrong) * p * (1 - p)
    # Never more unsure than before the first answer, or a long run of expected answers would
    # let one slip wipe everything out.
    variances = [min(k.variance + params.knowledge_drift, params.knowledge_variance) for k in known]
    total = standing.ability.variance + sum(variances) + ease.variance
    shared = 1 + information * total

    standing.ability = standing.ability.moved(error, information, shared)
    for name, before, variance in zip(attempt.concepts, known, variances, strict=True):
        rating = Rating(before.knowledge, variance).moved(error, information, shared)
        standing.concepts[name] = Known(
            rating.mean,
            rating.variance,
            before.right + right,
            before.wrong + wrong,
            before.n + 1,
            at,
            (*before.attempts[1 - KEPT :], attempt),
        )
    standing.form = seen.form + params.form_rate * (error - seen.form)
    standing.last, standing.at = attempt.concepts, at
    return Surprise(seen, p, error, information, shared)
