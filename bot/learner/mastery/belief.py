"""What is believed about a learner and a concept, and why, as data that any language can word."""

from __future__ import annotations

import math
from typing import NamedTuple

from bot.learner.mastery.attempt import Attempt
from bot.learner.mastery.cohort import Cohort
from bot.learner.mastery.learner import NOBODY, LearnerState
from bot.learner.mastery.parameters import Parameters
from bot.learner.mastery.standing import DAY, Signals, look, probability, sigmoid

NOTABLE = 0.03
"""A reason that moves the belief by less is not worth a word."""


class Belief(NamedTuple):
    """Mastery of one concept."""

    concept: str
    value: float
    """Probability (0 to 1) of a right answer to a typical item of the concept, without help, met
    out of the blue."""
    n: int
    """Answers it rests on."""
    spread: float
    """Standard deviation of the logit behind ``value``: about 1 with no answers, then smaller."""
    last_seen: float | None
    """Seconds since 1970 of the newest answer."""
    days_since: float | None
    evidence: tuple[Attempt, ...]
    """The newest answers, oldest first."""
    unpractised: float
    """What ``value`` would be without the learner's answers in this concept."""
    unfaded: float
    """What it was when the concept was last seen."""
    ability: float
    """What the learner's answers in general add, in probability."""
    elsewhere: int
    """Answers in other concepts that stand behind ``ability``."""
    ease: float
    """What everyone's answers to the concept's items add, in probability."""
    ease_known: bool
    """Enough answers stand behind ``ease`` to speak of it: as much as the prior."""


def mastery(
    state: LearnerState,
    concept: str,
    now: float,
    params: Parameters,
    cohort: Cohort = NOBODY,
) -> Belief:
    """The belief about one concept at a time (seconds since 1970).

    A time before the newest answer (a clock that went back) counts as the time of that answer.
    """
    standing = state.standing
    at = max(now, standing.at)
    ease = cohort.ease(None, (concept,), params)
    (known,), seen = look(standing, (concept,), at, ease, params)
    seen = seen._replace(form=0.0, fresh=0.0)  # luck and warming up are no mastery
    before = standing.concepts.get(concept)
    last = before.at if before else None
    faded = seen
    if before:
        faded = seen._replace(knowledge=before.knowledge, right=math.log1p(before.right))

    def value(signals: Signals) -> float:
        return probability(signals, params.weights)

    unpractised = seen._replace(knowledge=0.0, right=0.0, wrong=0.0)
    return Belief(
        concept=concept,
        value=value(seen),
        n=known.n,
        spread=math.sqrt(
            params.ability**2 * standing.ability.variance
            + params.knowledge**2 * known.variance
            + params.concept**2 * ease.variance
        ),
        last_seen=last,
        days_since=None if last is None else (at - last) / DAY,
        evidence=known.attempts,
        unpractised=value(unpractised),
        unfaded=value(faded),
        ability=value(unpractised) - value(unpractised._replace(ability=0.0)),
        elsewhere=sum(each.n for name, each in standing.concepts.items() if name != concept),
        ease=value(unpractised) - value(unpractised._replace(concept=0.0)),
        ease_known=ease.variance <= params.concept_variance / 2,
    )


class Answered(NamedTuple):
    """Right on ``right`` of the last ``of``, ``hinted`` of these with a hint."""

    right: int
    partly: int
    hinted: int
    """Right or partly right, after a hint."""
    of: int
    refs: tuple[int, ...]
    """Events that these are."""


class NotTried(NamedTuple):
    """No answer in this concept yet: the belief is what the next reasons say."""

    typical: float
    """Probability of a right answer where nothing is known."""


class LastSeen(NamedTuple):
    days: float


class Faded(NamedTuple):
    """Time without practice took this much."""

    lost: float


class Elsewhere(NamedTuple):
    """The learner does better (above 0) or worse than others in general."""

    effect: float


class ClassWide(NamedTuple):
    """The concept is easier (above 0) or harder for everyone than others are."""

    effect: float


Reason = Answered | NotTried | LastSeen | Faded | Elsewhere | ClassWide


def explain(belief: Belief, params: Parameters, *, last: int = 5) -> tuple[Reason, ...]:
    """Why it is believed, most telling first. Effects are in probability.

    Args:
        last: how many of the newest answers to look at.
    """
    reasons: list[Reason] = []
    if belief.evidence and belief.days_since is not None:
        reasons += [_answered(belief.evidence[-last:]), LastSeen(belief.days_since)]
    else:
        reasons.append(NotTried(sigmoid(params.base)))
    lost = belief.unfaded - belief.value
    if lost >= NOTABLE:
        reasons.append(Faded(lost))
    # An answer moves the ability, too: of other topics it speaks only when most answers are there.
    if abs(belief.ability) >= NOTABLE and belief.elsewhere > belief.n:
        reasons.append(Elsewhere(belief.ability))
    if belief.ease_known and abs(belief.ease) >= NOTABLE:
        reasons.append(ClassWide(belief.ease))
    return tuple(reasons)


def _answered(attempts: tuple[Attempt, ...]) -> Answered:
    credits = [attempt.credit or 0.0 for attempt in attempts]
    return Answered(
        right=sum(credit == 1 for credit in credits),
        partly=sum(0 < credit < 1 for credit in credits),
        hinted=sum(bool(a.hints and a.credit) for a in attempts),
        of=len(attempts),
        refs=tuple(attempt.ref for attempt in attempts),
    )
