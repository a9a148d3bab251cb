"""Goals: set in one's own words, changed, stopped."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

from bot.learner.events import GoalChanged, GoalEnded, GoalSet, PlanAimed, PreferencesChanged
from bot.learner.rhythm import Rhythm
from bot.messages import Action, File
from tests.dialogs.courses import LIGHT
from tests.dialogs.runner import Dialog, dialog, no, tap
from tests.dialogs.test_plan import teacher
from tests.dialogs.test_progress import practise

YES = tap("Yes, that's it")
SKIP = tap("Skip")


async def set_goal(chat: Dialog, text: str = "I want to master chapter 1") -> str:
    """A goal without reason; its id."""
    await chat.say(text)
    said = await chat.say(YES)
    while "Skip" in said.labels:
        said = await chat.say(SKIP)
    return [e.goal for e in await chat.events() if isinstance(e, GoalSet)][-1]


async def test_said_back_adjusted_and_confirmed(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [
                ("my goals", "You have no goal going"),
                (
                    "I want to finish chapter 1 by Friday and stop mixing up lenses and mirrors",
                    [
                        "I hear 2 goals",
                        "Finish 1 Rays, by Nov 27",
                        "its 2 sections are solid",
                        "minutes are left",
                        "First step: 1.1 Rays",
                        "on Fridays at 17:00",
                        "Does that fit?",
                    ],
                ),
                (tap("Smaller"), ["Finish 1.1 Rays", "its 1 section"]),
                ("by Sunday", ["by Nov 22", "on Sundays at 17:00"]),
                (tap("When you ask"), ["On Tuesdays and Thursdays at 17:00", "Don't ask"]),
                ("Mondays at 18:30", "on Mondays at 18:30, but none comes before Nov 22"),
                (tap("When you ask"), ""),
                (tap("Every day at 18:30"), "every day at 18:30"),
                ("yes", ["It's set", "which city"]),
                ("Mordor", "I don't know the time in “Mordor”"),
                ("Madrid", ["it's 13:", "And the next:", "Stop mixing up lenses and mirrors"]),
                (YES, ["It's set", "why does this matter"]),
                ("I failed physics last year", "I'll keep that with it"),
                ("my goals", ["Your 2 goals", "1. **Finish 1.1 Rays, by Nov 22**", "0 of 2 concepts"]),
            ]
        )  # fmt: skip
        events = await chat.events()
        first, second = (e for e in events if isinstance(e, GoalSet))
        assert first.terms.sections == ("rays",)
        assert first.terms.due == date(2026, 11, 22)
        assert first.terms.rhythm == Rhythm(
            at=time(18, 30),
            starts=date(2026, 11, 20),
            until=date(2026, 11, 22),
            days=tuple(range(7)),
        )
        assert second.terms.words == "stop mixing up lenses and mirrors"
        reasons = [e.terms.reason for e in events if isinstance(e, GoalChanged)]
        assert reasons == ["I failed physics last year"] * 2
        zones = [e.preferences.timezone for e in events if isinstance(e, PreferencesChanged)]
        assert zones == ["Europe/Madrid"]


async def test_a_question_in_between_is_answered_and_the_goal_waits(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.say("I want to practise 20 minutes on Tuesdays and Thursdays at 6")
        yes = next(o.action for o in chat.screen if o.label == "Yes, that's it")
        await chat.run(
            [
                ("what is a mirror?", "sends a ray back"),
                ("A mirror keeps the angle.", no("set")),
                (yes, "on Tuesdays and Thursdays at 18:00"),
                ("why do rays bend?", no("city")),
                ("my goals", "20 minutes of practice on Tuesdays and Thursdays"),
            ]
        )


async def test_zone_and_reason_are_asked_once(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [
                ("goal: learn chapter 2", "Learn chapter 2"),
                ("yes", "which city"),
                ("skip", ["UTC", "why does this matter"]),
                ("no", "Fine without"),
                ("goal: learn chapter 1 by tomorrow", "by Nov 21"),
                ("yes", ["The first time: Sat, Nov 21, 17:00", no("which city")]),
            ]
        )


async def test_an_exam_is_the_plans_aim(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [
                ("goal: exam on 1 December on chapter 2", ["exam on 2 Lenses", "by Dec 1"]),
                (YES, "It's set"),
                ("plan", "2 Lenses, by Dec 1"),
            ]
        )
        assert [e.sections for e in await chat.events() if isinstance(e, PlanAimed)]


async def test_what_a_plan_works_towards_becomes_a_goal_with_one_tap(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [
                ("my exam is on 1 December on chapter 2", "2 Lenses, by Dec 1"),
                (tap("Make it my goal"), ["It's set", "on Tuesdays at 17:00", "which city"]),
                ("Madrid", ["why does this matter"]),
                (SKIP, ""),
                ("/goal", ["exam on 2 Lenses, by Dec 1"]),
                ("my exam is on 1 December", no("Make it my goal")),
                (Action(name="goal.exam"), "one of your goals already"),
                ("plan chapter 1", no("Make it my goal")),
            ]
        )
        goals = [e for e in await chat.events() if isinstance(e, GoalSet)]
        assert [(e.terms.kind, e.terms.due) for e in goals] == [("exam", date(2026, 12, 1))]


async def test_what_waits_for_a_yes_is_shown_again(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [
                ("goal: learn chapter 2", "Does that fit?"),
                ("/goal", ["waits for your yes", "Learn chapter 2", no("no goal going")]),
                ("what is a mirror?", "sends a ray back"),
                ("my goals", "Learn chapter 2"),
                (YES, "It's set"),
                (SKIP, ""),
                (SKIP, ""),
                ("goal: learn chapter 1", "Does that fit?"),
                ("/goal", ["Your goal", "Learn chapter 2", "waits for your yes", "chapter 1"]),
                (tap("Leave it"), "I left it"),
                ("/goal", [no("waits"), no("chapter 1")]),
            ]
        )


async def test_what_cannot_be_is_said_and_can_be_put_right(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [
                ("remind me yesterday", "can't go back in time"),
                ("remind me every 5 minutes", "once a day at the most"),
                ("tuesdays and thursdays at 6", "10 minutes of practice on Tuesdays and Thursdays"),
                ("finish chapter 1 by February 30", "no “february 30”"),
                ("tomorrow", ["Finish 1 Rays", "by Nov 21"]),
                ("I want Ana to study more", ["only your own", no("Does that fit")]),
                ("/goal", "waits for your yes"),
                ("/goal 500000 minutes a week", ["500000 is more than a week holds"]),
                ("/goal " + "learn everything " * 40, "more than one goal holds"),
            ]
        )
        assert not [e for e in await chat.events() if isinstance(e, GoalSet)]


async def test_ten_goals_are_enough(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        for number in range(10):
            await set_goal(chat, f"/goal keep promise number {number}")
        await chat.run([("/goal and one more promise", ["You have 10 goals", no("Does that fit")])])


async def test_words_that_the_course_does_not_have(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run(
            [
                ("/goal I want to speak up in class", ["Speak up in class", "I can't measure that"]),
                (YES, "It's set"),
                (SKIP, ""),
                (SKIP, ""),
                ("/goal check", ["Only you can tell", no("of 0")]),
                ("done", ["Reached: speak up in class", "portfolio"]),
            ]
        )  # fmt: skip


async def test_change_pause_resume_stop_and_again(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await set_goal(chat)
        await set_goal(chat, "I want to practise 20 minutes every day")
        await chat.run(
            [
                ("/goal change 2", "20 minutes of practice every day"),
                ("on mondays at 7 pm", "on Mondays at 19:00"),
                ("yes", "Changed. You hear from me on Mondays at 19:00"),
                ("/goal pause 1 until 2026-12-01", "until Dec 1"),
                ("my goals", ["Paused until Dec 1", "on Mondays"]),
                (tap("1. master chapter 1"), "Paused until"),
                (tap("Go on"), "It goes on"),
                ("stop reminding me", "Which one?"),
                (tap("20 minutes of practice on Mondays"), "Stopped"),
                ("my goals", ["Your goal", no("20 minutes")]),
                ("pause my goal", "until you tell me"),
                ("resume my goal", "It goes on. You hear from me"),
                ("stop my goal", "Stopped: “master chapter 1”"),
                (tap("Take it up again"), "It goes on"),
                ("my goals", "Master chapter 1"),
            ]
        )
        ends = [e.how for e in await chat.events() if isinstance(e, GoalEnded)]
        assert ends == ["stopped", "stopped"]


async def test_a_button_of_what_is_gone(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.say("I want to master chapter 1")
        old = next(o.action for o in chat.screen if o.label == "Yes, that's it")
        await chat.run([(YES, "It's set"), (old, "isn't open any more")])
        await set_goal(chat)
        await chat.say("my goals")
        check = next(o.action for o in chat.screen if "master" in o.label)
        await chat.run([("/goal stop 1", "Stopped"), ("/goal stop 1", "Stopped")])
        await chat.run([(check.model_copy(update={"name": "goal.pause"}), "has ended")])


async def test_nobody_reads_it_in_a_channel(tmp_path: Path) -> None:
    from bot.messages import Place

    async with dialog(tmp_path, LIGHT, place=Place(kind="channel", name="C1")) as chat:
        said = await chat.say("I want to master chapter 1")
        assert {reply.audience for reply in said.replies} == {"you"}


async def test_in_spanish(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT, locale="es") as chat:
        await chat.run(
            [
                ("mis metas", "No tienes ninguna meta"),
                (
                    "quiero practicar 20 minutos los martes y jueves a las 6",
                    ["20 minutos de práctica los martes y jueves", "a las 18:00", "¿Te encaja?"],
                ),
                ("sí", ["Queda puesta", "¿en qué ciudad"]),
                ("Bogotá", ["son ahora las 07:", "¿por qué te importa"]),
                ("porque quiero entrar a medicina", "Lo guardo junto a tu meta"),
                (
                    "quiero terminar el capítulo 1 para el viernes y dejar de confundir lenses",
                    ["Oigo 2 metas", "Terminar 1 Rays, para el 27 nov", "quedan unos"],
                ),
                ("el domingo", "para el 22 nov"),
                ("recuérdame ayer", "ya pasó"),
                ("recuérdame cada 5 minutos", "una vez al día"),
                ("quiero que Ana estudie más", "solo guardo las tuyas"),
                ("deja de recordarme", "Terminada"),
            ]
        )


async def test_a_teacher_suggests_and_learners_decide(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run([("/goal suggest finish chapter 1", "Only a teacher of Light")])
        eva = await teacher(chat)
        await eva.run(
            [
                (
                    "/goal suggest finish chapter 1 by 1 December",
                    ["Suggested to Light", "by Dec 1"],
                ),
                ("/goal", no("Your teacher suggests")),
            ]
        )
        await chat.run(
            [
                (
                    "my goals",
                    ["no goal going", "Your teacher suggests: **Finish 1 Rays, by Dec 1**"],
                ),
                (tap("Look at it"), ["Finish 1 Rays", "Does that fit?"]),
                (tap("Smaller"), "Finish 1.1 Rays"),
                (tap("Yes, that's it"), "It's set"),
                ("my goals", ["Your goal", no("Your teacher suggests")]),
            ]
        )
        ben = chat.as_("test:ben")
        await ben.run(
            [
                ("/today", "Your teacher suggests"),
                (tap("No, thanks"), "nobody is told"),
                ("my goals", no("Your teacher suggests")),
            ]
        )
        assert not [e for e in await ben.events() if isinstance(e, GoalSet)]


async def test_a_calendar_file(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await chat.run([("/goal calendar", "nothing for a calendar yet")])
        await set_goal(chat, "I want to finish chapter 1 by 2026-12-01")
        await set_goal(chat, "I want to practise 20 minutes every day at 6 pm")
        await practise(chat, "rays", True)
        said = await chat.say("/goal calendar")
        (file,) = (part for part in said.parts if isinstance(part, File))
        text = file.data.decode().replace("\r\n ", "")
        assert file.name == "studylamp.ics"
        for line in (
            "SUMMARY:Check-in: Finish 1 Rays",
            "SUMMARY:Last day: Finish 1 Rays",
            "SUMMARY:20 minutes of practice every day",
            "SUMMARY:Review: 1 card",
            "DTSTART;VALUE=DATE:20261201",
        ):
            assert line in text


async def test_no_goal_is_due_after_the_courses_end(tmp_path: Path) -> None:
    ending = LIGHT.model_copy(update={"ends": date(2026, 12, 18)})
    async with dialog(tmp_path, ending) as chat:
        await chat.run(
            [
                ("I want to finish chapter 1 by 2027-01-15", ["Light ends on Dec 18", "Jan 15 would be too late"]),
                ("I want to finish chapter 1 by 2026-12-18", ["by Dec 18", "Does that fit?"]),
                ("by 2027-01-15", "Light ends on Dec 18. Which day before that?"),
                ("by 2026-12-11", "by Dec 11"),
            ]
        )  # fmt: skip
