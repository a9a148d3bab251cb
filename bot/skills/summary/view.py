"""A class's record and its summary, for who teaches it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain

from bot.answering.prepared import graph_of
from bot.learner.class_log import ClassLog
from bot.skill import Turn
from bot.skills.summary.asks import DAYS, Wish
from bot.summary import ClassSummary, Scope, summarise
from bot.tutor.course import about, listed
from knowledge.course import Course
from knowledge.text import fold


@dataclass(frozen=True, slots=True)
class View:
    """All that one answer is made of, read at one moment."""

    course: Course
    wish: Wish
    log: ClassLog
    scope: Scope
    now: float

    @property
    def groups(self) -> list[str]:
        found = {fold(each.group): each.group for each in self.log.members.values() if each.group}
        return sorted(found.values())

    def name(self, learner: str) -> str:
        """As the class knows them."""
        return self.log.members[learner].label

    def label(self, section: str) -> str:
        return next((s.label for s in self.course.sections() if s.id == section), section)

    @property
    def units(self) -> dict[str, str]:
        """Section -> id of its unit."""
        return {section.id: unit.id for unit in self.course.units for section in unit.sections}

    @property
    def place(self) -> str:
        """The part of the course that it is about, by its own name."""
        chosen = self.scope.sections or frozenset()
        for unit in self.course.units:
            if chosen == {section.id for section in unit.sections}:
                return f"{unit.number} {unit.title}".strip()
        return self.label(next(iter(chosen))) if len(chosen) == 1 else self.wish.where

    def title(self, name: str) -> str:
        """Of a concept, or of a unit."""
        node = graph_of(self.course).get(name)
        units = {unit.id: f"{unit.number} {unit.title}".strip() for unit in self.course.units}
        return node.title if node else units.get(name, name)


async def view(turn: Turn, course: Course, wish: Wish, log: ClassLog) -> View | None:
    """None when the course has no such part."""
    sections = None
    if wish.where:
        found, _ = listed(course, wish.where)
        found = found or await about(turn, course, wish.where)
        if not found:
            return None
        sections = frozenset(section.id for section in found)
    now = turn.now.timestamp()
    begin = _midnight(turn, wish.first) if wish.first else first_moment(log, now)
    # What happened in this very second is in.
    end = min(now + 1, _midnight(turn, wish.last + timedelta(days=1)))
    scope = Scope(begin, max(end, begin), sections, wish.group, whole=wish.first is None)
    return View(course, wish, log, scope, now)


def first_moment(log: ClassLog, now: float) -> float:
    """When the class began."""
    joined = (member.since.timestamp() for member in log.members.values())
    # Who learnt here before the class was made counts from their first answer.
    return min(chain(joined, (answer.at for answer in log.answers[:1])), default=now)


def _midnight(turn: Turn, day: date) -> float:
    return datetime.combine(day, time(), turn.zone).timestamp()


async def computed(turn: Turn, view: View) -> ClassSummary:
    graph = await asyncio.to_thread(graph_of, view.course)
    return await asyncio.to_thread(
        lambda: summarise(
            graph, view.log, view.scope, now=view.now, zone=turn.zone, alike=turn.retrieval.alike
        )
    )


def when(turn: Turn, wish: Wish) -> str:
    """ "last 7 days", "since Nov 23", "Nov 16 to Nov 22"."""
    if wish.first is None:
        return turn._("so far")
    if wish.last == turn.today:
        if wish.first == turn.today:
            return turn._("today")
        if wish.first == turn.today - timedelta(days=DAYS - 1):
            return turn._("last 7 days")
        return turn._("since {day}", day=turn.translator.day(wish.first))
    if wish.first == wish.last:
        return turn.translator.day(wish.first)
    return turn._(
        "{first} to {last}",
        first=turn.translator.day(wish.first),
        last=turn.translator.day(wish.last),
    )


def day(turn: Turn, at: float) -> str:
    return turn.translator.day(datetime.fromtimestamp(at, UTC).astimezone(turn.zone).date())
