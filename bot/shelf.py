"""The courses as skills see them: the library's, with what was added here.

Generated items become items of their section, drafted ladders hints of their item, corrected keys
answers that are accepted. So nothing else has to know where an item comes from; its id tells.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.adding import item_of, with_additions
from bot.learner.additions import Addition, Kind, Status
from bot.learner.store import Additions
from bot.ports import Courses
from knowledge.course import Course, Item
from knowledge.library import CourseInfo


class Shelf:
    """Hands out courses with their additions. A course is made anew only after a change."""

    def __init__(self, library: Courses, additions: Additions) -> None:
        self._library = library
        self._additions = additions
        self._version = -1
        self._by_course: dict[str, list[Addition]] = {}
        self._made: dict[str, tuple[Course, int, Course]] = {}
        self._refreshing = asyncio.Lock()

    async def refresh(self) -> None:
        """Notice what others added. Called once a turn."""
        async with self._refreshing:
            version = await self._additions.version()
            if version == self._version:
                return
            by_course: dict[str, list[Addition]] = {}
            for addition in await self._additions.all():
                by_course.setdefault(addition.course, []).append(addition)
            self._by_course, self._version = by_course, version

    async def keep(self, new: Addition, *, replace: bool = False) -> None:
        """Add something; it is there from the next `get` on."""
        await self._additions.keep(new, replace=replace)
        await self.refresh()

    def unreviewed(self, course_id: str, kind: Kind) -> Sequence[Addition]:
        """What was made here and no teacher has looked at, oldest first."""
        added = self._by_course.get(course_id, [])
        return [each for each in added if each.kind == kind and each.status == "unreviewed"]

    def rejected(self, course_id: str) -> Sequence[Item]:
        """Items that a teacher threw away: nothing like them is to come again."""
        added = self._by_course.get(course_id, [])
        thrown = [each for each in added if each.kind == "item" and each.status == "rejected"]
        return [item for each in thrown if (item := item_of(each))]

    def has_ladder(self, course_id: str, item: str) -> bool:
        """A ladder was drafted for this item before, whatever became of it."""
        added = self._by_course.get(course_id, [])
        return any(each.kind == "ladder" and each.item == item for each in added)

    async def review(self, addition: Addition, status: Status) -> None:
        """A teacher approved or rejected it; that holds from the next `get` on."""
        await self._additions.review(addition.course, addition.kind, addition.item, status)
        await self.refresh()

    def list(self) -> Sequence[CourseInfo]:
        return self._library.list()

    def get(self, course_id: str) -> Course:
        """Raises `knowledge.problems.SourceError` when there is none. Thread-safe."""
        own, version = self._library.get(course_id), self._version
        added = [a for a in self._by_course.get(course_id, ()) if a.status != "rejected"]
        if not added:
            return own
        kept = self._made.get(course_id)
        if kept is None or kept[0] is not own or kept[1] != version:
            kept = (own, version, with_additions(own, added))
            self._made[course_id] = kept
        return kept[2]
