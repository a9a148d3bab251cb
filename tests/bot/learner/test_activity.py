"""Sittings and minutes from when things happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.learner.activity import PAUSE, minutes_by_day, sittings, stretch

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def at(*minutes: float) -> list[datetime]:
    return [NOON + timedelta(minutes=each) for each in minutes]


def test_what_is_close_together_is_one_sitting() -> None:
    assert [s.minutes for s in sittings(at(0, 5, 14, 30, 39))] == [14, 9]


def test_one_thing_alone_counts_a_minute() -> None:
    assert [s.minutes for s in sittings(at(0))] == [1]


def test_days_are_the_learners_own() -> None:
    times = [datetime(2026, 11, 20, 23, minute, tzinfo=UTC) for minute in (0, 8)]
    assert list(minutes_by_day(times, UTC).items()) == [(NOON.date(), 8)]
    in_tokyo = minutes_by_day(times, ZoneInfo("Asia/Tokyo"))
    assert list(in_tokyo) == [NOON.date() + timedelta(days=1)]


def test_a_stretch_ends_with_a_pause() -> None:
    times = at(0, 9, 18, 27)
    assert stretch(times, at(30)[0]) == 30
    assert stretch(times, at(50)[0]) == 0
    assert stretch([], NOON) == 0
    # A clock that was set back: nothing can be said.
    assert stretch(times, at(-5)[0]) == 0


@given(st.lists(st.floats(0, 10_000), max_size=30))
def test_sittings_cover_all_and_never_touch(minutes: list[float]) -> None:
    found = sittings(at(*minutes))
    assert all(any(s.begun <= t <= s.ended for s in found) for t in at(*minutes))
    for one, other in pairwise(found):
        assert other.begun - one.ended > PAUSE
    total = sum(s.minutes for s in found)
    assert sum(minutes_by_day(at(*minutes), UTC).values()) == pytest.approx(total)
