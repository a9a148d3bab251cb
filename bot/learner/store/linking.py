"""Makes two identities one learner, and takes one out again. Each step is one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.learner import linking
from bot.learner.events import Event, IdentitiesLinked, IdentitiesUnlinked
from bot.learner.linking import Code, Preview, Refusal, Side
from bot.learner.store import log, merged, profile
from bot.learner.store.database import Database
from bot.learner.store.tables import (
    calendar_links,
    events,
    guardian_keys,
    guardians,
    identities,
    key,
    learners,
    link_codes,
    link_tries,
    names,
    roster,
)
from bot.learner.store.uncancelled import uncancelled

_KEPT = timedelta(days=1)
"""So long it can be told how a code ended."""


@uncancelled
class Linking:
    """All access to codes, and to which identities are whose."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    async def identities(self, person: str) -> list[str]:
        """All identities of the learner behind a person, theirs included."""
        async with self._database.read() as connection:
            return await _together(connection, person)

    # ---- codes -------------------------------------------------------------------------------

    async def new_code(self, person: str) -> str:
        """A code for this person to enter elsewhere; the learner's earlier ones hold no more."""
        code, now = linking.new_code(), self._clock()
        async with self._database.write() as connection:
            await log.alone(connection)  # of two who ask at once, one is the first
            await connection.execute(delete(link_codes).where(link_codes.c.made_at < now - _KEPT))
            await connection.execute(delete(link_tries).where(link_tries.c.since < now - _KEPT))
            await _end_open(connection, await _together(connection, person), "replaced")
            new = {"hash": linking.hashed(code), "person": key(person), "made_at": now}
            await connection.execute(link_codes.insert().values(new))
        return code

    async def burn(self, code: str) -> None:
        """It was read by others, or turned down: nobody can use it any more."""
        async with self._database.write() as connection:
            c = link_codes.c
            burned = update(link_codes).where(c.hash == linking.hashed(code), c.ended.is_(None))
            await connection.execute(burned.values(ended="burned"))

    async def look(self, person: str, code: str) -> Preview | Refusal:
        """What linking by this code would do; a wrong one is counted."""
        async with self._database.write() as connection:
            found = await self._judged(connection, person, code, self._clock())
            if isinstance(found, Refusal):
                return found
            here = await _side(connection, person)
            return Preview(here, await _side(connection, found.person))

    async def _judged(
        self, connection: AsyncConnection, person: str, code: str, now: datetime
    ) -> Code | Refusal:
        """The code, if this person may use it; a wrong one is counted."""
        wrong = await self._wrong(connection, person, now)
        if wrong >= linking.MOST_WRONG:
            return Refusal.TOO_MANY
        found = await _stored(connection, code)
        if found is None:
            counted = update(link_tries).where(link_tries.c.person == key(person))
            await connection.execute(counted.values(wrong=wrong + 1))
        mine = await _together(connection, person)
        theirs = await _together(connection, found.person) if found else ()
        refused = linking.refusal(found, key(person), now=now, mine=mine, theirs=theirs)
        if found is None or refused:
            return refused or Refusal.UNKNOWN
        return found

    async def _wrong(self, connection: AsyncConnection, person: str, now: datetime) -> int:
        """How many wrong codes they entered lately, for this transaction alone to change."""
        c = link_tries.c
        await connection.execute(
            self._database.insert(link_tries)
            .values(person=key(person), since=now, wrong=0)
            .on_conflict_do_nothing(index_elements=["person"])
        )
        mine = select(link_tries).where(c.person == key(person)).with_for_update()
        row = (await connection.execute(mine)).one()
        if row.wrong and row.since > now - linking.WINDOW:
            return int(row.wrong)
        begun = update(link_tries).where(c.person == key(person)).values(since=now, wrong=0)
        await connection.execute(begun)
        return 0

    # ---- one learner or two ------------------------------------------------------------------

    async def link(self, person: str, code: str) -> Refusal | None:
        """Make the person one learner with whoever asked for the code; None when they are.

        Doing it again, after a crash, changes nothing and says the same.
        """
        now = self._clock()
        async with self._database.write() as connection:
            # Nobody appends meanwhile: what was recorded of the other comes before the event that
            # says so, and nothing comes after it.
            await log.alone(connection)
            found = await self._judged(connection, person, code, now)
            if isinstance(found, Refusal):
                stored = await _stored(connection, code)
                done = found is Refusal.ONE_ALREADY and stored and stored.used_by == key(person)
                return None if done else found
            into = await _learner(connection, found.person)
            other = await _learner(connection, person)
            used = update(link_codes).where(link_codes.c.hash == linking.hashed(code))
            await connection.execute(used.values(ended="used", used_by=key(person)))
            roles = linking.roles_kept(
                await log.read(connection, into, types=("role_granted",)),
                await log.read(connection, other, types=("role_granted",)),
            )
            await _merge(connection, other, into)
            await _end_open(connection, await _together(connection, person), "replaced")
            linked: list[Event] = [IdentitiesLinked(other=other), *roles]
            await log.append(connection, into, linked, at=now, recorded_at=now)
        return None

    async def unlink(self, person: str, which: str) -> bool:
        """Give one of a person's identities a learner of its own, who begins afresh; the record
        stays with the others. False when it isn't linked with them.

        Args:
            which: the identity that goes.
        """
        now, fresh = self._clock(), secrets.token_hex(16)
        async with self._database.write() as connection:
            await log.alone(connection)
            together = await _together(connection, person)
            if which not in together or len(together) == 1:
                return False
            stays = await _learner(connection, person)
            await _end_open(connection, together, "burned")
            await connection.execute(learners.insert().values(id=fresh, created_at=now))
            goes = update(identities).where(identities.c.person == key(which))
            await connection.execute(goes.values(learner_id=fresh))
            unlinked = IdentitiesUnlinked(other=fresh)
            await log.append(connection, stays, [unlinked], at=now, recorded_at=now)
        return True


async def _merge(connection: AsyncConnection, other: str, into: str) -> None:
    c = learners.c
    merged_before = or_(c.id == other, c.merged_into == other)
    await connection.execute(update(learners).where(merged_before).values(merged_into=into))
    theirs = update(identities).where(identities.c.learner_id == other)
    await connection.execute(theirs.values(learner_id=into))
    listed = update(roster).where(roster.c.learner_id == other)
    await connection.execute(listed.values(learner_id=into))
    for table in (guardians, guardian_keys, calendar_links):
        kept = update(table).where(table.c.learner_id == other)
        await connection.execute(kept.values(learner_id=into))
    await _keep_name(connection, other, into)


async def _keep_name(connection: AsyncConnection, other: str, into: str) -> None:
    """Of two names the one of a roster, else that of who asked for the code."""
    rows = await connection.execute(select(names).where(names.c.learner_id.in_((other, into))))
    told = {row.learner_id: row for row in rows}
    await connection.execute(delete(names).where(names.c.learner_id == other))
    if other not in told:
        return
    theirs = {"name": told[other].name, "told_by": told[other].told_by}
    if into not in told:
        await connection.execute(names.insert().values(learner_id=into, **theirs))
    elif theirs["told_by"] == "roster" != told[into].told_by:
        mine = update(names).where(names.c.learner_id == into)
        await connection.execute(mine.values(theirs))


async def _stored(connection: AsyncConnection, code: str) -> Code | None:
    c = link_codes.c
    stored = select(c.person, c.made_at, c.ended, c.used_by).where(c.hash == linking.hashed(code))
    row = (await connection.execute(stored)).one_or_none()
    return Code(*row) if row else None


async def _end_open(connection: AsyncConnection, people: Collection[str], how: str) -> None:
    c = link_codes.c
    theirs = update(link_codes).where(c.person.in_(people), c.ended.is_(None))
    await connection.execute(theirs.values(ended=how))


async def _learner(connection: AsyncConnection, person: str) -> str:
    found = select(identities.c.learner_id).where(identities.c.person == key(person))
    return str(await connection.scalar(found))


async def _together(connection: AsyncConnection, person: str) -> list[str]:
    whose = select(identities.c.learner_id).where(identities.c.person == key(person))
    found = select(identities.c.person).where(identities.c.learner_id == whose.scalar_subquery())
    return sorted(await connection.scalars(found))


async def _side(connection: AsyncConnection, person: str) -> Side:
    learner_id = await _learner(connection, person)
    learner = await profile.read(connection, learner_id)
    latest = await log.latest(connection, learner_id, profile.TYPES)
    chosen, changed = latest.get("course_chosen"), latest.get("preferences_changed")
    answers = select(func.count()).where(
        events.c.learner_id.in_(merged.ids(learner_id)), events.c.type == "attempt_made"
    )
    return Side(
        person=person,
        answers=await connection.scalar(answers) or 0,
        course=learner.course,
        teaches=learner.teaches,
        course_chosen=chosen.id if chosen else 0,
        settings_changed=changed.id if changed else 0,
    )
