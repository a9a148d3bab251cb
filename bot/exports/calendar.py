"""Goals and reviews as an iCalendar file (RFC 5545), which every calendar program reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.goals.evidence import on_day
from bot.learner.rhythm import Rhythm

if TYPE_CHECKING:
    from icalendar import Event, vRecur

MEDIA_TYPE = "text/calendar"
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
USUAL_MINUTES = 20
"""Length of a check-in in the calendar."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the calendar: for a whole day, or again and again at a time of day."""

    id: str
    """Unique and lasting, so that a feed changes an entry instead of adding one."""
    title: str
    day: date | None = None
    rhythm: Rhythm | None = None
    """Either of the two."""
    minutes: int = USUAL_MINUTES
    note: str = ""


def dump(entries: Iterable[Entry], *, name: str, zone: ZoneInfo, now: datetime) -> bytes:
    """
    Args:
        name: of the calendar, as its program shows it.
        zone: the learner's: times keep to its clock, summer and winter.
    """
    from icalendar import Calendar  # a quarter of a second

    calendar = Calendar()
    calendar.add("prodid", "-//Studylamp//goals//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT6H")
    for entry in entries:
        event = _event(entry, zone, now)
        if event is not None:
            calendar.add_component(event)
    calendar.add_missing_timezones()
    data: bytes = calendar.to_ical()
    return data


def _event(entry: Entry, zone: ZoneInfo, now: datetime) -> Event | None:
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", f"{entry.id}@studylamp")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", entry.title)
    if entry.note:
        event.add("description", entry.note)
    if entry.day:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return event
    first = _first(entry.rhythm) if entry.rhythm else None
    if entry.rhythm is None or first is None:
        return None
    begin = datetime.combine(first, entry.rhythm.at, tzinfo=zone)
    event.add("dtstart", begin)
    event.add("duration", timedelta(minutes=entry.minutes))
    if entry.rhythm.until != entry.rhythm.starts:
        event.add("rrule", _rule(entry.rhythm, zone))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", timedelta())
    event.add_component(alarm)
    return event


def _first(rhythm: Rhythm) -> date | None:
    """The day on which a rhythm begins; None when it never comes."""
    days = (rhythm.starts + timedelta(days=n) for n in range(7 * (rhythm.every_weeks + 1)))
    return next((day for day in days if on_day(rhythm, day)), None)


def _rule(rhythm: Rhythm, zone: ZoneInfo) -> vRecur:
    from icalendar import vRecur

    rule: dict[str, object] = {"freq": "weekly", "wkst": "MO"}
    if rhythm.every_weeks > 1:
        rule["interval"] = rhythm.every_weeks
    rule["byday"] = [_DAYS[day] for day in (rhythm.days or range(7))]
    if rhythm.until:
        end = datetime.combine(rhythm.until, time(23, 59, 59), tzinfo=zone)
        rule["until"] = end.astimezone(UTC)
    return vRecur(rule)
