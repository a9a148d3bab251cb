"""Check-ins: what the record says, what the learner answers, one small next step."""

from __future__ import annotations

import re
from pathlib import Path

from bot.learner.events import (
    CheckedIn,
    CheckInSent,
    GoalEnded,
    NoteWritten,
    ObstacleNamed,
    Snoozed,
)
from bot.messages import Action, File, Incoming
from tests.dialogs.courses import LIGHT
from tests.dialogs.runner import Dialog, Said, dialog, no, tap
from tests.dialogs.test_goals import set_goal
from tests.dialogs.test_progress import practise


async def due(chat: Dialog, goal: str) -> Said:
    """It is time for a check-in, as the reminders say it."""
    chat.clock.pass_(minutes=1)
    incoming = Incoming(
        delivery_id=f"due:{goal}:{chat.clock()}",
        person=chat.person,
        action=Action(name="goal.check_in", args={"goal": goal}),
        at=chat.clock(),
        locale=chat.locale,
        unasked=True,
    )
    said = Said(tuple([reply async for reply in chat.lamp.handle(incoming)]))
    chat.screen = said.options
    return said


async def test_two_lines_with_evidence_and_why_it_came(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat)
        await practise(chat, "rays", True, True, True, True, True)
        chat.clock.pass_(hours=3)
        said = await due(chat, goal)
        assert "“master chapter 1”" in said.text
        assert "1 of 2 concepts are solid." in said.text
        assert re.search(r"\d+ minutes of practice this week", said.text)
        assert "Still to do: *1.2 Mirrors*" in said.text
        assert "You asked for this on Fridays at 17:00" in said.text
        assert said.labels == [
            "Done", "Some of it", "Not yet", "Talk about it", "Later", "Change", "Stop",
        ]  # fmt: skip
        assert said.text.count("\n\n") <= 3


async def test_not_yet_then_one_small_step_right_there(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat)
        await due(chat, goal)
        await chat.run(
            [
                ("not yet", "What got in the way?"),
                (tap("No time"), ["three questions take about three minutes", "Make it smaller"]),
                (tap("Three questions"), "1 of 3"),
                ("stop", ""),
            ]
        )
        events = await chat.events()
        assert [e.answer for e in events if isinstance(e, CheckedIn)] == ["not_yet"]
        assert [e.obstacle for e in events if isinstance(e, ObstacleNamed)] == ["time"]


async def test_a_smaller_goal_is_the_same_goal(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat)
        await due(chat, goal)
        await chat.run(
            [
                (tap("Some of it"), "What got in the way?"),
                (tap("It's hard"), "one piece of it"),
                (tap("Make it smaller"), "its 1 concept"),
                (tap("Yes, that's it"), "Changed"),
                ("my goals", ["Your goal", "0 of 1 concept is solid"]),
            ]
        )


async def test_talking_about_it_is_the_journal(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat)
        await due(chat, goal)
        await chat.run(
            [
                ("talk about it", "only you see"),
                ("I never know where to begin with rays.", ["Kept in your journal", "Three questions"]),
                ("/goal journal", "where to begin"),
                ("/goal note What is a ray, really?", "Kept in your journal"),
                ("my journal", ["What is a ray, really?", "where to begin"]),
            ]
        )  # fmt: skip
        notes = [e for e in await chat.events() if isinstance(e, NoteWritten)]
        assert [note.goal for note in notes] == [goal, ""]


async def test_a_text_about_something_else_is_no_answer(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat)
        await due(chat, goal)
        await chat.run([("what is a mirror?", "sends a ray back")])
        assert not [e for e in await chat.events() if isinstance(e, CheckedIn)]


async def test_an_open_question_comes_before_a_check_in(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat)
        await chat.say("quiz me on rays, 3 questions")
        await due(chat, goal)
        await chat.run([("true", "2 of 3")])


async def test_missing_some_makes_it_gentler_then_it_asks_then_it_stops(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat)
        texts = []
        for _ in range(5):
            chat.clock.pass_(days=7)
            texts.append((await due(chat, goal)).text)
        first, second, third, fourth, fifth = texts
        assert "Does" not in first
        assert re.search("No rush|Nothing is lost|Weeks get full", second)
        assert re.search("No rush|Nothing is lost|Weeks get full", third)
        assert second.partition("“")[0] != third.partition("“")[0]
        assert "three times and heard nothing" in fourth and "Shall I stop?" in fourth
        assert "I've stopped asking" in fifth
        chat.clock.pass_(days=7)
        assert (await due(chat, goal)).parts == []
        ends = [e.how for e in await chat.events() if isinstance(e, GoalEnded)]
        assert ends == ["unanswered"]


async def test_asked_whether_to_stop_they_may_go_on(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat)
        for _ in range(4):
            chat.clock.pass_(days=7)
            await due(chat, goal)
        await chat.run([(tap("Keep asking"), "It goes on")])
        chat.clock.pass_(days=7)
        assert "Shall I stop" not in (await due(chat, goal)).text


async def test_the_same_words_do_not_return_soon(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat)
        for _ in range(5):
            chat.clock.pass_(days=7)
            await due(chat, goal)
            await chat.say("some")
        sent = [e.wording for e in await chat.events() if isinstance(e, CheckInSent)]
        assert len(set(sent)) == 5


async def test_the_reason_is_shown_back(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.say("I want to master chapter 1")
        await chat.say(tap("Yes, that's it"))
        await chat.say("Madrid")
        await chat.say("I want to be an optician.")
        goal = next(e.goal for e in await chat.events() if e.type == "goal_set")
        said = await due(chat, goal)
        assert "You wrote: “I want to be an optician”." in said.text


async def test_later(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat)
        await due(chat, goal)
        await chat.run(
            [
                (tap("Later"), ["When shall I come back?", "In an hour", "Tonight", "Tomorrow"]),
                (tap("In an hour"), "I'll come back: Fri, Nov 20, 13:"),
            ]
        )
        snoozed = [e for e in await chat.events() if isinstance(e, Snoozed)]
        assert (snoozed[0].until - chat.clock()).total_seconds() == 3600
        chat.clock.pass_(hours=1)
        assert "master chapter 1" in (await due(chat, goal)).text


async def test_a_habit_is_reminded_of_so_that_it_can_start(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat, "I want to practise 20 minutes every day at 6 pm")
        said = await due(chat, goal)
        assert said.labels[:4] == ["Start now", "Done already", "Not today", "Talk about it"]
        assert "0 of 3 days this week" in said.text
        chat.clock.pass_(days=1)
        await due(chat, goal)
        await chat.run([(tap("Done already"), "that's kept")])


async def test_a_reminder_for_one_day(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat, "remind me to read 2.1 tomorrow at 5pm")
        chat.clock.pass_(days=1)
        said = await due(chat, goal)
        assert "“read 2.1”" in said.text and "You asked for this on Nov 21 at 17:00" in said.text
        await chat.run(
            [(tap("Done already"), "that's done"), ("my goals", "no goal going"),
             ("my portfolio", "still empty")]
        )  # fmt: skip


async def test_what_is_over_or_was_told_is_not_asked(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat)
        await chat.run([("/goal check", ""), ("some", "What got in the way?")])
        assert (await due(chat, goal)).parts == []
        chat.clock.pass_(days=1)
        await chat.say("pause my goal")
        assert (await due(chat, goal)).parts == []
        await chat.say("stop my goal")
        assert (await due(chat, goal)).parts == []


async def test_reached_is_celebrated_once_and_kept(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat, "I want to finish 1.1")
        await practise(chat, "rays", True, True, True, True, True)
        chat.clock.pass_(days=1)
        said = await due(chat, goal)
        assert "**Reached: finish 1.1 Rays.**" in said.text
        assert "1 of 1 section is solid" in said.text
        await chat.run(
            [
                (tap("Write a line about it"), "remember"),
                ("Drawing it *helped* <b>me</b>.", "Kept"),
                ("my goals", ["no goal going", "reached 1 so far"]),
                ("how am I doing?", no("Your goals")),
            ]
        )
        assert (await due(chat, goal)).parts == []
        said = await chat.say("/progress portfolio")
        assert "1 goal reached" in said.text and "1 concept mastered" in said.text
        text, page = (p.data.decode() for p in said.parts if isinstance(p, File))
        assert "### Finish 1.1 Rays" in text and "> Drawing it *helped*" in text
        assert "<em>helped</em>" in page and "<b>me</b>" not in page
        assert "1 of 1 section is solid" in page


async def test_called_done_before_the_record_says_so(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        goal = await set_goal(chat)
        await due(chat, goal)
        await chat.run(
            [
                (tap("Done"), ["My record isn't there yet", "Still to do", "Three questions"]),
                (tap("It's reached"), ["Reached: master chapter 1", no("0 of 2")]),
            ]
        )


async def test_progress_and_the_day_show_goals(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await set_goal(chat)
        await chat.run(
            [
                ("how am I doing?", ["Your goals", "Master chapter 1: 0 of 2 concepts are solid"]),
                ("/today", "Master chapter 1: 0 of 2 concepts are solid"),
            ]
        )


async def test_in_spanish(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, locale="es") as chat:
        await chat.say("quiero dominar el capítulo 1")
        await chat.say("sí")
        await chat.say("Madrid")
        await chat.say("no")
        goal = next(e.goal for e in await chat.events() if e.type == "goal_set")
        said = await due(chat, goal)
        assert "0 de 2 conceptos están firmes" in said.text
        await chat.run(
            [
                ("todavía no", "¿Qué se interpuso?"),
                (tap("Sin energía"), "Descansar cuenta"),
                (tap("Tres preguntas"), "1 de 3"),
            ]
        )
