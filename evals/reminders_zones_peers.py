"""How reminders are often timed elsewhere, on the same days: by a fixed distance to UTC, and by
python-dateutil's rules for what recurs (dateparser brings it)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from dateutil import rrule, tz

from bot.learner.rhythm import Rhythm
from bot.reminders.times import Local, Occurrence

Way = Callable[[Rhythm, Local], Sequence[Occurrence]]
"""Gives all that comes of a rhythm that ends."""


def _fixed_offset(rhythm: Rhythm, local: Local) -> Sequence[Occurrence]:
    """Every 24 hours from the first time on."""
    assert rhythm.until
    first = datetime.combine(rhythm.starts, rhythm.at, tzinfo=local.tz).astimezone(UTC)
    days = [timedelta(days=number) for number in range((rhythm.until - rhythm.starts).days + 1)]
    return [Occurrence(rhythm.starts + day, first + day) for day in days]


def _dateutil(rhythm: Rhythm, local: Local) -> Sequence[Occurrence]:
    """``rrule`` with a zone, made into moments."""
    assert rhythm.until
    zone = tz.gettz(local.zone)
    first = datetime.combine(rhythm.starts, rhythm.at, tzinfo=zone)
    count = (rhythm.until - rhythm.starts).days + 1
    found = rrule.rrule(rrule.DAILY, dtstart=first, count=count)
    return [Occurrence(each.date(), each.astimezone(UTC)) for each in found]


PEERS: Mapping[str, Way] = {"fixed UTC offset": _fixed_offset, "dateutil rrule": _dateutil}
