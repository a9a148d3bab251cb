"""From a turn to a message that comes unasked: rows made from the log, words made by a turn."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import Studylamp, build
from bot.learner.events import (
    CourseChosen,
    DaysOff,
    Event,
    Happened,
    MessageScheduled,
    MessageUnscheduled,
    PlanAimed,
    PreferencesChanged,
    ReminderDeclined,
    RoleGranted,
)
from bot.learner.model import Preferences
from bot.learner.rhythm import Rhythm
from bot.learner.store.tables import reminders, scheduled
from bot.messages import Action, Part, Place, Text
from bot.reminders.delivery import Closed, Gone
from bot.reminders.wanted import Source, Wanted
from bot.settings import Settings
from bot.skill import Skill, Turn
from tests.bot.reminders.conftest import FakePost
from tests.fakes import FakeClock, FakeLibrary, incoming, strict_translator, tiny_course

DAILY = Rhythm(at=time(13), starts=date(2026, 11, 1))


async def ask(turn: Turn, text: str) -> AsyncIterator[Part]:
    """ "goal" wants something every day, "stop" doesn't any more."""
    if text == "goal":
        turn.record(PlanAimed(course="tiny", by=date(2026, 12, 1)))
    elif text == "stop":
        turn.record(PlanAimed(course="tiny"))
    yield Text(markdown=f"answer to {text}")


async def remind(turn: Turn, args: Mapping[str, str]) -> AsyncIterator[Part]:
    newest = (await turn.past(("plan_aimed",)))[-1].event
    assert isinstance(newest, PlanAimed)
    if newest.by:
        turn.record(PlanAimed(course="tiny", by=newest.by))
        yield Text(markdown=f"{args['say']}, {turn.translator.language}")


ASK = Skill(name="ask", summary="", usage="", run=ask, act={"remind": remind})


def wanted(events: Sequence[Happened]) -> list[Wanted]:
    newest = events[-1].event if events else None
    if not isinstance(newest, PlanAimed) or not newest.by:
        return []
    action = Action(name="ask.remind", args={"say": "how is it going?"})
    return [Wanted(name="aim", rhythm=DAILY, action=action, spread=timedelta(0))]


@asynccontextmanager
async def lamp_at(url: str, clock: FakeClock) -> AsyncIterator[Studylamp]:
    unused: Any = object()
    async with build(
        Settings(database_url=url),
        clock=clock,
        library=FakeLibrary(tiny_course()),
        retriever=unused,
        grader=unused,
        model=None,
        translator=strict_translator,
        skills=[ASK],
        sources=[Source(frozenset(("plan_aimed",)), wanted)],
    ) as lamp:
        yield lamp


async def say(lamp: Studylamp, text: str, **more: Any) -> list[str]:
    zone = more.pop("timezone", None)
    message = incoming(text, at=lamp.clock(), **more).model_copy(update={"timezone": zone})
    said = [
        part.markdown
        async for reply in lamp.handle(message)
        for part in reply.parts
        if isinstance(part, Text)
    ]
    await lamp.keeping_up.catch_up()
    return said


async def rows(lamp: Studylamp) -> list[tuple[str, str, str]]:
    c = reminders.c
    async with lamp.store._database.read() as connection:
        found = await connection.execute(select(c.name, c.due_at, c.status).order_by(c.due_at))
        return [(name, f"{at:%m-%d %H:%M}", status) for name, at, status in found]


async def test_the_whole_way(url: str, clock: FakeClock, post: FakePost) -> None:
    async with lamp_at(url, clock) as lamp:
        await say(lamp, "goal")
        worker = lamp.reminding("test", post)
        clock.pass_(hours=1)
        await worker.round()
        assert post.texts == ["how is it going?, en"]
        await lamp.keeping_up.catch_up()  # the turn recorded something, too
        clock.pass_(days=1)
        await worker.round()
        assert len(post.got) == 2
        await say(lamp, "stop")
        there = await rows(lamp)
        assert [status for _, _, status in there] == ["sent", "sent"]
        turns = await lamp.store.thread.past("test:ana|dm", limit=9)
        assert [turn.incoming.unasked for turn in turns] == [False, True, True, False]


async def test_what_was_worded_before_a_crash_is_not_worded_again(
    url: str, clock: FakeClock, post: FakePost
) -> None:
    async with lamp_at(url, clock) as lamp:
        await say(lamp, "goal")
        clock.pass_(hours=1)
        [due] = await lamp.store.reminders.claim("test", limit=9, lease=timedelta(seconds=-1))
        reply = await lamp.words.compose(due)  # and here the process dies
        assert reply
    async with lamp_at(url, clock) as lamp:
        await lamp.reminding("test", post).round()
        learner = await lamp.store.learner("test:ana")
        aims = await lamp.store.events(learner.id, ("plan_aimed",))
    assert post.texts == ["how is it going?, en"]
    assert len(aims) == 2


@pytest.mark.parametrize(
    "hours, planned, got",
    [
        (2, ["11-20 13:00"], ["how is it going?, en"]),
        (14, ["11-21 13:00"], []),  # past its use
    ],
)
async def test_what_came_before_anybody_planned_it_comes_late(
    url: str, clock: FakeClock, post: FakePost, hours: int, planned: list[str], got: list[str]
) -> None:
    async with lamp_at(url, clock) as lamp:
        await say(lamp, "hello")
        learner = await lamp.store.learner("test:ana")
        aim = PlanAimed(course="tiny", by=date(2026, 12, 1))
        await lamp.store.append(learner.id, [aim], at=clock.now)
        clock.pass_(hours=hours)  # and here the process dies
    async with lamp_at(url, clock) as lamp:
        await lamp.keeping_up.catch_up()
        assert await rows(lamp) == [("aim", each, "open") for each in planned]
        await lamp.reminding("test", post).round()
        assert post.texts == got
        await lamp.keeping_up.catch_up()
        await lamp.reminding("test", post).round()
        assert post.texts == got


async def test_by_new_rules_nothing_comes_again(url: str, clock: FakeClock, post: FakePost) -> None:
    async with lamp_at(url, clock) as lamp:
        await say(lamp, "goal")
        clock.pass_(hours=1)
        await lamp.reminding("test", post).round()
        async with lamp.store._database.write() as connection:
            await connection.execute(scheduled.update().values(made_with="earlier rules"))
            await connection.execute(reminders.delete())
        await lamp.keeping_up.catch_up()
        assert await rows(lamp) == [("aim", "11-21 13:00", "open")]


async def test_obsolete_by_then(url: str, clock: FakeClock, post: FakePost) -> None:
    async with lamp_at(url, clock) as lamp:
        await say(lamp, "goal")
        learner = await lamp.store.learner("test:ana")
        clock.pass_(hours=1)
        await lamp.store.append(learner.id, [PlanAimed(course="tiny")], at=clock.now)
        await lamp.reminding("test", post).round()
        assert post.sends == []
        # The background may have seen it first: then the row is gone.
        assert {status for _, _, status in await rows(lamp)} <= {"dropped"}


async def test_local_time_goes_along_with_who_travels_and_what_they_prefer(
    url: str, clock: FakeClock
) -> None:
    async with lamp_at(url, clock) as lamp:
        await say(lamp, "goal", timezone="Europe/Madrid")
        assert await rows(lamp) == [("aim", "11-21 12:00", "open")]
        await say(lamp, "hello", timezone="America/Bogota")
        assert await rows(lamp) == [("aim", "11-20 18:00", "open")]
        learner = await lamp.store.learner("test:ana")
        preferences = PreferencesChanged(preferences=Preferences(timezone="Asia/Tokyo"))
        await lamp.store.append(learner.id, [preferences], at=clock.now)
        await lamp.keeping_up.catch_up()
        assert await rows(lamp) == [("aim", "11-21 04:00", "open")]


@pytest.mark.parametrize("outcome", [Closed("50007"), Gone("user_disabled")])
async def test_what_could_not_be_sent_is_shown_at_the_next_contact_where_nobody_reads_along(
    url: str, clock: FakeClock, outcome: Closed | Gone
) -> None:
    post = FakePost(outcome)
    async with lamp_at(url, clock) as lamp:
        await say(lamp, "goal")
        clock.pass_(hours=1)
        await lamp.reminding("test", post).round()
        assert post.called == []
        assert [status for _, _, status in await rows(lamp)] == ["kept"]
        channel = Place(kind="channel", name="general")
        assert await say(lamp, "in public", place=channel) == ["answer to in public"]
        assert await say(lamp, "hello") == [
            "answer to hello",
            "This was for you earlier, but I couldn't write to you:",
            "how is it going?, en",
        ]
        assert await say(lamp, "again") == ["answer to again"]
        assert await rows(lamp) == [("aim", "11-20 13:00", "shown"), ("aim", "11-21 13:00", "open")]


async def test_called_in_public_without_a_word_on_what_it_is(url: str, clock: FakeClock) -> None:
    post = FakePost(Closed("50007"))
    async with lamp_at(url, clock) as lamp:
        await say(lamp, "goal")
        await say(lamp, "aloud", place=Place(kind="channel", name="general"))
        learner = await lamp.store.learner("test:ana")
        preferences = PreferencesChanged(preferences=Preferences(mention=True))
        await lamp.store.append(learner.id, [preferences], at=clock.now)
        clock.pass_(hours=1)
        await lamp.reminding("test", post).round()
        [called] = post.called
        assert called.startswith("test:ana in channel:general: I have a reminder for you")
        assert "going" not in called


# ---- what teachers schedule ------------------------------------------------------------------

MONDAYS = Rhythm(at=time(7, 30), starts=date(2026, 11, 20), days=(0,))
FRIDAY = Rhythm(at=time(9), starts=date(2026, 11, 27), until=date(2026, 11, 27))


async def joins(lamp: Studylamp, person: str, *events: Event) -> str:
    await say(lamp, "hello", person=person)
    learner = await lamp.store.learner(person)
    await lamp.store.append(learner.id, [CourseChosen(course="tiny"), *events], at=lamp.clock())
    return learner.id


async def test_a_class_hears_what_its_teacher_schedules(url: str, clock: FakeClock) -> None:
    teaches = RoleGranted(course="tiny", role="teacher", by="installer")
    async with lamp_at(url, clock) as lamp:
        eva = await joins(lamp, "test:eva", teaches)
        ana = await joins(lamp, "test:ana")
        quiz = MessageScheduled(id="q", course="tiny", what="quiz", topic="1", rhythm=FRIDAY)
        summary = MessageScheduled(id="s", course="tiny", what="summary", rhythm=MONDAYS)
        await lamp.store.append(eva, [quiz, summary], at=clock.now)
        await lamp.keeping_up.catch_up()
        assert await rows(lamp) == [
            ("schedule:s", "11-23 07:30", "open"),
            ("schedule:q", "11-27 09:00", "open"),
        ]
        await joins(lamp, "test:ben")  # later
        await lamp.keeping_up.catch_up()
        assert len(await rows(lamp)) == 3
        await lamp.store.append(ana, [ReminderDeclined(name="schedule:q")], at=clock.now)
        holidays = DaysOff(course="tiny", first=date(2026, 11, 23), last=date(2026, 11, 24))
        await lamp.store.append(eva, [holidays], at=clock.now)
        await lamp.keeping_up.catch_up()
        assert await rows(lamp) == [
            ("schedule:q", "11-27 09:00", "open"),
            ("schedule:s", "11-30 07:30", "open"),
        ]
        school = holidays.model_copy(update={"off": False, "first": date(2026, 11, 23)})
        over = MessageUnscheduled(id="q", course="tiny")
        await lamp.store.append(eva, [school, over], at=clock.now)
        await lamp.keeping_up.catch_up()
        assert await rows(lamp) == [("schedule:s", "11-23 07:30", "open")]
