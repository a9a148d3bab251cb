"""One person's way to the classes: what they may see and change there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.learner.class_log import ClassLog
from bot.learner.events import Logged
from bot.learner.membership import ClassList
from bot.learner.model import Learner
from bot.learner.roles import Right
from bot.learner.store import Store


@dataclass(frozen=True, slots=True)
class Classroom:
    """What skills may do with classes (`bot.skill.Classroom`), for one learner."""

    store: Store
    learner: Learner

    async def record(
        self, course: str, types: Collection[str], learners: Collection[str] | None = None
    ) -> Sequence[Logged]:
        self._check(course, "see")
        return await self.store.in_course(course, types, learners)

    async def people(self, course: str) -> ClassList:
        self._check(course, "see")
        return await self.store.classes.people(course)

    async def log(self, course: str) -> ClassLog:
        self._check(course, "see")
        return await self.store.class_log(course)

    def _check(self, course: str, right: Right) -> None:
        if not self.learner.may(course, right):
            raise PermissionError(f"this learner has no right to {right} in {course}")
