"""What somebody may mean by what they have typed so far of a course or a topic."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from knowledge.problems import SourceError
from knowledge.text import fold

if TYPE_CHECKING:
    from bot.app import Studylamp

_MOST = 25


class Suggester:
    """Proposes courses, and topics of a person's own course."""

    def __init__(self, lamp: Studylamp) -> None:
        self._lamp = lamp

    async def suggest(
        self, person: str, kind: Literal["", "course", "topic"], typed: str
    ) -> Sequence[tuple[str, str]]:
        """Pairs of what is shown and what it means, the best first.

        Args:
            person: ``platform:id``. A stranger stays one: typing is not yet a first contact.
        """
        if kind == "course":
            infos = await asyncio.to_thread(self._lamp.library.list)
            return _matching(typed, [(info.title, info.id) for info in infos])
        course = await self._course(person)
        if kind != "topic" or course is None:
            return []
        return _matching(typed, await asyncio.to_thread(self._topics, course))

    async def _course(self, person: str) -> str | None:
        chosen = None
        if await self._lamp.store.known(person):
            chosen = (await self._lamp.store.learner(person)).course
        return chosen or self._lamp.settings.default_course

    def _topics(self, course_id: str) -> list[tuple[str, str]]:
        try:
            course = self._lamp.library.get(course_id)
        except SourceError:
            return []
        return [(section.label, section.label) for section in course.sections()]


def _matching(typed: str, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that begin with what was typed, then those with a word that does, then the rest
    that contain it."""
    wanted = fold(typed.strip()).casefold()

    def rank(label: str) -> int | None:
        text = fold(label).casefold()
        if text.startswith(wanted):
            return 0
        if any(word.startswith(wanted) for word in text.split()):
            return 1
        return 2 if wanted in text else None

    ranked = [(rank(label), pair) for pair in pairs for label in pair[:1]]
    found = [(place, pair) for place, pair in ranked if place is not None]
    return [pair for _, pair in sorted(found, key=lambda each: each[0])][:_MOST]
