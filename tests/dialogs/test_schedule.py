"""A teacher plans what comes when; the class gets it, and may decline."""

from __future__ import annotations

from pathlib import Path

from bot.learner.events import RoleGranted
from tests.dialogs.courses import PSYCHOLOGY
from tests.dialogs.runner import Dialog, dialog, no


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
                    ["quiz on section 6.3 for the class", "November 27, 2026, 9:00 AM"],
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
