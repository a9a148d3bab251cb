"""One learner's state: kept up to date answer by answer, whatever order the answers arrive in."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from bot.learner.mastery.attempt import Attempt
from bot.learner.mastery.cohort import Cohort, Ease
from bot.learner.mastery.parameters import Parameters
from bot.learner.mastery.standing import Standing, Surprise, look, probability, step

WINDOW = 32
"""Answers that may still be put in order: as many can arrive late, or at the same moment."""

NOBODY = Cohort()
"""No one has answered anything yet. Only to be read."""


class Answer(NamedTuple):
    """An attempt in its place in time. Sorts by when it happened, then by the log."""

    at: float
    ref: int
    attempt: Attempt
    ease: Ease
    """Class-wide, when it arrived: what came later must not change what it taught."""


@dataclass(slots=True)
class LearnerState:
    """What a learner's answers so far add up to."""

    standing: Standing
    """After all of them."""
    settled: Standing
    """After all but ``recent``."""
    recent: list[Answer] = field(default_factory=list)
    """The newest `WINDOW`, in order."""

    @classmethod
    def new(cls, params: Parameters) -> Self:
        return cls(Standing.new(params), Standing.new(params))

    def copy(self) -> Self:
        return type(self)(self.standing.copy(), self.settled.copy(), list(self.recent))


def update(
    state: LearnerState, attempt: Attempt, params: Parameters, cohort: Cohort = NOBODY
) -> LearnerState:
    """The state after one more attempt; ``state`` and ``cohort`` stay as they are.

    What could not be marked, or was counted already, changes nothing. Answers are counted in the
    order they were given: one that arrives late takes its place among the last `WINDOW`.
    """
    changed = state.copy()
    absorb(changed, attempt, params, cohort)
    return changed


def absorb(
    state: LearnerState, attempt: Attempt, params: Parameters, cohort: Cohort
) -> Surprise | None:
    """`update` in place, for replays. None when it changed nothing."""
    if attempt.credit is None:
        return None
    ease = cohort.ease(attempt.item, attempt.concepts, params)
    answer = Answer(attempt.at, attempt.ref, attempt, ease)
    if not state.recent or state.recent[-1][:2] < answer[:2]:
        state.recent.append(answer)
        surprise = step(state.standing, attempt, ease, params)
    else:
        place = bisect_left(state.recent, answer[:2], key=_order)
        if _order(state.recent[place]) == answer[:2]:
            return None
        state.recent.insert(place, answer)
        surprise = _recount(state, place, params)
    if len(state.recent) > WINDOW:
        oldest = state.recent.pop(0)
        step(state.settled, oldest.attempt, oldest.ease, params)
    return surprise


def predict(
    state: LearnerState,
    item: str,
    concepts: tuple[str, ...],
    *,
    now: float,
    params: Parameters,
    cohort: Cohort = NOBODY,
) -> float:
    """Probability of a right answer to an item now, without help, at the first try.

    Args:
        item: ``course/item``; one that nobody has met counts as typical of its concepts.
        concepts: ``course/concept`` of each that it practises.
        now: seconds since 1970.
    """
    ease = cohort.ease(item, concepts, params)
    at = max(now, state.standing.at)
    return probability(look(state.standing, concepts, at, ease, params)[1], params.weights)


def _order(answer: Answer) -> tuple[float, int]:
    return answer.at, answer.ref


def _recount(state: LearnerState, place: int, params: Parameters) -> Surprise:
    """Go through the recent answers again; what the one at ``place`` taught."""
    state.standing = state.settled.copy()
    taught = [step(state.standing, a.attempt, a.ease, params) for a in state.recent]
    return taught[place]
