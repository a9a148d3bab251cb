"""Brings what follows from the log up to date in the background, whenever something happened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog

from bot.errors import StoreError
from bot.learner.store import Store
from bot.reminders.planner import Planner
from bot.skill import Turn

_MOST_KNOWN = 10_000

log = structlog.get_logger()


_GATHER = 0.25
"""Seconds in which what a busy class records is gathered, to be folded in one transaction."""


class KeepingUp:
    """One background task of one process. A turn never waits for it: what isn't folded yet is
    counted when it is read."""

    def __init__(self, store: Store, planner: Planner) -> None:
        self._store, self._planner = store, planner
        self._happened = asyncio.Event()
        self._happened.set()  # in another process, or before a crash
        self._at_it = asyncio.Lock()
        self._moved = set[str]()
        """Learners who are somewhere else than before: their reminders go with them."""
        self._where: dict[str, tuple[str, str | None]] = {}
        self.reminders_changed: list[Callable[[], None]] = []
        """Told when there may be new reminders."""
        self._task = asyncio.create_task(self._run())

    def turned(self, turn: Turn, recorded: bool) -> None:
        """A turn is over and stored.

        Args:
            recorded: it recorded events.
        """
        here = (turn.incoming.person, turn.incoming.timezone)
        elsewhere = not turn.incoming.unasked and self._where.get(turn.learner.id) != here
        if elsewhere:
            if len(self._where) >= _MOST_KNOWN:
                self._where.clear()
            self._where[turn.learner.id] = here
        if elsewhere or turn.shown:
            self._moved.add(turn.learner.id)
        if recorded or elsewhere or turn.shown:
            self._happened.set()

    async def refresh(self, learner_id: str) -> None:
        """Make a learner's reminders fit what happened."""
        await self._store.scheduling.refresh(learner_id, self._planner)

    async def close(self) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        while True:
            await self._happened.wait()
            await asyncio.sleep(_GATHER)
            self._happened.clear()
            try:
                await self.catch_up()
            except StoreError as error:  # the next event, or the next start, tries again
                log.error("projections not brought up to date", exc_info=error)

    async def catch_up(self) -> None:
        """Now, and not in the background.

        Raises:
            StoreError: the record can't be read or written.
        """
        async with self._at_it:
            projections = self._store.projections
            if await projections.made_otherwise():
                log.info("projections are made anew by the rules of this version")
                await projections.rebuild()
            await projections.catch_up()
            await self._schedule()

    async def _schedule(self) -> None:
        changed = await self._store.scheduling.catch_up(self._planner)
        for learner_id in list(self._moved):
            await self.refresh(learner_id)
            self._moved.discard(learner_id)
            changed += 1
        if changed:
            for tell in self.reminders_changed:
                tell()
