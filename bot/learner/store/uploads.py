"""Files that teachers sent, what they give their courses, and a version by which others notice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.learner.store.database import Database
from bot.learner.store.tables import key, uploads
from bot.learner.store.uncancelled import uncancelled
from bot.learner.uploads import Content, Upload
from knowledge.supplement import key_of

KEPT = timedelta(days=14)
"""How long a file waits for somebody to say what to do with it."""
_CHANGING = 7_305_804_402_637_160_003
"""Names PostgreSQL's lock for whoever changes uploads."""
_GONE = {"status": "gone", "data": None, "content": None}


@uncancelled
class Uploads:
    """All access to the uploads table."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def version(self) -> int:
        """Grows with every change of what is added, whoever made it."""
        async with self._database.read() as connection:
            return await connection.scalar(select(func.max(uploads.c.changed))) or 0

    async def offer(self, files: Sequence[tuple[Upload, bytes]]) -> None:
        """Keep files until it is said what to do with them; what is there already stays.

        Those that nobody said anything about for `KEPT` are forgotten.
        """
        c = uploads.c
        async with self._database.write() as connection:
            await connection.execute(
                update(uploads)
                .where(c.status == "offered", c.made_at < self._clock() - KEPT)
                .values(**_GONE)
            )
            for file, data in files:
                await connection.execute(
                    self._database.insert(uploads)
                    .values(
                        id=file.id,
                        batch=file.batch,
                        course="",
                        name=key(file.name),
                        said=key(file.said),
                        status="offered",
                        data=data,
                        made_at=file.made_at,
                        changed=0,
                    )
                    .on_conflict_do_nothing(index_elements=["id"])
                )

    async def batch(self, batch: str) -> list[Upload]:
        """The files of one message that are still there, in its order."""
        return await self._some(uploads.c.batch == batch, uploads.c.status != "gone")

    async def in_course(self, course: str) -> list[Upload]:
        """What is part of a course, in the order in which it was sent."""
        return await self._some(uploads.c.course == key(course), uploads.c.status == "added")

    async def data(self, id_: str) -> bytes | None:
        """The file itself; None once it is added or gone."""
        async with self._database.read() as connection:
            found: bytes | None = await connection.scalar(
                select(uploads.c.data).where(uploads.c.id == id_)
            )
        return found

    async def content(self, id_: str) -> Content | None:
        """What an added file gave; None for any other."""
        async with self._database.read() as connection:
            found = await connection.scalar(select(uploads.c.content).where(uploads.c.id == id_))
        return None if found is None else Content.model_validate(found)

    async def standing(self) -> list[tuple[str, str]]:
        """(course, id) of all that is added, in the order in which it was sent."""
        c = uploads.c
        async with self._database.read() as connection:
            rows = await connection.execute(
                select(c.course, c.id).where(c.status == "added").order_by(c.seq)
            )
            return [(row.course, row.id) for row in rows]

    async def add(self, id_: str, course: str, content: Content) -> bool:
        """Make an offered file part of the course, in place of one with the same name.

        Returns:
            False when it is added or gone already: nothing was done.
        """
        c = uploads.c
        async with self._database.write() as connection:
            now = await self._next(connection)
            added = await connection.execute(
                update(uploads)
                .where(c.id == id_, c.status == "offered")
                .values(
                    status="added",
                    course=key(course),
                    data=None,
                    content=content.model_dump(mode="json"),
                    changed=now,
                )
            )
            if not added.rowcount:
                return False
            others = await connection.execute(
                select(c.id, c.name).where(
                    c.course == key(course), c.status == "added", c.id != id_
                )
            )
            name = key_of(content.supplement.file)
            await self._forget(
                connection, [row.id for row in others if key_of(row.name) == name], now
            )
        return True

    async def forget(self, ids: Collection[str]) -> None:
        """They are of no use any more: taken out of the course, or not to be added."""
        async with self._database.write() as connection:
            await self._forget(connection, ids, await self._next(connection))

    async def _forget(self, connection: AsyncConnection, ids: Collection[str], now: int) -> None:
        await connection.execute(
            update(uploads).where(uploads.c.id.in_(ids)).values(**_GONE, changed=now)
        )

    async def _some(self, *conditions: object) -> list[Upload]:
        c = uploads.c
        wanted = select(c.id, c.batch, c.course, c.name, c.said, c.made_at, c.status)
        async with self._database.read() as connection:
            rows = await connection.execute(wanted.where(*conditions).order_by(c.seq))  # type: ignore[arg-type]
            return [Upload(*row) for row in rows]

    async def _next(self, connection: AsyncConnection) -> int:
        if not self._database.is_sqlite:  # a SQLite transaction that writes is alone anyway
            await connection.execute(select(func.pg_advisory_xact_lock(_CHANGING)))
        newest = await connection.scalar(select(func.max(uploads.c.changed)))
        return (newest or 0) + 1
