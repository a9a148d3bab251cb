"""Ten years of every time zone, day by day: is each reminder there once, and out of quiet hours?"""

from __future__ import annotations

import time as clock
from collections import Counter
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import available_timezones

from bot.learner.model import QuietHours
from bot.learner.rhythm import Rhythm
from bot.reminders.times import Local, comes, occurrence

FIRST, YEARS = date(2026, 1, 1), 10
TIMES = (time(0), time(0, 30), time(2, 30), time(17), time(23, 30))
QUIET = (None, QuietHours(), QuietHours(since=time(8), until=time(8)))


def run() -> dict[str, Any]:
    """Counts of what must not be (twice, lost, in quiet hours without a reason), and of reasons."""
    begun, counts, moved = clock.perf_counter(), Counter[str](), Counter[str]()
    zones = sorted(name for name in available_timezones() if "/" in name or name == "UTC")
    for zone in zones:
        for at in TIMES:
            for quiet in QUIET:
                _one(Local(zone=zone, quiet=quiet), at, counts, moved)
    return {
        "zones": len(zones),
        "years": YEARS,
        "reminders": counts["reminders"],
        "twice": counts["twice"],
        "lost": counts["lost"],
        "in_quiet_hours_unexplained": counts["quiet"],
        "moved": dict(moved),
        "seconds": round(clock.perf_counter() - begun, 1),
    }


def _one(local: Local, at: time, counts: Counter[str], moved: Counter[str]) -> None:
    last = date(FIRST.year + YEARS, 1, 1)
    rhythm = Rhythm(at=at, starts=FIRST, until=last)
    tz, found, days = local.tz, [], 0
    day = FIRST
    while day < last:
        each = occurrence(rhythm, local, day)
        days += comes(rhythm, local, day)
        if each:
            found.append(each)
            if each.moved:
                moved[each.moved] += 1
            if local.is_quiet(each.at) and each.moved != "always_quiet":
                counts["quiet"] += 1
        day += timedelta(1)
    dates = Counter(each.at.astimezone(tz).date() for each in found)
    counts["reminders"] += len(found)
    counts["twice"] += sum(n - 1 for n in dates.values())
    counts["twice"] += sum(a.at >= b.at for a, b in pairwise(found))
    counts["lost"] += days - len(found)
