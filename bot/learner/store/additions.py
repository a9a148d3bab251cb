"""Additions to courses, and a version by which others notice a change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.learner.additions import Addition, Kind, Status
from bot.learner.store.database import Database
from bot.learner.store.tables import additions
from bot.learner.store.uncancelled import uncancelled


@uncancelled
class Additions:
    """All access to the additions table."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def version(self) -> int:
        """Grows with every change, whoever made it."""
        async with self._database.read() as connection:
            return await connection.scalar(select(func.max(additions.c.changed))) or 0

    async def all(self) -> list[Addition]:
        """All, the rejected ones too, in the order in which they were made."""
        c = additions.c
        wanted = select(c.course, c.section, c.kind, c.item, c.data, c.made_at, c.status)
        async with self._database.read() as connection:
            rows = await connection.execute(wanted.order_by(c.seq))
            return [Addition(*row) for row in rows]

    async def keep(self, new: Addition, *, replace: bool = False) -> None:
        """Add it; what stands there already stays, unless it is to be replaced."""
        async with self._database.write() as connection:
            now = await self._next(connection)
            values = {
                "course": new.course,
                "section": new.section,
                "kind": new.kind,
                "item": new.item,
                "data": new.data,
                "status": new.status,
                "made_at": new.made_at,
                "changed": now,
            }
            insert = self._database.insert(additions).values(**values)
            unique = ["course", "kind", "item"]
            if replace:
                changed = {name: values[name] for name in ("data", "status", "changed")}
                done = insert.on_conflict_do_update(index_elements=unique, set_=changed)
            else:
                done = insert.on_conflict_do_nothing(index_elements=unique)
            await connection.execute(done)

    async def review(self, course: str, kind: Kind, item: str, status: Status) -> None:
        """A teacher looked at it."""
        c = additions.c
        async with self._database.write() as connection:
            await connection.execute(
                update(additions)
                .where(c.course == course, c.kind == kind, c.item == item)
                .values(status=status, changed=await self._next(connection))
            )

    @staticmethod
    async def _next(connection: AsyncConnection) -> int:
        newest = await connection.scalar(select(func.max(additions.c.changed)))
        return (newest or 0) + 1
