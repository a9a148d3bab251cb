"""What is due arrives, once; what can't is handled by what the platform said. On both databases."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot.errors import StoreError
from bot.learner.model import QuietHours
from bot.learner.store import Store
from bot.learner.store.tables import reminders
from bot.messages import Place
from bot.reminders.delivery import Closed, Gone, NotNow, Sent
from bot.reminders.ports import Failed
from bot.reminders.times import Local
from tests.bot.reminders.conftest import (
    FakePost,
    FakeWords,
    Open,
    daily,
    put,
    worker,
)
from tests.fakes import NOON, FakeClock

GONE = timedelta(seconds=-1)
"""A lease that is over already: as if the process that took it died long ago."""


async def rows(store: Store) -> list[tuple[str, str, str]]:
    """Name, day and status of all, oldest first."""
    c = reminders.c
    async with store._database.read() as connection:
        found = await connection.execute(select(c.name, c.day, c.status).order_by(c.day, c.id))
        return [(name, f"{day:%m-%d}", status) for name, day, status in found]


async def test_it_comes_when_it_is_due_and_the_next_one_is_there(
    store: Store, clock: FakeClock, post: FakePost
) -> None:
    await put(store, daily())
    at_work = worker(store, post, clock)
    assert await at_work.round() == 0
    clock.pass_(hours=1)
    assert await at_work.round() == 1
    assert await at_work.round() == 0
    assert post.texts == ["goal:1"]
    assert await rows(store) == [("goal:1", "11-20", "sent"), ("goal:1", "11-21", "open")]
    clock.pass_(days=1)
    await at_work.round()
    assert len(post.got) == 2


async def test_a_class_is_spread_over_its_minutes(store: Store, clock: FakeClock) -> None:
    wanted = daily(spread=timedelta(minutes=5))
    all_ = [await put(store, wanted, person=f"test:{n}") for n in range(40)]
    waits = sorted((each.try_at - each.at).total_seconds() for each in all_)
    assert waits[0] < 60 and waits[-1] > 240 and len(set(waits)) == 40
    again = await put(store, wanted, person="test:0")
    assert again.try_at == all_[0].try_at


async def test_many_workers_send_each_once(
    open_store: Open, clock: FakeClock, post: FakePost
) -> None:
    stores = [await open_store() for _ in range(3)]
    for n in range(30):
        await put(stores[0], daily(), person=f"test:{n}")
    clock.pass_(hours=1)
    workers = [worker(store, post, clock) for store in stores]
    done = 0
    while done < 30:
        done += sum(await asyncio.gather(*(each.round() for each in workers)))
    assert len(post.sends) == len(post.got) == 30


async def test_a_worker_that_died_is_taken_over_and_the_words_stay_the_same(
    open_store: Open, clock: FakeClock, post: FakePost
) -> None:
    one, other = await open_store(), await open_store()
    await put(one, daily())
    clock.pass_(hours=1)
    [due] = await one.reminders.claim("test", limit=9, lease=GONE)
    words = FakeWords()
    reply = await words.compose(due)
    assert reply
    assert await one.reminders.worded([(due, reply)]) == {due.id}
    words.say["goal:1"] = "other words"
    await worker(other, post, clock, words).round()
    assert post.texts == ["goal:1"]
    assert post.sends == [(due.key, True)]


async def test_who_lost_it_can_neither_send_nor_settle(open_store: Open, clock: FakeClock) -> None:
    one, other = await open_store(), await open_store()
    await put(one, daily())
    clock.pass_(hours=1)
    [late] = await one.reminders.claim("test", limit=9, lease=GONE)
    [held] = await other.reminders.claim("test", limit=9)
    assert held.token == late.token + 1
    reply = await FakeWords().compose(late)
    assert reply
    assert await one.reminders.worded([(late, reply)]) == set()
    await one.reminders.put_off([(late, clock.now + timedelta(days=1), "")])
    assert await other.reminders.worded([(held, reply)]) == {held.id}


async def test_clocks_that_disagree_take_nothing_away(open_store: Open, clock: FakeClock) -> None:
    one, other = await open_store(), await open_store()
    await put(one, daily())
    clock.pass_(hours=1)
    assert await one.reminders.claim("test", limit=9)
    clock.pass_(hours=2)  # of this process alone, for all the database knows
    assert await other.reminders.claim("test", limit=9) == []


async def test_a_renewed_lease_holds(open_store: Open, clock: FakeClock) -> None:
    one, other = await open_store(), await open_store()
    await put(one, daily())
    clock.pass_(hours=1)
    held = await one.reminders.claim("test", limit=9, lease=GONE)
    await one.reminders.renew(held)
    assert await other.reminders.claim("test", limit=9) == []


async def test_after_an_outage_one_message_and_nothing_that_is_of_no_use(
    store: Store, clock: FakeClock, post: FakePost
) -> None:
    await put(store, daily("goal:1", time(13)))
    await put(store, daily("goal:2", time(14)))
    await put(store, daily("goal:3", time(15), useful_for=timedelta(hours=1)))
    await put(store, daily("goal:1", time(13)), person="test:ben")
    clock.pass_(hours=6)
    await worker(store, post, clock).round()
    assert sorted(post.got.values()) == [
        ("test:ana", "late: goal:1 goal:2"),
        ("test:ben", "goal:1"),
    ]
    there = await rows(store)
    assert ("goal:2", "11-20", "merged") in there
    assert ("goal:3", "11-20", "dropped") in there
    assert [row[2] for row in there if row[1] == "11-21"] == ["open"] * 4


async def test_days_that_were_missed_do_not_come_one_after_the_other(
    store: Store, clock: FakeClock, post: FakePost
) -> None:
    await put(store, daily())
    clock.pass_(days=5)
    await worker(store, post, clock).round()
    assert post.got == {}
    assert await rows(store) == [("goal:1", "11-20", "dropped"), ("goal:1", "11-25", "open")]


async def test_what_is_late_waits_until_quiet_hours_are_over(
    store: Store, clock: FakeClock, post: FakePost
) -> None:
    local = Local(zone="UTC", quiet=QuietHours())
    await put(store, daily(useful_for=timedelta(hours=20)), local=local)
    clock.pass_(hours=11)  # 23:00
    at_work = worker(store, post, clock)
    await at_work.round()
    assert post.got == {}
    assert await store.reminders.next_at("test") == datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
    clock.pass_(hours=8, minutes=31)
    await at_work.round()
    assert post.texts == ["goal:1"]


async def test_what_is_obsolete_is_not_sent(store: Store, clock: FakeClock, post: FakePost) -> None:
    await put(store, daily())
    words = FakeWords()
    words.say["goal:1"] = None
    clock.pass_(hours=1)
    await worker(store, post, clock, words).round()
    assert post.sends == []
    assert await rows(store) == [("goal:1", "11-20", "dropped")]
    assert words.changed_for == [(await store.learner("test:ana")).id]


@pytest.mark.parametrize("error", [Failed("busy"), StoreError("busy")])
async def test_what_cannot_be_worded_now_is_worded_later(
    store: Store, clock: FakeClock, post: FakePost, error: Exception
) -> None:
    await put(store, daily())
    words = FakeWords()
    words.say["goal:1"] = error
    clock.pass_(hours=1)
    at_work = worker(store, post, clock, words)
    await at_work.round()
    assert await at_work.round() == 0
    words.say.clear()
    clock.pass_(minutes=1)
    await at_work.round()
    assert post.texts == ["goal:1"]


async def test_a_platform_that_asks_to_wait_is_left_in_peace(
    store: Store, clock: FakeClock
) -> None:
    for n in range(3):
        await put(store, daily(), person=f"test:{n}")
    clock.pass_(hours=1)
    post = FakePost(NotNow("429", timedelta(minutes=2)))
    at_work = worker(store, post, clock)
    await at_work.round()
    assert len(post.sends) == 1  # the two others weren't even tried
    clock.pass_(minutes=1)
    assert await at_work.round() == 0
    clock.pass_(minutes=2)
    await at_work.round()
    assert len(post.got) == 3


async def test_who_is_gone_is_not_written_to_again(store: Store, clock: FakeClock) -> None:
    await put(store, daily())
    clock.pass_(hours=1)
    post = FakePost(Gone("user_disabled"))
    at_work = worker(store, post, clock)
    for _ in range(3):
        await at_work.round()
        clock.pass_(days=1)
    assert len(post.sends) == 1
    assert await rows(store) == [("goal:1", "11-20", "kept")]
    kept = await store.reminders.kept((await store.learner("test:ana")).id)
    assert len(kept.replies) == 1


@pytest.mark.parametrize("wanted", [True, False])
async def test_closed_direct_messages(store: Store, clock: FakeClock, wanted: bool) -> None:
    await put(store, daily())
    clock.pass_(hours=1)
    post, words = FakePost(Closed("50007")), FakeWords()
    words.place = Place(kind="channel", name="general") if wanted else None
    await worker(store, post, clock, words).round()
    assert post.called == (["test:ana in channel:general: write to me"] if wanted else [])
    there = await rows(store)
    assert there[0] == ("goal:1", "11-20", "kept")
    assert len(there) == (2 if wanted else 1)  # called, they will hear of the next one as well


async def test_a_bug_in_an_adapter_does_not_keep_the_others_waiting(
    store: Store, clock: FakeClock
) -> None:
    for person in ("test:ana", "test:ben"):
        await put(store, daily(), person=person)
    clock.pass_(hours=1)

    class Faulty(FakePost):
        async def send(self, person: str, *args: object, **more: object) -> Sent:
            if person == "test:ana":
                raise ZeroDivisionError
            self.sends.append((person, False))
            return Sent()

    post = Faulty()
    await worker(store, post, clock).round()
    assert post.sends == [("test:ben", False)]


async def test_only_the_person_who_can_be_reached(store: Store, clock: FakeClock) -> None:
    for person in ("test:ana", "test:ben"):
        await put(store, daily(), person=person)
    clock.pass_(hours=1)
    assert await store.reminders.next_at("test", only="test:eva") is None
    held = await store.reminders.claim("test", limit=9, only="test:ben")
    assert [due.person for due in held] == ["test:ben"]
    assert await store.reminders.claim("other", limit=9) == []


async def test_it_sleeps_until_something_is_due_and_wakes_for_what_is_new(
    store: Store, clock: FakeClock, post: FakePost
) -> None:
    at_work = worker(store, post, clock)
    running = asyncio.create_task(at_work.run())
    await put(store, daily())
    clock.now = NOON + timedelta(hours=1)
    at_work.wake()
    async with asyncio.timeout(20):
        await post.taken.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert post.texts == ["goal:1"]
