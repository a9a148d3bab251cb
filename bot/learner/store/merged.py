"""Learners that are one since their identities were linked.

The log stays as it was written: events keep the learner they were recorded with, and
``learners.merged_into`` says whose they are now. It always names a learner that stands for itself,
never one that was merged in turn. An id that was merged means, wherever it is used, the learner
it was merged into.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.learner.store.tables import events, learners

WHOSE: ColumnElement[str] = func.coalesce(learners.c.merged_into, learners.c.id)
"""In a query over ``learners``: who that learner is now."""


def standing(learner_id: str | BindParameter[str]) -> ScalarSelect[str]:
    """The learner that an id means now; for use within a query."""
    return select(WHOSE).where(learners.c.id == learner_id).scalar_subquery()


def ids(learner_id: str) -> Select[tuple[str]]:
    """All ids whose events are this learner's; for use within a query."""
    now = standing(learner_id)
    return select(learners.c.id).where(or_(learners.c.id == now, learners.c.merged_into == now))


def ids_of_all(learner_ids: Collection[str]) -> Select[tuple[str]]:
    """The same for several, who stand for themselves."""
    c = learners.c
    return select(c.id).where(or_(c.id.in_(learner_ids), c.merged_into.in_(learner_ids)))


async def current(connection: AsyncConnection, learner_id: str) -> str:
    """The learner that an id means now; an unknown id means itself."""
    found: str | None = await connection.scalar(select(standing(learner_id)))
    return found or learner_id


async def moved(connection: AsyncConnection, learner_ids: Collection[str]) -> dict[str, str]:
    """Those among these ids that were merged, and into whom."""
    c = learners.c
    found = select(c.id, c.merged_into).where(c.id.in_(learner_ids), c.merged_into.is_not(None))
    return {row.id: row.merged_into for row in await connection.execute(found)}


async def ids_then(connection: AsyncConnection, learner_id: str, upto: int) -> list[str]:
    """All ids whose events were this learner's when the log reached an id: a projection must not
    know earlier what was linked later."""
    c = events.c
    linked = select(c.data).where(c.type == "identities_linked", c.id <= upto)
    found = [learner_id]
    for each in found:  # grows meanwhile: who was merged may have absorbed others before
        rows = await connection.scalars(linked.where(c.learner_id == each))
        found += [data["other"] for data in rows if data["other"] not in found]
    return found
