"""How long somebody has been at it, from when things happened. Pure.

A chat doesn't tell how long a person works; it tells when they did something. Two things within
`PAUSE` of each other belong to one sitting, and the time between them counts as work.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

PAUSE = timedelta(minutes=10)
"""Longer than this without a sign is a pause."""
_LEAST = timedelta(minutes=1)
"""What a sitting counts at least: reading and answering one thing."""


class Sitting(NamedTuple):
    begun: datetime
    ended: datetime

    @property
    def minutes(self) -> float:
        return max(self.ended - self.begun, _LEAST).total_seconds() / 60


def sittings(times: Iterable[datetime]) -> list[Sitting]:
    """The sittings that these moments make, in order.

    Moments may come in any order; a clock that was set back just puts one elsewhere.
    """
    found: list[Sitting] = []
    for at in sorted(times):
        if found and at - found[-1].ended <= PAUSE:
            found[-1] = found[-1]._replace(ended=at)
        else:
            found.append(Sitting(at, at))
    return found


def minutes_by_day(times: Iterable[datetime], zone: tzinfo) -> dict[date, float]:
    """Minutes of work on each local day that has any; one that crosses midnight is the day's on
    which it began."""
    found: dict[date, float] = {}
    for sitting in sittings(times):
        day = sitting.begun.astimezone(zone).date()
        found[day] = found.get(day, 0.0) + sitting.minutes
    return found


def stretch(times: Sequence[datetime], now: datetime) -> float:
    """Minutes of the sitting that is going on; 0 when there was a pause just now."""
    current = sittings(times)[-1:]
    if not current or not timedelta() <= now - current[0].ended <= PAUSE:
        return 0.0
    return Sitting(current[0].begun, now).minutes
