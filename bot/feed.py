"""A learner's calendar behind a private link."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.learner.store import Store
from bot.messages import Action, File, Incoming
from bot.reminders.words import language_of

if TYPE_CHECKING:
    from bot.turns import Turns

_FRESH = timedelta(minutes=1)
"""However often a calendar is asked for, it is made once in this time."""
_MOST_KEPT = 500
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Link:
    """One learner's link (`bot.skill.CalendarLink`)."""

    store: Store
    learner_id: str
    url: str
    """Where this installation's pages are; empty when it has none."""

    @property
    def possible(self) -> bool:
        return bool(self.url)

    async def since(self) -> datetime | None:
        return await self.store.calendar_links.since(self.learner_id)

    async def renew(self) -> str:
        token = await self.store.calendar_links.renew(self.learner_id)
        return f"{self.url.rstrip('/')}/c/{token}.ics"

    async def revoke(self) -> bool:
        return await self.store.calendar_links.revoke(self.learner_id)


@dataclass(frozen=True, slots=True)
class Calendar:
    """An answer to a calendar program."""

    data: bytes
    etag: str
    """Stays the same as long as nothing in it is new."""


class Feed:
    """Answers calendar programs."""

    def __init__(self, store: Store, turns: Turns, clock: Callable[[], datetime]) -> None:
        self._store, self._turns, self._clock = store, turns, clock
        self._kept: OrderedDict[str, tuple[datetime, Calendar]] = OrderedDict()
        self._making = asyncio.Semaphore(_AT_ONCE)

    async def show(self, token: str) -> Calendar | None:
        """The calendar behind a link; None when it opens nothing (any more).

        Raises:
            StoreError: the record can't be read.
        """
        owner = await self._store.calendar_links.owner(token)
        if owner is None:
            return None
        async with self._making:
            kept = self._kept.get(owner)
            if kept is None or self._clock() - kept[0] >= _FRESH:
                made = await self._made(owner)
                if made is None:
                    return None
                kept = self._kept[owner] = (self._clock(), made)
                self._kept.move_to_end(owner)
                if len(self._kept) > _MOST_KEPT:
                    self._kept.popitem(last=False)
        return kept[1]

    async def _made(self, owner: str) -> Calendar | None:
        last = await self._store.reminders.last_contact(owner)
        if last is None:
            return None
        prepared = await self._turns.prepare(
            Incoming(
                delivery_id="calendar",
                person=last.person,
                action=Action(name="goal.feed"),
                at=self._clock(),
                locale=language_of(last),
                timezone=last.timezone,
                unasked=True,
            )
        )
        async with aclosing(prepared.parts) as parts:  # looking: nothing of it is recorded
            files = [part.data async for part in parts if isinstance(part, File)]
        data = files[0] if files else None
        return Calendar(data, _etag(data)) if data else None


def _etag(data: bytes) -> str:
    """DTSTAMP says when the calendar was made, which is nothing new."""
    lines = [line for line in data.splitlines() if not line.startswith(b"DTSTAMP")]
    return sha256(b"\n".join(lines)).hexdigest()[:32]
