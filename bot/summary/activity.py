"""Who was active, how often and when. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from itertools import chain

from bot.learner.class_log import Answer, ClassLog, Deed, Question
from bot.summary.model import Activity, Scope, Share


def moments(log: ClassLog) -> Iterator[tuple[str, float]]:
    """Learner and time of everything that counts as being active."""
    rows: Iterable[Answer | Question | Deed] = chain(log.answers, log.questions, log.deeds)
    return ((row.learner, row.at) for row in rows)


def share(answers: Iterable[Answer]) -> Share:
    """Of the first answers without help."""
    right = of = 0
    for answer in answers:
        if answer.alone:
            of += 1
            right += answer.credit == 1
    return Share(right, of)


def activity(
    log: ClassLog, now: Sequence[Answer], before: Sequence[Answer], scope: Scope, zone: tzinfo
) -> Activity:
    """
    Args:
        now, before: the answers of ``scope`` and of the time before it.
        zone: whose days count.
    """
    days: dict[str, set[date]] = defaultdict(set)
    day_of = _Days(zone)
    for learner, at in moments(log):
        if scope.begin <= at < scope.end:
            days[learner].add(day_of(at))
    weekdays = [0] * 7
    for worked in days.values():
        for day in worked:
            weekdays[day.weekday()] += 1
    return Activity(
        students=len(log.members),
        active=len(days),
        answers=sum(answer.credit is not None for answer in now),
        alone=share(now),
        before=share(before),
        answerers=len({answer.learner for answer in now if answer.alone}),
        days={learner: len(worked) for learner, worked in days.items()},
        weekdays=tuple(weekdays),
    )


class _Days:
    """Local days of moments. A zone's offset changes at full quarters of an hour only."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._known: dict[int, date] = {}

    def __call__(self, at: float) -> date:
        quarter = int(at // 900)
        day = self._known.get(quarter)
        if day is None:
            day = datetime.fromtimestamp(quarter * 900, self._zone).date()
            self._known[quarter] = day
        return day
