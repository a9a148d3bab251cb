"""Linking while others are at work, and the codes for it: all or nothing, once, not by guessing."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select, text

from bot.learner.events import IdentitiesLinked
from bot.learner.linking import LIFETIME, MOST_WRONG, WINDOW, Preview, Refusal
from bot.learner.store import Store, log
from bot.learner.store.tables import link_codes
from tests.bot.learner.conftest import Open
from tests.bot.learner.test_linking import DISCORD, SLACK, WEB, learner_id
from tests.bot.learner.test_projections import attempt, learn
from tests.fakes import FakeClock


async def test_turns_under_way_while_it_is_linked(open_store: Open, clock: FakeClock) -> None:
    stores = [await open_store() for _ in range(3)]
    slack, discord = await learner_id(stores[0], SLACK), await learner_id(stores[0], DISCORD)
    code = await stores[0].linking.new_code(SLACK)

    async def answers(store: Store, whose: str, name: str) -> None:
        for n in range(10):
            await store.append(whose, [attempt(f"{name}{n}")], at=clock())
            if n % 4 == 0:
                await store.projections.catch_up()

    async def links() -> None:
        await asyncio.sleep(0)
        assert await stores[2].linking.link(DISCORD, code) is None

    await asyncio.gather(answers(stores[0], slack, "s"), answers(stores[1], discord, "d"), links())
    one = await learner_id(stores[0], DISCORD)
    assert len(await stores[0].events(one, ["attempt_made"])) == 20
    assert await stores[1].projections.differences() == []
    async with stores[0]._database.read() as connection:
        recorded = [
            e async for e in log.stream(connection, types=["attempt_made", "identities_linked"])
        ]
    (linked,) = [e.id for e in recorded if isinstance(e.event, IdentitiesLinked)]
    assert all(e.id < linked for e in recorded if e.learner_id == discord)


async def test_linking_waits_for_who_is_appending(
    open_store: Open, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is recorded of a learner after the event that says they are part of another."""
    store, other = await open_store(), await open_store()
    await store.learner(SLACK)
    discord = await learner_id(store, DISCORD)
    code = await store.linking.new_code(SLACK)
    announce, links = log.announce, list[asyncio.Task[Any]]()

    async def announce_then_link(connection: Any) -> None:
        await announce(connection)
        if not links:
            links.append(asyncio.create_task(other.linking.link(DISCORD, code)))
            await _until_it_waits(store, links[0])

    monkeypatch.setattr(log, "announce", announce_then_link)
    await store.append(discord, [attempt()], at=clock())
    assert await links[0] is None
    one = await learner_id(store, DISCORD)
    types = [e.event.type for e in await store.events(one)]
    assert types == ["attempt_made", "identities_linked"]


async def _until_it_waits(store: Store, link: asyncio.Task[Any]) -> None:
    """Until PostgreSQL has it wait for a lock; SQLite lets nobody else write anyway."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    while not store._database.is_sqlite:
        assert not link.done(), "it didn't wait"
        async with store._database.read() as connection:
            if await connection.scalar(waiting):
                return


async def test_of_two_who_enter_a_code_at_once_one_is_linked(
    open_store: Open, clock: FakeClock
) -> None:
    here, there = await open_store(), await open_store()
    for person in (SLACK, DISCORD, WEB):
        await here.learner(person)
    code = await here.linking.new_code(SLACK)
    ends = await asyncio.gather(here.linking.link(DISCORD, code), there.linking.link(WEB, code))
    assert sorted(ends, key=str) == [None, Refusal.USED]
    (again,) = {
        await here.linking.link(p, code)
        for p, end in zip((DISCORD, WEB), ends, strict=True)
        if end is None
    }
    assert again is None  # the same turn once more, after a crash
    one = await learner_id(here, SLACK)
    assert len(await here.events(one, ["identities_linked"])) == 1
    assert len(await here.people(one)) == 2


async def test_a_crash_in_the_middle_leaves_nothing_or_all(
    store: Store, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await learn(store, clock, [SLACK, DISCORD], 4, 5)
    slack, discord = await learner_id(store, SLACK), await learner_id(store, DISCORD)
    code = await store.linking.new_code(SLACK)

    async def killed(*_args: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(log, "append", killed)
        with pytest.raises(KeyboardInterrupt):
            await store.linking.link.__wrapped__(store.linking, DISCORD, code)  # type: ignore[attr-defined]
    assert (await learner_id(store, SLACK), await learner_id(store, DISCORD)) == (slack, discord)
    assert len(await store.people(discord)) == 1
    assert await store.linking.link(DISCORD, code) is None
    with monkeypatch.context() as patch:
        patch.setattr(log, "append", killed)
        with pytest.raises(KeyboardInterrupt):
            await store.linking.unlink.__wrapped__(store.linking, DISCORD, DISCORD)  # type: ignore[attr-defined]
    assert await store.linking.identities(SLACK) == [DISCORD, SLACK]


async def test_codes_hold_for_a_while_and_one_at_a_time(store: Store, clock: FakeClock) -> None:
    for person in (SLACK, DISCORD):
        await store.learner(person)
    first = await store.linking.new_code(SLACK)
    second = await store.linking.new_code(SLACK)
    assert await store.linking.look(DISCORD, first) is Refusal.REPLACED
    assert isinstance(await store.linking.look(DISCORD, second), Preview)
    clock.pass_(minutes=LIFETIME.total_seconds() / 60)
    assert await store.linking.look(DISCORD, second) is Refusal.EXPIRED
    assert await store.linking.link(DISCORD, second) is Refusal.EXPIRED
    third = await store.linking.new_code(SLACK)
    await store.linking.burn(third)
    assert await store.linking.link(DISCORD, third) is Refusal.BURNED
    async with store._database.read() as connection:
        stored = str((await connection.execute(select(link_codes))).all())
    assert all(code not in stored for code in (first, second, third))
    clock.pass_(days=2)
    await store.linking.new_code(SLACK)
    async with store._database.read() as connection:
        assert len((await connection.execute(select(link_codes))).all()) == 1


async def test_guessing_ends_soon(open_store: Open, clock: FakeClock) -> None:
    store, other = await open_store(), await open_store()
    for person in (SLACK, DISCORD, WEB):
        await store.learner(person)
    code = await store.linking.new_code(SLACK)
    tries = [s.linking.look(DISCORD, f"BCDF-GHJ{x}") for s in (store, other) for x in "BCDF"]
    ends = await asyncio.gather(*tries)
    assert ends.count(Refusal.UNKNOWN) == MOST_WRONG
    assert ends.count(Refusal.TOO_MANY) == 3
    assert await store.linking.look(DISCORD, code) is Refusal.TOO_MANY  # the right one, too
    assert isinstance(await store.linking.look(WEB, code), Preview)  # others aren't kept out
    clock.pass_(minutes=WINDOW.total_seconds() / 60)
    code = await store.linking.new_code(SLACK)
    assert isinstance(await store.linking.look(DISCORD, code), Preview)
