from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest_asyncio

from bot.learner.store import Store
from tests.fakes import FakeClock

Open = Callable[[], Awaitable[Store]]


@pytest_asyncio.fixture
async def clock() -> FakeClock:
    return FakeClock()


@pytest_asyncio.fixture
async def open_store(url: str, clock: FakeClock) -> AsyncIterator[Open]:
    """Opens the test's database once more, as another process would."""
    opened: list[Store] = []

    async def open_() -> Store:
        opened.append(await Store.open(url, clock=clock))
        return opened[-1]

    yield open_
    for store in opened:
        await store.close()


@pytest_asyncio.fixture
async def store(open_store: Open) -> Store:
    return await open_store()
