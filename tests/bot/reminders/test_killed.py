"""kill -9 of real worker processes in the middle of sending: on both databases, nothing is lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import update

from bot.learner.store import Store, utc_now
from bot.learner.store.tables import reminders
from bot.reminders.worker import Worker
from evals.reminders import _fill, _worker
from evals.reminders_platform import Platform, SocketPost
from evals.reminders_worker import PLATFORM, PlainWords

MANY, TAKEN = 100, 70


class Stalling(Platform):
    """Answers so many messages; whoever sends more waits for an answer that doesn't come."""

    def __init__(self) -> None:
        super().__init__()
        self.stalled = asyncio.Event()
        self.goes_on = asyncio.Event()

    async def think(self) -> None:
        if self.sends.total() > TAKEN:
            self.stalled.set()
            await self.goes_on.wait()


async def test_killed_in_the_middle_of_sending(url: str) -> None:
    await _fill(url, MANY, due=utc_now() - timedelta(minutes=5), spread=timedelta(0))
    platform = Stalling()
    async with platform.listening() as port:
        victim = await _worker(url, port, -60.0, 0)
        async with asyncio.timeout(50):
            await platform.stalled.wait()
        victim.kill()
        await victim.wait()
        platform.goes_on.set()
        store = await Store.open(url)
        try:
            assert await store.reminders.claim(PLATFORM, limit=MANY) == []  # its leases still hold
            async with store._database.write() as connection:
                await connection.execute(update(reminders).values(lease_until=None))
            post = SocketPost(port)
            worker = Worker(store.reminders, PlainWords(), PLATFORM, post, clock=utc_now)
            while await worker.round():
                pass
        finally:
            await store.close()
    assert len(platform.sends) == MANY
    assert all(len(keys) == 1 for keys in platform.keys.values())  # the platform shows one each
    twice = platform.sends.total() - MANY
    assert 0 < twice <= 50  # sent, and not yet noted down
