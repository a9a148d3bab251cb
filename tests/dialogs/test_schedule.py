"""A teacher plans what comes when; the class gets it, and may decline."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.learner.events import MessageScheduled, ReminderDeclined, RoleGranted
from bot.messages import Action, Incoming
from tests.dialogs.courses import PSYCHOLOGY
from tests.dialogs.runner import Dialog, dialog, no, tap


async def teaches(chat: Dialog) -> None:
    learner = await chat.lamp.store.learner(chat.person)
    role = RoleGranted(course=PSYCHOLOGY.id, role="teacher", by="installer")
    await chat.lamp.store.append(learner.id, [role], at=chat.clock.now)


async def test_a_teacher_plans_lists_and_stops(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await teaches(chat)
        await chat.run(
            [
                ("/schedule", "Nothing is planned"),
                (
                    "/schedule every Monday 7:30 send me the summary",
                    "Planned: class summary for you, every Monday at 7:30 AM.",
                ),
                (
                    "/schedule quiz on section 6.3 on Friday 9:00 for the class",
                    ["quiz on section 6.3 for the class", "Friday, November 27, 2026, 9:00 AM"],
                ),
                (
                    "/schedule holidays 21 December to 7 January",
                    ["1. class summary", "2. quiz on", "December 21, 2026 to January 7, 2027"],
                ),
                ("/schedule school on 24 December", "December 25, 2026 to January 7, 2027"),
                ("/schedule stop", "Which one?"),
                ("/schedule stop 1", "Stopped: class summary"),
                ("/schedule list", ["1. quiz on", no("summary")]),
                ("/schedule summary at 6 every day", "every day at 6:00 PM"),
                ("/schedule summary every Monday at 23:00", "it comes at 9:15 PM"),
            ]
        )


async def test_what_cannot_be_planned(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await teaches(chat)
        await chat.run(
            [
                ("/schedule quiz every 5 minutes", "too often"),
                ("/schedule quiz on February 30 at 9:00", "no february 30"),
                ("/schedule quiz today at 8:00", "over already"),
                ("/schedule quiz on 6.3", "When?"),
                ("/schedule pizza on Friday at 9:00", "What shall come?"),
                ("/schedule quiz at 25:00 on Friday", "no time of day"),
            ]
        )


async def test_planned_in_plain_words_and_not_twice(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await teaches(chat)
        await chat.run(
            [
                ("every Monday 7:30 send me the summary", "Planned: class summary for you"),
                ("send me the class summary every Monday at 7:30", "planned already"),
                ("send my class a quiz on shaping every Wednesday at 10", "quiz on shaping for the class, every Wednesday at 10:00 AM"),
                ("quiz on chapter 6 on Friday at 9:00 for my class", "quiz on chapter 6 for the class, Friday"),
                ("/schedule", ["1. class summary", "2. quiz on shaping", "3. quiz on chapter 6"]),
            ]
        )  # fmt: skip
        chat.clock.pass_(days=8)
        await chat.run([("/schedule", ["2. quiz on shaping", no("chapter 6")])])  # that is over
        other = chat.as_("test:max")
        await teaches(other)
        await other.run([("/schedule", ["1. quiz on shaping", no("summary")])])


async def planned(chat: Dialog, order: str) -> Mapping[str, str]:
    """A teacher plans something for their class; the arguments of its buttons."""
    teacher = chat.as_("test:eva")
    await teaches(teacher)
    await teacher.say(order)
    made = [e for e in await teacher.events() if isinstance(e, MessageScheduled)]
    return {"id": made[-1].id, "course": PSYCHOLOGY.id}


async def test_the_class_gets_it_and_may_decline(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        args = await planned(chat, "/schedule quiz on chapter 6 every Friday at 9:00")
        await chat.run(
            [
                (
                    Action(name="schedule.due", args=args),
                    ["It's time for the quiz that your teacher planned", "It is on chapter 6."],
                ),
                (tap("Start"), ["6 Learning", "1 of"]),
                (Action(name="schedule.due", args=args), "It's time"),
                (tap("Don't send me these"), "I won't send you these any more."),
            ]
        )
        declined = [e.name for e in await chat.events() if isinstance(e, ReminderDeclined)]
        assert declined == [f"schedule:{args['id']}"]


async def test_once_there_is_nothing_to_decline_and_a_quiz_can_be_on_anything(
    tmp_path: Path,
) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        args = await planned(chat, "/schedule quiz on Friday at 9:00")
        await chat.run(
            [
                (Action(name="schedule.due", args=args), ["It's time", no("It is on")]),
                (Action(name="schedule.due", args=args), lambda said: said.labels == ["Start"]),
                (tap("Start"), "What shall it be about?"),
                (tap("6 Learning"), "1 of"),
            ]
        )


async def test_what_was_taken_back_does_not_come(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        args = await planned(chat, "/schedule quiz on chapter 6 every Friday at 9:00")
        await chat.as_("test:eva").say("/schedule stop 1")
        due = Action(name="schedule.due", args=args)
        await chat.run([(due, "There is nothing new")])
        incoming = Incoming(
            delivery_id="1", person=chat.person, action=due, at=chat.clock.now, unasked=True
        )
        said = [part async for reply in chat.lamp.handle(incoming) for part in reply.parts]
        assert said == []  # nobody misses it


async def test_in_spanish(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, locale="es") as chat:
        await teaches(chat)
        await chat.run(
            [
                ("/schedule resumen cada lunes a las 7:30", "lunes"),
                ("/schedule cuestionario sobre 6.3 el viernes a las 9:00", "27 de noviembre"),
                ("/schedule vacaciones del 21 de diciembre al 7 de enero", "7 de enero de 2027"),
            ]
        )


async def test_students_cannot(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        await chat.run([("/schedule summary every Monday at 7:30", "Only a teacher")])
