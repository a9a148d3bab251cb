"""Brings the projections up to date in the background, whenever something was recorded."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import structlog

from bot.errors import StoreError
from bot.learner.store import Projections

log = structlog.get_logger()


_GATHER = 0.25
"""Seconds in which what a busy class records is gathered, to be folded in one transaction."""


class KeepingUp:
    """One background task of one process. A turn never waits for it: what isn't folded yet is
    counted when it is read."""

    def __init__(self, projections: Projections) -> None:
        self._projections = projections
        self._recorded = asyncio.Event()
        self._recorded.set()  # by another process, or before a crash
        self._task = asyncio.create_task(self._run())

    def recorded(self) -> None:
        """Events were stored."""
        self._recorded.set()

    async def close(self) -> None:
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        while True:
            await self._recorded.wait()
            await asyncio.sleep(_GATHER)
            self._recorded.clear()
            try:
                await self._catch_up()
            except StoreError as error:  # the next event, or the next start, tries again
                log.error("projections not brought up to date", exc_info=error)

    async def _catch_up(self) -> None:
        if await self._projections.made_otherwise():
            log.info("projections are made anew by the rules of this version")
            await self._projections.rebuild()
        await self._projections.catch_up()
