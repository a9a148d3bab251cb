"""How well somebody knows what they know: confidence said before, against what came of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from bot.learner.events import AttemptMade, Happened

LATELY = timedelta(days=60)
_ENOUGH = 5
"""Answers at one level that say something."""
_GUESS, _SURE = 0.5, 0.8
"""Below the first it was a guess; from the second on they were sure."""


class Level(NamedTuple):
    """Answers given with one degree of confidence."""

    right: int
    of: int

    @property
    def share(self) -> float:
        return self.right / self.of


class Calibration(NamedTuple):
    guess: Level | None
    sure: Level | None
    """None when there are too few to say."""


def calibration(events: Sequence[Happened]) -> Calibration:
    """
    Args:
        events: the learner's `AttemptMade` of the last `LATELY`.
    """
    said = [
        (attempt.confidence, attempt.credit)
        for attempt in (each.event for each in events)
        if isinstance(attempt, AttemptMade)
        and attempt.confidence is not None
        and attempt.credit is not None
    ]
    guesses = [credit for confidence, credit in said if confidence < _GUESS]
    sure = [credit for confidence, credit in said if confidence >= _SURE]
    return Calibration(_level(guesses), _level(sure))


def _level(credits: Sequence[float]) -> Level | None:
    return Level(sum(c == 1 for c in credits), len(credits)) if len(credits) >= _ENOUGH else None
