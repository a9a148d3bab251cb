"""States as JSON-ready data and back, without loss."""

from __future__ import annotations

from typing import Any

from bot.learner.mastery.attempt import Attempt
from bot.learner.mastery.cohort import Cohort, Ease, Rating
from bot.learner.mastery.learner import Answer, LearnerState
from bot.learner.mastery.standing import Known, Standing


def dump(state: LearnerState) -> dict[str, Any]:
    return {
        "standing": _standing(state.standing),
        "settled": _standing(state.settled),
        "recent": [[answer.attempt, answer.ease] for answer in state.recent],
    }


def load(data: dict[str, Any]) -> LearnerState:
    """Raises KeyError, TypeError or ValueError on what `dump` didn't write: rebuild it then."""
    recent = []
    for attempt_data, ease in data["recent"]:
        attempt = _attempt(attempt_data)
        recent.append(Answer(attempt.at, attempt.ref, attempt, Ease(*ease)))
    return LearnerState(_to_standing(data["standing"]), _to_standing(data["settled"]), recent)


def dump_cohort(cohort: Cohort) -> dict[str, Any]:
    return {"items": cohort.items, "concepts": cohort.concepts}


def load_cohort(data: dict[str, Any]) -> Cohort:
    """Raises as `load` does."""
    return Cohort(
        {name: Rating(*rating) for name, rating in data["items"].items()},
        {name: Rating(*rating) for name, rating in data["concepts"].items()},
    )


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "ability": standing.ability,
        "form": standing.form,
        "last": standing.last,
        "at": standing.at,
        "concepts": standing.concepts,
    }


def _to_standing(data: dict[str, Any]) -> Standing:
    return Standing(
        ability=Rating(*data["ability"]),
        form=data["form"],
        last=tuple(data["last"]),
        at=data["at"],
        concepts={name: _known(known) for name, known in data["concepts"].items()},
    )


def _known(data: list[Any]) -> Known:
    knowledge, variance, right, wrong, n, at, attempts = data
    kept = tuple(_attempt(attempt) for attempt in attempts)
    return Known(knowledge, variance, right, wrong, n, at, kept)


def _attempt(data: list[Any]) -> Attempt:
    ref, at, item, concepts, *rest = data
    return Attempt(ref, at, item, tuple(concepts), *rest)
