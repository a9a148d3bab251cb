"""Learner models from events, as the store folds them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.learner.events import Happened
from bot.learner.folding import Folding
from bot.learner.known import Known
from bot.learner.learner_model import LearnerModel
from bot.learner.mastery import Parameters
from bot.learner.store import StoredEvent


def folded(events: Iterable[Happened]) -> LearnerModel:
    """What one learner's events add up to."""
    return known(events).model


def known(events: Iterable[Happened], params: Parameters | None = None) -> Known:
    params = params or Parameters()
    folding = Folding(params, {"ana": LearnerModel.new(params)})
    folding.fold(StoredEvent(ref, "ana", e.at, e.event) for ref, e in enumerate(events, 1))
    return Known(folding.models["ana"], folding.cohort, params)
