"""How the bot works in a class: a pause, hours, tone and reading level, what is outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.learner.class_settings import class_settings
from bot.learner.events import ClassSettingChanged
from bot.messages import Action, Incoming
from tests.dialogs.courses import LIGHT, PSYCHOLOGY
from tests.dialogs.runner import Dialog, Said, dialog, no, tap
from tests.dialogs.test_material import teaching
from tests.fakes import FakeModel

ASK = "what is shaping?"


async def eva_of(chat: Dialog, *courses: str) -> Dialog:
    eva = await teaching(chat, *(courses or ("psych",)))
    eva.name = "Eva Ruiz"
    await eva.say("/rules")
    return eva


async def test_one_clear_place(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await eva_of(chat)
        shown = [
            "How much help the exercises of Tiny Psychology get",
            "How I work with the students of Tiny Psychology",
            "- answering: not paused",
            "- hours: always",
            "- questions outside the course: say which other course has it",
        ]
        await eva.run(
            [
                ("/rules", [*shown, "Pause for today", "Change how I work"]),
                ("/class settings", shown),
                ("class settings", shown),
                ("/rules hints all", "hints only"),
                ("/rules", ["everything: hints only", "Changed last by Eva Ruiz, Nov 20."]),
            ]
        )
        # A student sees what holds, and changes nothing.
        await chat.run(
            [
                ("/rules", ["- answering: not paused", no("Pause for"), no("Eva")]),
                ("/rules pause", "Only a teacher of Tiny Psychology decides how I work"),
                ("pause the bot until Monday", "Only a teacher of Tiny Psychology"),
                (Action(name="rules.pause", args={"is": "open"}), "Only a teacher"),
                (Action(name="rules.save", args={"tone": "formal"}), "Only a teacher"),
                ("hello", no("paused")),
            ]
        )


async def test_paused_by_whom_and_until_when(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await eva_of(chat)
        await chat.say("quiz me on operant conditioning")
        await eva.run(
            [("pause the bot until Monday", ["answering: paused until Monday, Nov 23", "End the"])]
        )
        await chat.run(
            [
                (ASK, ["Eva Ruiz paused me in Tiny Psychology until Monday, Nov 23.", no("6.3")]),
                ("/quiz", "paused me"),
                # What is about oneself works on, and distress comes before everything.
                ("/progress", no("paused me")),
                ("/settings pace fast", no("paused me")),
                ("i want to kill myself", ["glad you wrote", no("paused me")]),
            ]
        )
        await eva.run([(ASK, no("paused me"))])  # teachers are answered
        chat.clock.pass_(days=3)
        # What was open is still there.
        await chat.run([("/quiz", [no("paused me"), "left"])])
        await eva.run([("/rules", "not paused")])
        await eva.run([(tap("Pause until I end it"), "paused until a teacher ends it")])
        await chat.run([("hi", "Eva Ruiz paused me in Tiny Psychology for now.")])
        await eva.run([(tap("End the pause"), "not paused")])
        await chat.run([("hi", no("paused"))])
        changed = [e for e in await eva.events() if isinstance(e, ClassSettingChanged)]
        assert len(changed) == 3
        assert {e.by for e in changed} == {(await chat.lamp.store.learner("test:eva")).id}


async def test_nothing_comes_unasked_meanwhile(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await eva_of(chat)
        await chat.say("hello")
        await eva.run([("/assign quiz on 6.3", "Given"), ("/rules pause", "paused")])

        async def due() -> Said:
            [event] = [e for e in await eva.events() if e.type == "work_assigned"]
            incoming = Incoming(
                delivery_id=f"due:{chat.clock()}",
                person=chat.person,
                action=Action(name="assign.due", args={"id": event.id}),
                at=chat.clock(),
                unasked=True,
            )
            return Said(tuple([reply async for reply in chat.lamp.handle(incoming)]))

        assert (await due()).text == ""
        await eva.run([("/rules resume", "not paused")])
        chat.clock.pass_(minutes=1)
        assert "From your teacher" in (await due()).text


async def test_hours(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:  # it is a Friday noon
        eva = await eva_of(chat)
        await eva.run(
            [
                (
                    "/rules hours 8:00 to 16:00 on weekdays",
                    "hours: from 8:00 AM to 4:00 PM, Monday to Friday",
                )
            ]
        )
        await chat.run([(ASK, no("opens me"))])
        chat.clock.pass_(hours=6)
        await chat.run(
            [
                (
                    ASK,
                    [
                        "Your teacher opens me for Tiny Psychology from 8:00 AM to 4:00 PM",
                        "I'm back Monday, Nov 23, 8:00 AM",
                    ],
                )
            ]
        )
        await eva.run([("/rules hours off", "hours: always")])
        await chat.run([(ASK, no("opens me"))])


@pytest.mark.parametrize(
    ("said", "expect"),
    [
        ("/rules pause until yesterday", "Until when?"),
        ("/rules pause until 9:00", "over before it begins"),
        ("/rules pause until February 30", "Until when?"),
        ("/rules hours 16 to 8", "From when to when"),
        ("/rules hours often", "From when to when"),
        ("/rules tone sarcastic", "these tones: warm"),
        ("/rules reading hard", "these levels: plain"),
        ("/rules topics many", "Either “/rules topics course only”"),
        ("/rules dance", "I didn't get that"),
    ],
)
async def test_what_can_not_be(tmp_path: Path, said: str, expect: str) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await eva_of(chat)
        await eva.run([(said, expect)])
        assert not [e for e in await eva.events() if isinstance(e, ClassSettingChanged)]


async def test_outside_the_course(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, LIGHT) as chat:
        eva = await eva_of(chat)
        ask = "what is a lens?"
        await chat.run([(ask, ["That's not in Tiny Psychology, but Light has it"])])
        await eva.run([("/rules topics course only", "only say that it isn't in the course")])
        await chat.run([(ask, ["That's not in Tiny Psychology", no("Light"), "Ask your teacher"])])
        await eva.run([("/rules topics other courses", "say which other course")])
        await chat.run([(ask, "but Light has it")])


async def test_tone_and_level_unless_they_chose_their_own(tmp_path: Path) -> None:
    answer = "Punishment makes a behavior less frequent [1]. Does that fit?"
    model = FakeModel(*[answer] * 3)
    async with dialog(tmp_path, PSYCHOLOGY, model=model) as chat:
        eva = await eva_of(chat)
        await eva.run(
            [
                ("/rules tone formal", "tone: formal"),
                ("/rules reading plain", "reading level: simple words"),
            ]
        )
        ask = "what does punishment do to a behavior?"
        await chat.say(ask)
        system = model.prompts[0].system
        assert "formal form of address" in system
        assert "short sentences and everyday words" in system
        # Whoever says how they like it has it so.
        await chat.run([("/settings reading advanced", "advanced"), (ask, "")])
        assert "precise, technical language" in model.prompts[1].system
        await chat.run([("/settings reading standard", "standard"), (ask, "")])
        assert "clear sentences" in model.prompts[2].system


async def test_by_form(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY) as chat:
        eva = await eva_of(chat)
        await eva.say("/rules")
        said = await eva.say(tap("Change how I work"))
        [form] = said.forms
        values = {field.name: field.value for field in form.fields}
        assert values == {
            "tone": "warm",
            "reading_level": "as each student likes",
            "outside": "say which other course has it",
            "hours": "",
        }
        values |= {"tone": "formal", "hours": "8 to 15 on weekdays"}
        await eva.run(
            [(Action(name="rules.save", args=values), ["tone: formal", "hours: from 8:00"])]
        )
        [again] = (await eva.say(tap("Change how I work"))).forms
        values = {field.name: field.value for field in again.fields}
        assert values["hours"] == "08:00–15:00 on weekdays"
        # Sent as it is, it changes nothing; emptied, the hours are gone.
        before = len(await eva.events())
        await eva.say(Action(name="rules.save", args=values))
        assert len(await eva.events()) == before
        await eva.run([(Action(name="rules.save", args=values | {"hours": ""}), "hours: always")])
        await eva.run([(Action(name="rules.save", args=values | {"hours": "soon"}), "From when")])


async def test_in_spanish(tmp_path: Path) -> None:
    async with dialog(tmp_path, PSYCHOLOGY, locale="es") as chat:
        eva = await eva_of(chat)
        eva.locale = "es"
        await chat.say("hola")
        await eva.run([("pausa el bot hasta el lunes", "en pausa hasta lunes, 23 nov")])
        await chat.run([("hola", "Eva Ruiz me ha puesto en pausa en Tiny Psychology")])
        await eva.run(
            [
                ("/reglas reanuda", "sin pausa"),
                ("/reglas horario de 8 a 15 de lunes a viernes", "de lunes a viernes"),
                ("/reglas tono formal", "formal"),
            ]
        )


def test_a_newer_programs_setting_is_left_out() -> None:
    events = [
        ClassSettingChanged(course="c", name="tone", value="singing", by="eva"),
        ClassSettingChanged(course="c", name="reading_level", value="plain", by="eva"),
        ClassSettingChanged(course="d", name="outside", value="refuse", by="eva"),
    ]
    settings = class_settings(events, "c")
    assert (settings.tone, settings.reading_level, settings.outside) == (
        "warm",
        "plain",
        "other_courses",
    )
