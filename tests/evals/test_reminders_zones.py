"""The check over time zones sees what is wrong, and that ours isn't."""

from __future__ import annotations

from collections import Counter
from datetime import date, time

from bot.learner.model import QuietHours
from bot.learner.rhythm import Rhythm
from bot.reminders.times import Local
from evals.reminders_zones import _alike, _check, ours
from evals.reminders_zones_peers import PEERS

SPRING = date(2026, 3, 27), date(2026, 3, 31)


def around_spring(way: str, at: time, quiet: QuietHours | None = None) -> Counter[str]:
    counts = Counter[str]()
    rhythm = Rhythm(at=at, starts=SPRING[0], until=SPRING[1])
    local = Local(zone="Europe/Madrid", quiet=quiet)
    _check(PEERS.get(way, ours), rhythm, local, counts)
    return counts


def test_what_a_fixed_offset_gets_wrong_is_seen() -> None:
    wrong = around_spring("fixed UTC offset", time(9))
    assert +wrong == {"occurrences": 5, "at_another_time": 3}
    wrong = around_spring("fixed UTC offset", time(23, 30))
    assert (wrong["lost"], wrong["at_another_time"]) == (1, 3)
    assert around_spring("fixed UTC offset", time(21), QuietHours())["in_quiet_hours"] == 3


def test_ours_moves_what_the_clock_jumps_over_and_says_so() -> None:
    assert +around_spring("ours", time(2, 30)) == {"occurrences": 5, "moved clock_change": 1}
    assert +around_spring("ours", time(23, 30)) == {"occurrences": 5}


def test_zones_that_agree_are_looked_at_once() -> None:
    groups = {name: names for names, _ in _alike() for name in names}
    assert groups["Europe/Madrid"] is groups["Europe/Berlin"]
    assert groups["Europe/Madrid"] is not groups["Europe/London"]
    assert len(groups) > 590
