"""What is known about a learner at one time, as skills ask for it. Pure."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.learner import mastery
from bot.learner.carry import Change, carry
from bot.learner.learner_model import LearnerModel
from bot.learner.mastery import Attempt, Belief, Cohort, Parameters, Reason
from knowledge.concepts import ConceptGraph


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about a learner, with the class-wide ratings of one course beside it."""

    model: LearnerModel
    cohort: Cohort
    params: Parameters
    changes: tuple[Change, ...] = ()
    """Concepts they practised that the course has no more."""

    def in_course(self, graph: ConceptGraph) -> Known:
        """The same in terms of the course as it is now."""
        model, changes = carry(self.model, graph, self.params)
        cohort = self._renamed(graph.course.id, changes) if changes else self.cohort
        return replace(self, model=model, cohort=cohort, changes=changes)

    def _renamed(self, course: str, changes: Iterable[Change]) -> Cohort:
        """What went was as easy for everyone as what it became, until answers say otherwise."""
        cohort = self.cohort.copy()
        for change in changes:
            old = cohort.concepts.get(mastery.key(course, change.old))
            if old:
                for new in change.new:
                    cohort.concepts.setdefault(mastery.key(course, new), old)
        return cohort

    def elsewhere(self, course: str, concept: str) -> list[str]:
        """Ids of other courses in which they practised a concept of the same id."""
        names = (name.partition("/") for name in self.model.mastery.standing.concepts)
        return [other for other, _, name in names if name == concept and other != course]

    def belief(self, course: str, concept: str, now: datetime) -> Belief:
        """How well they master a concept, and why that is believed."""
        name = mastery.key(course, concept)
        return mastery.mastery(self.model.mastery, name, now.timestamp(), self.params, self.cohort)

    def beliefs(self, course: str, now: datetime) -> dict[str, tuple[float, int]]:
        """What is believed of each concept of a course that they practised, and on how many
        answers."""
        names = (name.partition("/") for name in self.model.mastery.standing.concepts)
        found = {each: self.belief(course, each, now) for c, _, each in names if c == course}
        return {each: (belief.value, belief.n) for each, belief in found.items()}

    def after(self, course: str, concept: str, now: datetime, *, right: int) -> float:
        """What the belief would be after so many right answers now, to typical items of it."""
        name = mastery.key(course, concept)
        state, at = self.model.mastery.copy(), now.timestamp()
        for n in range(right):
            # In the reader's eyes these come after all there is.
            attempt = Attempt(sys.maxsize - right + n, at, f"{name}#{n}", (name,), 1.0)
            state = mastery.update(state, attempt, self.params, self.cohort)
        return mastery.mastery(state, name, at, self.params, self.cohort).value

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
