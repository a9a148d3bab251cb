"""A teacher's week, through both real adapters: what the teacher writes and taps, and what they read.

python -m pytest -n0 -s tests/platforms/test_teachers_week.py      prints it
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.app import Studylamp
from bot.learner.events import (
    CourseChosen,
    Event,
    Grouped,
    QuestionAsked,
    QuestionPassedOn,
    RoleGranted,
)
from tests.dialogs.courses import LIGHT
from tests.dialogs.test_summary import made
from tests.fakes import FakeClock
from tests.platforms.discord_fake import FakeDiscord
from tests.platforms.discord_screen import labels
from tests.platforms.discord_screen import seen as seen_on_discord
from tests.platforms.slack_fake import FakeSlack
from tests.platforms.test_goals import clock, lamp  # noqa: F401
from tests.platforms.test_linking import dc, slack  # noqa: F401

FORM = "Fill in the form"
EXAM, ASKERS = "What may we bring to the exam?", 2
Step = Callable[[str, str], Awaitable[None]]
"""Writes (or taps, in brackets, or fills in the form shown last, in braces) and waits until the answer says something."""

WEEK = (
    ("Monday", "how is my class doing this week?", "5 of 6 active"),
    ("Monday", "[Students to see]", "no activity"),
    ("Monday", "[Groups]", "Groups by shared gap"),
    ("Tuesday", "what are my students struggling with?", "Hardest exercises"),
    ("Tuesday", "assign a quiz on 1.1 to everyone by Friday", "Given: quiz on 1.1 Rays"),
    ("Wednesday", "/rules exam 1.1 until Friday", "exam"),
    ("Wednesday", "every Monday 7:30 send me the summary", "Planned: class summary"),
    ("Thursday", "/assign", "1.1 Rays"),
    ("Thursday", "/queue", "Asked by Ben, and 1 student without a name."),
    ("Thursday", "[Answer]", "Write your answer to “What may we bring to the exam?”"),
    ("Thursday", "{A ruler, and nothing else.}", "2 students get it"),
    ("Thursday", "[Put it into the course]", "Everybody in Light finds it now"),
    ("Thursday", "pause the bot until Monday", "paused until Monday"),
    ("Thursday", "[Change how I work]", "How I work"),
    ("Friday", "/summary for the class", "Our class, last 7 days"),
    ("Friday", "/class log", "by"),
)


async def a_class(lamp: Studylamp, platform: str, teacher: str) -> None:  # noqa: F811
    """Six students of LIGHT: five answered two days ago, one was last seen 15 days ago."""
    teaches = RoleGranted(course=LIGHT.id, role="teacher", by="installer")
    await _record(lamp, teacher, 20, teaches, CourseChosen(course=LIGHT.id))
    for n, name in enumerate(("Ana", "Ben", "Cleo", "Dan", "Eva", "Finn")):
        person, away = f"{platform}:s{n}", name == "Finn"
        grant = {"course": LIGHT.id, "role": "student", "by": "x", "way": "code"}
        group = Grouped(course=LIGHT.id, group="Blue" if n % 2 else "Red", by="x")
        who = await _record(lamp, person, 20, RoleGranted.model_validate(grant), group)
        await lamp.store.classes.call(who, name)
        answers = [made("rays-1", right=True), made("rays-2", right=away)]
        asked = QuestionAsked(course=LIGHT.id, question="Who won in 1998?", covered=False)
        sent = QuestionPassedOn(course=LIGHT.id, question=EXAM, anonymous=n == 0)
        passed_on = [sent] if n < ASKERS else []
        await _record(lamp, person, 15 if away else 2, *answers, asked, *passed_on)


async def _record(lamp: Studylamp, person: str, days: int, *events: Event) -> str:  # noqa: F811
    learner = await lamp.store.learner(person)
    await lamp.store.append(learner.id, events, at=lamp.clock() - timedelta(days=days))
    return learner.id


async def test_in_slack(
    lamp: Studylamp,  # noqa: F811
    slack: FakeSlack,  # noqa: F811
    clock: FakeClock,  # noqa: F811
) -> None:
    await a_class(lamp, "slack", f"slack:{slack.team_id}:U1")
    shown: set[str] = set()

    def new(text: str) -> list[dict[str, Any]]:
        found = [m for m in slack.seen("D1", "U1") if m["user"] == slack.bot_user_id]
        return [m for m in found if m["ts"] not in shown and text in str(m["blocks"])]

    async def step(said: str, answer: str) -> None:
        if said.startswith("["):
            await _press(slack, said[1:-1])
        elif said.startswith("{"):
            await _press(slack, FORM)
            opened = await slack.wait_call("views.open")
            view = slack.views[opened.response["view"]["id"]]
            await slack.submit(view, {"text": said[1:-1]})
        elif said.startswith("/"):
            await slack.command("/studylamp", said[1:], channel="D1")
        else:
            await slack.message("D1", "U1", said)
        await slack.wait_for(lambda: new(answer), 10)
        for message in new(""):
            shown.add(message["ts"])
            print(slack.screen("D1", "U1", message["ts"]))

    await _through(step, clock)
    assert {call.args["channel"] for call in slack.calls_to("chat.postMessage")} == {"D1"}


def _buttons(slack: FakeSlack, label: str) -> list[tuple[dict[str, Any], str]]:  # noqa: F811
    return [
        (message, element["action_id"])
        for message in slack.seen("D1", "U1")
        for block in message["blocks"]
        for element in block.get("elements", ())
        if element["type"] == "button" and element["text"]["text"] == label
    ]


async def _press(slack: FakeSlack, label: str) -> None:  # noqa: F811
    # An answer may be several messages, its buttons under the last.
    found = await slack.wait_for(lambda: _buttons(slack, label), 10)
    await slack.click(*found[-1])


async def test_on_discord(
    lamp: Studylamp,  # noqa: F811
    dc: FakeDiscord,  # noqa: F811
    clock: FakeClock,  # noqa: F811
) -> None:
    await a_class(lamp, "discord", f"discord:{dc.user('Ada')['id']}")
    place = dc.dm("Ada")
    shown: set[str] = set()

    def new(text: str) -> list[dict[str, Any]]:
        return [m for m in dc.sent(place) if m["id"] not in shown and text in str(m)]

    async def with_button(label: str) -> dict[str, Any]:
        def there() -> list[dict[str, Any]]:
            return [m for m in dc.sent(place) if label in labels(m)]

        found: list[dict[str, Any]] = await dc.wait_for(there, 10)
        return found[-1]

    async def step(said: str, answer: str) -> None:
        if said.startswith("["):
            message = await with_button(said[1:-1])
            await dc.click(message, label=said[1:-1])
        elif said.startswith("{"):
            message = await with_button(FORM)
            opened = await (await dc.click(message, label=FORM)).answered()
            await dc.submit(opened, {"text": said[1:-1]})
        else:
            await dc.say(None, "Ada", said)
        await dc.wait_for(lambda: new(answer), 10)
        for message in new(""):
            shown.add(message["id"])
            print(seen_on_discord(message))

    await _through(step, clock)
    assert not dc.sent(dc.channel)


async def _through(step: Step, clock: FakeClock) -> None:  # noqa: F811
    day = "Monday"
    for when, said, answer in WEEK:
        if when != day:
            day = when
            clock.pass_(hours=1)  # the class stays as it was counted
        print(f"\n--- {when}\n> {said}")
        await step(said, answer)


@pytest.mark.parametrize(
    "said", ["how is my class doing this week?", "/queue", "/assign", "/class log", "/rules exam"]
)
async def test_what_a_student_is_refused(
    lamp: Studylamp,  # noqa: F811
    dc: FakeDiscord,  # noqa: F811
    said: str,
) -> None:
    await a_class(lamp, "discord", f"discord:{dc.user('Bob')['id']}")
    await dc.say(None, "Ada", said)
    refused = await dc.wait_message(dc.dm("Ada"), lambda m: m["content"])
    print(f"\n> {said}\n{seen_on_discord(refused)}")
    assert not any(name in refused["content"] for name in ("Ana", "Ben", "Finn", "5 of 6"))
