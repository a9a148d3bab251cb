"""Projections of the event log, kept so that no turn has to read years of it.

`catch_up` folds what was appended since, in the order of the log, in one transaction a batch: the
projections and how far they go can't disagree, whoever crashes. `rebuild` makes all of it again
from nothing; `differences` says where what stands isn't what the log gives.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.learner import learner_model
from bot.learner.events import Happened, IdentitiesLinked
from bot.learner.folding import Folding, Rated, rated
from bot.learner.known import Known
from bot.learner.learner_model import EVENTS, Anew, LearnerModel
from bot.learner.mastery import Cohort, Parameters
from bot.learner.store import log
from bot.learner.store import ratings as class_wide
from bot.learner.store.database import Database
from bot.learner.store.log import StoredEvent
from bot.learner.store.tables import learner_models, projected, ratings
from bot.learner.store.uncancelled import uncancelled

_BATCH = 200
"""Events folded in one transaction, which keeps other writers waiting."""
_TOLD_EVERY = 10_000
"""Events of a rebuild between two words about its progress."""


@uncancelled
class Projections:
    """Learner models and class-wide ratings of one store."""

    def __init__(self, database: Database, params: Parameters) -> None:
        self._database = database
        self.params = params
        self._ratings: dict[str, tuple[int, Cohort]] = {}
        self._made_with = hashlib.sha256(
            f"{learner_model.VERSION} {params.to_json()}".encode()
        ).hexdigest()

    # ---- reading -----------------------------------------------------------------------------

    async def known(self, learner_id: str, course: str, unstored: Sequence[Happened] = ()) -> Known:
        """What is known about a learner, all of their events counted, folded or not yet.

        Args:
            course: whose class-wide ratings are needed.
            unstored: events of the turn that is under way; they count as the newest ones.
        """
        async with self._database.snapshot() as connection:
            made = (await connection.execute(select(projected))).one_or_none()
            usable = made is not None and made.made_with == self._made_with
            row = await _stored(connection, learner_id) if usable else None
            upto = row.upto if row else 0
            newer = await log.read(connection, learner_id, types=EVENTS, after=upto)
            again = any(isinstance(each.event, Anew) for each in newer)
            if again:
                newer = await log.read(connection, learner_id, types=EVENTS)
            last = newer[-1].id if newer else upto
            turn = [
                StoredEvent(ref, learner_id, happened.at, happened.event)
                for ref, happened in enumerate(unstored, last + 1)
            ]
            cohort = Cohort()
            if made is not None and usable:
                cohort = (await self._of_course(course, made.upto, connection)).copy()
                await class_wide.complete(cohort, (*newer, *turn), connection)

        def known() -> Known:
            stood = row.data if row and not again else None
            model = (
                learner_model.load(stood, self.params) if stood else LearnerModel.new(self.params)
            )
            folding = Folding(self.params, {learner_id: model}, cohort)
            if again:
                folding.refold(learner_id, newer)
            else:
                folding.fold(newer)
            folding.fold(turn)
            return Known(folding.models[learner_id], cohort, self.params)

        return await asyncio.to_thread(known)

    async def _of_course(self, course: str, upto: int, connection: AsyncConnection) -> Cohort:
        """All ratings of a course. There are thousands, and they stand until more is folded."""
        kept = self._ratings.get(course)
        if kept is None or kept[0] != upto:
            kept = self._ratings[course] = (upto, await class_wide.of_course(course, connection))
        return kept[1]

    # ---- keeping up --------------------------------------------------------------------------

    async def catch_up(self) -> int:
        """Fold what was appended since; how many events that were.

        Safe from any number of processes: each event is folded once. Does nothing for projections
        that were made by other rules; these need `rebuild`.
        """
        upto = await self._horizon()
        folded, reached = 0, -1
        while reached < upto:
            n, reached = await self._fold_some(upto)
            folded += n
        return folded

    async def _horizon(self) -> int:
        async with self._database.read() as connection:
            return await log.horizon(connection)

    async def _fold_some(self, upto: int) -> tuple[int, int]:
        """Fold one batch; how many events it has, and the id up to which all is folded now."""
        async with self._database.write() as connection:
            after = await self._begun(connection)
            if after is None or after >= upto:
                return 0, upto
            some = await log.some(connection, types=EVENTS, after=after, upto=upto, limit=_BATCH)
            folding = await self._loaded(connection, some.events)
            await self._fold(folding, some.events, connection)
            await self._save(connection, folding, folding.moved, some.upto)
        return len(some.events), some.upto

    async def _fold(
        self,
        folding: Folding,
        events: Sequence[StoredEvent],
        connection: AsyncConnection | None = None,
    ) -> None:
        """In their order; what makes a learner's model anew does so at its place.

        Args:
            connection: where to find the ratings that ``folding`` doesn't hold; None: it holds all.
        """
        begun = 0
        for place, stored in enumerate(events):
            if isinstance(stored.event, Anew):
                await asyncio.to_thread(folding.fold, events[begun:place])
                begun = place + 1
                history = await self._history(stored)
                if connection:
                    await class_wide.complete(folding.cohort, history, connection)
                await asyncio.to_thread(self._make_anew, folding, stored, history)
        await asyncio.to_thread(folding.fold, events[begun:])

    @staticmethod
    def _make_anew(folding: Folding, stored: StoredEvent, history: list[StoredEvent]) -> None:
        if isinstance(stored.event, IdentitiesLinked):
            folding.merge(stored.learner_id, stored.event.other, history)
        else:
            folding.refold(stored.learner_id, history)

    async def _history(self, stored: StoredEvent) -> list[StoredEvent]:
        """Everything of the same learner up to and including that event."""
        async with self._database.read() as connection:
            return await log.read_then(connection, stored.learner_id, types=EVENTS, upto=stored.id)

    async def _begun(self, connection: AsyncConnection) -> int | None:
        """How far it goes, for this transaction alone to change; None when made by other rules."""
        locked = select(projected).with_for_update()
        row = (await connection.execute(locked)).one_or_none()
        if row is None:
            await connection.execute(
                self._database.insert(projected)
                .values(id=1, upto=0, made_with=self._made_with)
                .on_conflict_do_nothing(index_elements=["id"])
            )
            row = (await connection.execute(locked)).one()
        return row.upto if row.made_with == self._made_with else None

    async def _loaded(self, connection: AsyncConnection, some: Sequence[StoredEvent]) -> Folding:
        """Everything that these events change, as it stands."""
        learners = sorted({stored.learner_id for stored in some})
        rows = await connection.execute(
            select(learner_models).where(learner_models.c.learner_id.in_(learners))
        )
        models = {row.learner_id: learner_model.load(row.data, self.params) for row in rows}
        return Folding(
            self.params, models, await class_wide.load(connection, rated(e.event for e in some))
        )

    async def _save(
        self, connection: AsyncConnection, folding: Folding, moved: Collection[Rated], upto: int
    ) -> None:
        models = [
            {"learner_id": name, "upto": upto, "data": data}
            for name, data in folding.dumped().items()
        ]
        await self._upsert(connection, learner_models, models, ("learner_id",))
        if folding.gone:
            gone = learner_models.c.learner_id.in_(folding.gone)
            await connection.execute(delete(learner_models).where(gone))
        rows = class_wide.rows(folding.cohort, moved)
        await self._upsert(connection, ratings, rows, ("kind", "name"))
        await connection.execute(update(projected).values(upto=upto, made_with=self._made_with))

    async def _upsert(
        self,
        connection: AsyncConnection,
        table: Table,
        rows: Sequence[dict[str, Any]],
        key: Sequence[str],
    ) -> None:
        if not rows:
            return
        new = self._database.insert(table)
        changed = {name: new.excluded[name] for name in rows[0] if name not in key}
        await connection.execute(
            new.on_conflict_do_update(index_elements=list(key), set_=changed), list(rows)
        )

    # ---- from nothing ------------------------------------------------------------------------

    async def made_otherwise(self) -> bool:
        """True when what stands was made by other rules: an older version, other parameters."""
        async with self._database.read() as connection:
            made_with = await connection.scalar(select(projected.c.made_with))
        return made_with not in (None, self._made_with)

    async def rebuild(self, told: Callable[[int], None] = lambda _: None) -> int:
        """Make all of it again from the log; how many events were folded.

        What stands is used until the new is complete; what is appended meanwhile is folded later.

        Args:
            told: hears how many events were folded so far, now and then.
        """
        upto = await self._horizon()
        folding, n = await self._from_nothing(upto, told)
        async with self._database.write() as connection:
            await self._begun(connection)
            await connection.execute(delete(learner_models))
            await connection.execute(delete(ratings))
            await self._save(connection, folding, class_wide.names(folding.cohort), upto)
        return n

    async def differences(self, told: Callable[[int], None] = lambda _: None) -> list[str]:
        """Learners and ratings whose projection isn't what the log gives; empty when all is right.

        Catches up first. Nothing is changed otherwise.
        """
        await self.catch_up()
        async with self._database.read() as connection:
            upto = await connection.scalar(select(projected.c.upto)) or 0
        folding, _ = await self._from_nothing(upto, told)
        async with self._database.write() as connection:  # nobody folds while we compare
            await self._begun(connection)
            now = await connection.scalar(select(projected.c.upto)) or 0
            late = await log.some(connection, types=EVENTS, after=upto, upto=now)
            await self._fold(folding, late.events)
            models = {
                row.learner_id: row.data for row in await connection.execute(select(learner_models))
            }
            rows = await connection.execute(select(ratings))
            stood = {(row.kind, row.name): dict(row._mapping) for row in rows}
        wanted = json.loads(json.dumps(folding.dumped()))  # as the database gives it back
        made = class_wide.rows(folding.cohort, class_wide.names(folding.cohort))
        given = {(row["kind"], row["name"]): row for row in made}
        found = [f"learner {name}" for name in _unequal(wanted, models)]
        return found + [" ".join(name) for name in _unequal(given, stood)]

    async def _from_nothing(self, upto: int, told: Callable[[int], None]) -> tuple[Folding, int]:
        """All events up to an id, folded; how many they are."""
        folding, n = Folding(self.params), 0
        async with self._database.read() as connection:
            some: list[StoredEvent] = []
            async for stored in log.stream(connection, types=EVENTS, upto=upto):
                some.append(stored)
                if len(some) == _TOLD_EVERY:
                    await self._fold(folding, some)
                    n += len(some)
                    told(n)
                    some = []
        await self._fold(folding, some)
        return folding, n + len(some)


async def _stored(connection: AsyncConnection, learner_id: str) -> Any:
    found = select(learner_models).where(learner_models.c.learner_id == learner_id)
    return (await connection.execute(found)).one_or_none()


def _unequal(one: dict[Any, Any], other: dict[Any, Any]) -> list[Any]:
    return sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))
