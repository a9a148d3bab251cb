"""Private links to calendars, in the store."""

from __future__ import annotations

from sqlalchemy import select

from bot.learner.store import Store
from bot.learner.store.tables import calendar_links


async def test_one_at_a_time_and_no_secret_is_kept(store: Store) -> None:
    ana, ben = await store.learner("test:ana"), await store.learner("test:ben")
    links = store.calendar_links
    first, other = await links.renew(ana.id), await links.renew(ben.id)
    assert await links.owner(first) == ana.id
    second = await links.renew(ana.id)
    assert [await links.owner(each) for each in (first, second, other)] == [None, ana.id, ben.id]
    assert await links.since(ana.id) == store.now()
    async with store._database.read() as connection:
        rows = (await connection.execute(select(calendar_links))).all()
    assert not any(secret in str(rows) for secret in (first, second, other))
    assert [await links.revoke(ana.id), await links.revoke(ana.id)] == [True, False]
    assert await links.owner(second) is None
    assert await links.since(ana.id) is None
    assert await links.owner(other) == ben.id
