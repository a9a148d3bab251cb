"""Leaves a provider alone that doesn't work, so that not every learner waits for it in vain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.errors import BudgetSpent, ModelError, ModelRefusedKey, ModelUnavailable

_FIRST, _LONGEST = timedelta(seconds=15), timedelta(minutes=10)


class Breaker:
    """A circuit breaker. Closed: requests pass. Open: they fail at once, with the last error.
    When its time is over one request is let through; it decides whether the breaker closes."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._failures = 0
        self._error: ModelError | None = None
        self._until: datetime | None = None
        self._trying = False

    def refusal(self) -> ModelError | None:
        """The error that stands in for a request now; None lets it pass, and then `note`, or
        `release`, must be called."""
        if self._error is None or self._until is None:
            return None
        if self._trying or self._clock() < self._until:
            return type(self._error)(**self._error.fields)
        self._trying = True
        return None

    def note(self, error: ModelError | None) -> None:
        """How a request ended. An answer that can't be used still shows that somebody is there."""
        self._trying = False
        if isinstance(error, BudgetSpent):
            return
        if isinstance(error, ModelUnavailable | ModelRefusedKey):
            self._failures += 1
            self._error = error
            self._until = self._clock() + self._pause(error)
        else:
            self._failures, self._error, self._until = 0, None, None

    def release(self) -> None:
        """The request was given up; nothing is known."""
        self._trying = False

    def _pause(self, error: ModelError) -> timedelta:
        asked = error.fields.get("retry_after")
        doubled: timedelta = _FIRST * (1, 2, 4, 8)[min(self._failures, 4) - 1]
        wanted = timedelta(seconds=asked) if isinstance(asked, float) else doubled
        return min(max(wanted, doubled), _LONGEST)
