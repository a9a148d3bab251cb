"""Class-wide ratings as rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.learner.folding import Rated, rated
from bot.learner.mastery import Cohort
from bot.learner.mastery.cohort import Rating
from bot.learner.store.log import StoredEvent
from bot.learner.store.tables import ratings

_MANY = 500
"""Parameters of one SQL statement; SQLite has a limit."""


async def load(connection: AsyncConnection, wanted: Collection[Rated]) -> Cohort:
    """The ratings of these names; one that nobody has is left out."""
    names = sorted({name for _, name in wanted})
    cohort = Cohort()
    for start in range(0, len(names), _MANY):
        some = ratings.c.name.in_(names[start : start + _MANY])
        _fill(cohort, await connection.execute(select(ratings).where(some)))
    return cohort


async def of_course(course: str, connection: AsyncConnection) -> Cohort:
    """All ratings of a course."""
    cohort = Cohort()
    named = ratings.c.name.startswith(f"{course}/", autoescape=True)
    _fill(cohort, await connection.execute(select(ratings).where(named)))
    return cohort


async def complete(
    cohort: Cohort, events: Iterable[StoredEvent], connection: AsyncConnection
) -> None:
    """Add the ratings of these events' answers that aren't there."""
    there = set(names(cohort))
    missing = [name for name in rated(each.event for each in events) if name not in there]
    if not missing:
        return
    found = await load(connection, missing)
    wanted = set(missing)
    cohort.items |= {n: r for n, r in found.items.items() if ("item", n) in wanted}
    cohort.concepts |= {n: r for n, r in found.concepts.items() if ("concept", n) in wanted}


def names(cohort: Cohort) -> list[Rated]:
    return [("item", name) for name in cohort.items] + [
        ("concept", name) for name in cohort.concepts
    ]


def rows(cohort: Cohort, wanted: Collection[Rated]) -> list[dict[str, Any]]:
    kinds = {"item": cohort.items, "concept": cohort.concepts}
    return [{"kind": kind, "name": name, **kinds[kind][name]._asdict()} for kind, name in wanted]


def _fill(cohort: Cohort, rows: Iterable[Any]) -> None:
    kinds = {"item": cohort.items, "concept": cohort.concepts}
    for row in rows:
        kinds[row.kind][row.name] = Rating(row.mean, row.variance)
