"""The day at a glance: what each skill has to say about it, and nothing that begins by looking."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from bot.messages import Action, Part, Text
from bot.skill import Skill, Turn
from tests.dialogs.courses import ESTADISTICA, PSYCHOLOGY
from tests.dialogs.runner import dialog, no, tap
from tests.dialogs.test_summary import a_class


async def test_the_plan_and_what_is_due_with_a_button_each(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        said = await chat.say("what's on today?")
        assert "Your plan for" in said.text
        assert "Next: **" in said.text
        assert "Review" not in said.text  # nothing to review yet
        assert "Tell me what you work towards" not in said.text
        await chat.run([("review 6.2", "1 of 2"), ("show", ""), ("good", ""), ("stop", "")])
        await chat.run([("/today", "Nothing is due for 4 days")])
        chat.clock.pass_(days=5)
        said = await chat.say("today")
        assert "**Review**\n1 card is due." in said.text
        assert "Start the review" in said.labels
        assert [reply.audience for reply in said.replies] == ["everyone"]  # a direct message
        await chat.run([(tap("Start the review"), "1 of 1")])


async def test_goals_are_there_with_a_check_in(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run([("/today", no("goal"))])
        await chat.say("I want to finish chapter 6 by Friday")
        await chat.run([(tap("Yes, that's it"), ""), ("/today", "**Your goals**")])
        assert "Check in" in (await chat.say("/today")).labels
        await chat.run([(tap("Check in"), no("went wrong"))])


async def test_who_teaches_sees_their_class(tmp_path: Path) -> None:
    async with a_class(tmp_path) as chat:
        said = await chat.say("/today")
        assert "**Light, last 7 days** · 5 of 6 active" in said.text
        assert "Hardest: *1.1 Rays*" in said.text
        assert said.text.count("students") <= 1  # three lines of it
        await chat.run([(tap("See the whole summary"), "Suggestion: 10 minutes on 1.1 Rays")])
        await chat.as_("test:ana").run([("/today", [no("last 7 days"), no("Hardest")])])


async def test_looking_begins_nothing(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run([("review 6.2", "1 of 2"), ("show", ""), ("again", "2 of 2")])
        before = len(await chat.events())
        await chat.run(
            [("/today", no("2 of 2")), ("back to the review", ""), ("/review", "2 of 2")]
        )
        kinds = {event.type for event in (await chat.events())[before:]}
        assert kinds <= {"question_asked"}


async def test_in_spanish_and_without_a_course(tmp_path: Path) -> None:
    async with dialog(tmp_path, ESTADISTICA) as chat:
        await chat.run([("¿qué toca hoy?", "Tu plan")])
    async with dialog(tmp_path, ESTADISTICA, PSYCHOLOGY, default_course=None) as chat:
        await chat.run([("/today", "/course")])


async def test_a_skill_says_its_part_or_nothing(tmp_path: Path) -> None:
    from bot.skills.today import SKILL as TODAY

    async def nothing(turn: Turn) -> AsyncIterator[Part]:
        if turn.learner.teaches:
            yield Text(markdown="your class")

    async def run(turn: Turn, text: str) -> AsyncIterator[Part]:
        yield Text(markdown="run")

    others = tuple(
        Skill(name=name, summary="", usage="", run=run, today=nothing if name == "plan" else None)
        for name in ("ask", "help", "plan")
    )
    async with dialog(tmp_path, PSYCHOLOGY, skills=(*others, TODAY)) as chat:
        await chat.run([(Action(name="today.show"), "Nothing is waiting for you today.")])
