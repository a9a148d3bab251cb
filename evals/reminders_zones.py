"""Ten years of every time zone: does each reminder come once a day, in time, out of quiet hours?

What comes at a local time can only go wrong near a change of the clock, so all days around each
change of ten years are looked at, at every half hour of the day and with several quiet hours, and
beside them days drawn by lot. Zones whose clocks agree for these ten years are looked at once.
"""

from __future__ import annotations

import random
import time as clock
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from bot.learner.model import QuietHours
from bot.learner.rhythm import Rhythm
from bot.reminders.times import Local, Occurrence, comes, next_occurrence
from evals.reminders_zones_peers import PEERS, Way

FIRST, YEARS = date(2026, 1, 1), 10
TIMES = tuple(time(hour, minute) for hour in range(24) for minute in (0, 30))
QUIET = (
    None,
    QuietHours(),
    QuietHours(since=time(1), until=time(3)),
    QuietHours(since=time(8), until=time(8)),
)
_AROUND, _BY_LOT = 2, 10
"""Days before and after a change of the clock; days of each zone that are drawn."""
_DAY = timedelta(days=1)


def run(seconds: float) -> dict[str, Any]:
    """Counts of what must not be, and of the reasons for what isn't at the time that was chosen.

    Args:
        seconds: it is over after this; the figures say how many zones it came to.
    """
    begun, rng = clock.perf_counter(), random.Random(1)  # noqa: S311
    alike = _alike()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for names, changes in alike:
        if clock.perf_counter() - begun > seconds:
            break
        counts["all"]["zones"] += len(names)
        counts["all"]["different"] += 1
        counts["all"]["changes"] += len(changes)
        for first, last in (*_windows(changes), *_drawn(rng)):
            for local, rhythm in _cases(names[0], first, last):
                _check(ours, rhythm, local, counts["ours"])
                if local.quiet in QUIET[:2]:
                    for name, way in PEERS.items():
                        _check(way, rhythm, local, counts[name])
    return {
        "zones": counts["all"]["zones"],
        "of": sum(len(names) for names, _ in alike),
        "different": counts["all"]["different"],
        "years": YEARS,
        "clock_changes": counts["all"]["changes"],
        **_figures(counts["ours"]),
        "peers": {name: _figures(counts[name]) for name in PEERS},
        "seconds": round(clock.perf_counter() - begun, 1),
    }


def ours(rhythm: Rhythm, local: Local) -> Sequence[Occurrence]:
    """One after the other, as the worker finds the next when one was sent."""
    found = list[Occurrence]()
    after = datetime.combine(rhythm.starts - _DAY, time(), UTC)
    while coming := next_occurrence(rhythm, local, after):
        found.append(coming)
        after = coming.at
    return found


def _check(way: Way, rhythm: Rhythm, local: Local, counts: Counter[str]) -> None:
    assert rhythm.until
    tz, found = local.tz, way(rhythm, local)
    there = [each.at.astimezone(tz) for each in found]
    days = [day for day in _days(rhythm.starts, rhythm.until) if comes(rhythm, local, day)]
    on = Counter(each.date() for each in there)
    counts["occurrences"] += len(days)
    counts["lost"] += sum(not on[day] for day in days)
    counts["doubled"] += sum(n - 1 for n in on.values() if n > 1)
    counts["doubled"] += sum(a.at >= b.at for a, b in pairwise(found))
    for each, moment in zip(found, there, strict=True):
        if each.moved:
            counts[f"moved {each.moved}"] += 1
        elif moment.time() != rhythm.at:
            counts["at_another_time"] += 1
        if local.is_quiet(each.at) and each.moved != "always_quiet":
            counts["in_quiet_hours"] += 1


def _figures(counts: Counter[str]) -> dict[str, Any]:
    wrong = ("lost", "doubled", "in_quiet_hours", "at_another_time")
    moved = {name.removeprefix("moved "): n for name, n in counts.items() if " " in name}
    return {
        "occurrences": counts["occurrences"],
        **{name: counts[name] for name in wrong},
        "moved_with_reason": moved,
    }


# ---- which days ----------------------------------------------------------------------------------


def _alike() -> list[tuple[list[str], list[date]]]:
    """All zones, those together whose clocks agree; with the days on which these change."""
    found: dict[tuple[object, ...], tuple[list[str], list[date]]] = {}
    moments = [datetime.combine(day, time(), UTC) for day in _days(FIRST - _DAY, _last() + _DAY)]
    for name in sorted(available_timezones() - {"localtime", "Factory"}):
        tz = ZoneInfo(name)
        offsets = [moment.astimezone(tz).utcoffset() for moment in moments]
        pairs = zip(pairwise(offsets), moments, strict=False)
        changes = [(moment.date(), a, b) for (a, b), moment in pairs if a != b]
        key = (offsets[0], *((day, b, _minute(tz, day)) for day, _, b in changes))
        found.setdefault(key, ([], [day for day, _, _ in changes]))[0].append(name)
    return list(found.values())


def _minute(tz: ZoneInfo, day: date) -> int:
    """In which minute of that day in UTC the clock changes."""
    begin, low, high = datetime.combine(day, time(), UTC), 0, 24 * 60
    before = begin.astimezone(tz).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        same = (begin + timedelta(minutes=middle)).astimezone(tz).utcoffset() == before
        low, high = (middle, high) if same else (low, middle)
    return high


def _windows(changes: Sequence[date]) -> Iterator[tuple[date, date]]:
    for day in changes:
        yield day - _AROUND * _DAY, day + (_AROUND + 1) * _DAY


def _drawn(rng: random.Random) -> Iterator[tuple[date, date]]:
    whole = (_last() - FIRST).days
    for _ in range(_BY_LOT):
        day = FIRST + rng.randrange(whole) * _DAY
        yield day, day + _DAY


def _cases(zone: str, first: date, last: date) -> Iterator[tuple[Local, Rhythm]]:
    for quiet in QUIET:
        local = Local(zone=zone, quiet=quiet)
        for at in TIMES:
            yield local, Rhythm(at=at, starts=first, until=last)


def _days(first: date, last: date) -> Iterable[date]:
    return (first + number * _DAY for number in range((last - first).days + 1))


def _last() -> date:
    return date(FIRST.year + YEARS, 1, 1)
