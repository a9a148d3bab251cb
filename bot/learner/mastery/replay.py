"""Everyone's answers, one after the other: learners and the class-wide ratings together."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.learner.mastery.attempt import Attempt
from bot.learner.mastery.cohort import Cohort
from bot.learner.mastery.learner import LearnerState, absorb
from bot.learner.mastery.parameters import Parameters
from bot.learner.mastery.standing import Surprise


@dataclass(slots=True)
class Replay:
    """The projection of the whole event log, changed in place as events come."""

    params: Parameters
    cohort: Cohort = field(default_factory=Cohort)
    learners: dict[str, LearnerState] = field(default_factory=dict)

    def observe(self, learner_id: str, attempt: Attempt) -> Surprise | None:
        """Count one attempt; what had been expected of it, from earlier ones only.

        None when it can't be counted: not marked, or counted before.
        """
        state = self.learners.get(learner_id)
        if state is None:
            state = self.learners[learner_id] = LearnerState.new(self.params)
        surprise = absorb(state, attempt, self.params, self.cohort)
        if surprise:
            self.cohort.learn(
                attempt.item,
                attempt.concepts,
                error=surprise.error,
                information=surprise.information,
                shared=surprise.shared,
                params=self.params,
            )
        return surprise
