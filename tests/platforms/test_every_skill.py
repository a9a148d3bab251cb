"""Every skill, on both platforms: reachable in all three ways, and private where others read.

Two people ask for everything in a channel: a student with marks, a goal and a guardian's summary to
lose, and the teacher of a class whose names and figures are nobody else's. Somebody else looks on.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.app import Studylamp
from bot.commands import discord as discord_command
from bot.learner.events import CourseChosen, Event, RoleGranted
from bot.learner.events.goals import GoalSet, GoalTerms
from bot.router import Route, Router
from bot.skill import Skill
from bot.skills import SKILLS
from tests.dialogs.courses import LIGHT
from tests.dialogs.test_summary import made
from tests.platforms.discord_fake import EPHEMERAL, FakeDiscord
from tests.platforms.discord_screen import screen
from tests.platforms.slack_fake import FakeSlack
from tests.platforms.test_goals import clock, lamp  # noqa: F401
from tests.platforms.test_linking import dc, slack  # noqa: F401
from tests.platforms.test_teachers_week import a_class

SAID = {
    "ask": "what is a ray?",
    "hint": "I need help with an exercise",
    "quiz": "quiz me on rays",
    "plan": "what should I learn next?",
    "review": "what's due for review?",
    "today": "what's on today?",
    "assign": "what homework do I have?",
    "goal": "show my goals",
    "progress": "how am I doing?",
    "history": "what did I get wrong last week?",
    "teacher": "ask my teacher what a ray is made of",
    "summary": "how is my class doing this week?",
    "queue": "what is in my queue?",
    "rules": "class rules",
    "pilot": "how is the pilot going?",
    "class": "who is in my class?",
    "join": "I want to join a class",
    "partner": "find me a study partner",
    "schedule": "every Monday 7:30 send me the summary",
    "course": "which courses are there?",
    "settings": "change my settings",
    "guardian": "send my mum a weekly summary",
    "link": "link my Discord",
    "unlink": "unlink my Discord",
    "help": "what can you do?",
}
"""What somebody might write who doesn't know a single command."""
TEACHERS = {"summary", "queue", "rules", "pilot", "class", "schedule"}
SECRETS = ("Ana", "Ben", "Finn", "zebra", "%", "5 of 6", "Mixed up", "mixed up", "1 answer")
"""What only the two who ask may read: names, a goal, figures, mistakes."""


def test_each_has_words() -> None:
    assert set(SAID) == {skill.name for skill in SKILLS}


@pytest.mark.parametrize("skill", SKILLS, ids=lambda skill: skill.name)
def test_it_is_found_by_what_people_say(skill: Skill) -> None:
    route = Router(SKILLS).text(SAID[skill.name])
    assert isinstance(route, Route)
    assert route.skill is skill


def test_each_is_a_command_of_discord() -> None:
    commands = {each.name: each for each in discord_command.commands()}
    assert list(commands) == [skill.name for skill in SKILLS]
    assert all(commands[s.name].private is (s.audience != "everyone") for s in SKILLS)
    assert len(commands) < 100


async def somebody(lamp: Studylamp, person: str) -> None:  # noqa: F811
    """A student with mistakes and a goal."""
    grant = RoleGranted(course=LIGHT.id, role="student", by="x", way="code")
    terms = GoalTerms(words="draw a zebra", kind="own", target=1)
    goal = GoalSet(goal="g1", course=LIGHT.id, terms=terms)
    wrong = [made("rays-1", right=False), made("rays-2", right=False)]
    events: list[Event] = [grant, CourseChosen(course=LIGHT.id), goal, *wrong]
    learner = await lamp.store.learner(person)
    await lamp.store.append(learner.id, events, at=lamp.clock() - timedelta(days=2))


def who(skill: Skill, student: str, teacher: str) -> str:
    return teacher if skill.name in TEACHERS else student


async def test_in_slack(lamp: Studylamp, slack: FakeSlack) -> None:  # noqa: F811
    await a_class(lamp, "slack", f"slack:{slack.team_id}:U1")
    await somebody(lamp, f"slack:{slack.team_id}:U2")

    def answers(user: str, thread: str | None = None) -> list[dict[str, Any]]:
        seen = slack.seen("C1", user, thread)
        return [message for message in seen if message["user"] == slack.bot_user_id]

    for skill in SKILLS:
        user, said = who(skill, "U2", "U1"), f"<@{slack.bot_user_id}> {SAID[skill.name]}"
        ts, _ = await slack.message("C1", user, said, mention=True)
        await slack.wait_for(lambda: answers(user, ts), 10)  # noqa: B023
        assert bool(answers("U3", ts)) is (skill.audience == "everyone"), skill.name
    asked = len(slack.seen("C1", "U3"))
    for number, skill in enumerate(SKILLS, 1):
        await slack.command("/studylamp", skill.name, user=who(skill, "U2", "U1"), channel="C1")

        def beside() -> list[dict[str, Any]]:
            every = answers("U1") + answers("U2")
            return [message for message in every if not message.get("thread_ts")]

        await slack.wait_for(lambda: len(beside()) >= number, 10)  # noqa: B023
    onlooker = slack.screen("C1", "U3")
    assert len(slack.seen("C1", "U3")) == asked  # a command's answer is for who gave it
    assert "the way that light takes" in onlooker
    assert not [secret for secret in SECRETS if secret in onlooker]
    mine = slack.screen("C1", "U1") + slack.screen("C1", "U2")
    assert all(secret in mine for secret in ("zebra", "Ana", "%"))


async def test_on_discord(lamp: Studylamp, dc: FakeDiscord) -> None:  # noqa: F811
    await a_class(lamp, "discord", f"discord:{dc.user('Ada')['id']}")
    await somebody(lamp, f"discord:{dc.user('Bob')['id']}")

    def answers() -> list[dict[str, Any]]:
        return [each for each in dc.sent(dc.channel) if not each["flags"] & EPHEMERAL]

    for skill in SKILLS:
        user, private = who(skill, "Bob", "Ada"), skill.audience != "everyone"
        before = len(answers()), len(dc.sent(dc.dm(user)))
        await dc.say(dc.channel, user, SAID[skill.name], mention=True)
        aloud = await dc.wait_for(lambda: answers()[before[0] :], 10)  # noqa: B023
        assert ("between you and me" in aloud[0]["content"]) is private, skill.name
        assert not private or len(dc.sent(dc.dm(user))) > before[1], skill.name
        options = {"question": "what is a ray?"} if skill.name == "ask" else {}
        shown = await (await dc.slash(skill.name, options, user=user)).settled()
        assert bool(shown["flags"] & EPHEMERAL) is private, skill.name
    onlooker = screen(dc, dc.channel, user="Cleo")
    assert "the way that light takes" in onlooker
    assert not [secret for secret in SECRETS if secret in onlooker]
    mine = screen(dc, dc.dm("Ada"), user="Ada") + screen(dc, dc.dm("Bob"), user="Bob")
    assert all(secret in mine for secret in ("zebra", "Ana", "%"))
