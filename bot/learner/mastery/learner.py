"""One learner's state: kept up to date answer by answer, whatever order the answers arrive in."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from bot.learner.mastery.attempt import Attempt
from bot.learner.mastery.cohort import Cohort, Ease
from bot.learner.mastery.parameters import Parameters
from bot.learner.mastery.standing import Before, Standing, Surprise, look, probability, step

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
    before: Before
    """What it changed, to take it back when an earlier one arrives late."""


@dataclass(slots=True)
class LearnerState:
    """What a learner's answers so far add up to."""

    standing: Standing
    """After all of them."""
    recent: list[Answer] = field(default_factory=list)
    """The newest `WINDOW`, in order."""

    @classmethod
    def new(cls, params: Parameters) -> Self:
        return cls(Standing.new(params))

    def copy(self) -> Self:
        return type(self)(self.standing.copy(), list(self.recent))

    @property
    def settled(self) -> Standing:
        """As it was before ``recent``; no answer that arrives now changes it any more."""
        standing = self.standing.copy()
        for answer in reversed(self.recent):
            standing.undo(answer.before)
        return standing

    def add(self, attempt: Attempt, ease: Ease, params: Parameters) -> Surprise:
        """Count an answer that is newer than all others."""
        before = self.standing.before(attempt.concepts)
        self.recent.append(Answer(attempt.at, attempt.ref, attempt, ease, before))
        return step(self.standing, attempt, ease, params)

    def add_late(self, place: int, attempt: Attempt, ease: Ease, params: Parameters) -> Surprise:
        """Count an answer that belongs before ``recent[place]``: those after it, again."""
        later = self.recent[place:]
        for answer in reversed(later):
            self.standing.undo(answer.before)
        del self.recent[place:]
        taught = self.add(attempt, ease, params)
        for answer in later:
            self.add(answer.attempt, answer.ease, params)
        return taught


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
    order = attempt.at, attempt.ref
    if not state.recent or state.recent[-1][:2] < order:
        surprise = state.add(attempt, ease, params)
    else:
        place = bisect_left(state.recent, order, key=_order)
        if _order(state.recent[place]) == order:
            return None
        surprise = state.add_late(place, attempt, ease, params)
    del state.recent[:-WINDOW]
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
