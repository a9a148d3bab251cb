"""Guardians' addresses, and the links and codes that were given to them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.fingerprint import fingerprint
from bot.learner.guardians import LASTS, Guardian, Key, Purpose, Went, hashed, new_code, new_token
from bot.learner.store import merged
from bot.learner.store.database import Database
from bot.learner.store.tables import guardian_keys, key, reminders
from bot.learner.store.tables import guardians as table
from bot.learner.store.uncancelled import uncancelled
from bot.messages import Reply, Text

_UNANSWERED = timedelta(days=30)
"""So long an address is kept of somebody who never reacted."""


@uncancelled
class Guardians:
    """All access to the tables guardians and guardian_keys."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    # ---- who ---------------------------------------------------------------------------------

    async def add(self, learner_id: str, address: str, student: str) -> str:
        """Keep whom a student named; the id of that guardian, an earlier one's if it is the same.

        Args:
            address: as `address_of` gives it; empty for a private link.
            student: what the student is called to them.
        """
        new = secrets.token_hex(8)
        async with self._database.write() as connection:
            if address:
                c = table.c
                same = (c.address == key(address)) & c.learner_id.in_(merged.ids(learner_id))
                found: str | None = await connection.scalar(select(c.id).where(same))
                if found:
                    return found
            await connection.execute(
                table.insert().values(
                    id=new,
                    learner_id=merged.standing(learner_id),
                    address=key(address) or None,
                    print=fingerprint(address) if address else None,
                    student=key(student),
                    made_at=self._clock(),
                )
            )
        return new

    async def get(self, id_: str) -> Guardian | None:
        """None when there is none by this id."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(table).where(table.c.id == id_))).one_or_none()
        return _guardian(row) if row else None

    async def of(self, learner_id: str) -> dict[str, Guardian]:
        """All whom a student named, by id."""
        theirs = select(table).where(table.c.learner_id.in_(merged.ids(learner_id)))
        async with self._database.read() as connection:
            rows = await connection.execute(theirs.order_by(table.c.made_at, table.c.id))
            return {row.id: _guardian(row) for row in rows}

    async def at(self, address: str) -> list[Guardian]:
        """Whoever is reached at an address, of whichever student."""
        found = select(table).where(table.c.address == key(address))
        async with self._database.read() as connection:
            rows = await connection.execute(found.order_by(table.c.made_at, table.c.id))
            return [_guardian(row) for row in rows]

    async def has_refused(self, address: str) -> bool:
        """Somebody at that address wants no mail from here."""
        said_no = select(table.c.id).where(
            table.c.print == fingerprint(address), table.c.refused_at.is_not(None)
        )
        async with self._database.read() as connection:
            return await connection.scalar(said_no.limit(1)) is not None

    async def named(self, learner_id: str, address: str) -> dict[str, datetime]:
        """When a student named an address, by the guardian's id; also those that are over."""
        c = table.c
        found = select(c.id, c.made_at).where(
            c.print == fingerprint(address), c.learner_id.in_(merged.ids(learner_id))
        )
        async with self._database.read() as connection:
            return {row.id: row.made_at for row in await connection.execute(found)}

    async def asked_lately(self, learner_id: str, since: datetime) -> int:
        """How many addresses a student named since then."""
        c = table.c
        named = select(c.id).where(
            c.learner_id.in_(merged.ids(learner_id)), c.made_at >= since, c.print.is_not(None)
        )
        async with self._database.read() as connection:
            return len((await connection.execute(named)).all())

    async def forget(self, id_: str, *, refused: bool = False) -> None:
        """It is over: the address, the name and every link and code go.

        Args:
            refused: they don't want to be asked again, by whomever.
        """
        gone: dict[str, Any] = {"address": None, "student": ""}
        if refused:
            gone["refused_at"] = self._clock()
        async with self._database.write() as connection:
            await connection.execute(update(table).where(table.c.id == id_).values(**gone))
            theirs = delete(guardian_keys).where(guardian_keys.c.guardian == id_)
            await connection.execute(theirs)

    # ---- links and codes ---------------------------------------------------------------------

    async def mint(
        self,
        learner_id: str,
        guardian: str,
        purpose: Purpose,
        course: str = "",
        *,
        code: bool = False,
    ) -> str:
        """A new link's secret part, or a code; shown once, stored as a hash.

        Args:
            guardian: empty for a letter that a teacher hands out.
        """
        secret = new_code() if code else new_token()
        now = self._clock()
        async with self._database.write() as connection:
            await self._clear(connection, now)
            await connection.execute(
                guardian_keys.insert().values(
                    hash=hashed(secret),
                    learner_id=merged.standing(learner_id),
                    guardian=guardian,
                    purpose=purpose,
                    course=key(course),
                    ends=now + LASTS[purpose],
                )
            )
        return secret

    async def revoke(self, guardian: str, purpose: Purpose) -> None:
        """Earlier links of this kind open nothing any more."""
        c = guardian_keys.c
        theirs = delete(guardian_keys).where(c.guardian == guardian, c.purpose == purpose)
        async with self._database.write() as connection:
            await connection.execute(theirs)

    async def open(self, secret: str, learner_id: str | None = None) -> Key | None:
        """What a link or code opens; None when it opens nothing, or not any more.

        Args:
            learner_id: only what belongs to this student.
        """
        c = guardian_keys.c
        found = select(guardian_keys).where(c.hash == hashed(secret), c.ends > self._clock())
        if learner_id is not None:
            found = found.where(c.learner_id.in_(merged.ids(learner_id)))
        async with self._database.read() as connection:
            row = (await connection.execute(found)).one_or_none()
        return Key(row.purpose, row.learner_id, row.guardian, row.course) if row else None

    async def _clear(self, connection: AsyncConnection, now: datetime) -> None:
        """What has run out goes, and with it addresses to which nothing leads any more."""
        await connection.execute(delete(guardian_keys).where(guardian_keys.c.ends <= now))
        c = table.c
        kept = select(guardian_keys.c.guardian)
        await connection.execute(
            update(table)
            .where(c.address.is_not(None), c.made_at < now - _UNANSWERED, c.id.not_in(kept))
            .values(address=None, student="")
        )

    # ---- what went ---------------------------------------------------------------------------

    async def went(self, learner_id: str, guardian: str, *, newest: int = 10) -> list[Went]:
        """The digests of a guardian that were due, the newest first."""
        c = reminders.c
        done = (
            select(c.due_at, c.status, c.reply)
            .where(
                c.learner_id.in_(merged.ids(learner_id)),
                c.name == f"guardian:{guardian}",
                or_(c.status == "sent", c.status == "dropped"),
            )
            .order_by(c.due_at.desc())
            .limit(newest)
        )
        async with self._database.read() as connection:
            rows = await connection.execute(done)
            return [Went(row.due_at, row.status == "sent", _text(row.reply)) for row in rows]


def _guardian(row: Any) -> Guardian:
    return Guardian(row.id, row.learner_id, row.address or "", row.student, row.made_at)


def _text(reply: object) -> str:
    if reply is None:
        return ""
    parts = Reply.model_validate(reply).parts
    return "\n\n".join(part.markdown for part in parts if isinstance(part, Text))
