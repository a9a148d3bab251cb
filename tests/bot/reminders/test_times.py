"""When reminders come: once a day, never lost, outside of quiet hours, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.learner.model import QuietHours
from bot.learner.rhythm import Rhythm
from bot.reminders.times import (
    Local,
    comes,
    next_allowed,
    next_occurrence,
    occurrences,
    snoozed,
)

ZONES = sorted(name for name in available_timezones() if "/" in name)
MADRID, NIGHT = "Europe/Madrid", QuietHours()


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def local_times(rhythm: Rhythm, local: Local, n: int) -> list[str]:
    start = datetime.combine(rhythm.starts, time(), tzinfo=local.tz) - timedelta(hours=1)
    found = islice(occurrences(rhythm, local, start), n)
    return [f"{each.at.astimezone(local.tz):%m-%d %H:%M}" for each in found]


times = st.times(min_value=time(0), max_value=time(23, 59)).map(
    lambda t: t.replace(second=0, microsecond=0)
)


@settings(max_examples=150)
@given(
    zone=st.sampled_from(ZONES),
    year=st.integers(2021, 2030),
    rhythm_at=times,
    days=st.sets(st.integers(0, 6)),
    every=st.integers(1, 3),
    quiet=st.none() | st.builds(QuietHours, since=times, until=times),
    off=st.none() | st.integers(0, 300),
)
def test_never_twice_never_lost_never_in_quiet_hours(
    zone: str,
    year: int,
    rhythm_at: time,
    days: set[int],
    every: int,
    quiet: QuietHours | None,
    off: int | None,
) -> None:
    starts = date(year, 1, 1)
    rhythm = Rhythm(
        at=rhythm_at,
        starts=starts,
        until=date(year, 12, 31),
        days=tuple(sorted(days)),
        every_weeks=every,
    )
    holidays = () if off is None else ((starts + timedelta(off), starts + timedelta(off + 10)),)
    local = Local(zone=zone, quiet=quiet, off=holidays)
    found = list(occurrences(rhythm, local, datetime(year - 1, 12, 1, tzinfo=UTC)))
    wanted = [day for n in range(366) if comes(rhythm, local, day := starts + timedelta(n))]
    there = [each.at.astimezone(local.tz) for each in found]
    assert [each.day for each in found] == wanted
    assert len({moment.date() for moment in there}) == len(found)
    assert all(a.at < b.at for a, b in pairwise(found))
    for each, moment in zip(found, there, strict=True):
        assert moment.date() == each.day or each.moved == "no_such_day"
        assert not local.is_quiet(each.at) or each.moved == "always_quiet"
        assert moment.time() == rhythm_at or each.moved is not None
        assert next_occurrence(rhythm, local, each.at - timedelta(microseconds=1)) == each


@pytest.mark.parametrize(
    ("zone", "starts", "clock", "said"),
    [
        (MADRID, date(2026, 3, 28), time(2, 30), ["03-28 02:30", "03-29 03:30", "03-30 02:30"]),
        (MADRID, date(2026, 10, 24), time(2, 30), ["10-24 02:30", "10-25 02:30", "10-26 02:30"]),
        # The jump goes over midnight: forward would be the next day, which has one of its own.
        ("America/Nuuk", date(2026, 3, 27), time(23, 30), ["03-27 23:30", "03-28 22:30"]),
        # Samoa went over the date line: there was no 30 December.
        ("Pacific/Apia", date(2011, 12, 29), time(17), ["12-29 17:00", "12-31 17:00"]),
    ],
)
def test_clocks_that_jump(zone: str, starts: date, clock: time, said: list[str]) -> None:
    rhythm = Rhythm(at=clock, starts=starts)
    assert local_times(rhythm, Local(zone=zone), len(said)) == said


def test_a_day_that_was_left_out_comes_on_the_next() -> None:
    fridays = Rhythm(at=time(17), starts=date(2011, 12, 23), days=(4,))
    assert local_times(fridays, Local(zone="Pacific/Apia"), 3) == [
        "12-23 17:00",
        "12-31 17:00",
        "01-06 17:00",
    ]


@pytest.mark.parametrize(
    ("clock", "quiet", "comes_at"),
    [
        (time(6), NIGHT, "07:30"),
        (time(23), NIGHT, "21:15"),
        (time(0, 30), NIGHT, "07:30"),
        (time(14), QuietHours(since=time(13), until=time(15)), "15:00"),
        (time(12), QuietHours(since=time(8), until=time(8)), "12:00"),  # nothing else is possible
        (time(12), None, "12:00"),
    ],
)
def test_quiet_hours(clock: time, quiet: QuietHours | None, comes_at: str) -> None:
    rhythm = Rhythm(at=clock, starts=date(2026, 11, 28))
    found = next_occurrence(rhythm, Local(zone=MADRID, quiet=quiet), at("2026-11-27T22:00"))
    assert found and f"{found.at.astimezone(ZoneInfo(MADRID)):%d %H:%M}" == f"28 {comes_at}"
    always = quiet is not None and quiet.since == quiet.until
    assert found.moved == ("always_quiet" if always else None if quiet is None else "quiet")


def test_every_second_week_without_the_holidays() -> None:
    rhythm = Rhythm(at=time(9), starts=date(2026, 11, 25), days=(0, 4), every_weeks=2)
    local = Local(zone=MADRID, off=((date(2026, 12, 21), date(2027, 1, 7)),))
    said = ["11-27 09:00", "12-07 09:00", "12-11 09:00", "01-08 09:00", "01-18 09:00"]
    assert local_times(rhythm, local, 5) == said


def test_local_time_goes_with_who_travels() -> None:
    rhythm = Rhythm(at=time(17), starts=date(2026, 11, 28))
    now = at("2026-11-28T08:00")
    found = [next_occurrence(rhythm, Local(zone=zone), now) for zone in (MADRID, "America/Bogota")]
    assert [each and each.at.hour for each in found] == [16, 22]


def test_once_and_over() -> None:
    once = Rhythm(at=time(9), starts=date(2026, 11, 28), until=date(2026, 11, 28))
    local = Local(zone="UTC")
    assert next_occurrence(once, local, at("2026-11-28T08:59"))
    assert next_occurrence(once, local, at("2026-11-28T09:00")) is None
    forever = Local(zone="UTC", off=((date(2020, 1, 1), date(2100, 1, 1)),))
    assert (
        next_occurrence(Rhythm(at=time(9), starts=date(2026, 1, 1)), forever, at("2026-01-01"))
        is None
    )


@pytest.mark.parametrize(
    ("choice", "now", "comes_at"),
    [
        ("hour", "2026-11-28T17:00", "28 18:00"),
        ("hour", "2026-11-28T21:00", "29 07:30"),
        ("tonight", "2026-11-28T15:00", "28 19:00"),
        ("tonight", "2026-11-28T19:30", "28 21:15"),
        ("tonight", "2026-11-28T21:00", None),
        ("tomorrow", "2026-11-28T17:00", "29 17:00"),
    ],
)
def test_snooze(choice: str, now: str, comes_at: str | None) -> None:
    local = Local(zone=MADRID, quiet=NIGHT)
    found = snoozed(choice, at(now, MADRID), local, time(17))  # type: ignore[arg-type]
    assert (found and f"{found.astimezone(ZoneInfo(MADRID)):%d %H:%M}") == comes_at


def test_what_comes_late_waits_for_the_end_of_quiet_hours() -> None:
    local = Local(zone=MADRID, quiet=NIGHT)
    assert next_allowed(at("2026-11-28T23:00", MADRID), local) == at("2026-11-29T07:30", MADRID)
    assert next_allowed(at("2026-11-28T05:00", MADRID), local) == at("2026-11-28T07:30", MADRID)
    day = at("2026-11-28T12:00", MADRID)
    assert next_allowed(day, local) == day
    always = Local(zone=MADRID, quiet=QuietHours(since=time(8), until=time(8)))
    assert next_allowed(day, always) == day
