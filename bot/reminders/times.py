"""When a `Rhythm` comes: local times become moments. Pure.

Every occurrence belongs to one local day and stays on it. A time that the clock jumps over moves
forward, one that comes twice fires the first time, quiet hours move it to the nearest moment
outside of them; where nothing of that is possible, the occurrence says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from bot.learner.model import QuietHours
from bot.learner.rhythm import Rhythm
from bot.zones import zone_of

Moved = Literal["clock_change", "no_such_day", "quiet", "always_quiet"]
"""Why it doesn't come at the time that was chosen: the clock jumps over it; the zone leaves the
day out; quiet hours. ``always_quiet``: it does come then, although the whole day is quiet."""

Snooze = Literal["hour", "tonight", "tomorrow"]

_BEFORE_QUIET = timedelta(minutes=15)
_FARTHEST = 3 * 366
"""Days that are looked at for the next occurrence: eight weeks between two, and long holidays."""
_EVENING, _MORNING = time(19), time(9)
_SOON = timedelta(minutes=30)
_DAY = timedelta(days=1)


class Local(BaseModel):
    """A person's own time: where they are, when they want quiet, when there is no school."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    zone: str
    """IANA name."""
    quiet: QuietHours | None = None
    off: tuple[tuple[date, date], ...] = ()
    """Days off: the first and the last of each stretch."""

    @property
    def tz(self) -> ZoneInfo:
        return zone_of(self.zone)

    def is_quiet(self, moment: datetime) -> bool:
        return self.quiet is not None and self.quiet.covers(moment.astimezone(self.tz).time())


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that it comes."""

    day: date
    """The local day that it is for: there is one a day at the most."""
    at: datetime
    """UTC."""
    moved: Moved | None = None


def occurrences(rhythm: Rhythm, local: Local, after: datetime) -> Iterator[Occurrence]:
    """All that come later than ``after``, in their order; at most three years ahead."""
    here = after.astimezone(local.tz).date()
    day = max(rhythm.starts, here - _DAY)  # a day that is left out comes on the next
    last = min(rhythm.until or date.max, date.max - _DAY)
    for _ in range(_FARTHEST):
        if day > last:
            return
        found = occurrence(rhythm, local, day)
        if found and found.at > after:
            yield found
        day += _DAY


def next_occurrence(rhythm: Rhythm, local: Local, after: datetime) -> Occurrence | None:
    """The first one later than ``after``; None when there is none any more."""
    return next(occurrences(rhythm, local, after), None)


def occurrence(rhythm: Rhythm, local: Local, day: date) -> Occurrence | None:
    """The one for a local day; None when it doesn't come on that day."""
    if not comes(rhythm, local, day):
        return None
    moment = _moment(day, rhythm.at, local.tz)
    there = moment.astimezone(local.tz)
    moved: Moved | None = None
    if there.date() != day:  # a time before the jump is still on the day, unless all of it is gone
        back = _moment(day, rhythm.at, local.tz, fold=1)
        if back.astimezone(local.tz).date() == day:
            moment, moved = back, "clock_change"
        elif comes(rhythm, local, day + _DAY):
            return None
        else:
            moved = "no_such_day"
    elif there.time() != rhythm.at:
        moved = "clock_change"
    moment, quiet = _outside_quiet(moment, local)
    return Occurrence(day, moment, quiet or moved)


def comes(rhythm: Rhythm, local: Local, day: date) -> bool:
    """A day of the rhythm that isn't off."""
    if day < rhythm.starts or (rhythm.until is not None and day > rhythm.until):
        return False
    if rhythm.days and day.weekday() not in rhythm.days:
        return False
    weeks = (_monday(day) - _monday(rhythm.starts)).days // 7
    if weeks % rhythm.every_weeks:
        return False
    return not any(first <= day <= last for first, last in local.off)


def next_allowed(moment: datetime, local: Local) -> datetime:
    """The first moment from this one on that isn't in quiet hours; the same one where all is."""
    if local.quiet is None or not local.is_quiet(moment):
        return moment
    day = moment.astimezone(local.tz).date()
    for days in range(3):
        ends = _moment(day + days * _DAY, local.quiet.until, local.tz)
        if ends > moment and not local.is_quiet(ends):
            return ends
    return moment


def snoozed(choice: Snooze, now: datetime, local: Local, at: time | None = None) -> datetime | None:
    """When something comes again that was put off; None for an evening that is over.

    Args:
        at: the time of day at which it usually comes.
    """
    if choice == "hour":
        return next_allowed(now + timedelta(hours=1), local)
    today = now.astimezone(local.tz).date()
    if choice == "tomorrow":
        tomorrow = _moment(today + _DAY, at or _MORNING, local.tz)
        return _outside_quiet(tomorrow, local)[0]
    evening, _ = _outside_quiet(_moment(today, _EVENING, local.tz), local)
    if evening < now + _SOON and local.quiet:  # late already: the last moment before quiet hours
        evening = _moment(today, local.quiet.since, local.tz) - _BEFORE_QUIET
    return evening if evening >= now + _SOON and not local.is_quiet(evening) else None


def _outside_quiet(moment: datetime, local: Local) -> tuple[datetime, Moved | None]:
    """The nearest moment of the same local day that isn't in quiet hours."""
    if local.quiet is None or not local.is_quiet(moment):
        return moment, None
    there = moment.astimezone(local.tz)
    before = _moment(there.date(), local.quiet.since, local.tz) - _BEFORE_QUIET
    after = _moment(there.date(), local.quiet.until, local.tz)
    for other in (after, before) if there.time() < local.quiet.until else (before, after):
        if other.astimezone(local.tz).date() == there.date() and not local.is_quiet(other):
            return other, "quiet"
    return moment, "always_quiet"


def _moment(day: date, at: time, tz: ZoneInfo, *, fold: int = 0) -> datetime:
    # Of a time that comes twice, fold 0 is the first; a time that doesn't come moves forward.
    return datetime.combine(day, at, tzinfo=tz).replace(fold=fold).astimezone(UTC)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
