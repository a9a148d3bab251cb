"""Breaks and limits: said once, and nobody is shut out of an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.learner.events import BreakSuggested, LimitReached, PlanSteered
from tests.dialogs.courses import LIGHT, PSYCHOLOGY
from tests.dialogs.runner import Dialog, dialog, no, tap
from tests.dialogs.test_plan import teacher

ASK = "what is extinction?"


async def study(chat: Dialog, minutes: int) -> list[str]:
    """Ask something every five minutes; what was said."""
    said = []
    for _ in range(minutes // 5):
        chat.clock.pass_(minutes=4)
        said.append((await chat.say(ASK)).text)
    return said


async def test_a_break_is_suggested_once_a_sitting(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        said = await study(chat, 70)
        told = [place for place, text in enumerate(said) if "Ten minutes away" in text]
        assert told == [9]  # 45 minutes after the first sign
        assert "You've been at it for 45 minutes." in said[9]
        chat.clock.pass_(minutes=20)
        assert "Ten minutes away" not in "".join(await study(chat, 40))
        assert "Ten minutes away" in "".join(await study(chat, 20))
        breaks = [e.minutes for e in await chat.events() if isinstance(e, BreakSuggested)]
        assert breaks == [45, 45]


async def test_a_break_can_be_switched_off_or_moved(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run([("/settings break off", "suggest a break after (minutes): no")])
        assert "Ten minutes away" not in "".join(await study(chat, 90))
        await chat.run([("/settings break 20", "(minutes): 20")])
        chat.clock.pass_(minutes=30)
        assert "at it for 20 minutes" in "".join(await study(chat, 30))


async def test_ones_own_limit_stops_what_is_new_and_can_be_lifted(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run([("/settings limit 15", "most minutes a day: 15")])
        said = ""
        for _ in range(5):
            chat.clock.pass_(minutes=4)
            said += (await chat.say("what is a ray?")).text
        assert said.count("That makes 15 minutes today") == 1
        await chat.run(
            [
                ("what is a mirror?", ["angle", no("minutes today")]),  # still answered
                ("quiz me on rays", ["wanted to stop after 15 minutes a day", no("1 of 5")]),
                (tap("Go on for today"), "the limit is off"),
                ("quiz me on rays", "1 of 5"),
                ("stop", ""),
            ]
        )
        chat.clock.pass_(days=1)
        await chat.run([("quiz me on rays", "1 of 5")])
        reached = [e.extended for e in await chat.events() if isinstance(e, LimitReached)]
        assert reached == [False, True]


async def test_a_teachers_limit_can_not_be_lifted(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat)
        await eva.run([("/plan limit 10", "At most 10 minutes of practice a day")])
        await chat.say("/settings limit 60")
        for _ in range(4):
            chat.clock.pass_(minutes=4)
            await chat.say("what is a ray?")
        await chat.run(
            [("quiz me on rays", ["Your teacher set 10 minutes", no("Go on for today")])]
        )
        await eva.run([("/plan limit off", no("At most"))])
        await chat.run([("quiz me on rays", "1 of 5")])
        orders = [e.daily_minutes for e in await eva.events() if isinstance(e, PlanSteered)]
        assert orders == [10, None]


async def test_the_day_is_the_learners_own(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:  # noon in UTC is nine in the evening in Tokyo
        await chat.say("/settings limit 10")
        await chat.run([("/settings timezone Tokyo", "Asia/Tokyo")])
        for _ in range(3):
            chat.clock.pass_(minutes=5)
            await chat.say("what is a ray?")
        await chat.run([("quiz me on rays", "wanted to stop")])
        chat.clock.pass_(hours=3)  # past midnight there
        await chat.run([("quiz me on rays", "1 of 5")])


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/settings timezone Atlantis", "I don't know that time zone"),
        ("/settings timezone bogotá", "America/Bogota"),
        ("/settings limit soon", "It takes minutes"),
        ("/settings limit 0", "most minutes a day: no"),
        ("/settings limit 99999", "It takes minutes"),
        ("/settings confidence maybe", "It can be: on, off"),
        ("/settings pictures dark", "for dark screens"),
        ("/settings pausa 30", "30"),
    ],
)
async def test_time_settings(tmp_path: Path, said: str, answer: str) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run([(said, answer)])


async def test_the_second_form(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.say("/settings")
        said = await chat.say(tap("Time, breaks, pictures"))
        (form,) = said.forms
        assert [field.name for field in form.fields] == [
            "timezone", "daily_minutes", "break_after", "quiet", "mention", "confidence", "pictures",
        ]  # fmt: skip
        sent = form.submit.model_copy(
            update={
                "args": {field.name: field.value for field in form.fields} | {"daily_minutes": "30"}
            }
        )
        await chat.run([(sent, ["most minutes a day: 30", "(minutes): 45"])])
