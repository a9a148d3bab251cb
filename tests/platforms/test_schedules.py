"""What a teacher plans in chat comes at its time, once, through both real adapters: the summary to
the teacher, the quiz to each student."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.app import Studylamp
from bot.learner.events import CourseChosen, Event, RoleGranted
from bot.learner.store.tables import reminders
from bot.reminders import worker
from tests.dialogs.courses import LIGHT
from tests.fakes import FakeClock
from tests.platforms.discord_fake import FakeDiscord
from tests.platforms.discord_screen import labels
from tests.platforms.slack_fake import FakeSlack
from tests.platforms.test_goals import clock, lamp  # noqa: F401
from tests.platforms.test_linking import dc, in_discord, in_slack, slack  # noqa: F401

QUIZ, SUMMARY = "the quiz that your teacher planned", "last 7 days"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of these tests jumps; a worker that sleeps by the real one has to look."""
    monkeypatch.setattr(worker, "LOOK_AGAIN", timedelta(seconds=0.05))


async def gets(lamp: Studylamp, person: str, event: Event) -> None:  # noqa: F811
    learner = await lamp.store.learner(person)
    await lamp.store.append(learner.id, [event], at=lamp.clock())


async def it_is(lamp: Studylamp, clock: FakeClock, moment: datetime) -> None:  # noqa: F811
    await lamp.keeping_up.catch_up()
    clock.now = moment
    for wake in lamp.keeping_up.reminders_changed:
        wake()


async def settled(lamp: Studylamp, n: int) -> None:  # noqa: F811
    """So many were sent by now."""
    sent = select(func.count()).where(reminders.c.status == "sent")
    async with lamp.store._database.read() as connection:
        assert await connection.scalar(sent) == n


async def test_the_quiz_and_the_summary(
    lamp: Studylamp,  # noqa: F811
    slack: FakeSlack,  # noqa: F811
    dc: FakeDiscord,  # noqa: F811
    clock: FakeClock,  # noqa: F811
) -> None:
    # Ana and the teacher Eva write in Slack, Ada and the teacher Bob on Discord.
    teaches = RoleGranted(course=LIGHT.id, role="teacher", by="installer")
    ada, bob = (f"discord:{dc.user(name)['id']}" for name in ("Ada", "Bob"))
    ana, eva = (f"slack:{slack.team_id}:{user}" for user in ("U1", "U2"))
    await in_discord(dc, "hello", "")
    await in_slack(slack, "hello")
    for student in (ada, ana):
        await gets(lamp, student, CourseChosen(course=LIGHT.id))
    await gets(lamp, bob, teaches)
    await gets(lamp, eva, teaches)
    await dc.say(None, "Bob", "quiz on chapter 2 on Friday at 9:00 for my class")
    await dc.wait_message(dc.dm("Bob"), lambda m: "Planned: quiz on chapter 2" in m["content"])
    await dc.say(None, "Bob", "every Monday 7:30 send me the summary")
    await dc.wait_message(dc.dm("Bob"), lambda m: "Planned: class summary" in m["content"])
    asked = len(slack.calls_to("chat.postMessage"))
    await slack.message("D2", "U2", "every Monday 7:30 send me the summary")
    await slack.wait_call("chat.postMessage", count=asked + 1)

    await it_is(lamp, clock, datetime(2026, 11, 23, 7, 33, tzinfo=UTC))
    summary = await dc.wait_message(dc.dm("Bob"), lambda m: SUMMARY in m["content"])
    assert "Light" in summary["content"]
    assert "Heat map" in labels(summary)
    await slack.wait_for(lambda: SUMMARY in slack.screen("D2", "U2"))
    assert SUMMARY not in slack.screen("D1", "U1")

    await it_is(lamp, clock, datetime(2026, 11, 27, 9, 6, tzinfo=UTC))
    quiz = await dc.wait_message(dc.dm("Ada"), lambda m: QUIZ in m["content"])
    assert "It is on chapter 2." in quiz["content"]
    await slack.wait_for(lambda: QUIZ in slack.screen("D1", "U1"))
    await dc.click(quiz, label="Start")
    await dc.wait_message(dc.dm("Ada"), lambda m: "1 of" in m["content"])

    await it_is(lamp, clock, datetime(2026, 11, 29, 12, tzinfo=UTC))
    await settled(lamp, 4)
    assert len([m for m in dc.sent() if SUMMARY in m["content"]]) == 1
    assert len([m for m in dc.sent() if QUIZ in m["content"]]) == 1
    assert len([c for c in slack.calls_to("chat.postMessage") if QUIZ in str(c.args)]) == 1
    assert len([c for c in slack.calls_to("chat.postMessage") if SUMMARY in str(c.args)]) == 1
    assert not dc.sent(dc.channel)
