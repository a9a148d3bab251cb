"""Goals as an iCalendar file."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.exports.calendar import Entry, dump
from bot.learner.rhythm import Rhythm
from bot.reminders.times import Local, next_occurrence

MADRID = ZoneInfo("Europe/Madrid")
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FRIDAYS = Rhythm(at=time(17), starts=date(2026, 11, 20), days=(4,))


def read(*entries: Entry) -> list[object]:
    data = dump(entries, name="Studylamp goals", zone=MADRID, now=NOW)
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_a_rhythm_keeps_to_the_local_clock() -> None:
    data = dump([Entry("g1", "Check-in: finish 6", rhythm=FRIDAYS, note="why")],
                name="Goals", zone=MADRID, now=NOW)  # fmt: skip
    text = data.decode()
    assert "DTSTART;TZID=Europe/Madrid:20261120T170000" in text
    assert "RRULE:FREQ=WEEKLY;BYDAY=FR;WKST=MO" in text.replace("\r\n ", "")
    assert "BEGIN:VTIMEZONE" in text and "BEGIN:VALARM" in text
    assert text.count("\r\n") == text.count("\n")


def test_days_times_and_odd_words() -> None:
    (day,) = read(Entry("g1-due", "Last day: «ñ», 1; 2, 3\nBEGIN:VEVENT", day=date(2026, 12, 1)))
    assert str(day["summary"]).startswith("Last day: «ñ», 1; 2, 3")  # type: ignore[index]
    assert day["dtstart"].dt == date(2026, 12, 1)  # type: ignore[index]
    once = Rhythm(at=time(9), starts=date(2026, 12, 1), until=date(2026, 12, 1))
    (event,) = read(Entry("g2", "once", rhythm=once))
    assert "rrule" not in event  # type: ignore[operator]


def test_what_never_comes_is_left_out() -> None:
    never = FRIDAYS.model_copy(update={"days": (3,), "until": date(2026, 11, 22)})
    assert read(Entry("g1", "never", rhythm=never)) == []


_RHYTHMS = st.builds(
    lambda days, at, weeks, span: Rhythm(
        at=at.replace(second=0, microsecond=0),
        starts=date(2026, 11, 20),
        until=date(2026, 11, 20) + timedelta(days=span),
        days=tuple(sorted(days)),
        every_weeks=weeks,
    ),
    st.sets(st.integers(0, 6)),
    st.times(time(8), time(20)),
    st.integers(1, 3),
    st.integers(8, 60),
)


@given(_RHYTHMS)
def test_the_calendar_says_what_the_reminders_do(rhythm: Rhythm) -> None:
    local = Local(zone="Europe/Madrid", quiet=None)
    at = datetime(2026, 11, 19, 23, tzinfo=UTC)
    expected = set()
    while found := next_occurrence(rhythm, local, at):
        expected.add(found.day)
        at = found.at
    events = read(Entry("g", "x", rhythm=rhythm))
    if not events:
        assert not expected
        return
    event = events[0]
    start = event["dtstart"].dt  # type: ignore[index]
    rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=start)  # type: ignore[index]
    assert {moment.date() for moment in rule} == expected
