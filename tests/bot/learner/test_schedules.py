from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.learner.events import DaysOff
from bot.learner.schedules import days_off

START = date(2026, 12, 1)


spans = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted)


@given(st.lists(st.tuples(spans, st.booleans()), max_size=8))
def test_what_was_said_last_about_a_day_counts(said: list[tuple[list[int], bool]]) -> None:
    days, events = set[int](), list[DaysOff]()
    for (first, last), off in said:
        between = set(range(first, last + 1))
        days = days | between if off else days - between
        event = DaysOff(
            course="c",
            first=START + timedelta(first),
            last=START + timedelta(last),
            off=off,
        )
        events.append(event)
    found = days_off(events, "c")
    covered = [
        (START + timedelta(n))
        for n in range(25)
        if any(first <= START + timedelta(n) <= last for first, last in found)
    ]
    assert covered == [START + timedelta(n) for n in sorted(days)]
    assert all(a[1] < b[0] for a, b in pairwise(found))
    assert days_off(events, "other") == ()
