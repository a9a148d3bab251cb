"""A pilot in the chat: the teacher approves it, students hear of it, can stay out, take the quiz."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.learner.events import (
    AttemptMade,
    Grouped,
    PilotAssigned,
    PilotDecided,
    PilotLeft,
    PilotPlanned,
    PilotTold,
    RoleGranted,
)
from bot.messages import Place
from bot.pilot.check import held_back
from tests.bot.pilot.planning import day
from tests.dialogs.courses import LIGHT, right, wrong
from tests.dialogs.runner import Dialog, Said, dialog, no, tap
from tests.dialogs.test_queue import LENS, teacher

RAY = "Rays bend around every corner."
NOTICE = "This course is trying out which help works best"


def planned(**changes: Any) -> PilotPlanned:
    """From now on for a week; the quiz on days 14 to 19."""
    usual: dict[str, Any] = {
        "course": "light",
        "pilot": "p1",
        "arms": ("full", "search"),
        "unit": "student",
        "seed": 3,
        "quiz": held_back(LIGHT, (), 3),
        "since": day(0),
        "until": day(7),
        "quiz_since": day(14),
        "quiz_until": day(19),
    }
    return PilotPlanned(**usual | changes)


async def plan(chat: Dialog, **changes: Any) -> PilotPlanned:
    """Plan one, as the command line does."""
    new = planned(**changes)
    installer = await chat.lamp.store.learner("studylamp:installer")
    await chat.lamp.store.append(installer.id, [new], at=chat.clock())
    return new


async def class_of(chat: Dialog, count: int) -> list[Dialog]:
    people = [chat.as_(f"test:s{n}") for n in range(count)]
    for person in people:
        await person.say("hello")
    return people


async def arm(person: Dialog) -> str:
    return next(e.arm for e in await person.events() if isinstance(e, PilotAssigned))


async def drawn(chat: Dialog, wanted: str, count: int = 6) -> tuple[Dialog, Dialog]:
    """An approved pilot: its teacher, and a student in that arm."""
    eva = await teacher(chat, "light")
    people = await class_of(chat, count)
    await plan(chat)
    await eva.run([("/pilot approve", "The lot has fallen: full help 3, search answers only 3")])
    (student, *_) = [person for person in people if await arm(person) == wanted]
    return eva, student


def files(said: Said) -> dict[str, str]:
    return {part.name: part.data.decode() for part in said.parts if part.type == "file"}


async def test_nothing_happens_before_the_teacher_approves(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        await eva.run([("/pilot", "No pilot is planned in Light")])
        people = await class_of(chat, 4)
        await plan(chat)
        await people[0].run(
            [
                ("hello", no(NOTICE)),
                ("/pilot", "No pilot is running in Light"),
                ("/pilot approve", "No pilot is running in Light"),
            ]
        )
        await eva.run(
            [
                (
                    "/pilot",
                    [
                        "full help: hints, reasons",
                        "From Nov 20 to Nov 27, in the whole course",
                        "a quiz of 7 questions",
                        "Your class is too small",
                        "Nothing happens before you approve it",
                    ],
                ),
                (tap("Approve"), ["The lot has fallen: full help 2, search answers only 2"]),
                ("/pilot approve", "It is running"),  # once is enough
                ("/pilot report", "The figures come after Dec 9"),
            ]
        )
        decided = [e for e in await eva.events() if isinstance(e, PilotDecided)]
        assert [e.decision for e in decided] == ["approved"]
        assert [
            sum(isinstance(e, PilotAssigned) for e in await person.events()) for person in people
        ] == [1] * 4


async def test_who_may_decide(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await class_of(chat, 4)
        await plan(chat)
        max_ = chat.as_("test:max")
        helper = await chat.lamp.store.learner("test:max")
        role = RoleGranted(course="light", role="assistant", by="installer")
        await chat.lamp.store.append(helper.id, [role], at=chat.clock())
        await max_.run([("/pilot approve", "Only a teacher of Light decides about a pilot")])
        assert not [e for e in await max_.events() if isinstance(e, PilotDecided)]


async def test_declined(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        people = await class_of(chat, 4)
        await plan(chat)
        await eva.run(
            [
                ("/pilot", "Shall it run?"),
                (tap("Decline"), "Declined. Nothing was changed"),
                ("/pilot approve", "You declined it"),
            ]
        )
        await people[0].run([("hello", no(NOTICE))])


async def test_students_are_told_once_and_can_stay_out(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva, ana = await drawn(chat, "search")
        await ana.run(
            [
                (
                    "hello",
                    [NOTICE, "full help or search answers only", "without giving a reason"],
                ),
                ("hello", no(NOTICE)),
                ("/pilot", [NOTICE, "Which one you got isn't said"]),
                (tap("Leave me out"), "You're out of the pilot"),
                ("/pilot leave", "You're out of the pilot"),
                (LENS, "one over the focal length"),  # as for anybody
            ]
        )
        assert sum(isinstance(e, PilotLeft) for e in await ana.events()) == 1
        assert sum(isinstance(e, PilotTold) for e in await ana.events()) == 1
        await eva.run([("/pilot", "search answers only: 3 drawn, 1 told, 1 opted out")])


async def test_in_spanish(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        people = await class_of(chat, 4)
        await plan(chat)
        eva.locale = people[0].locale = "es"
        await eva.run(
            [
                ("/settings language es", "idioma: es"),
                ("/pilot", ["¿qué ayuda funciona mejor?", "No pasa nada antes de que lo apruebes"]),
                ("/pilot aprobar", "El sorteo está hecho: ayuda completa 2"),
                ("/pilot informe", "Las cifras llegan después del 9 dic"),
            ]
        )
        await people[0].run(
            [
                ("hola, ¿cómo estás?", ["Este curso está probando", "sin dar razones"]),
                ("/pilot salir", "Estás fuera del piloto"),
            ]
        )


async def test_what_each_arm_gets(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        _, ana = await drawn(chat, "search")
        await ana.run(
            [
                (LENS, ["What your course says about it", no("one over")]),
                ("hint", "all the hints I have"),
                ("3", ["Not this time.", no("one over")]),
                ("2", "Yes, that's it."),
                ("quiz me on rays, 1 question", "**1 of 1**"),
                ("hint", "What your course says about it"),
            ]
        )
    async with dialog(tmp_path / "full", LIGHT) as chat:
        _, ben = await drawn(chat, "full")
        await ben.run([(LENS, [NOTICE, "one over the focal length"])])


async def test_the_teachers_stricter_rule_wins(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva, ana = await drawn(chat, "full")
        await eva.run([("/rules exam 2.1", "no help (exam)")])
        await ana.run([(LENS, "asked me not to help")])
        await eva.run([("/rules search 2.1", "no hints, only where the course says it")])
        await ana.run([(LENS, ["What your course says about it", no("one over")])])


async def test_nobody_is_told_or_treated_where_others_read(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        _, ana = await drawn(chat, "search")
        open_ = ana.as_(ana.person, Place(kind="channel", name="light"))
        await open_.run([(LENS, [no(NOTICE), "one over the focal length"])])


async def test_hints_without_reasons(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        people = await class_of(chat, 4)
        await plan(chat, arms=("full", "hints"), quiz=held_back(LIGHT, (), 3)[:4])
        await eva.say("/pilot approve")
        reason = "Somebody mixed up rays."
        for person in people:
            full = await arm(person) == "full"
            await person.say("Two crossing rays stop each other.")
            said = await person.say(wrong("Two crossing rays stop each other."))
            assert "Not this time." in said.text
            assert (reason in said.text) == full, said.text


async def test_who_joins_later_is_drawn_when_told(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        await drawn(chat, "full")
        new = chat.as_("test:new")
        await new.run([("hello", NOTICE)])
        (lot,) = [e for e in await new.events() if isinstance(e, PilotAssigned)]
        assert (lot.late, lot.level) == (True, "unknown")
        chat.clock.pass_(days=8)
        await chat.as_("test:later").run([("hello", no(NOTICE)), ("/pilot", "no part in it")])


async def test_before_it_begins(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        people = await class_of(chat, 4)
        await plan(chat, since=day(2))
        await eva.run([("/pilot approve", "The lot has fallen"), ("/pilot", "hasn't begun")])
        (ana, *_) = [p for p in people if await arm(p) == "search"]
        await ana.run(
            [
                ("hello", no(NOTICE)),
                (LENS, "one over the focal length"),
                ("/pilot", [NOTICE, "Leave me out"]),
            ]
        )
        chat.clock.pass_(days=2)
        await ana.run([("hello", no(NOTICE)), (LENS, no("one over the focal length"))])


async def test_groups_are_drawn_whole(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        people = await class_of(chat, 9)
        await plan(chat, unit="group")
        await eva.run([("/pilot approve", ["too few groups: 0", "/class"])])
        for n, person in enumerate(people[:8]):
            learner = await chat.lamp.store.learner(person.person)
            group = Grouped(course="light", group=f"G{n % 4}", by="installer")
            await chat.lamp.store.append(learner.id, [group], at=chat.clock())
        await eva.run([("/pilot approve", ["The lot has fallen", "1 student is in no group"])])
        assert [await arm(p) for p in people[:4]] == [await arm(p) for p in people[4:8]]
        await people[8].run([("hello", no(NOTICE)), (LENS, "one over the focal length")])


async def test_too_few_students(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva = await teacher(chat, "light")
        await class_of(chat, 3)
        await plan(chat)
        await eva.run(
            [
                ("/pilot approve", ["too few students: 3", "at least 2"]),
                ("/pilot", "Shall it run?"),  # nothing is lost
            ]
        )


async def test_the_delayed_quiz_is_silent(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva, ana = await drawn(chat, "search")
        await ana.run([("hello", NOTICE), (RAY, ["asked me not to help", no("stay out")])])
        chat.clock.pass_(days=14)
        await ana.run(
            [
                ("hello", ["The pilot's quiz is open until", "7 questions"]),
                ("hello", no("quiz is open")),
                (LENS, "asked me not to help"),
                ("/pilot", "The pilot's quiz is open"),
            ]
        )
        said = await ana.say(tap("Take the quiz"))
        assert "**1 of 7**" in said.text
        await ana.run([("what is a ray?", "in this quiz I don't help")])
        said = await ana.say(wrong(said.text))
        assert "**2 of 7**" in said.text
        assert "Not this time" not in said.text
        await ana.run([("later", "It waits for you until")])
        said = await ana.say("/pilot quiz")
        for _ in range(5):
            said = await ana.say(right(said.text))
            assert "Yes" not in said.text
        assert "**7 of 7**" in said.text
        await ana.run(
            [
                (tap("I don't know"), "That's all of it, thank you"),
                ("/pilot quiz", "That's all of it"),
            ]
        )
        made = [e for e in await ana.events() if isinstance(e, AttemptMade) and e.quiz == "p1"]
        assert [e.mode for e in made] == ["silent"] * 7
        assert [e.credit for e in made] == [0.0, *[1.0] * 5, None]
        await ana.run(
            [
                ("what did I get wrong today?", "no answers, so nothing wrong"),
                ("/progress lenses", "Lenses"),
                ("why do you think so?", no("· right ·")),
            ]
        )
        chat.clock.pass_(days=6)
        await ana.run([("what did I get wrong last week?", "wasn't right")])
        await ana.run([("/pilot quiz", "no quiz of a pilot"), (LENS, "one over the focal length")])
        report = await eva.say("/pilot")
        assert "There is nothing to compare" in report.text
        assert "| search answers only | 3 | 0 | 1 | 0 | 1 |" in files(report)["pilot-p1.md"]


async def test_ended_early(tmp_path: Path) -> None:
    async with dialog(tmp_path, LIGHT) as chat:
        eva, ana = await drawn(chat, "search")
        await ana.say("hello")
        await eva.run(
            [
                ("/pilot end", "counts for much less"),
                (tap("End it now"), "usual help again"),
                (tap("Report"), "ended early: take it as an idea"),
            ]
        )
        await ana.run([(LENS, "one over the focal length"), ("/pilot", "No pilot is running")])
        assert (
            "ended before the delayed quiz" in files(await eva.say("/pilot report"))["pilot-p1.md"]
        )
