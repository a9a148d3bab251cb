"""Projections: what stands is always what the log gives, whoever folds it and however often."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from bot.learner.events import (
    AttemptMade,
    Event,
    ItemOpened,
    MarkSettled,
    QuestionAsked,
    Reviewed,
)
from bot.learner.learner_model import dump
from bot.learner.mastery import Parameters
from bot.learner.memory import Key
from bot.learner.store import Store, log
from bot.learner.store.tables import events, learner_models, projected, ratings
from bot.ports import Unstored
from tests.bot.learner.conftest import Open
from tests.fakes import NOON, FakeClock

ROOT = Path(__file__).parents[3]


def attempt(item: str = "i1", credit: float | None = 1.0, **more: object) -> AttemptMade:
    given = {"course": "psych", "section": "s", "concepts": ("a", "b"), "answer": "x"} | more
    return AttemptMade(item=item, credit=credit, **given)  # type: ignore[arg-type]


def some_events(chance: random.Random, n: int) -> list[Event]:
    course = lambda: chance.choice(["psych", "algebra"])  # noqa: E731
    made: list[Event] = []
    for _ in range(n):
        item = f"i{chance.randrange(6)}"
        made.append(
            chance.choice(
                [
                    ItemOpened(course=course(), section="s", item=item),
                    attempt(item, chance.choice([0, 0.5, 1, None]), course=course(), hints=chance.randrange(3)),
                    Reviewed(course=course(), section="s", what="term:t", rating=chance.randint(1, 4), self_rated=True),
                    QuestionAsked(course=course(), question="why?", covered=True, sections=("s", "z")),
                ]
            )
        )  # fmt: skip
    return made


async def learn(store: Store, clock: FakeClock, people: Sequence[str], n: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(n):
        learner = await store.learner(chance.choice(people))
        clock.pass_(hours=chance.randrange(30))
        await store.append(learner.id, some_events(chance, chance.randint(1, 4)), at=clock())


async def test_what_stands_is_what_the_log_gives(open_store: Open, clock: FakeClock) -> None:
    store, other = await open_store(), await open_store()
    for seed in range(4):
        await learn(store, clock, ["x:ana", "x:ben", "x:eva"], 10, seed)
        await (store if seed % 2 else other).projections.catch_up()
    assert await store.projections.differences() == []
    before = await _all_rows(store)
    assert await store.projections.rebuild() == len(await _log(store))
    assert await _all_rows(other) == before
    assert before[0]
    assert before[1]


async def test_many_who_fold_at_once_fold_each_event_once(
    open_store: Open, clock: FakeClock
) -> None:
    stores = [await open_store() for _ in range(3)]
    for seed in range(5):
        await asyncio.gather(
            *(learn(store, clock, ["x:ana", "x:ben"], 4, 10 * seed + n) for n, store in enumerate(stores)),
            *(store.projections.catch_up() for store in stores),
        )  # fmt: skip
    assert await stores[0].projections.differences() == []


async def test_what_is_not_folded_yet_is_known_all_the_same(
    open_store: Open, clock: FakeClock
) -> None:
    store = await open_store()
    ana = (await store.learner("x:ana")).id
    await learn(store, clock, ["x:ana"], 12, 1)
    await store.projections.catch_up()
    await learn(store, clock, ["x:ana"], 12, 2)
    pending = await store.projections.known(ana, "psych", [Unstored(clock(), attempt("i9"))])
    assert Key("psych", "s", "item:i9") in pending.model.tries
    await store.append(ana, [attempt("i9")], at=clock())
    await store.projections.catch_up()
    folded = await store.projections.known(ana, "psych")
    assert dump(folded.model) == dump(pending.model)
    for concept in "ab":
        assert folded.belief("psych", concept, clock()) == pending.belief("psych", concept, clock())
    assert folded.chance("psych", "i9", "a", clock()) == pending.chance("psych", "i9", "a", clock())


async def test_what_is_folded_while_it_is_read_is_not_counted_twice(
    open_store: Open, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, other = await open_store(), await open_store()
    await learn(store, clock, ["x:ana", "x:ben"], 10, 4)
    await other.projections.catch_up()
    await learn(store, clock, ["x:ana", "x:ben"], 10, 5)
    ana = (await store.learner("x:ana")).id
    wanted = await store.projections.known(ana, "psych")
    read = log.read

    async def read_while_another_folds(*args: Any, **named: Any) -> Any:
        found = await read(*args, **named)
        await other.projections.catch_up()
        return found

    monkeypatch.setattr(log, "read", read_while_another_folds)
    found = await store.projections.known(ana, "psych")
    assert dump(found.model) == dump(wanted.model)
    assert found.cohort == wanted.cohort


async def test_a_damaged_projection_is_found_and_made_again(store: Store, clock: FakeClock) -> None:
    await learn(store, clock, ["x:ana", "x:ben"], 20, 3)
    await store.projections.catch_up()
    ana = (await store.learner("x:ana")).id
    async with store._database.write() as connection:
        await connection.execute(delete(learner_models).where(learner_models.c.learner_id == ana))
        await connection.execute(
            update(ratings).where(ratings.c.name == "psych/a").values(mean=9.0)
        )
    assert await store.projections.differences() == [f"learner {ana}", "concept psych/a"]
    await store.projections.rebuild()
    assert await store.projections.differences() == []


async def test_other_rules_make_them_anew_and_nothing_wrong_is_used_meanwhile(
    url: str, clock: FakeClock, store: Store
) -> None:
    await learn(store, clock, ["x:ana", "x:ben"], 20, 4)
    await store.projections.catch_up()
    ana = (await store.learner("x:ana")).id
    fitted = await Store.open(url, clock=clock, params=Parameters(base=2.0))
    try:
        assert await fitted.projections.made_otherwise()
        assert await fitted.projections.catch_up() == 0
        meanwhile = await fitted.projections.known(ana, "psych")
        assert await fitted.projections.rebuild() > 0
        assert not await fitted.projections.made_otherwise()
        after = await fitted.projections.known(ana, "psych")
        # Class-wide ratings are missing meanwhile; the learner's own record is whole.
        assert meanwhile.model.tries == after.model.tries
        assert meanwhile.model.cards == after.model.cards
        assert await fitted.projections.differences() == []
    finally:
        await fitted.close()
    assert await store.projections.made_otherwise()


async def test_what_a_newer_program_wrote_is_kept_and_passed_over(
    store: Store, clock: FakeClock
) -> None:
    ana = (await store.learner("x:ana")).id
    await store.append(ana, [attempt("i1")], at=NOON)
    new = {"learner_id": ana, "at": NOON, "recorded_at": NOON, "data": {"surprise": 1}}
    async with store._database.write() as connection:
        await connection.execute(insert(events).values(**new, type="hologram_seen", version=1))
        await connection.execute(insert(events).values(**new, type="attempt_made", version=2))
    await store.append(ana, [attempt("i2")], at=NOON + timedelta(minutes=1))
    assert [e.event.item for e in await store.events(ana) if isinstance(e.event, AttemptMade)] == [
        "i1",
        "i2",
    ]
    assert await store.projections.catch_up() == 2
    assert len(await _log(store)) == 4
    assert await store.projections.differences() == []
    assert {key.what for key in (await store.projections.known(ana, "psych")).model.tries} == {
        "item:i1",
        "item:i2",
    }


async def test_a_clock_that_goes_back_changes_no_order(store: Store, clock: FakeClock) -> None:
    ana = (await store.learner("x:ana")).id
    for hours, credit in ((0, 0), (5, 1), (-90, 1), (-80, 0), (6, 1)):
        at = NOON + timedelta(hours=hours)
        await store.append(ana, [attempt("i1", credit)], at=at)
        await store.projections.catch_up()
    assert await store.projections.differences() == []
    known = await store.projections.known(ana, "psych")
    assert known.model.tries["psych", "s", "item:i1"].answers == 5
    belief = known.belief("psych", "a", NOON - timedelta(days=30))
    assert belief.n == 5
    assert belief.days_since == 0


async def test_two_devices_at_once_lose_nothing(open_store: Open, clock: FakeClock) -> None:
    phone, laptop = await open_store(), await open_store()
    ana = (await phone.learner("x:ana")).id

    async def answers(store: Store, item: str) -> None:
        for _ in range(8):
            await store.append(ana, [attempt(item)], at=clock())
            await store.projections.catch_up()

    await asyncio.gather(answers(phone, "i1"), answers(laptop, "i2"))
    known = await laptop.projections.known(ana, "psych")
    assert [known.model.tries["psych", "s", f"item:i{n}"].answers for n in (1, 2)] == [8, 8]
    assert await phone.projections.differences() == []


async def test_a_corrected_mark_counts_as_if_it_had_been_given(
    store: Store, clock: FakeClock
) -> None:
    await learn(store, clock, ["x:ana", "x:ben"], 12, 6)
    ana = (await store.learner("x:ana")).id
    await store.append(ana, [attempt("i1", 0)], at=clock())
    await store.projections.catch_up()
    wrong = (await store.events(ana, ["attempt_made"]))[-1]
    before = await store.projections.known(ana, "psych")
    await learn(store, clock, ["x:ana", "x:ben"], 6, 7)
    verdict = MarkSettled(
        course="psych", section="s", item="i1", attempt=wrong.id, credit=1, changed=True, by="eva"
    )
    await store.append(ana, [verdict], at=clock())
    unfolded = await store.projections.known(ana, "psych")
    await learn(store, clock, ["x:ana", "x:ben"], 6, 8)
    await store.projections.catch_up()
    assert await store.projections.differences() == []
    found = next(e.event for e in await store.events(ana, ["attempt_made"]) if e.id == wrong.id)
    assert isinstance(found, AttemptMade)
    assert found.credit == 1
    key = Key("psych", "s", "item:i1")
    assert unfolded.model.tries[key].right == before.model.tries[key].right + 1
    raw = [row for row in await store.rows(ana) if row.type == "attempt_made"]
    assert any(row.data["item"] == "i1" and row.data["credit"] == 0 for row in raw)  # kept
    before_rebuild = await _all_rows(store)
    await store.projections.rebuild()
    assert await _all_rows(store) == before_rebuild


async def test_nothing_to_fold(store: Store) -> None:
    assert await store.projections.catch_up() == 0
    assert await store.projections.rebuild() == 0
    known = await store.projections.known("nobody", "psych")
    assert known.belief("psych", "a", NOON).n == 0


async def _all_rows(store: Store) -> tuple[list[object], list[object], object]:
    async with store._database.read() as connection:
        models = await connection.execute(
            select(learner_models.c.learner_id, learner_models.c.data).order_by("learner_id")
        )
        rated = await connection.execute(select(ratings).order_by("kind", "name"))
        upto = await connection.scalar(select(projected.c.upto))
        return [tuple(row) for row in models], [tuple(row) for row in rated], upto


async def _log(store: Store) -> list[object]:
    async with store._database.read() as connection:
        return list(await connection.execute(select(events.c.id)))


_AT_WORK = """
import asyncio, sys
from datetime import UTC, datetime
from bot.learner.events import AttemptMade
from bot.learner.store import Store
async def main():
    store = await Store.open(sys.argv[1])
    learner = await store.learner("x:" + sys.argv[2])
    n = 0
    while True:
        n += 1
        made = AttemptMade(
            course="psych", section="s", item=f"i{n % 7}", concepts=("a",), answer="x", credit=n % 2
        )
        await store.append(learner.id, [made], at=datetime.now(UTC))
        await store.projections.catch_up()
        print(n, flush=True)
asyncio.run(main())
"""


def work_and_be_killed(url: str, answers: int) -> None:
    """Two processes answer and fold, and are killed wherever they are just then."""
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _AT_WORK, url, who],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        for who in ("ana", "ben")
    ]
    for process in both:
        assert process.stdout
        for _ in range(answers):
            process.stdout.readline()
    for process in both:
        process.kill()
        process.communicate()


async def test_a_kill_in_the_middle_leaves_nothing_half_folded(open_store: Open, url: str) -> None:
    for answers in (3, 11):
        await asyncio.to_thread(work_and_be_killed, url, answers)
    store = await open_store()
    ana = (await store.learner("x:ana")).id
    assert len(await store.events(ana)) >= 3 + 11
    assert await store.projections.differences() == []
