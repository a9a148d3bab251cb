"""Accepted once, answered once, in order: within a process and across processes."""

from __future__ import annotations

import asyncio
import inspect

import pytest
from sqlalchemy import event

from bot.learner.events import LearnerJoined
from bot.learner.store import LEASE, Claim, Deliveries, Delivery, LeaseLost, Store, Thread
from bot.messages import Attachment, Incoming, Picture, Place, Reply, Text
from tests.bot.learner.conftest import Open
from tests.fakes import NOON, FakeClock, incoming

HELLO = Reply(parts=(Text(markdown="hello"),))


async def begin(store: Store, message: Incoming) -> Delivery:
    assert await store.deliveries.accept(message)
    delivery = await store.deliveries.claim(message.delivery_id)
    assert isinstance(delivery, Delivery)
    return delivery


async def finish(store: Store, message: Incoming) -> None:
    await store.deliveries.answer(message.delivery_id, [HELLO], state={}, at=NOON)
    await store.deliveries.delivered(message.delivery_id)


def later() -> float:
    return LEASE.total_seconds() + 1


async def test_one_of_many_processes_accepts(open_store: Open) -> None:
    stores = [await open_store() for _ in range(3)]
    message = incoming("hi")
    accepted = await asyncio.gather(*(s.deliveries.accept(message) for s in stores * 4))
    assert sum(accepted) == 1


async def test_a_message_comes_back_as_it_was_stored(store: Store) -> None:
    message = Incoming(
        delivery_id="a\0b",
        person="x:\0ana",
        place=Place(kind="channel", name="general\0", thread="t"),
        text="\0 \U0001f600 مرحبا",
        files=(Attachment(name="x", data=bytes(range(256))),),
        at=NOON,
    )
    assert (await begin(store, message)).incoming == message


async def test_nothing_overtakes_within_a_conversation(open_store: Open) -> None:
    one, other = await open_store(), await open_store()
    first, second, elsewhere = incoming("1"), incoming("2"), incoming("3", person="x:ben")
    assert await one.deliveries.accept(first)
    assert await other.deliveries.accept(second)
    assert await other.deliveries.claim(second.delivery_id) is Claim.BUSY
    assert isinstance(await one.deliveries.claim(first.delivery_id), Delivery)
    await begin(other, elsewhere)
    await one.deliveries.answer(first.delivery_id, [HELLO], state={}, at=NOON)
    assert await other.deliveries.claim(second.delivery_id) is Claim.BUSY
    await one.deliveries.delivered(first.delivery_id)
    assert isinstance(await other.deliveries.claim(second.delivery_id), Delivery)


async def test_what_was_delivered_is_never_accepted_again(open_store: Open) -> None:
    one, other = await open_store(), await open_store()
    message = incoming("hi")
    await begin(one, message)
    await finish(one, message)
    assert not await one.deliveries.accept(message)
    assert not await other.deliveries.accept(message)
    assert await other.deliveries.left_open("test") == []


async def test_a_silent_process_loses_its_lease(open_store: Open, clock: FakeClock) -> None:
    one, other = await open_store(), await open_store()
    message = incoming("hi")
    learner = await one.learner(message.person)
    await begin(one, message)
    assert not await other.deliveries.accept(message)
    clock.pass_(seconds=later())
    assert await other.deliveries.left_open("test") == [message]
    again = await begin(other, message)
    assert again.attempts == 2
    with pytest.raises(LeaseLost):
        await one.deliveries.answer(
            message.delivery_id,
            [HELLO],
            state={},
            events=[LearnerJoined()],
            learner_id=learner.id,
            at=NOON,
        )
    assert await one.events(learner.id) == []
    await finish(other, message)


async def test_a_renewed_lease_is_kept(open_store: Open, clock: FakeClock) -> None:
    one, other = await open_store(), await open_store()
    message = incoming("hi")
    await begin(one, message)
    for _ in range(3):
        clock.pass_(seconds=later() / 2)
        await one.deliveries.renew([message.delivery_id])
    assert not await other.deliveries.accept(message)
    await finish(one, message)


async def test_an_abandoned_message_does_not_hold_up_the_next(
    open_store: Open, clock: FakeClock
) -> None:
    one, other = await open_store(), await open_store()
    await begin(one, incoming("abandoned"))
    clock.pass_(seconds=later())
    await begin(other, incoming("next"))


async def test_two_abandoned_messages_taken_up_in_any_order_do_not_block_each_other(
    open_store: Open, clock: FakeClock
) -> None:
    one, other = await open_store(), await open_store()
    first, second = incoming("1"), incoming("2")
    await begin(one, first)
    assert await one.deliveries.accept(second)
    clock.pass_(seconds=later())
    await begin(one, second)
    clock.pass_(seconds=later())
    assert await other.deliveries.accept(second)
    assert await other.deliveries.accept(first)
    assert await other.deliveries.claim(second.delivery_id) is Claim.BUSY
    assert isinstance(await other.deliveries.claim(first.delivery_id), Delivery)


async def test_what_was_answered_but_not_taken_keeps_its_answer(
    open_store: Open, clock: FakeClock
) -> None:
    one, other = await open_store(), await open_store()
    message = incoming("hi")
    picture = Reply(parts=(Picture(png=b"\x89\xff", alt="x"),), audience="you")
    await begin(one, message)
    await one.deliveries.answer(message.delivery_id, [HELLO, picture], state={"a": 1}, at=NOON)
    await one.deliveries.release(message.delivery_id)
    again = await begin(other, message)
    assert again.replies == (HELLO, picture)


async def test_a_platform_takes_up_only_its_own(store: Store) -> None:
    ours, theirs = incoming("1", person="x_y:ana"), incoming("2", person="xzy:ana")
    for message in (ours, theirs):
        await begin(store, message)
        await store.deliveries.release(message.delivery_id)
    assert await store.deliveries.left_open("x_y") == [ours]


async def test_the_dead_are_noticed_at_once_on_one_machine(open_store: Open, url: str) -> None:
    if not url.startswith("sqlite"):
        pytest.skip("on PostgreSQL the lease decides")
    one, other = await open_store(), await open_store()
    first, second = incoming("1"), incoming("2")
    await begin(one, first)
    assert await other.deliveries.accept(second)
    assert not await other.deliveries.accept(first)
    one._presence._lock.release(force=True)  # type: ignore[union-attr]  # as a kill -9 does
    assert await other.deliveries.claim(second.delivery_id) is Claim.BUSY
    assert isinstance(await other.deliveries.claim(second.delivery_id), Delivery)
    assert await other.deliveries.accept(first)


async def test_a_call_that_is_cancelled_in_its_middle_leaves_no_lock(open_store: Open) -> None:
    one, other = await open_store(), await open_store()
    message = incoming("hi")
    await one.deliveries.accept(message)
    asked = asyncio.Event()

    @event.listens_for(one._database._engine.sync_engine, "before_cursor_execute")
    def _(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            asked.set()

    claiming = asyncio.create_task(one.deliveries.claim(message.delivery_id))
    await asked.wait()
    claiming.cancel()
    await asyncio.wait([claiming])
    assert claiming.cancelled()
    async with asyncio.timeout(5):  # SQLite itself would wait 10 s for the lock
        assert await other.deliveries.accept(incoming("next"))


@pytest.mark.parametrize("part", [Store, Deliveries, Thread])
def test_no_call_can_be_cancelled_in_its_middle(part: type) -> None:
    public = [
        member
        for name, member in vars(part).items()
        if inspect.iscoroutinefunction(member) and not name.startswith("_")
    ]
    assert public
    assert all(hasattr(member, "__wrapped__") for member in public)


async def test_the_thread_is_remembered_in_order(store: Store) -> None:
    for number in range(4):
        message = incoming(str(number))
        await begin(store, message)
        await store.deliveries.answer(
            message.delivery_id, [HELLO], state={"n": number}, at=NOON, taken=True
        )
    await begin(store, incoming("not answered yet"))
    past = await store.thread.past(message.conversation, limit=3)
    assert [turn.incoming.text for turn in past] == ["1", "2", "3"]
    assert await store.thread.state(message.conversation, message.person) == {"n": 3}
    assert await store.thread.state(message.conversation, "x:ben") == {}
    assert await store.thread.past("elsewhere", limit=3) == []


async def test_what_was_asked_aloud_and_answered_in_private_goes_on_in_private(
    store: Store,
) -> None:
    channel = Place(kind="channel", name="c")
    said = [
        (incoming("hi"), "everyone", {"n": 1}),
        (incoming("/quiz", place=channel), "you", {"n": 2}),
        (incoming("what is x?", place=channel), "everyone", {"n": 3}),
    ]
    for message, audience, state in said:
        await begin(store, message)
        reply = HELLO.model_copy(update={"audience": audience})
        await store.deliveries.answer(
            message.delivery_id, [reply], state=state, at=NOON, taken=True
        )
    dm, aloud = said[0][0], said[1][0]
    kept = store.thread.state
    assert await kept(dm.conversation, dm.person, private=True) == {"n": 2}
    assert await kept(aloud.conversation, aloud.person) == {"n": 3}
    assert await kept(dm.conversation, "x:ben", private=True) == {}


async def test_a_thread_that_begins_goes_on_with_the_last_of_the_others(store: Store) -> None:
    def thread(name: str) -> Place:
        return Place(thread=name)

    said = [
        incoming("quiz me", place=thread("1")),
        incoming("and one more", place=thread("2")),
        incoming("hi", place=Place(kind="channel", name="c")),
        incoming(place=thread("home")).model_copy(update={"unasked": True}),
    ]
    for number, message in enumerate(said):
        await begin(store, message)
        await store.deliveries.answer(
            message.delivery_id, [HELLO], state={"n": number}, at=NOON, taken=True
        )
    kept, person = store.thread.state, said[0].person
    for name, state in (("1", {"n": 0}), ("2", {"n": 1}), ("3", {"n": 1})):
        at = incoming(place=thread(name))
        assert await kept(at.conversation, person, private=True) == state
    elsewhere = incoming(place=Place(kind="channel", name="c", thread="3"))
    assert await kept(elsewhere.conversation, person) == {}
    assert await kept(at.conversation, "x:ben", private=True) == {}
