"""Who was active, how often and when. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo

from bot.learner.class_log import Answer, ClassLog, Deed, Question
from bot.summary.model import Activity, Scope, Share


def moments(log: ClassLog) -> Iterator[tuple[str, float]]:
    """Learner and time of everything that counts as being active."""
    return ((row.learner, row.at) for row in _work(log))


def _work(log: ClassLog) -> Iterator[Answer | Question | Deed]:
    yield from log.answers
    yield from log.questions
    yield from log.deeds


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
    sections = scope.sections
    for row in _work(log):
        if scope.begin <= row.at < scope.end and (sections is None or row.section in sections):
            days[row.learner].add(day_of(row.at))
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
