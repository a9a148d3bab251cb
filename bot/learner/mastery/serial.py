"""States as JSON-ready data and back, without loss."""

from __future__ import annotations

from typing import Any

from bot.learner.mastery.attempt import Attempt
from bot.learner.mastery.cohort import Cohort, Ease, Rating
from bot.learner.mastery.learner import LearnerState
from bot.learner.mastery.parameters import Parameters
from bot.learner.mastery.standing import Known, Standing


def dump(state: LearnerState) -> dict[str, Any]:
    return {
        "settled": _standing(state.settled),
        "recent": [[answer.attempt, answer.ease] for answer in state.recent],
    }


def load(data: dict[str, Any], params: Parameters) -> LearnerState:
    """The state again; the recent answers are counted anew, which gives the same to the last digit.

    Args:
        params: those it was made with.

    Raises:
        KeyError, TypeError, ValueError: `dump` didn't write this; rebuild it then.
    """
    state = LearnerState(_to_standing(data["settled"]))
    for attempt, ease in data["recent"]:
        state.add(_attempt(attempt), Ease(*ease), params)
    return state


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
