"""Which workspaces installed the app, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest_asyncio

from bot.learner.store import Store
from bot.learner.store.installations import Installations
from tests.fakes import FakeClock

SOON = timedelta(minutes=10)


@pytest_asyncio.fixture
async def kept(url: str, clock: FakeClock) -> AsyncIterator[Installations]:
    store = await Store.open(url, clock=clock)
    yield store.installations
    await store.close()


async def test_one_a_workspace_the_newest(kept: Installations) -> None:
    await kept.save("T2", "two")
    await kept.save("T1", "one")
    await kept.save("T1", "one again")
    assert await kept.all() == {"T1": "one again", "T2": "two"}
    assert await kept.find("T1") == "one again"
    assert await kept.find("T3") is None


async def test_only_what_is_there_is_replaced(kept: Installations) -> None:
    await kept.save("T1", "one")
    assert await kept.replace("T1", "one", "uno")
    assert not await kept.replace("T1", "one", "eins")
    assert await kept.find("T1") == "uno"


async def test_what_was_removed_before_it_was_installed_again_stays(
    kept: Installations, clock: FakeClock
) -> None:
    removed = clock()
    clock.pass_(minutes=5)
    await kept.save("T1", "again")
    assert not await kept.forget("T1", before=removed)
    assert await kept.find("T1") == "again"
    assert await kept.forget("T1", before=clock())
    assert not await kept.forget("T1")


async def test_a_state_comes_back_once_and_in_time(kept: Installations, clock: FakeClock) -> None:
    for name in ("a", "b"):
        await kept.begin(name, lasts=SOON)
    assert await kept.finish("a")
    assert not await kept.finish("a")
    assert not await kept.finish("never issued")
    clock.pass_(minutes=10)
    assert not await kept.finish("b")
    await kept.begin("c", lasts=SOON)  # and with it goes what is over
    assert await kept.finish("c")
