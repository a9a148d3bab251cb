"""Two identities become one learner: nothing is lost, all reads see both, all or nothing."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.learner.events import (
    AttemptMade,
    CourseChosen,
    Grouped,
    IdentitiesLinked,
    LearnerJoined,
    MarkSettled,
    PlanAimed,
    PreferencesChanged,
    RoleGranted,
)
from bot.learner.learner_model import dump
from bot.learner.linking import Preview, Refusal
from bot.learner.model import Preferences
from bot.learner.store import Store
from bot.learner.store.tables import learner_models, names, roster
from tests.bot.learner.conftest import Open
from tests.bot.learner.test_projections import _all_rows, attempt, learn
from tests.fakes import FakeClock

SLACK, DISCORD, WEB = "slack:T1:U2", "discord:55", "web:7"


async def link(store: Store, one: str = SLACK, other: str = DISCORD) -> None:
    code = await store.linking.new_code(one)
    assert await store.linking.link(other, code) is None


async def learner_id(store: Store, person: str) -> str:
    return (await store.learner(person)).id


async def test_everything_of_both_is_one_learners(store: Store, clock: FakeClock) -> None:
    await learn(store, clock, [SLACK, DISCORD, "x:ben"], 20, 1)
    slack, discord = await learner_id(store, SLACK), await learner_id(store, DISCORD)
    ben = await learner_id(store, "x:ben")
    theirs = [*await store.events(slack), *await store.events(discord)]
    both = sorted(theirs, key=lambda stored: stored.id)
    times = [e.at for e in both]
    others = await store.events(ben)
    clock.pass_(minutes=5)
    await link(store)
    one = await learner_id(store, SLACK)
    assert await learner_id(store, DISCORD) == one
    found = await store.events(one)
    assert [e.event for e in found] == [e.event for e in both] + [IdentitiesLinked(other=discord)]
    assert {e.learner_id for e in found} == {one}
    assert await store.times(one, times[0]) == [*times, clock()]
    assert len(await store.rows(one)) == len(both) + 1
    assert await store.people(one) == await store.people(discord) == [DISCORD, SLACK]
    in_course = await store.in_course("psych", ["attempt_made"])
    assert {e.learner_id for e in in_course} <= {one, ben}
    mine = await store.in_course("psych", ["attempt_made"], [one])
    assert [e.id for e in mine] == [e.id for e in in_course if e.learner_id == one]
    assert await store.events(ben) == others


async def test_what_is_known_is_as_if_it_had_always_been_one(
    store: Store, clock: FakeClock
) -> None:
    """Whether it is folded already or not, and after a rebuild."""
    await learn(store, clock, [SLACK, DISCORD], 30, 2)
    await store.projections.catch_up()
    discord = await learner_id(store, DISCORD)
    await link(store)
    one = await learner_id(store, SLACK)
    unfolded = await store.projections.known(one, "psych")
    assert unfolded.model.tries
    assert dump((await store.projections.known(discord, "psych")).model) == dump(unfolded.model)
    await store.projections.catch_up()
    folded = await store.projections.known(one, "psych")
    assert dump(folded.model) == dump(unfolded.model)
    answers = [
        e.event
        for e in await store.events(one, ["attempt_made"])
        if isinstance(e.event, AttemptMade) and e.event.credit is not None
    ]
    assert sum(tries.answers for tries in folded.model.tries.values()) == len(answers)
    async with store._database.read() as connection:
        rows = list(await connection.scalars(select(learner_models.c.learner_id)))
    assert rows == [one]
    before = await _all_rows(store)
    await store.projections.rebuild()
    assert await _all_rows(store) == before


@pytest.mark.parametrize("seed", range(3))
async def test_whenever_they_are_folded_it_is_what_the_log_gives(
    open_store: Open, clock: FakeClock, seed: int
) -> None:
    """Links, corrected marks before and after them, chains of links, folded now and then."""
    store, chance = await open_store(), random.Random(seed)
    people = [SLACK, DISCORD, WEB, "x:ben"]
    links = [(DISCORD, WEB), (SLACK, DISCORD), ("x:ben", SLACK)]
    for step in range(7):
        await learn(store, clock, people, 5, 10 * seed + step)
        for person in people:
            whose = await learner_id(store, person)
            attempts = await store.events(whose, ["attempt_made"])
            if attempts and chance.random() < 0.4:
                settled = MarkSettled(
                    course="psych", section="s", item="i1", attempt=chance.choice(attempts).id,
                    credit=1, changed=True, by="eva",
                )  # fmt: skip
                await store.append(whose, [settled], at=clock())
        if chance.random() < 0.5:
            await store.projections.catch_up()
        if step % 2 and links:
            await link(store, *links.pop(0))
    assert await store.projections.differences() == []
    before = await _all_rows(store)
    await store.projections.rebuild()
    assert await _all_rows(store) == before
    assert len({await learner_id(store, person) for person in people}) == 1


async def test_what_was_chosen_last_holds_and_roles_stay(store: Store, clock: FakeClock) -> None:
    slack, discord = await learner_id(store, SLACK), await learner_id(store, DISCORD)
    spanish, plain = Preferences(language="es"), Preferences(reading_level="plain")
    await store.append(discord, [PreferencesChanged(preferences=plain)], at=clock())
    await store.append(
        slack,
        [
            CourseChosen(course="a"),
            PreferencesChanged(preferences=spanish),
            PlanAimed(course="a"),
            RoleGranted(course="a", role="teacher", by="installer"),
        ],
        at=clock(),
    )
    await store.append(
        discord,
        [
            CourseChosen(course="b"),
            RoleGranted(course="b", role="teacher", by="installer"),
            RoleGranted(course="a", role="student", by="installer"),
        ],
        at=clock(),
    )
    code = await store.linking.new_code(SLACK)
    seen = await store.linking.look(DISCORD, code)
    assert isinstance(seen, Preview)
    assert seen.course is seen.here
    assert seen.settings is seen.there
    assert (seen.here.teaches, seen.there.teaches) == ({"b"}, {"a"})
    await store.linking.link(DISCORD, code)
    one = await store.learner(DISCORD)
    assert one == await store.learner(SLACK)
    # They were taken in as a student with the other account, later: what they may stays.
    assert (one.course, one.preferences, one.teaches) == ("b", spanish, {"a", "b"})
    assert [e.event for e in await store.events(one.id, ["plan_aimed"])] == [PlanAimed(course="a")]


async def test_a_class_knows_one_person(store: Store, clock: FakeClock) -> None:
    slack, discord = await learner_id(store, SLACK), await learner_id(store, DISCORD)
    course = {"course": "a", "by": ""}
    await store.append(slack, [RoleGranted(role="student", way="open", **course)], at=clock())
    await store.append(discord, [RoleGranted(role="student", way="code", **course)], at=clock())
    await store.append(discord, [Grouped(group="B", **course)], at=clock())
    await store.classes.call(slack, "ana_92")
    async with store._database.write() as connection:
        entry = {
            "course": "c",
            "entry": "e",
            "name": "Ana Díaz",
            "role": "student",
            "group": "",
            "code": "x",
            "by": "",
        }
        await connection.execute(roster.insert().values(entry))
    await store.classes.arrive(discord, ["e"])
    await link(store)
    await store.classes.call(discord, "ana on discord")  # by a turn that began before
    one = await learner_id(store, DISCORD)
    (member,) = (await store.classes.people("a")).members
    assert (member.learner, member.name, member.group) == (one, "Ana Díaz", "B")
    (expected_no_more,) = (await store.classes.people("c")).members
    assert expected_no_more.learner == one
    async with store._database.read() as connection:
        assert list(await connection.scalars(select(names.c.learner_id))) == [one]
        assert list(await connection.scalars(select(roster.c.learner_id))) == [one]


async def test_a_turn_that_began_before_still_counts(store: Store, clock: FakeClock) -> None:
    await learn(store, clock, [SLACK, DISCORD], 6, 3)
    before = await learner_id(store, DISCORD)
    await link(store)
    await store.projections.catch_up()
    await store.append(before, [attempt("late")], at=clock())
    one = await learner_id(store, SLACK)
    assert [e.event for e in await store.events(one)][-1] == attempt("late")
    await store.append(one, [attempt("later")], at=clock())
    assert await store.projections.differences() == []
    assert "item:late" in {
        k.what for k in (await store.projections.known(one, "psych")).model.tries
    }


async def test_three_platforms_and_taking_one_out_again(store: Store, clock: FakeClock) -> None:
    await learn(store, clock, [SLACK, DISCORD, WEB], 9, 6)
    await link(store, SLACK, DISCORD)
    await link(store, WEB, DISCORD)  # whoever asks, all of both come together
    one = await learner_id(store, WEB)
    assert await store.people(one) == [DISCORD, SLACK, WEB]
    before = len(await store.events(one))
    open_code = await store.linking.new_code(SLACK)
    assert await store.linking.unlink(WEB, SLACK)
    fresh = await store.learner(SLACK)
    assert fresh.new
    assert await store.events(fresh.id) == []
    assert await store.linking.look(SLACK, open_code) is Refusal.BURNED
    assert await store.people(one) == [DISCORD, WEB]
    assert len(await store.events(one)) == before + 1
    assert not await store.linking.unlink(WEB, SLACK)  # again, after a crash
    assert not await store.linking.unlink(SLACK, SLACK)
    assert not await store.linking.unlink(SLACK, WEB)  # nobody else's
    await store.append(fresh.id, [LearnerJoined(), attempt("new")], at=clock())
    await link(store, DISCORD, SLACK)
    assert await learner_id(store, SLACK) == await learner_id(store, WEB)
    assert await store.projections.differences() == []


async def test_an_exported_record_brings_no_links_along(store: Store, clock: FakeClock) -> None:
    await learn(store, clock, [SLACK, DISCORD], 6, 7)
    await link(store)
    rows = await store.rows(await learner_id(store, SLACK))
    eva = await learner_id(store, "x:eva")
    assert await store.take_over(eva, rows) == len(rows) - 1
    assert await store.take_over(eva, rows) == 0
    assert await store.projections.differences() == []
    mine = await store.projections.known(eva, "psych")
    theirs = await store.projections.known(await learner_id(store, SLACK), "psych")
    assert mine.model.tries == theirs.model.tries


async def test_a_mark_is_settled_whoever_it_was_recorded_with(
    store: Store, clock: FakeClock
) -> None:
    discord = await learner_id(store, DISCORD)
    await store.learner(SLACK)
    await store.append(discord, [attempt("i1", 0)], at=clock())
    (wrong,) = await store.events(discord, ["attempt_made"])
    await link(store)
    clock.pass_(minutes=1)
    settled = MarkSettled(
        course="psych", section="s", item="i1", attempt=wrong.id, credit=1, changed=True, by="eva"
    )
    (seen,) = await store.in_course("psych", ["attempt_made"])
    await store.append(seen.learner_id, [settled], at=clock() + timedelta(minutes=1))
    for whose in (discord, await learner_id(store, SLACK)):
        (found,) = await store.events(whose, ["attempt_made"])
        assert isinstance(found.event, AttemptMade)
        assert found.event.credit == 1
    assert await store.projections.differences() == []
