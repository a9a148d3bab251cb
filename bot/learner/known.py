"""What is known about a learner at one time, as skills ask for it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.learner import mastery
from bot.learner.learner_model import LearnerModel
from bot.learner.mastery import Belief, Cohort, Parameters, Reason


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about a learner, with the class-wide ratings of one course beside it."""

    model: LearnerModel
    cohort: Cohort
    params: Parameters

    def belief(self, course: str, concept: str, now: datetime) -> Belief:
        """How well they master a concept, and why that is believed."""
        name = mastery.key(course, concept)
        return mastery.mastery(self.model.mastery, name, now.timestamp(), self.params, self.cohort)

    def chance(self, course: str, item: str, concepts: Sequence[str], now: datetime) -> float:
        """Probability of a right answer to an item now, without help, at the first try."""
        return mastery.predict(
            self.model.mastery,
            mastery.key(course, item),
            tuple(mastery.key(course, name) for name in concepts),
            now=now.timestamp(),
            params=self.params,
            cohort=self.cohort,
        )

    def reasons(self, belief: Belief) -> tuple[Reason, ...]:
        return mastery.explain(belief, self.params)
