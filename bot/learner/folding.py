"""Everyone's events, one after the other: learner models and class-wide ratings together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.learner import mastery
from bot.learner.corrections import corrected
from bot.learner.events import AttemptMade, Event, Logged
from bot.learner.learner_model import LearnerModel, dump
from bot.learner.mastery import Cohort, Parameters
from bot.learner.mastery.standing import Surprise

Rated = tuple[str, str]
"""``item`` or ``concept``, and its name in the class-wide ratings: ``course/id``."""


def rated(events: Iterable[Event]) -> list[Rated]:
    """The class-wide ratings that these events' answers touch, each once."""
    found: dict[Rated, None] = {}
    for event in events:
        if isinstance(event, AttemptMade):
            found["item", mastery.key(event.course, event.item)] = None
            for name in event.concepts:
                found["concept", mastery.key(event.course, name)] = None
    return list(found)


@dataclass(slots=True)
class Folding:
    """Learner models and class-wide ratings while events are folded into them, in their order."""

    params: Parameters
    models: dict[str, LearnerModel] = field(default_factory=dict)
    cohort: Cohort = field(default_factory=Cohort)
    moved: set[Rated] = field(default_factory=set)
    """The ratings that changed."""
    gone: set[str] = field(default_factory=set)
    """Learners that were merged into others: no model is theirs."""

    def fold(self, events: Iterable[Logged]) -> None:
        for logged in events:
            model = self.models.get(logged.learner_id)
            if model is None:
                model = self.models[logged.learner_id] = LearnerModel.new(self.params)
            event = logged.event
            taught = model.fold(logged.id, logged.at, event, self.params, self.cohort)
            if taught and isinstance(event, AttemptMade):
                self._learn(event, taught)

    def refold(self, learner_id: str, history: Sequence[Logged]) -> None:
        """Make one learner's model anew: a mark of theirs was corrected, or another learner's
        events are theirs now.

        Class-wide ratings stay: they have learnt from everybody since, and one answer among many
        moves them by next to nothing.

        Args:
            history: all of their events up to and including the one that says so.
        """
        model = LearnerModel.new(self.params)
        for logged in corrected(history):
            model.fold(logged.id, logged.at, logged.event, self.params, self.cohort)
        self.models[learner_id] = model

    def merge(self, learner_id: str, other: str, history: Sequence[Logged]) -> None:
        """The same after another learner became part of this one."""
        self.models.pop(other, None)
        self.gone.add(other)
        self.refold(learner_id, history)

    def _learn(self, event: AttemptMade, taught: Surprise) -> None:
        moved = rated([event])
        self.cohort.learn(
            mastery.key(event.course, event.item),
            [name for kind, name in moved if kind == "concept"],
            error=taught.error,
            information=taught.information,
            shared=taught.shared,
            params=self.params,
        )
        self.moved.update(moved)

    def dumped(self) -> dict[str, dict[str, Any]]:
        """Each learner's model as it is stored."""
        return {name: dump(model) for name, model in self.models.items()}
