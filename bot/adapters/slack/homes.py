"""Keeps App Home up to date for those who have looked at it lately."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.adapters.slack.workspace import Workspace

_LATELY = 3600.0
"""Seconds. Opening it brings it up to date anyway."""
_EVERY = 5.0
"""Seconds between two looks of one person's Home."""
_MOST = 10_000


@dataclass(slots=True)
class Homes:
    show: Callable[[str, Workspace], Awaitable[None]]
    """Makes a person's Home anew."""
    clock: Callable[[], float]
    _opened: dict[str, float] = field(default_factory=dict)
    _shown: dict[str, float] = field(default_factory=dict)
    _waiting: set[str] = field(default_factory=set)

    async def open(self, person: str, workspace: Workspace) -> None:
        """Somebody opens it: always shown as it is now."""
        if len(self._opened) >= _MOST:
            self._opened.clear()
            self._shown.clear()
        self._opened[person] = self._shown[person] = self.clock()
        await self.show(person, workspace)

    async def changed(self, person: str, workspace: Workspace) -> None:
        """They were answered. Several answers close together become one look at all of them."""
        if self.clock() - self._opened.get(person, float("-inf")) > _LATELY:
            return
        if person in self._waiting:
            return
        wait = self._shown[person] + _EVERY - self.clock()
        if wait > 0:
            self._waiting.add(person)
            try:
                await asyncio.sleep(wait)
            finally:
                self._waiting.discard(person)
        self._shown[person] = self.clock()
        await self.show(person, workspace)
